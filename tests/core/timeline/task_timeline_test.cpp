#include "container_tco/timeline/task_timeline.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <random>

#include "container_tco/error.hpp"

namespace task_timeline_test {

using namespace container_tco;

namespace {

using Seconds = std::vector<std::int64_t>;

constexpr TaskPhases linux_task{13, 39, 5, 23, 60};

TaskProfile profile_of(Seconds counts, std::int64_t step_seconds = 3600, bool repeats = true) {
  return {0, step_seconds, std::move(counts), repeats};
}

TaskTimeline run(const TaskProfile& profile, const TaskPhases& phases = linux_task,
                 const TimelineOptions& options = {}) {
  return task_timeline("web", profile, phases, options);
}

std::int64_t sum(const Seconds& seconds) { return std::accumulate(seconds.begin(), seconds.end(), std::int64_t{0}); }

}  // namespace

// Three tasks start for the second hour: pull and start take 44 s, and the service launches 500 a minute, so two of
// them start 1 s earlier: 44 + 45 + 45 = 134. They end 23 s after the hour: 69.
TEST_CASE("a rise is billed from the pull of the images") {
  const TaskTimeline tasks = run(profile_of({2, 5, 2, 2}));
  CHECK(tasks.billed_seconds == Seconds{7200 + 134, 18000, 7200 + 69, 7200});
  CHECK(tasks.standby == Seconds{3, 0, 0, 0});
  CHECK(tasks.unserved_seconds == Seconds{0, 0, 0, 0});
  CHECK(tasks.task_starts == 3);
}

// The pulls begin 13, 14 and 14 s into the hour: 41 s are not billed. Tasks serve 57, 58 and 58 s into it: 173.
TEST_CASE("launched late, demand waits") {
  TimelineOptions late;
  late.launch_moment = LaunchMoment::late;
  const TaskTimeline tasks = run(profile_of({2, 5, 2, 2}), linux_task, late);
  CHECK(tasks.billed_seconds == Seconds{7200, 18000 - 41, 7200 + 69, 7200});
  CHECK(tasks.unserved_seconds == Seconds{0, 173, 0, 0});
}

TEST_CASE("a short task pays the minimum of its system, F11 and F12") {
  CHECK(sum(run(profile_of({0, 1, 0, 0, 0, 0}, 10), {0, 0, 0, 0, 60}).billed_seconds) == 60);
  CHECK(sum(run(profile_of({0, 1, 0, 0, 0, 0}, 100), {0, 0, 0, 0, 300}).billed_seconds) == 300);
}

// Runs of 20 s in steps of 20 s, one task at 0 and two at 40: each is billed for 60 s, and nothing for its launch. What
// is billed past the end falls on the beginning.
TEST_CASE("finite runs are billed one by one for the minimum") {
  TaskProfile profile = profile_of({1, 0, 2, 0}, 20);
  profile.runs = {{0, 20, 1}, {40, 20, 2}};
  const TaskTimeline tasks = run(profile);
  CHECK(tasks.billed_seconds == Seconds{20 + 40, 20, 20 + 40, 40});
  CHECK(tasks.standby == Seconds{0, 0, 0, 0});
  CHECK(tasks.task_starts == 3);
  CHECK(run(profile, {0, 0, 5, 23, 0}).billed_seconds == Seconds{20, 0, 40, 0});
}

TEST_CASE("a span that does not repeat starts from nothing") {
  CHECK(run(profile_of({1, 1}, 3600, false)).billed_seconds == Seconds{3600 + 44, 3600 + 23});
  CHECK(run(profile_of({1, 1})).billed_seconds == Seconds{3600, 3600});
}

TEST_CASE("a repeating span launches at its end for its beginning") {
  CHECK(run(profile_of({1, 0, 0})).billed_seconds == Seconds{3600, 23, 44});
}

// 57 s until a task serves: a gap of a minute ends it, one of half a minute does not.
TEST_CASE("a task that is wanted again soon is kept") {
  CHECK(run(profile_of({1, 0, 1, 1}, 30)).task_starts == 0);
  CHECK(sum(run(profile_of({1, 0, 1, 1}, 30)).billed_seconds) == 120);
  CHECK(run(profile_of({1, 0, 0, 0, 1, 1}, 30)).task_starts == 1);
}

TEST_CASE("standing by for a ramp: ceil(r × t / 60)") {
  CHECK(standby_tasks(Rational(10), 57) == 10);  // 9.5
  CHECK(standby_tasks(Rational(6), 90) == 9);
  CHECK(standby_tasks(Rational(0), 90) == 0);
  CHECK_THROWS_AS(standby_tasks(Rational(-1), 90), InvalidInputError);
  TimelineOptions unknown_ramp;
  unknown_ramp.ramp_tasks_per_minute = Rational(10);
  const TaskTimeline tasks = run(profile_of({2, 2}), linux_task, unknown_ramp);
  CHECK(tasks.standby == Seconds{10, 10});
  CHECK(tasks.billed_seconds == Seconds{12 * 3600, 12 * 3600});
}

// Six more each minute, 57 s to launch: ceil(6 × 57 / 60) = 6 are on their way at any time of the ramp.
TEST_CASE("a ramp in the profile needs what the formula says") {
  CHECK(run(profile_of({6, 12, 18, 24, 30}, 60, false)).standby == Seconds{6, 6, 6, 6, 0});
}

// F25. 999 others at 500 a minute: 119.88 s. At any rate the account takes 100 at once, then 20 a second: 45 s.
TEST_CASE("launches queue") {
  CHECK(launch_queue_seconds(0, 500) == 0);
  CHECK(launch_queue_seconds(999, 500) == 120);
  CHECK(launch_queue_seconds(999, 100'000) == 45);
  CHECK(launch_queue_seconds(99, 100'000) == 1);
}

TEST_CASE("bad input") {
  CHECK_THROWS_AS(run(profile_of({})), InvalidInputError);
  CHECK_THROWS_AS(run(profile_of({-1})), InvalidInputError);
  CHECK_THROWS_AS(run(profile_of({1}, 7)), InvalidInputError);
  CHECK_THROWS_AS(run(profile_of({0, 10'000'000, 0, 10'000'000, 0, 10'000'000})), InvalidInputError);
  TimelineOptions options;
  options.max_host_step = 0;
  CHECK_THROWS_AS(validate(options), InvalidInputError);
  options = {};
  options.pull_seconds = -1;
  CHECK_THROWS_AS(validate(options), InvalidInputError);
  CHECK_THROWS_AS(parse_launch_moment("soon"), InvalidInputError);
}

TEST_CASE("billed is never less than served, and a longer launch never cheaper") {
  std::mt19937 generator(7);
  const auto random = [&]() { return static_cast<std::int64_t>(generator() >> 1); };
  const std::int64_t steps[] = {300, 600, 900, 1800, 3600};
  for (int round = 0; round < 300; ++round) {
    TaskProfile profile = profile_of({}, steps[random() % 5], random() % 2 == 0);
    for (std::int64_t i = 0, length = 1 + random() % 30; i < length; ++i) profile.counts.push_back(random() % 6);
    TaskPhases phases{random() % 200, random() % 200, random() % 200, random() % 400, 60};
    const std::int64_t served = sum(profile.counts) * profile.step_seconds;
    const std::int64_t before = sum(run(profile, phases).billed_seconds);
    CHECK(before >= served);
    std::int64_t& longer = round % 3 == 0 ? phases.provisioning : round % 3 == 1 ? phases.pull : phases.start;
    longer += random() % 1000;
    CHECK(sum(run(profile, phases).billed_seconds) >= before);
  }
}

}  // namespace task_timeline_test
