#include "container_tco/demand/time_zone.hpp"

#include <doctest/doctest.h>

#include "container_tco/demand/calendar_span.hpp"
#include "container_tco/error.hpp"
#include "zones.hpp"

namespace time_zone_test {

using namespace container_tco;
using namespace container_tco::testing;

TEST_CASE("an offset holds from its transition on") {
  const std::int64_t forward = civil_seconds({2026, 3, 29, 1, 0, 0});
  CHECK(offset_at(berlin(), forward - 1) == 3600);
  CHECK(offset_at(berlin(), forward) == 7200);
  CHECK(offset_at(berlin(), civil_seconds({2026, 10, 25, 1, 0, 0})) == 3600);
}

TEST_CASE("a skipped local time has no moment and a repeated one has two") {
  const LocalMoments skipped = moments_of(berlin(), civil_seconds({2026, 3, 29, 2, 30, 0}));
  CHECK_FALSE(skipped.first_utc);
  CHECK(skipped.jump_utc == civil_seconds({2026, 3, 29, 1, 0, 0}));
  const LocalMoments repeated = moments_of(berlin(), civil_seconds({2026, 10, 25, 2, 30, 0}));
  CHECK(repeated.first_utc == civil_seconds({2026, 10, 25, 0, 30, 0}));
  CHECK(repeated.second_utc == civil_seconds({2026, 10, 25, 1, 30, 0}));
  const LocalMoments once = moments_of(berlin(), civil_seconds({2026, 10, 25, 3, 0, 0}));
  CHECK(once.first_utc == civil_seconds({2026, 10, 25, 2, 0, 0}));
  CHECK_FALSE(once.second_utc);
  const LocalMoments first_of_summer = moments_of(berlin(), civil_seconds({2026, 3, 29, 3, 0, 0}));
  CHECK(first_of_summer.first_utc == civil_seconds({2026, 3, 29, 1, 0, 0}));
}

TEST_CASE("a month of a change of clocks has an hour more or less") {
  CHECK(utc_range(CalendarSpan::month(2026, 3), berlin()).seconds() == (31 * 24 - 1) * 3600);
  CHECK(utc_range(CalendarSpan::month(2026, 10), berlin()).seconds() == (31 * 24 + 1) * 3600);
  CHECK(utc_range(CalendarSpan::year(2026), berlin()).seconds() == 8760 * 3600);
  CHECK(utc_range(CalendarSpan::year(2028), seoul()).seconds() == 8784 * 3600);
  CHECK(utc_range(CalendarSpan::year(2026), seoul()).first == civil_seconds({2025, 12, 31, 15, 0, 0}));
}

TEST_CASE("a midnight that daylight saving skips begins at the jump") {
  // Clocks go from 00:00 to 01:00 on 1 March, as they did in Brazil.
  TimeZone zone{"Skip/Midnight", -10800, {{civil_seconds({2026, 3, 1, 3, 0, 0}), -7200}}, {}, {}};
  CHECK(utc_range(CalendarSpan::month(2026, 3), zone).first == civil_seconds({2026, 3, 1, 3, 0, 0}));
}

TEST_CASE("a span beyond what is known of a zone is refused") {
  CHECK_THROWS_WITH_AS(utc_range(CalendarSpan::year(2027), berlin()), doctest::Contains("Europe/Berlin"),
                       InvalidInputError);
  CHECK_THROWS_AS(utc_range(CalendarSpan::year(2025), berlin()), InvalidInputError);
  CHECK_THROWS_AS(CalendarSpan::year(1969), InvalidInputError);
  CHECK_THROWS_AS(CalendarSpan::month(2026, 13), InvalidInputError);
}

TEST_CASE("zones are found by name, and fixed ones need none") {
  CHECK(find_time_zone("+09:00", {}).offset_seconds == 32400);
  CHECK(find_time_zone("UTC", {}) == TimeZone{});
  CHECK(find_time_zone("Asia/Seoul", {berlin(), seoul()}).offset_seconds == 32400);
  CHECK_THROWS_WITH_AS(find_time_zone("Asia/Soul", {seoul()}), doctest::Contains("Nearest: Asia/Seoul"),
                       InvalidInputError);
  CHECK_THROWS_AS(find_time_zone("Asia/Seoul", {}), InvalidInputError);
}

TEST_CASE("a zone out of order is refused") {
  TimeZone zone = berlin();
  std::swap(zone.transitions[0], zone.transitions[1]);
  CHECK_THROWS_AS(validate(zone), InvalidInputError);
  zone = seoul();
  zone.offset_seconds = 19 * 3600;
  CHECK_THROWS_AS(validate(zone), InvalidInputError);
}

}  // namespace time_zone_test
