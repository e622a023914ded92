#pragma once
// One field of a cron expression: lists, ranges, steps and names.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace container_tco {

/// What a field may hold.
struct CronField {
  const char* name;
  int least;
  int most;
  std::span<const char* const> names;  ///< Of the values from `least` on, in lower case; empty when it has none.
};

/// The values of "*", "5", "1-5", "*/15", "10-40/5", "3/20", "mon-fri" and lists of them, ascending and each once.
/// `whole` is the schedule, for messages. Throws ParseError.
std::vector<int> cron_values(std::string_view text, const CronField& field, std::string_view whole);

/// A single value, or its name. Throws ParseError.
int cron_value(std::string_view text, const CronField& field, std::string_view whole);

[[noreturn]] void fail_cron(std::string_view whole, const std::string& expected, std::string_view found);

}  // namespace container_tco
