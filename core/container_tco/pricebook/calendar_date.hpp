#pragma once
// Calendar days, in UTC. The core has no clock: whoever asks says which day it is.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace container_tco {

/// The day that an ISO date such as "2026-07-01" names. Throws InvalidInputError for `field` otherwise.
std::chrono::sys_days parse_date(std::string_view text, const std::string& field);

/// The last day that `text` can mean when only a part of the date is known: "2026-05" is 31 May 2026, "2026" is 31
/// December. Nothing for other text.
std::optional<std::chrono::sys_days> latest_day(std::string_view text);

/// "2026-07-01"
std::string date_text(std::chrono::sys_days day);

}  // namespace container_tco
