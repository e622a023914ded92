#pragma once
// What a price change cost, as JSON.

#include "container_tco/comparison/price_change.hpp"
#include "container_tco/json/json_value.hpp"

namespace container_tco {

/// Amounts are strings of exact decimals, or fractions "1/3"; null where a line does not exist.
JsonValue to_json(const PriceChange& change);

}  // namespace container_tco
