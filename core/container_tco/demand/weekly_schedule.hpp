#pragma once
// A week in words: "weekdays 08-20: 10, else 2".
//
//   schedule = rule { separator rule } [ separator "else" number ]
//   rule     = [ days ] [ hours ] [ ":" number ]        (days or hours, or both)
//   days     = day-part { "," day-part }
//   day-part = "weekdays" | "weekends" | "daily" | day | day "-" day       day = mon … sun, or in full
//   hours    = clock "-" clock                          clock = "8", "08", "08:30", "24:00"
//   separator = ";" | ","
//
// Case does not matter, and "–" (an en dash) is a hyphen. Hours that end at or before their start go on past midnight
// and belong to the day on which they start. Every minute of the week must have one count: rules that overlap and a
// rest without "else" are errors.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace container_tco {

/// Tasks wanted in each minute of a local week, as stretches that begin at Monday 00:00.
struct WeeklySchedule {
  struct Stretch {
    std::int64_t first_minute = 0;  ///< Since Monday 00:00, 0 to 10079; it lasts until the next stretch.
    std::int64_t count = 0;
    friend bool operator==(const Stretch&, const Stretch&) = default;
  };
  std::vector<Stretch> stretches;  ///< Ascending, neighbours of different counts; the first begins at 0.
};

/// `busy_count` stands for the number of a rule that states none. Throws ParseError that points at the column.
WeeklySchedule parse_weekly_schedule(std::string_view text, std::optional<std::int64_t> busy_count = std::nullopt);

/// Throws InvalidInputError unless the stretches are as described.
void validate(const WeeklySchedule& schedule);

}  // namespace container_tco
