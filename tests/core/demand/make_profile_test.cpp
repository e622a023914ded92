#include "container_tco/demand/make_profile.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "container_tco/error.hpp"
#include "zones.hpp"

namespace make_profile_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

std::vector<std::int64_t> ascending(std::size_t size) {
  std::vector<std::int64_t> counts(size);
  std::iota(counts.begin(), counts.end(), 0);
  return counts;
}

}  // namespace

TEST_CASE("a steady count") {
  const TaskProfile profile = make_profile(SteadyCount{7}, CalendarSpan::month(2028, 2));
  CHECK(profile.counts == std::vector<std::int64_t>(29 * 24, 7));
  CHECK(profile.step_seconds == 3600);
  CHECK(profile.start_utc_seconds == civil_seconds({2028, 2, 1, 0, 0, 0}));
  CHECK(profile.repeats);
}

TEST_CASE("office hours of a week in Seoul, in UTC") {
  const TaskProfile profile =
      make_profile(parse_weekly_schedule("weekdays 08-20: 10, else 2"), CalendarSpan::any_week(), seoul());
  REQUIRE(profile.counts.size() == 168);
  CHECK(profile.start_utc_seconds == civil_seconds({2023, 12, 31, 15, 0, 0}));
  CHECK(profile.counts[7] == 2);
  CHECK(profile.counts[8] == 10);
  CHECK(summarise(profile).mean == Rational::ratio(60 * 10 + 108 * 2, 168));
  CHECK(summarise(profile).levels == std::vector<std::int64_t>{2, 10});
}

TEST_CASE("daylight saving takes an hour from a night in March and adds one in October") {
  const WeeklySchedule nights = parse_weekly_schedule("00-06: 1, else 0");
  const TaskProfile march = make_profile(nights, CalendarSpan::month(2026, 3), berlin());
  const TaskProfile october = make_profile(nights, CalendarSpan::month(2026, 10), berlin());
  CHECK(summarise(march).task_hours == Rational(31 * 6 - 1));
  CHECK(summarise(october).task_hours == Rational(31 * 6 + 1));
  CHECK(march.step_seconds == 3600);
  // At 08:00 on 30 March the clock is two hours ahead of UTC.
  const WeeklySchedule mornings = parse_weekly_schedule("mon 08-09: 1, else 0");
  const TaskProfile mondays = make_profile(mornings, CalendarSpan::month(2026, 3), berlin());
  const auto at = [&](const CivilTime& utc) {
    return mondays.counts[static_cast<std::size_t>((civil_seconds(utc) - mondays.start_utc_seconds) / 3600)];
  };
  CHECK(at({2026, 3, 23, 7, 0, 0}) == 1);
  CHECK(at({2026, 3, 30, 6, 0, 0}) == 1);
  CHECK(at({2026, 3, 30, 7, 0, 0}) == 0);
}

TEST_CASE("steps are as short as the schedule and the zone need") {
  const auto step = [](const char* text, const TimeZone& zone) {
    return make_profile(parse_weekly_schedule(text), CalendarSpan::month(2026, 4), zone).step_seconds;
  };
  CHECK(step("08:30-20: 1, else 0", {}) == 1800);
  CHECK(step("08:20-20: 1, else 0", {}) == 1200);
  // India's half hour does not matter, as the month begins at a local midnight.
  CHECK(step("08-20: 1, else 0", *fixed_time_zone("+05:30")) == 3600);
  // Lord Howe Island changes its clocks by half an hour, on 5 April 2026 at 15:00 UTC of the day before.
  const TimeZone lord_howe{"Australia/Lord_Howe", 39600, {{civil_seconds({2026, 4, 4, 15, 0, 0}), 37800}}, {}, {}};
  CHECK(step("08-20: 1, else 0", lord_howe) == 1800);
}

TEST_CASE("a profile of 168 hours stands for every week") {
  const TaskProfile profile = make_profile(CountProfile{ascending(168), 3600}, CalendarSpan::month(2026, 3), berlin());
  REQUIRE(profile.counts.size() == 31 * 24 - 1);
  // 1 March is a Sunday: hours 144 to 167, then Monday. On Sunday the 29th the hour 146 is skipped.
  CHECK(profile.counts[0] == 144);
  CHECK(profile.counts[24] == 0);
  CHECK(profile.counts[28 * 24 + 1] == 145);
  CHECK(profile.counts[28 * 24 + 2] == 147);
}

TEST_CASE("a profile of the whole span is in the order of time") {
  const TaskProfile year = make_profile(CountProfile{ascending(8760), 3600}, CalendarSpan::year(2026), berlin());
  CHECK(year.counts == ascending(8760));
  CHECK(make_profile(CountProfile{ascending(8784), 3600}, CalendarSpan::year(2028)).counts.size() == 8784);
  CHECK(make_profile(CountProfile{ascending(672), 900}, CalendarSpan::any_week()).step_seconds == 900);
}

TEST_CASE("a profile of another length is refused") {
  for (const std::size_t rows : {0, 1, 167, 169, 8759, 8761, 8784}) {
    CAPTURE(rows);
    CHECK_THROWS_WITH_AS(make_profile(CountProfile{ascending(rows), 3600}, CalendarSpan::year(2026)),
                         doctest::Contains("168 rows for a week or 8760"), InvalidInputError);
  }
  CHECK_THROWS_AS(make_profile(CountProfile{ascending(168), 7200}, CalendarSpan::year(2026)), InvalidInputError);
}

TEST_CASE("a wrong count is refused with its row") {
  std::vector<std::int64_t> counts = ascending(168);
  counts[41] = -1;
  CHECK_THROWS_WITH_AS(make_profile(CountProfile{counts, 3600}, CalendarSpan::any_week()), doctest::Contains("row 42"),
                       InvalidInputError);
  counts[41] = 10000001;
  CHECK_THROWS_WITH_AS(make_profile(CountProfile{counts, 3600}, CalendarSpan::any_week()), doctest::Contains("row 42"),
                       InvalidInputError);
  CHECK_THROWS_AS(make_profile(SteadyCount{-1}, CalendarSpan::any_week()), InvalidInputError);
}

TEST_CASE("tasks follow a load of a week") {
  std::vector<Rational> load(168, Rational(150));
  load[10] = Rational(1000);
  const TaskProfile profile =
      make_profile(LoadCurve{load, 3600, {Rational(100), 1, 8, 0, 0}}, CalendarSpan::any_week());
  CHECK(profile.counts[9] == 2);
  CHECK(profile.counts[10] == 8);
  CHECK(profile.counts[11] == 2);
  load.pop_back();
  CHECK_THROWS_AS(make_profile(LoadCurve{load, 3600, {}}, CalendarSpan::any_week()), InvalidInputError);
}

}  // namespace make_profile_test
