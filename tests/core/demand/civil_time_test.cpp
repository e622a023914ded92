#include "container_tco/demand/civil_time.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"

namespace civil_time_test {

using namespace container_tco;

TEST_CASE("seconds of the calendar and back") {
  // 56 years from 1970 to 2026 with 14 leap days: 56 × 365 + 14 = 20,454 days.
  CHECK(civil_seconds({2026, 1, 1, 0, 0, 0}) == 20454LL * 86400);
  CHECK(civil_seconds({1969, 12, 31, 23, 59, 59}) == -1);
  for (const std::int64_t seconds : {-1LL, 0LL, 951782399LL, 951782400LL, 4107542400LL}) {
    CHECK(civil_seconds(civil_time(seconds)) == seconds);
  }
  CHECK(civil_time(951782400) == CivilTime{2000, 2, 29, 0, 0, 0});
}

TEST_CASE("leap years follow the Gregorian rule") {
  CHECK(days_in_month(2000, 2) == 29);
  CHECK(days_in_month(1900, 2) == 28);
  CHECK(days_in_month(2100, 2) == 28);
  CHECK(days_in_month(2028, 2) == 29);
  CHECK(days_in_month(2026, 12) == 31);
}

TEST_CASE("days of the week") {
  CHECK(weekday_of(0) == 3);  // 1970-01-01 was a Thursday.
  CHECK(weekday_of(-1) == 2);
  CHECK(weekday_of(civil_seconds({2026, 3, 29, 12, 0, 0})) == 6);
  CHECK(second_of_week(civil_seconds({2026, 3, 30, 0, 0, 1})) == 1);
}

TEST_CASE("a date that is not in the calendar is refused") {
  CHECK_THROWS_AS(civil_seconds({2026, 2, 29, 0, 0, 0}), InvalidInputError);
  CHECK_THROWS_AS(civil_seconds({2026, 13, 1, 0, 0, 0}), InvalidInputError);
  CHECK_THROWS_AS(civil_seconds({2026, 1, 1, 24, 0, 0}), InvalidInputError);
  CHECK_THROWS_AS(civil_seconds({1899, 1, 1, 0, 0, 0}), InvalidInputError);
}

TEST_CASE("offsets are read and shown") {
  CHECK(parse_offset("+09:00") == 32400);
  CHECK(parse_offset("-0330") == -12600);
  CHECK(parse_offset("+05") == 18000);
  CHECK(parse_offset("Z") == 0);
  CHECK(offset_text(-12600) == "-03:30");
  CHECK(offset_text(32400) == "+09:00");
  for (const char* text : {"", "9", "+9", "+09:60", "+19:00", "+09:0", "09:00", "+09:00x", "Asia/Seoul"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_offset(text));
  }
}

TEST_CASE("timestamps are read with and without an offset") {
  const auto with = parse_timestamp("2026-03-29T02:30:00+01:00");
  REQUIRE(with);
  CHECK(with->civil_seconds == civil_seconds({2026, 3, 29, 2, 30, 0}));
  CHECK(with->offset_seconds == 3600);
  const auto without = parse_timestamp("2026-03-29 02:30");
  REQUIRE(without);
  CHECK_FALSE(without->offset_seconds);
  CHECK(parse_timestamp("2026-01-01T00:00:00.000000Z")->offset_seconds == 0);
  for (const char* text : {"", "2026-03-29", "2026-02-29T00:00", "2026-03-29T2:30", "2026-03-29T02:30:00.5",
                           "2026-03-29T02:30:00 Berlin", "NaT", "2026-03-29T24:00"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_timestamp(text));
  }
}

}  // namespace civil_time_test
