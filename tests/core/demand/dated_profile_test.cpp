#include "container_tco/demand/dated_profile.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "zones.hpp"

namespace dated_profile_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

std::vector<DatedCount> rows(const std::vector<std::string>& times) {
  std::vector<DatedCount> result;
  for (const std::string& time : times) result.push_back({time, 1});
  return result;
}

void check_refused(const std::vector<std::string>& times, const std::optional<TimeZone>& zone, const char* message) {
  CAPTURE(message);
  CHECK_THROWS_WITH_AS(profile_of_rows(rows(times), zone), doctest::Contains(message), InvalidInputError);
}

}  // namespace

TEST_CASE("rows with offsets need no zone") {
  const TaskProfile profile = profile_of_rows(
      {{"2026-01-01T00:00:00+09:00", 3}, {"2026-01-01T00:30:00+09:00", 4}, {"2026-01-01T01:00:00+09:00", 5}}, {},
      false);
  CHECK(profile.start_utc_seconds == civil_seconds({2025, 12, 31, 15, 0, 0}));
  CHECK(profile.step_seconds == 1800);
  CHECK(profile.counts == std::vector<std::int64_t>{3, 4, 5});
  CHECK_FALSE(profile.repeats);
}

TEST_CASE("local rows follow the clock over a change") {
  CHECK(profile_of_rows(rows({"2026-03-29 00:00", "2026-03-29 01:00", "2026-03-29 03:00"}), berlin()).counts.size() ==
        3);
  const TaskProfile october =
      profile_of_rows(rows({"2026-10-25 01:00", "2026-10-25 02:00", "2026-10-25 02:00", "2026-10-25 03:00"}), berlin());
  CHECK(october.counts.size() == 4);
  CHECK(october.step_seconds == 3600);
}

TEST_CASE("offsets that change must be those of the zone") {
  const std::vector<std::string> times = {"2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00"};
  CHECK(profile_of_rows(rows(times), berlin()).counts.size() == 2);
  check_refused(times, std::nullopt, "row 2");
  check_refused({"2026-03-29T01:00+01:00", "2026-03-29T03:00+01:00"}, berlin(), "row 2");
  CHECK(profile_of_rows(rows({"2026-03-29T00:00Z", "2026-03-29T01:00Z"}), berlin()).counts.size() == 2);
}

TEST_CASE("bad rows are refused by number") {
  check_refused({"2026-01-01T00:00Z", "2026-01-01T01:00"}, seoul(), "row 2: expected a time with an offset");
  check_refused({"2026-01-01T00:00", "2026-01-01T01:00Z"}, seoul(), "row 2: expected a time without an offset");
  check_refused({"2026-01-01T00:00", "2026-01-01T01:00"}, std::nullopt, "row 1: expected a time with an offset");
  check_refused({"2026-01-01T00:00Z", "2026-01-01T01:00Z", "2026-01-01T03:00Z"}, {}, "Rows are missing");
  check_refused({"2026-01-01T00:00Z", "2026-01-01T01:00Z", "2026-01-01T01:30Z"}, {}, "row 3");
  check_refused({"2026-01-01T00:00Z", "2026-01-01T01:00Z", "2026-01-01T01:00Z"}, {}, "repeated");
  check_refused({"2026-01-01T00:00Z", "2026-01-01T00:00Z"}, {}, "repeated");
  check_refused({"2026-01-01T01:00Z", "2026-01-01T00:00Z"}, {}, "sorted");
  check_refused({"2026-01-01T00:00Z", "2026-01-01T02:00Z"}, {}, "row 2");
  check_refused({"2026-01-01T00:00Z", "2026-01-01T00:07Z"}, {}, "row 2");
  check_refused({"2026-01-01T00:00Z", "NaT"}, {}, "row 2: expected a time such as");
  check_refused({"2026-03-29 01:00", "2026-03-29 02:00"}, berlin(), "Daylight saving skips it");
  check_refused({"2026-01-01T00:00Z"}, {}, "at least two rows");
  CHECK_THROWS_WITH_AS(profile_of_rows({{"2026-01-01T00:00Z", 1}, {"2026-01-01T01:00Z", -2}}, {}),
                       doctest::Contains("row 2"), InvalidInputError);
}

}  // namespace dated_profile_test
