#include <doctest/doctest.h>

#include "container_tco/demand/cron_times.hpp"
#include "container_tco/error.hpp"
#include "zones.hpp"

namespace cron_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

std::vector<std::string> starts(const std::string& text, const CalendarSpan& span, const TimeZone& zone = {}) {
  std::vector<std::string> result;
  for (const std::int64_t time : cron_times(parse_cron(text), span, zone)) result.push_back(civil_text(time));
  return result;
}

const CalendarSpan february = CalendarSpan::month(2026, 2);  // Starts on a Sunday, 28 days.
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("fields of EventBridge") {
  CHECK(starts("cron(0 10 * * ? *)", february).size() == 28);
  CHECK(starts("cron(0/15 * * * ? *)", february).size() == 28 * 96);
  CHECK(starts("cron(0/5 8-17 ? * MON-FRI *)", february).size() == 20 * 10 * 12);
  CHECK(starts("cron(0 8 1 * ? *)", february) == Texts{"2026-02-01 08:00"});
  CHECK(starts("cron(0 18 ? * 2-6 *)", february).size() == 20);  // 1 = SUN
  CHECK(starts("cron(0 0 1 JAN,FEB ? 2026)", february).size() == 1);
  CHECK(starts("cron(0 0 1 * ? 2027)", february).empty());
  CHECK(starts("cron(10-40/15 6,18 14 2 ? *)", february) == Texts{"2026-02-14 06:10", "2026-02-14 06:25",
                                                                  "2026-02-14 06:40", "2026-02-14 18:10",
                                                                  "2026-02-14 18:25", "2026-02-14 18:40"});
}

TEST_CASE("last, nearest and nth days of EventBridge") {
  CHECK(starts("cron(0 0 L * ? *)", february) == Texts{"2026-02-28 00:00"});
  CHECK(starts("cron(0 0 LW * ? *)", february) == Texts{"2026-02-27 00:00"});   // The 28th is a Saturday.
  CHECK(starts("cron(0 0 14W * ? *)", february) == Texts{"2026-02-13 00:00"});  // Saturday: the Friday before.
  CHECK(starts("cron(0 0 15W * ? *)", february) == Texts{"2026-02-16 00:00"});  // Sunday: the Monday after.
  CHECK(starts("cron(0 0 1W * ? *)", february) == Texts{"2026-02-02 00:00"});
  CHECK(starts("cron(0 0 1W * ? *)", CalendarSpan::month(2026, 8)) == Texts{"2026-08-03 00:00"});   // A Saturday.
  CHECK(starts("cron(0 0 31W * ? *)", CalendarSpan::month(2026, 5)) == Texts{"2026-05-29 00:00"});  // A Sunday.
  CHECK(starts("cron(0 0 31W * ? *)", february).empty());
  CHECK(starts("cron(0 0 ? * 3#2 *)", february) == Texts{"2026-02-10 00:00"});  // The second Tuesday.
  CHECK(starts("cron(0 0 ? * 6L *)", february) == Texts{"2026-02-27 00:00"});   // The last Friday.
  CHECK(starts("cron(0 0 ? * L *)", february).size() == 4);                     // Saturdays.
}

TEST_CASE("rates count from the start of the span") {
  CHECK(starts("rate(1 day)", february).size() == 28);
  CHECK(starts("rate(5 minutes)", february).size() == 28 * 288);
  CHECK(starts("rate(13 hours)", february)[1] == "2026-02-01 13:00");
}

TEST_CASE("fields of Kubernetes") {
  CHECK(starts("0 2 * * *", february).size() == 28);
  CHECK(starts("@hourly", february).size() == 28 * 24);
  CHECK(starts("@Weekly", february).size() == 4);
  CHECK(starts("30 6 * * 1-5", february).size() == 20);
  CHECK(starts("*/20 0 1 feb ?", february) == Texts{"2026-02-01 00:00", "2026-02-01 00:20", "2026-02-01 00:40"});
  // Both days given: on the 13th (a Friday) and on the other three Fridays, as the documentation of CronJob has it.
  CHECK(starts("0 0 13 * 5", february).size() == 4);
  CHECK(starts("0 0 12 * 5", february).size() == 5);
}

TEST_CASE("a time of day means every day") { CHECK(starts("08:30", february)[27] == "2026-02-28 08:30"); }

TEST_CASE("local times follow daylight saving") {
  const CalendarSpan march = CalendarSpan::month(2026, 3);
  const CalendarSpan october = CalendarSpan::month(2026, 10);
  CHECK(starts("0 9 29 3 *", march, berlin()) == Texts{"2026-03-29 07:00"});
  CHECK(starts("0 9 28 3 *", march, berlin()) == Texts{"2026-03-28 08:00"});
  // 02:30 is skipped on 29 March.
  CHECK(starts("30 2 29 3 *", march, berlin()).empty());
  CHECK(starts("cron(30 2 * * ? *)", march, berlin()).size() == 30);
  // 02:30 comes twice on 25 October: one run with EventBridge, two with Kubernetes.
  CHECK(starts("cron(30 2 25 10 ? *)", october, berlin()) == Texts{"2026-10-25 00:30"});
  CHECK(starts("30 2 25 10 *", october, berlin()) == Texts{"2026-10-25 00:30", "2026-10-25 01:30"});
  CHECK(starts("* * 25 10 *", october, berlin()).size() == 25 * 60);
}

TEST_CASE("nonsense is refused by name of the field") {
  const struct {
    const char* text;
    const char* message;
  } cases[] = {
      {"", "five fields"},
      {"every day", "five fields"},
      {"cron(0 10 * * ?)", "six fields"},
      {"cron(0 10 * * * *)", "'?' for either"},
      {"cron(0 10 ? * ? *)", "'?' for either"},
      {"cron(60 10 * * ? *)", "minutes from 0 to 59"},
      {"cron(? 10 * * ? *)", "'?' only for days"},
      {"cron(0 24 * * ? *)", "hours from 0 to 23"},
      {"cron(0 10 32 * ? *)", "days of the month from 1 to 31"},
      {"cron(0 10 ? * 0 *)", "days of the week"},
      {"cron(0 10 ? * 3#6 *)", "which such day"},
      {"cron(0 10 * 13 ? *)", "months from 1 to 12"},
      {"cron(0 10 * * ? 1969)", "years from 1970"},
      {"cron(0/0 10 * * ? *)", "a step above 0"},
      {"cron(20-10 10 * * ? *)", "a range that ascends"},
      {"rate(5 minute)", "a rate such as"},
      {"rate(1 minutes)", "a rate such as"},
      {"rate(0 minutes)", "a number from 1"},
      {"rate(5 weeks)", "a rate such as"},
      {"0 0 L * *", "days of the month"},
      {"0 0 * * 7", "days of the week"},
      {"0 0 1, * *", "days of the month"},
      {"25:00", "hours from 0 to 23"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.text);
    CHECK_THROWS_WITH_AS(parse_cron(one.text), doctest::Contains(one.message), ParseError);
  }
}

}  // namespace cron_test
