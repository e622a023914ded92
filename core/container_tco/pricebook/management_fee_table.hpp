#pragma once
// The rules by which AWS's fees for managed hosts follow from the EC2 price.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "container_tco/pricebook/provenance.hpp"
#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// From `effective_from` on, the fee is `fraction_of_on_demand` of the Linux on-demand price for the listed series.
struct ManagementFeeRule {
  std::string fee;                  ///< "ecs/managed_instances" or "eks/auto_mode".
  std::vector<std::string> series;  ///< "g", "gr", "p", "trn"; empty: all series without a rule of their own.
  Rational fraction_of_on_demand;
  std::int64_t digits = 6;  ///< The fee is rounded half up to so many digits after the point.
  /// The on-demand price is rounded to so many digits before it is multiplied.
  std::optional<std::int64_t> on_demand_digits;
  std::string effective_from;  ///< ISO date.
  Provenance provenance;
};

/// Throws ParseError.
std::vector<ManagementFeeRule> parse_management_fees(std::string_view text, const std::string& file);

/// The letters that an instance type begins with: "g" of "g6e.xlarge", "trn" of "trn1n.32xlarge".
std::string instance_series(std::string_view instance_type);

}  // namespace container_tco
