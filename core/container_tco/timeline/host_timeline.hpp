#pragma once
// Hosts of one type over time: from the start of the instance until it is taken away.

#include <cstdint>
#include <string>
#include <vector>

#include "container_tco/demand/task_profile.hpp"
#include "container_tco/quantity/money.hpp"
#include "container_tco/timeline/timeline_options.hpp"

namespace container_tco {

/// The life of a host around the time in which it is needed. Whole seconds.
struct HostPhases {
  std::int64_t unbilled = 0;      ///< Until the need is seen and the instance runs.
  std::int64_t launch = 0;        ///< From then until its first task serves: boot, pull of images, start.
  std::int64_t warmup = 0;        ///< Between two steps of scaling out.
  std::int64_t scale_in = 0;      ///< It stays so long without tasks.
  std::int64_t least_billed = 0;  ///< Of every host (rule P16).
};

/// Hosts of one type; one number a step.
struct HostTimeline {
  std::string instance_type;
  std::string price_key;  ///< Of the instance: "ec2/linux/on_demand/m5.large".
  Money cost_per_hour;    ///< Of a host: instance, fee for looking after it, root disk.
  HostPhases phases;
  std::vector<std::int64_t> needed;           ///< Hosts, as planned for the tasks of the step.
  std::vector<std::int64_t> running;          ///< Those, and hosts that a task keeps from being removed (rule S20).
  std::vector<std::int64_t> booting_seconds;  ///< Of all hosts, billed and not serving yet.
  std::vector<std::int64_t> idle_seconds;     ///< Billed, booted and not needed.
  std::vector<std::int64_t> billed_seconds;   ///< All of them, needed ones too.
  std::int64_t host_starts = 0;
  Money instance_price = Money::zero(Currency::usd());  ///< An hour of the instance alone.
  std::string part = {};                                ///< Of the deployment, where it has several.

  Money total() const;  ///< Of all steps.
};

/// Fills in what follows from `needed` and `running`: when hosts start and stop. `clock` gives the steps.
void add_host_times(HostTimeline& hosts, const TaskProfile& clock, const TimelineOptions& options);

/// Hosts that are there when only empty ones are removed and tasks leave hosts evenly (rules S15, S20): a host stays
/// while there are as many tasks as hosts. One list a type, of steps; `needed` likewise. The worst case of placement by
/// spread, whose scale-in picks tasks at random; with binpack the emptiest host loses its tasks first, and `needed`
/// itself is the answer.
std::vector<std::vector<std::int64_t>> fragmented_hosts(const std::vector<std::vector<std::int64_t>>& needed,
                                                        const std::vector<std::int64_t>& tasks, bool repeats);

}  // namespace container_tco
