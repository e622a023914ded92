#include "container_tco/demand/weekly_schedule.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"

namespace weekly_schedule_test {

using namespace container_tco;
using Stretches = std::vector<WeeklySchedule::Stretch>;

namespace {

// The sum over the 10,080 minutes of a week.
std::int64_t task_minutes(const WeeklySchedule& schedule) {
  std::int64_t total = 0;
  for (std::size_t i = 0; i < schedule.stretches.size(); ++i) {
    const std::int64_t end = i + 1 < schedule.stretches.size() ? schedule.stretches[i + 1].first_minute : 10080;
    total += (end - schedule.stretches[i].first_minute) * schedule.stretches[i].count;
  }
  return total;
}

}  // namespace

TEST_CASE("weekdays by day, the rest at night") {
  const WeeklySchedule schedule = parse_weekly_schedule("weekdays 08-20: 10, else 2");
  // Five days of 12 hours at 10 and 108 hours at 2.
  CHECK(task_minutes(schedule) == (60 * 10 + 108 * 2) * 60);
  REQUIRE(schedule.stretches.size() == 11);
  CHECK(schedule.stretches[1] == WeeklySchedule::Stretch{480, 10});
  CHECK(schedule.stretches[2] == WeeklySchedule::Stretch{1200, 2});
}

TEST_CASE("en dash, case, semicolons, minutes and full names mean the same") {
  const WeeklySchedule schedule = parse_weekly_schedule("mon-fri 08:30-20:00: 10; sat 10-16: 4; else 2");
  CHECK(parse_weekly_schedule("Monday\xE2\x80\x93"
                              "Friday 8:30 \xE2\x80\x93 20 :10 , SAT 10\xE2\x80\x93"
                              "16:4, else: 2")
            .stretches == schedule.stretches);
  // 5 × 11.5 h × 10 + 6 h × 4 + the other 104.5 h × 2.
  CHECK(task_minutes(schedule) == 5 * 690 * 10 + 360 * 4 + 6270 * 2);
}

TEST_CASE("hours past midnight belong to the day on which they start") {
  const WeeklySchedule schedule = parse_weekly_schedule("sun 22-06: 5, else 0");
  CHECK(schedule.stretches == Stretches{{0, 5}, {360, 0}, {6 * 1440 + 1320, 5}});
  CHECK(parse_weekly_schedule("fri-mon: 1, else 0").stretches == Stretches{{0, 1}, {1440, 0}, {4 * 1440, 1}});
}

TEST_CASE("whole days, lists of days and hours of every day") {
  CHECK(parse_weekly_schedule("daily: 3").stretches == Stretches{{0, 3}});
  CHECK(parse_weekly_schedule("else 3").stretches == Stretches{{0, 3}});
  CHECK(task_minutes(parse_weekly_schedule("mon,wed 0-24: 1, else 0")) == 2880);
  CHECK(task_minutes(parse_weekly_schedule("08-20: 1, else 0")) == 7 * 720);
  CHECK(task_minutes(parse_weekly_schedule("weekdays: 1, weekends: 2")) == 7200 + 2 * 2880);
}

TEST_CASE("a rule without a count takes the given one") {
  CHECK(parse_weekly_schedule("weekdays 08\xE2\x80\x93"
                              "20, else 2",
                              10)
            .stretches == parse_weekly_schedule("weekdays 08-20: 10, else 2").stretches);
  CHECK(parse_weekly_schedule("weekdays, else 2", 10).stretches ==
        parse_weekly_schedule("weekdays: 10, else 2").stretches);
  CHECK_THROWS_WITH_AS(parse_weekly_schedule("weekdays 08-20, else 2"), doctest::Contains("column 15"), ParseError);
}

TEST_CASE("errors point at the column") {
  const struct {
    const char* text;
    const char* message;
  } cases[] = {
      {"", "column 1: expected days"},
      {"weekdays 08-20: 10", "nothing is said about mon 0:00"},
      {"wekdays 08-20: 10, else 2", "column 1: expected weekdays"},
      {"weekdays 08-25: 10, else 2", "column 13: expected an hour"},
      {"weekdays 08: 10, else 2", "column 12: expected '-'"},
      {"weekdays 08-20: ten, else 2", "column 17: expected a count"},
      {"weekdays 08-20: 2.5, else 2", "column 17: expected a count"},
      {"weekdays 08-20: -1, else 2", "column 17: expected a count"},
      {"weekdays 08-20: 10000001, else 2", "column 17: expected a count"},
      {"weekdays 08-20: 10, mon 12-13: 20, else 2", "column 21: expected a rule for times that no earlier rule"},
      {"weekdays 08\xE2\x80\x93"
       "20: 10 else 2",
       "column 20: expected ';'"},
      {"else 2, weekdays: 10", "column 7: expected ';'"},
      {"mon 24-08: 1, else 2", "column 1: expected hours that start before"},
      {"mon 08-24:30: 1, else 2", "column 8: expected a time up to"},
      {"mon-foo: 1, else 2", "column 5: expected weekdays"},
      {"weekdays 08-20: 10, else", "expected a count after 'else'"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.text);
    CHECK_THROWS_WITH_AS(parse_weekly_schedule(one.text), doctest::Contains(one.message), ParseError);
  }
  CHECK_THROWS_AS(parse_weekly_schedule(std::string(1001, ' ')), ParseError);
}

TEST_CASE("stretches by hand are checked") {
  CHECK_THROWS_AS(validate(WeeklySchedule{}), InvalidInputError);
  CHECK_THROWS_AS(validate(WeeklySchedule{{{60, 1}}}), InvalidInputError);
  CHECK_THROWS_AS(validate(WeeklySchedule{{{0, 1}, {0, 2}}}), InvalidInputError);
  CHECK_THROWS_AS(validate(WeeklySchedule{{{0, -1}}}), InvalidInputError);
}

}  // namespace weekly_schedule_test
