#pragma once
// Break-even as a function: for each value of one input, all values of another at which the cheaper side changes.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/outlook/cost_model.hpp"

namespace container_tco {

/// What to vary. An axis is any input of the model, or one of: "labour_hours" (hours a month of the hosts' side),
/// "wage" (mean cost of an hour on that side; all wages move alike), "node_fill" (share of the hosts' room that tasks
/// request; hosts counted in fractions), "task_count" (tasks at one time), "growth" (of tasks, a share a year: the
/// sides are then compared by what they cost over `years`, undiscounted).
struct BreakEvenQuery {
  std::string x;
  std::string y;
  Rational x_from;
  Rational x_to;
  Rational y_from;
  Rational y_to;
  std::int64_t x_points = 21;    ///< Evenly spread, ends among them: 2 to 1,000. Scale points of the model come on top.
  std::int64_t years = 3;        ///< Of growth.
  std::string hosts_deployment;  ///< Both empty: ecs-ec2 and ecs-fargate, else eks-ec2 and eks-fargate.
  std::string fargate_deployment;  ///< Any other deployment may stand here.
};

struct BreakEvenPoint {
  Rational x;
  Side cheaper_at_start = Side::hosts;  ///< At `y_from`.
  /// All, ascending; may be none. An inexact one is a step when `before` equals `value`: beyond it the side changes.
  std::vector<Crossing> crossings;
};

/// The way of one crossing between two neighbouring points.
struct BreakEvenPiece {
  Rational x_from;
  Rational x_to;
  Rational y_from;
  Rational y_to;
  /// The exact crossing half way lies on the straight line between the ends, and all between are at equal costs.
  bool is_linear = false;
};

struct BreakEvenCurve {
  std::string x;
  std::string x_unit;
  std::string y;
  std::string y_unit;
  std::string hosts_deployment;
  std::string fargate_deployment;
  std::optional<Rational> x_current;
  std::optional<Rational> y_current;
  Rational y_from;
  Rational y_to;
  std::vector<BreakEvenPoint> points;  ///< Ascending by x.
  std::vector<BreakEvenPiece> pieces;  ///< Between points with as many crossings.
  /// Zero: at each x the difference is piecewise linear in y and was solved, so that no crossing was missed. Otherwise
  /// a crossing lies within so much, and two between neighbouring samples (1/32 of the range) may have been missed.
  Rational y_tolerance;
  std::vector<Assumption> assumptions;
};

/// Throws InvalidInputError for unknown inputs, x = y, ranges that are empty or that an input cannot have, growth
/// against the task count, and sides of which the needed number is not known.
BreakEvenCurve break_even_curve(const CostModel& model, const BreakEvenQuery& query);

}  // namespace container_tco
