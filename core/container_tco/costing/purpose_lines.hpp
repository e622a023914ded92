#pragma once
// Lines for extra capacity, made from the lines of what runs anyway: the same prices for a share of the quantity.

#include <string>

#include "container_tco/costing/line_item.hpp"

namespace container_tco {

/// What extra capacity is there for, as `LineItem::purpose` says it.
inline constexpr const char* purpose_rollout = "rollout";
inline constexpr const char* purpose_replacement = "replacement";
inline constexpr const char* purpose_zone_loss = "zone_loss";

/// `line` for `ratio` times its quantity, 0 or more, at its own unit prices. The id gets "/" and `purpose` at its end.
LineItem scaled_line(const LineItem& line, const Rational& ratio, const std::string& purpose,
                     const std::string& description, const std::string& derivation);

/// The part of `line` beyond `base`, a line of the same prices with less quantity: the two together are `line`.
LineItem line_beyond(const LineItem& line, const LineItem& base, const std::string& purpose,
                     const std::string& description);

/// The exact sum of the lines with `purpose`; of those with any when it is empty.
Money sum_of_purpose(const std::vector<LineItem>& lines, const std::string& purpose, const Currency& currency);

}  // namespace container_tco
