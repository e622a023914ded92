#include "container_tco/demand/run_times.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "container_tco/demand/make_profile.hpp"
#include "container_tco/error.hpp"
#include "zones.hpp"

namespace run_times_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

const CalendarSpan february = CalendarSpan::month(2026, 2);

CronRuns runs(const char* schedule, std::int64_t seconds, RunOverlap overlap = RunOverlap::allow) {
  return {parse_cron(schedule), seconds, 1, overlap};
}

}  // namespace

TEST_CASE("hourly runs of ten minutes") {
  const TaskProfile profile = make_profile(runs("0 * * * *", 600), february);
  CHECK(profile.step_seconds == 600);
  REQUIRE(profile.counts.size() == 28 * 144);
  CHECK(profile.counts[0] == 1);
  CHECK(profile.counts[1] == 0);
  CHECK(profile.counts[6] == 1);
  // 28 × 24 runs of 1/6 h.
  CHECK(summarise(profile).task_hours == Rational(112));
}

TEST_CASE("runs that overlap run side by side, unless they must not") {
  // Every hour 90 minutes: 1.5 on average; each second one is left out; or the next ends the one before.
  CHECK(summarise(make_profile(runs("0 * * * *", 5400), february)).mean == Rational::ratio(3, 2));
  CHECK(summarise(make_profile(runs("0 * * * *", 5400), february)).peak == 2);
  CHECK(summarise(make_profile(runs("0 * * * *", 5400, RunOverlap::forbid), february)).mean == Rational::ratio(3, 4));
  // Of the last one, what reaches into the next month is counted at the beginning.
  const ProfileSummary replaced = summarise(make_profile(runs("0 * * * *", 5400, RunOverlap::replace), february));
  CHECK(replaced.task_hours == Rational(28 * 24) + Rational::ratio(1, 2));
}

TEST_CASE("a run past the end of the span is counted at its beginning") {
  const TaskProfile profile = make_profile(runs("0 23 28 2 *", 7200), february);
  CHECK(profile.counts.front() == 1);
  CHECK(profile.counts.back() == 1);
  CHECK(summarise(profile).task_hours == Rational(2));
  // Forty days in a month of 28: once all the time and 12 days on top.
  CHECK(summarise(make_profile(runs("0 0 1 2 *", 40 * 86400), february)).task_hours == Rational(960));
}

TEST_CASE("a burst is worked off by so many tasks at a time") {
  // 10 jobs of 20 minutes by 4 tasks: 4, 4, 2.
  const QueueBursts burst{{parse_cron("cron(0 6 10 2 ? *)")}, 10, 1200, 4};
  const TaskProfile profile = make_profile(burst, february);
  CHECK(profile.step_seconds == 1200);
  const std::size_t six = (9 * 24 + 6) * 3;
  CHECK(profile.counts[six] == 4);
  CHECK(profile.counts[six + 1] == 4);
  CHECK(profile.counts[six + 2] == 2);
  CHECK(profile.counts[six + 3] == 0);
  CHECK(summarise(profile).task_hours == Rational::ratio(10, 3));
}

TEST_CASE("a second burst waits for tasks that are busy") {
  // 06:00: 3 jobs of an hour by 2 tasks; 06:30: 1 job. Tasks: 2 until 07:00, then the third and the fourth until 08:00.
  const QueueBursts both{{parse_cron("cron(0 6 10 2 ? *)")}, 3, 3600, 2};
  QueueBursts more = both;
  more.arrivals.push_back(parse_cron("cron(30 6 10 2 ? *)"));
  const TaskProfile profile = make_profile(more, february);
  // Six jobs in all: three waves of two hours' worth.
  CHECK(summarise(profile).task_hours == Rational(6));
  CHECK(summarise(profile).peak == 2);
  CHECK(std::count(profile.counts.begin(), profile.counts.end(), 2) * profile.step_seconds == 3 * 3600);
}

TEST_CASE("a queue that grows without end is refused") {
  const QueueBursts burst{{parse_cron("@hourly")}, 10, 3600, 9};
  CHECK_THROWS_WITH_AS(make_profile(burst, february), doctest::Contains("at least 10"), InvalidInputError);
}

TEST_CASE("impossible runs are refused") {
  CHECK_THROWS_AS(make_profile(runs("@daily", 0), february), InvalidInputError);
  CHECK_THROWS_AS(make_profile(runs("@daily", 31622401), february), InvalidInputError);
  CHECK_THROWS_AS(make_profile(CronRuns{parse_cron("@daily"), 60, 0, {}}, february), InvalidInputError);
  CHECK_THROWS_AS(make_profile(CronRuns{parse_cron("@daily"), 90000, 10000000, {}}, february), InvalidInputError);
  CHECK_THROWS_AS(make_profile(QueueBursts{{}, 1, 60, 1}, february), InvalidInputError);
  CHECK_THROWS_AS(make_profile(QueueBursts{{parse_cron("@daily")}, 0, 60, 1}, february), InvalidInputError);
  CHECK_THROWS_AS(make_profile(QueueBursts{{parse_cron("@daily")}, 1, 60, 0}, february), InvalidInputError);
  // A year in seconds is too long.
  CHECK_THROWS_WITH_AS(make_profile(runs("@daily", 61), CalendarSpan::year(2026)), doctest::Contains("minutes"),
                       InvalidInputError);
}

TEST_CASE("overlaps have names") {
  CHECK(parse_run_overlap("forbid") == RunOverlap::forbid);
  CHECK_THROWS_AS(parse_run_overlap("Forbid"), InvalidInputError);
}

// Of a day 24 runs of 20 s, each 40 s short of a minute: 24 × 40 / 86,400 = 1 / 90 of a task more on average.
TEST_CASE("runs are kept as runs") {
  const TaskProfile profile = make_profile(runs("0 * * * *", 20), CalendarSpan::month(2026, 2));
  REQUIRE(profile.runs.size() == 28 * 24);
  CHECK(profile.runs[1].start_utc_seconds - profile.runs[0].start_utc_seconds == 3600);
  CHECK(profile.runs[0].seconds == 20);
  CHECK(rise_count(profile) == 28 * 24);
  CHECK(mean_below_minimum(profile, 60) == Rational::ratio(1, 90));
  CHECK(mean_below_minimum(profile, 20) == Rational());
}

TEST_CASE("jobs that follow each other without a gap start one by one") {
  const QueueBursts burst{{parse_cron("cron(0 6 10 2 ? *)")}, 10, 1200, 4};
  CHECK(rise_count(make_profile(burst, february)) == 10);
}

TEST_CASE("bad input of runs") {
  const TaskProfile good{0, 10, {1, 1, 0}, true, {{0, 20, 1}}};
  CHECK_NOTHROW(validate(good));
  const auto with = [&](RunInterval run, bool repeats = true) {
    TaskProfile profile = good;
    profile.runs = {run};
    profile.repeats = repeats;
    return profile;
  };
  CHECK_THROWS_AS(validate(with({0, 0, 1})), InvalidInputError);
  CHECK_THROWS_AS(validate(with({0, 20, 0})), InvalidInputError);
  CHECK_THROWS_AS(validate(with({0, 15, 1})), InvalidInputError);
  CHECK_THROWS_AS(validate(with({5, 20, 1})), InvalidInputError);
  CHECK_THROWS_AS(validate(with({-10, 20, 1})), InvalidInputError);
  CHECK_THROWS_AS(validate(with({0, 20, 1}, false)), InvalidInputError);
}

TEST_CASE("runs whose tasks come after each other: three of two at a time") {
  CronRuns one = runs("0 6 10 2 *", 600);
  one.tasks_per_run = 2;
  one.completions = 3;
  const TaskProfile profile = make_profile(one, february);
  const std::size_t six = (9 * 24 + 6) * 6;
  CHECK(profile.counts[six] == 2);
  CHECK(profile.counts[six + 1] == 1);
  CHECK(profile.counts[six + 2] == 0);
  // Each task is a run of its own, that starts and is billed for itself.
  CHECK(rise_count(profile) == 3);
  one.completions = 4;
  CHECK(rise_count(make_profile(one, february)) == 4);
  one.completions = -1;
  CHECK_THROWS_AS(make_profile(one, february), InvalidInputError);
  one.completions = 10'000'000;
  CHECK_THROWS_WITH_AS(make_profile(one, february), doctest::Contains("seconds of all tasks of a run"),
                       InvalidInputError);
}

}  // namespace run_times_test
