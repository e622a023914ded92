#pragma once
// How Application Auto Scaling follows a load with target tracking.
//
// https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html

#include <cstdint>
#include <vector>

#include "container_tco/demand/demand_form.hpp"

namespace container_tco {

/// The tasks that run in each step of `step_seconds`: load / load per task, rounded up, within minimum and maximum, and
/// held where a cooldown holds them.
/// - Scale-out is done at once. Within the scale-out cooldown it is done again only for more tasks than were added by
///   the one that started the cooldown ("unless either a larger scale out is triggered or the cooldown period ends").
/// - Scale-in waits until the scale-in cooldown of the one before has passed. A scale-out ends that cooldown.
/// - In the first step what is wanted runs. A cooldown that is no longer than a step has no effect: the load is known
/// by
///   the step.
/// What CloudWatch takes to notice is not in it (an alarm of target tracking waits some minutes): it depends on the
/// metric. Throws InvalidInputError, with the number of the step, for a negative load, and for values out of range.
std::vector<std::int64_t> track_target(const std::vector<Rational>& load, std::int64_t step_seconds,
                                       const TargetTracking& tracking);

}  // namespace container_tco
