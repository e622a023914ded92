#pragma once
// Where hosts and Fargate cost the same, as one input varies and all others stay.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// The two sides of a break-even. `hosts` is the cheaper side also where both cost the same: the claim is "more than".
enum class Side { hosts, fargate };
std::string to_string(Side side);  ///< "hosts" or "fargate"

/// Where the cheaper side changes.
struct Crossing {
  Rational value;     ///< Of the input, in its unit. Where the curve has steps, the first value on the new side.
  Rational before;    ///< The last value known to be on the old side; `value` itself when exact.
  bool exact = true;  ///< Both sides cost the same at `value`, to the last digit. False where the curve has steps.
};

/// Which side is cheaper over a range of one input. At every crossing the cheaper side changes.
struct BreakEven {
  /// "labour_hours": hours a month that operating the hosts takes.
  /// "node_fill": share of what daemons leave of the hosts that tasks request, by the fuller resource.
  /// "task_count": tasks at one time, all services scaled alike.
  std::string input;
  std::string unit;                 ///< "hours per month", "share", "tasks"
  std::string hosts_deployment;     ///< "ecs-ec2"
  std::string fargate_deployment;   ///< "ecs-fargate"
  std::optional<Rational> current;  ///< The value now. Of node_fill, the mean over the pools, weighted by their hosts.
  Rational searched_from;
  std::optional<Rational> searched_to;  ///< Absent: without end.
  Side cheaper_at_start = Side::hosts;  ///< At `searched_from`.
  std::vector<Crossing> crossings;      ///< Ascending; empty when one side is cheaper everywhere looked at.
  /// How many values were priced. Zero: solved as an equation, so that nothing between was missed.
  std::int64_t values_priced = 0;

  Side cheaper_at_end() const;
};

}  // namespace container_tco
