#pragma once
// Inside of the stage: one part of a deployment over time, on one kind of capacity.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "container_tco/estimate/part.hpp"
#include "container_tco/timeline/timeline.hpp"

namespace container_tco {

/// What a part is planned with.
struct PartInputs {
  const Part& part;
  const TaskProfile& clock;  ///< Gives the steps.
  const PriceBook& book;
  const EstimateOptions& options;  ///< Of the part alone, which is not split again.
  const TimelineOptions& how;
  /// Of an unforeseen rise, the share that falls to the part, by service; all of it where none is named.
  std::map<std::string, Rational> ramp_shares = {};
};

struct PartTimeline {
  std::vector<ServiceTimeline> services;
  std::vector<HostTimeline> hosts;
  std::int64_t levels = 0;
  std::int64_t planned_levels = 0;
  Estimate peak;  ///< Of the most tasks of every service in this part, all the time.
};

/// Throws InvalidInputError, InfeasibleError, PriceNotFoundError.
PartTimeline part_timeline(const PartInputs& inputs);

/// The tasks of `service` over the steps of `clock`: a constant number runs before and after the span, too. Throws
/// InvalidInputError for runs of which the times are not known.
TaskProfile profile_over(const TaskProfile& clock, const Service& service);

}  // namespace container_tco
