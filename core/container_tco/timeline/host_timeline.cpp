#include "container_tco/timeline/host_timeline.hpp"

#include <algorithm>
#include <map>

#include "container_tco/timeline/kept_runs.hpp"
#include "container_tco/timeline/sum_of.hpp"

namespace container_tco {
namespace {

using Counts = std::vector<std::int64_t>;

Counts hosts_at(const std::vector<Counts>& types, std::size_t step) {
  Counts hosts;
  for (const Counts& type : types) hosts.push_back(type[step]);
  return hosts;
}

// Adds to the hosts that a step needs those that are left of the step before, by type.
void keep_hosts(std::vector<Counts>& there, const Counts& before, std::size_t step, std::int64_t tasks) {
  std::int64_t spare = std::max<std::int64_t>(0, std::min(sum_of(before), tasks) - sum_of(hosts_at(there, step)));
  for (std::size_t type = 0; type < there.size(); ++type) {
    std::int64_t& hosts = there[type][step];
    const std::int64_t kept = std::clamp<std::int64_t>(before[type] - hosts, 0, spare);
    hosts += kept;
    spare -= kept;
  }
}

// The host of a rise after which `later` more start is launched with its step of scaling out.
std::int64_t wave_seconds(std::int64_t later, const HostPhases& phases, const TimelineOptions& options) {
  return later / options.max_host_step * phases.warmup;
}

// A step of scaling out starts more hosts than are needed when they are fewer than its minimum.
std::int64_t overshoot(std::int64_t starts, const TimelineOptions& options) {
  const std::int64_t last = (starts - 1) % options.max_host_step + 1;
  return std::max<std::int64_t>(0, options.min_host_step - last);
}

}  // namespace

std::vector<Counts> fragmented_hosts(const std::vector<Counts>& needed, const Counts& tasks, bool repeats) {
  const std::size_t steps = tasks.size();
  std::vector<Counts> there = needed;
  // Where it repeats, the first round finds what the last step leaves for the first.
  std::vector<std::int64_t> left(needed.size());
  for (int round = 0; round < (repeats ? 2 : 1); ++round) {
    for (std::size_t type = 0; type < there.size(); ++type) there[type] = needed[type];
    keep_hosts(there, left, 0, tasks[0]);
    for (std::size_t step = 1; step < steps; ++step) keep_hosts(there, hosts_at(there, step - 1), step, tasks[step]);
    left = hosts_at(there, steps - 1);
  }
  return there;
}

void add_host_times(HostTimeline& hosts, const TaskProfile& clock, const TimelineOptions& options) {
  const auto steps = static_cast<std::int64_t>(hosts.running.size());
  const HostPhases& phases = hosts.phases;
  const bool is_early = options.launch_moment == LaunchMoment::early;
  const auto count = [&](std::int64_t step) { return hosts.running[static_cast<std::size_t>(step % steps)]; };
  const auto waiting = [&](const LevelRun& run) { return wave_seconds(count(run.begin) - run.level, phases, options); };
  const auto kept = [&](const LevelRun& next) {
    const std::int64_t ahead = is_early ? waiting(next) + phases.launch : 0;
    return std::max(ahead + phases.unbilled, ahead + phases.scale_in);
  };
  const LevelRuns runs =
      kept_runs(level_runs(hosts.running, clock.repeats), steps, clock.step_seconds, clock.repeats, kept);
  StepSeconds billed(steps, clock.step_seconds, clock.repeats);
  StepSeconds booting(steps, clock.step_seconds, clock.repeats);
  StepCounts launched(steps, clock.step_seconds, clock.repeats);
  const auto add = [&](std::int64_t begin, std::int64_t end, std::int64_t number) {
    billed.add(begin, std::max(end, begin + phases.least_billed), number);
    booting.add(begin, begin + phases.launch, number);
    launched.add(begin, number);
    hosts.host_starts += number;
  };
  billed.add(0, steps * clock.step_seconds, runs.always);
  std::map<std::int64_t, std::int64_t> starts;  // By step.
  for (const LevelRun& run : runs.runs) {
    const std::int64_t wanted = run.begin * clock.step_seconds;
    const std::int64_t begin = is_early ? wanted - phases.launch - waiting(run) : wanted + phases.unbilled;
    add(begin, std::max(run.end * clock.step_seconds + phases.scale_in, begin + phases.launch), 1);
    ++starts[run.begin];
  }
  for (const auto& [step, number] : starts) {
    const std::int64_t wanted = step * clock.step_seconds;
    const std::int64_t begin = is_early ? wanted - phases.launch : wanted + phases.unbilled;
    if (const std::int64_t more = overshoot(number, options); more > 0) {
      add(begin, begin + phases.launch + phases.scale_in, more);
    }
  }
  hosts.billed_seconds = billed.values();
  hosts.booting_seconds = booting.values();
  hosts.starts = launched.values();
  hosts.idle_seconds.resize(hosts.running.size());
  for (std::size_t i = 0; i < hosts.running.size(); ++i) {
    hosts.idle_seconds[i] = std::max<std::int64_t>(
        0, hosts.billed_seconds[i] - hosts.booting_seconds[i] - hosts.needed[i] * clock.step_seconds);
  }
}

}  // namespace container_tco
