#pragma once
// In which unit a bill states amounts: the table bill_units.json. Inside of the stage.

#include <cstdint>
#include <optional>
#include <string_view>

#include "container_tco/quantity/money.hpp"

namespace container_tco::detail {

/// How many units of the price one unit of the bill is: times / divided_by.
struct UnitFactor {
  std::int64_t times = 1;
  std::int64_t divided_by = 1;
};

/// Nothing for a unit that is not known, or that measures something else.
std::optional<UnitFactor> find_unit_factor(const PricingUnit& unit, std::string_view unit_of_bill);

}  // namespace container_tco::detail
