#pragma once
// What AWS takes for managing a host, on top of the instance (rules M2, M3, M5).

#include <string>
#include <string_view>
#include <vector>

#include "container_tco/pricebook/commitment_terms.hpp"
#include "container_tco/pricebook/management_fee_table.hpp"
#include "container_tco/pricebook/price_book.hpp"

namespace container_tco {

enum class HostManagement { ecs_managed_instances, eks_auto_mode };
std::string to_string(HostManagement management);  ///< "ecs/managed_instances", "eks/auto_mode": the key's beginning.
HostManagement parse_host_management(std::string_view text);  ///< Throws InvalidInputError.

struct ManagementFee {
  HostManagement management = HostManagement::ecs_managed_instances;
  std::string instance_type;
  std::string region;
  std::string date;
  UnitPrice price;  ///< For each hour of an instance.
  /// published: AWS's figure. derived: AWS's figure of before a change of the rule, scaled. estimate: by the rule
  /// alone.
  RateBasis basis = RateBasis::published;
  std::string derivation;
  std::string price_key;  ///< The row that the fee comes from.
  Provenance provenance;
};

/// The fee for `instance_type` in `region` on `date` (ISO): the book's row as long as the rule of the row's day holds;
/// scaled after a change of the rule; without a row, by the rule from the Linux on-demand price. Throws
/// PriceNotFoundError when neither price is in the book; InvalidInputError for a bad date, or one before the service
/// existed.
ManagementFee management_fee(const PriceBook& book, const std::vector<ManagementFeeRule>& rules,
                             HostManagement management, const std::string& instance_type, const std::string& region,
                             const std::string& date);
/// The same with the book's own rules.
ManagementFee management_fee(const PriceBook& book, HostManagement management, const std::string& instance_type,
                             const std::string& region, const std::string& date);

}  // namespace container_tco
