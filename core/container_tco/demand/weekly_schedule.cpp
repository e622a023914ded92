#include "container_tco/demand/weekly_schedule.hpp"

#include <algorithm>
#include <string>

#include "container_tco/demand/schedule_scanner.hpp"
#include "container_tco/demand/task_profile.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t minutes_per_day = 1440;
constexpr std::int64_t minutes_per_week = 7 * minutes_per_day;
constexpr std::int64_t nothing_said = -1;

struct DayGroup {
  const char* name;
  int first;
  int last;
};
constexpr DayGroup day_groups[] = {
    {"weekdays", 0, 4},  {"weekends", 5, 6}, {"daily", 0, 6},  {"mon", 0, 0},      {"tue", 1, 1},    {"wed", 2, 2},
    {"thu", 3, 3},       {"fri", 4, 4},      {"sat", 5, 5},    {"sun", 6, 6},      {"monday", 0, 0}, {"tuesday", 1, 1},
    {"wednesday", 2, 2}, {"thursday", 3, 3}, {"friday", 4, 4}, {"saturday", 5, 5}, {"sunday", 6, 6},
};

const DayGroup* find_days(std::string_view word) {
  const auto found = std::find_if(std::begin(day_groups), std::end(day_groups),
                                  [&](const DayGroup& group) { return word == group.name; });
  return found == std::end(day_groups) ? nullptr : found;
}

class ScheduleParser {
 public:
  ScheduleParser(std::string_view text, std::optional<std::int64_t> busy_count)
      : scanner_(text), busy_count_(busy_count), week_(minutes_per_week, nothing_said) {}

  WeeklySchedule parse() {
    do {
      if (scanner_.peek_word() == "else") {
        parse_else();
        break;
      }
      parse_rule();
    } while (scanner_.take(';') || scanner_.take(','));
    if (!scanner_.at_end()) scanner_.fail("';', ',' or the end of the schedule");
    return stretches();
  }

 private:
  void parse_else() {
    scanner_.take_word();
    scanner_.take(':');
    const std::int64_t count = scanner_.number("a count after 'else'", 0, max_profile_count);
    std::replace(week_.begin(), week_.end(), nothing_said, count);
  }

  void parse_rule() {
    const std::size_t start = scanner_.position();
    std::vector<bool> days(7, true);
    const bool names_days = !scanner_.peek_word().empty();
    if (names_days) days = parse_days();
    std::int64_t from = 0;
    std::int64_t until = minutes_per_day;
    if (scanner_.at_digit()) {
      from = clock();
      if (!scanner_.take('-')) scanner_.fail("'-' and the hour at which it ends");
      until = clock();
    } else if (!names_days) {
      scanner_.fail("days such as 'weekdays' or 'mon-fri', hours such as 08-20, or 'else'");
    }
    if (from == minutes_per_day) scanner_.fail_at(start, "hours that start before 24:00");
    if (until <= from) until += minutes_per_day;
    fill(days, from, until, rule_count(), start);
  }

  std::int64_t rule_count() {
    if (scanner_.take(':')) return scanner_.number("a count of tasks after ':'", 0, max_profile_count);
    if (!busy_count_) scanner_.fail("':' and a count of tasks, as in 'weekdays 08-20: 10'");
    return *busy_count_;
  }

  std::vector<bool> parse_days() {
    std::vector<bool> days(7, false);
    while (true) {
      const DayGroup& first = day_group();
      int last = first.last;
      if (scanner_.take('-')) last = day_group().last;
      for (int day = first.first;; day = (day + 1) % 7) {
        days[static_cast<std::size_t>(day)] = true;
        if (day == last) break;
      }
      ScheduleScanner ahead = scanner_;
      if (!ahead.take(',') || find_days(ahead.peek_word()) == nullptr) return days;
      scanner_ = ahead;
    }
  }

  const DayGroup& day_group() {
    const std::size_t start = scanner_.position();
    const DayGroup* group = find_days(scanner_.take_word());
    if (group == nullptr) scanner_.fail_at(start, "weekdays, weekends, daily, or a day from mon to sun");
    return *group;
  }

  std::int64_t clock() {
    const std::size_t start = scanner_.position();
    const std::int64_t hour = scanner_.number("an hour from 0 to 24", 0, 24);
    const std::int64_t minute =
        scanner_.at_clock_minutes() ? (scanner_.take(':'), scanner_.number("minutes", 0, 59)) : 0;
    if (hour == 24 && minute > 0) scanner_.fail_at(start, "a time up to 24:00");
    return hour * 60 + minute;
  }

  void fill(const std::vector<bool>& days, std::int64_t from, std::int64_t until, std::int64_t count,
            std::size_t start) {
    for (std::int64_t day = 0; day < 7; ++day) {
      if (!days[static_cast<std::size_t>(day)]) continue;
      for (std::int64_t minute = from; minute < until; ++minute) {
        std::int64_t& slot = week_[static_cast<std::size_t>((day * minutes_per_day + minute) % minutes_per_week)];
        if (slot != nothing_said) {
          scanner_.fail_at(start, "a rule for times that no earlier rule counts", "Rules must not overlap");
        }
        slot = count;
      }
    }
  }

  WeeklySchedule stretches() const {
    WeeklySchedule schedule;
    for (std::int64_t minute = 0; minute < minutes_per_week; ++minute) {
      const std::int64_t count = week_[static_cast<std::size_t>(minute)];
      if (count == nothing_said) {
        scanner_.fail("'else' and a count, as nothing is said about " +
                      std::string(day_groups[3 + minute / minutes_per_day].name) + " " +
                      std::to_string(minute % minutes_per_day / 60) + ":" + (minute % 60 < 10 ? "0" : "") +
                      std::to_string(minute % 60));
      }
      if (schedule.stretches.empty() || schedule.stretches.back().count != count) {
        schedule.stretches.push_back({minute, count});
      }
    }
    return schedule;
  }

  ScheduleScanner scanner_;
  std::optional<std::int64_t> busy_count_;
  std::vector<std::int64_t> week_;  // A count for each minute.
};

}  // namespace

WeeklySchedule parse_weekly_schedule(std::string_view text, std::optional<std::int64_t> busy_count) {
  if (busy_count) require_range("count", *busy_count, 0, max_profile_count);
  return ScheduleParser(text, busy_count).parse();
}

void validate(const WeeklySchedule& schedule) {
  std::int64_t next = 0;
  for (const WeeklySchedule::Stretch& stretch : schedule.stretches) {
    require_range("stretch of a weekly schedule", stretch.first_minute, next, next == 0 ? 0 : minutes_per_week - 1);
    require_range("count of a weekly schedule", stretch.count, 0, max_profile_count);
    next = stretch.first_minute + 1;
  }
  if (schedule.stretches.empty()) throw InvalidInputError("weekly schedule", "empty", "at least one stretch");
}

}  // namespace container_tco
