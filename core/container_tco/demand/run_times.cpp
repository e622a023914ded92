#include "container_tco/demand/run_times.hpp"

#include <algorithm>
#include <deque>
#include <numeric>
#include <string>

#include "container_tco/demand/civil_time.hpp"
#include "container_tco/demand/cron_times.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t max_run_seconds = 366 * seconds_per_day;

/// Tasks that become free at a time.
struct FreeTasks {
  std::int64_t from = 0;
  std::int64_t tasks = 0;
};

std::vector<std::int64_t> arrival_times(const QueueBursts& bursts, const CalendarSpan& span, const TimeZone& zone) {
  std::vector<std::int64_t> times;
  for (const CronExpression& arrival : bursts.arrivals) {
    const std::vector<std::int64_t> more = cron_times(arrival, span, zone);
    times.insert(times.end(), more.begin(), more.end());
  }
  std::sort(times.begin(), times.end());
  return times;
}

void check(const QueueBursts& bursts) {
  if (bursts.arrivals.empty()) throw InvalidInputError("arrivals", "none", "at least one schedule of arrivals");
  require_range("jobs per burst", bursts.jobs_per_burst, 1, max_profile_count);
  require_range("seconds per job", bursts.seconds_per_job, 1, max_run_seconds);
  require_range("concurrent jobs", bursts.concurrent, 1, max_profile_count);
}

void check_capacity(const QueueBursts& bursts, std::size_t arrivals, const UtcRange& range) {
  const Rational work = Rational(static_cast<std::int64_t>(arrivals)) * Rational(bursts.jobs_per_burst) *
                        Rational(bursts.seconds_per_job);
  const std::int64_t least = (work / Rational(range.seconds())).ceil();
  if (least <= bursts.concurrent) return;
  throw InvalidInputError("concurrent jobs", std::to_string(bursts.concurrent), "at least " + std::to_string(least),
                          "More jobs arrive than are worked off, and the queue grows without end");
}

// The longest step that divides an hour, the range and all borders.
std::int64_t common_step(const std::vector<RunInterval>& intervals, const UtcRange& range) {
  std::int64_t step = std::gcd(seconds_per_hour, range.seconds());
  for (const RunInterval& interval : intervals) {
    step = std::gcd(step, interval.start_utc_seconds - range.first);
    step = std::gcd(step, interval.seconds);
  }
  return step;
}

std::int64_t checked_steps(const UtcRange& range, std::int64_t step) {
  const std::int64_t steps = range.seconds() / step;
  if (steps <= max_profile_steps) return steps;
  throw InvalidInputError("step", std::to_string(step) + " s", "steps of which the span has at most 4,000,000",
                          "Round the length of a run to minutes, or take a month instead of a year");
}

void require_count(std::int64_t count) {
  if (count <= max_profile_count) return;
  throw InvalidInputError("runs", std::to_string(count) + " tasks at one time",
                          "at most " + std::to_string(max_profile_count) + " tasks under way at one time");
}

}  // namespace

std::vector<RunInterval> run_intervals(const CronRuns& runs, const CalendarSpan& span, const TimeZone& zone) {
  require_range("seconds per run", runs.seconds_per_run, 1, max_run_seconds);
  require_range("tasks per run", runs.tasks_per_run, 1, max_profile_count);
  std::vector<RunInterval> intervals;
  for (const std::int64_t start : cron_times(runs.schedule, span, zone)) {
    if (!intervals.empty() && runs.overlap != RunOverlap::allow) {
      RunInterval& before = intervals.back();
      const std::int64_t between = start - before.start_utc_seconds;
      if (between < before.seconds && runs.overlap == RunOverlap::forbid) continue;
      before.seconds = std::min(before.seconds, between);
    }
    intervals.push_back({start, runs.seconds_per_run, runs.tasks_per_run});
  }
  return intervals;
}

std::vector<RunInterval> run_intervals(const QueueBursts& bursts, const CalendarSpan& span, const TimeZone& zone) {
  check(bursts);
  const UtcRange range = utc_range(span, zone);
  const std::vector<std::int64_t> arrivals = arrival_times(bursts, span, zone);
  check_capacity(bursts, arrivals.size(), range);
  std::vector<RunInterval> intervals;
  // All jobs take as long, so tasks become free in the order in which they started.
  std::deque<FreeTasks> free = {{range.first, bursts.concurrent}};
  for (const std::int64_t arrival : arrivals) {
    std::int64_t waiting = bursts.jobs_per_burst;
    while (waiting > 0) {
      FreeTasks& next = free.front();
      const std::int64_t start = std::max(arrival, next.from);
      const std::int64_t taken = std::min(waiting, next.tasks);
      waiting -= taken;
      next.tasks -= taken;
      if (next.tasks == 0) free.pop_front();
      free.push_back({start + bursts.seconds_per_job, taken});
      intervals.push_back({start, bursts.seconds_per_job, taken});
      if (intervals.size() <= static_cast<std::size_t>(max_profile_steps)) continue;
      throw InvalidInputError("bursts", "more than 4,000,000 starts", "fewer starts of jobs", "Take a shorter span");
    }
  }
  return intervals;
}

TaskProfile profile_of_runs(const std::vector<RunInterval>& intervals, const UtcRange& range) {
  TaskProfile profile;
  profile.start_utc_seconds = range.first;
  profile.step_seconds = common_step(intervals, range);
  profile.counts.resize(static_cast<std::size_t>(checked_steps(range, profile.step_seconds)));
  set_runs(profile, intervals);
  return profile;
}

void set_runs(TaskProfile& profile, std::vector<RunInterval> runs) {
  const auto steps = static_cast<std::int64_t>(profile.counts.size());
  std::vector<std::int64_t> changes(profile.counts.size() + 1);
  std::int64_t always = 0;
  const auto add = [&](std::int64_t from, std::int64_t until, std::int64_t tasks) {
    changes[static_cast<std::size_t>(from)] += tasks;
    changes[static_cast<std::size_t>(until)] -= tasks;
  };
  for (const RunInterval& run : runs) {
    const std::int64_t length = run.seconds / profile.step_seconds;
    const std::int64_t from = (run.start_utc_seconds - profile.start_utc_seconds) / profile.step_seconds % steps;
    const std::int64_t until = from + length % steps;
    always += length / steps * run.tasks;
    add(from, std::min(until, steps), run.tasks);
    if (until > steps) add(0, until - steps, run.tasks);
    require_count(always);
  }
  std::int64_t count = always;
  for (std::int64_t step = 0; step < steps; ++step) {
    count += changes[static_cast<std::size_t>(step)];
    require_count(count);
    profile.counts[static_cast<std::size_t>(step)] = count;
  }
  profile.runs = std::move(runs);
}

}  // namespace container_tco
