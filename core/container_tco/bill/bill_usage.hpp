#pragma once
// Which usage of a bill runs containers, and which price of the book it has: the table bill_usage.json. Inside of the
// stage.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "container_tco/bill/bill_role.hpp"
#include "container_tco/offers/region_index.hpp"
#include "container_tco/quantity/money.hpp"
#include "container_tco/quantity/resources.hpp"
#include "container_tco/workload/deployment.hpp"

namespace container_tco::detail {

/// What a bill says of a usage.
struct UsageTexts {
  std::string_view service;      ///< A code or a name.
  std::string_view usage_type;   ///< Empty when the bill has none.
  std::string_view operation;    ///< Empty when the bill has none.
  std::string_view description;  ///< Looked at when there is no usage type.
  std::string_view region;       ///< A code; may be empty.
};

/// A usage as the table knows it.
struct KnownUsage {
  BillRole role = BillRole::other;
  std::string region;  ///< Of the book; that of the bill when the book lacks it; may be empty.
  ControlPlane control_plane = ControlPlane::ecs;  ///< Of tasks.
  OperatingSystem operating_system = OperatingSystem::linux_os;
  Architecture architecture = Architecture::x86_64;
  bool is_spot = false;
  bool is_by_description = false;
  std::string key;            ///< Of a price, or of a Spot observation; empty when there is none.
  std::string no_price;       ///< Why; empty otherwise.
  std::string instance_type;  ///< Of instances and their fees.
  std::optional<PricingUnit> unit;
  std::int64_t per_published_unit = 1;  ///< How many of `unit` one unit of the bill is.
};

class UsageTable {
 public:
  /// `book` gives the regions.
  explicit UsageTable(const PriceBook& book) : regions_(book, {}) {}
  KnownUsage find(const UsageTexts& texts) const;

 private:
  RegionIndex regions_;
};

}  // namespace container_tco::detail
