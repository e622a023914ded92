#pragma once
// How old the prices are that somebody used. The core has no clock: the caller says which day it is.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/pricebook/price_row.hpp"

namespace container_tco {

/// A price older than this is worth a warning.
constexpr std::int64_t stale_after_days = 180;

struct StalePrice {
  std::string key;
  std::string region;
  std::string as_of;
  std::int64_t age_days = 0;  ///< Counted from the last day that `as_of` can mean.
};

/// Whole days from `as_of` to `date`, below zero for a later price; nothing when `as_of` is no date (a user's own).
/// Throws InvalidInputError unless `date` is an ISO date.
std::optional<std::int64_t> age_days(const std::string& as_of, const std::string& date);

/// The rows of `used` that are more than `limit_days` old on `date`: each key and region once, oldest first, then by
/// region and key. Throws InvalidInputError.
std::vector<StalePrice> stale_prices(const std::vector<PriceRow>& used, const std::string& date,
                                     std::int64_t limit_days = stale_after_days);

}  // namespace container_tco
