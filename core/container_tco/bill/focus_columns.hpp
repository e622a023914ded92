#pragma once
// The columns of FOCUS 1.2 that an estimate can fill, and our own. Inside of the stage.

#include <vector>

#include "container_tco/bill/cell_table.hpp"

namespace container_tco::detail {

/// Digits after the point of quantities and unit prices, and of their products.
inline constexpr int focus_amount_digits = 12;
inline constexpr int focus_cost_digits = 24;

/// In the order in which they are written: those of FOCUS by name, then those of our own ("x_").
const std::vector<CellColumn>& focus_columns();

}  // namespace container_tco::detail
