#include "container_tco/timeline/task_timeline.hpp"

#include <algorithm>
#include <deque>

#include "container_tco/error.hpp"
#include "container_tco/timeline/kept_runs.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t most_starts = 20'000'000;

class TaskClock {
 public:
  TaskClock(const TaskProfile& profile, const TaskPhases& phases, const TimelineOptions& options)
      : profile_(profile), phases_(phases), options_(options), longest_queue_(queue(peak_count(profile))) {}

  bool is_early() const { return options_.launch_moment == LaunchMoment::early; }

  /// How much longer before or, launched late, after the begin of the run its launch takes in the queue of launches.
  std::int64_t queued(const LevelRun& run) const {
    if (!is_early()) return queue(run.level - 1 - count(run.begin - 1));
    std::int64_t seconds = 0;
    for (std::int64_t later = 0; later * profile_.step_seconds <= longest_queue_; ++later) {
      if (later > 0 && count(run.begin + later) < count(run.begin + later - 1)) break;
      seconds = std::max(seconds, queue(count(run.begin + later) - run.level) - later * profile_.step_seconds);
    }
    return seconds;
  }

  std::int64_t kept_seconds(const LevelRun& next) const {
    if (!is_early()) return 0;
    return queued(next) + std::max(phases_.launch_seconds(), phases_.pull + phases_.start + phases_.stop);
  }

 private:
  std::int64_t queue(std::int64_t tasks) const {
    return launch_queue_seconds(std::max<std::int64_t>(0, tasks), options_.service_launches_per_minute);
  }
  std::int64_t count(std::int64_t step) const {
    const auto steps = static_cast<std::int64_t>(profile_.counts.size());
    if (!profile_.repeats && (step < 0 || step >= steps)) return 0;
    return profile_.counts[static_cast<std::size_t>(((step % steps) + steps) % steps)];
  }

  const TaskProfile& profile_;
  const TaskPhases& phases_;
  const TimelineOptions& options_;
  std::int64_t longest_queue_;
};

// For each step the most tasks of it and the steps that begin within `seconds` after any moment of it, beyond its own.
std::vector<std::int64_t> rises_within(const TaskProfile& profile, std::int64_t seconds) {
  const auto steps = static_cast<std::int64_t>(profile.counts.size());
  const std::int64_t ahead = std::min((seconds + profile.step_seconds - 1) / profile.step_seconds, steps - 1);
  std::vector<std::int64_t> rises(profile.counts.size());
  std::deque<std::int64_t> highest;  // Steps with falling counts: the first is the highest of the window.
  const auto count = [&](std::int64_t step) { return profile.counts[static_cast<std::size_t>(step % steps)]; };
  std::int64_t seen = 0;
  for (std::int64_t step = 0; step < steps; ++step) {
    for (; seen <= step + ahead && (profile.repeats || seen < steps); ++seen) {
      while (!highest.empty() && count(highest.back()) <= count(seen)) highest.pop_back();
      highest.push_back(seen);
    }
    while (highest.front() < step) highest.pop_front();
    rises[static_cast<std::size_t>(step)] = count(highest.front()) - count(step);
  }
  return rises;
}

void add_early(const LevelRun& run, const TaskClock& clock, const TaskProfile& profile, const TaskPhases& phases,
               StepSeconds& billed) {
  const std::int64_t begin = run.begin * profile.step_seconds - phases.pull - phases.start - clock.queued(run);
  const std::int64_t end = run.end * profile.step_seconds + phases.stop;
  billed.add(begin, std::max(end, begin + phases.least_billed));
}

// A task that is not wanted any more before its pull costs nothing.
void add_late(const LevelRun& run, const TaskClock& clock, const TaskProfile& profile, const TaskPhases& phases,
              StepSeconds& billed, StepSeconds& unserved) {
  const std::int64_t wanted = run.begin * profile.step_seconds;
  const std::int64_t unwanted = run.end * profile.step_seconds;
  const std::int64_t pull = wanted + clock.queued(run) + phases.provisioning;
  unserved.add(wanted, std::min(unwanted, pull + phases.pull + phases.start));
  if (pull < unwanted) billed.add(pull, std::max(unwanted + phases.stop, pull + phases.least_billed));
}

TaskTimeline run_timeline(const std::string& service, const TaskProfile& profile, std::int64_t least_billed) {
  const auto steps = static_cast<std::int64_t>(profile.counts.size());
  const std::vector<std::int64_t> none(profile.counts.size());
  StepSeconds billed(steps, profile.step_seconds, profile.repeats);
  for (const RunInterval& run : profile.runs) {
    const std::int64_t begin = run.start_utc_seconds - profile.start_utc_seconds;
    billed.add(begin, begin + std::max(run.seconds, least_billed), run.tasks);
  }
  return {.service = service,
          .phases = {.least_billed = least_billed},
          .wanted = profile.counts,
          .standby = none,
          .billed_seconds = billed.values(),
          .unserved_seconds = none,
          .task_starts = rise_count(profile)};
}

}  // namespace

TaskTimeline task_timeline(const std::string& service, const TaskProfile& profile, const TaskPhases& phases,
                           const TimelineOptions& options) {
  validate(profile);
  validate(options);
  if (!profile.runs.empty()) return run_timeline(service, profile, phases.least_billed);
  if (rise_count(profile) > most_starts) {
    throw InvalidInputError("profile", std::to_string(rise_count(profile)) + " starts of tasks",
                            "at most " + std::to_string(most_starts), "A shorter span or longer steps have fewer");
  }
  const auto steps = static_cast<std::int64_t>(profile.counts.size());
  TaskTimeline result{service, phases, profile.counts, {}, {}, {}, 0, 0};
  result.standing_tasks = standby_tasks(options.ramp_tasks_per_minute, phases.launch_seconds());
  const TaskClock clock(profile, phases, options);
  const LevelRuns runs = kept_runs(level_runs(profile.counts, profile.repeats), steps, profile.step_seconds,
                                   profile.repeats, [&](const LevelRun& next) { return clock.kept_seconds(next); });
  StepSeconds billed(steps, profile.step_seconds, profile.repeats);
  StepSeconds unserved(steps, profile.step_seconds, profile.repeats);
  billed.add(0, steps * profile.step_seconds, runs.always + result.standing_tasks);
  for (const LevelRun& run : runs.runs) {
    if (clock.is_early()) {
      add_early(run, clock, profile, phases, billed);
    } else {
      add_late(run, clock, profile, phases, billed, unserved);
    }
  }
  result.task_starts = static_cast<std::int64_t>(runs.runs.size());
  result.billed_seconds = billed.values();
  result.unserved_seconds = unserved.values();
  result.standby = clock.is_early() ? rises_within(profile, phases.launch_seconds())
                                    : std::vector<std::int64_t>(profile.counts.size());
  for (std::int64_t& tasks : result.standby) tasks += result.standing_tasks;
  return result;
}

}  // namespace container_tco
