#include "container_tco/outlook/break_even_curve.hpp"

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/outlook/curve_axis.hpp"
#include "container_tco/outlook/years.hpp"

namespace container_tco {
namespace {

using detail::CurveAxis;
using detail::CurveSides;

constexpr std::int64_t growth_samples = 32;
constexpr std::int64_t growth_bisections = 20;

// Part of the range of an input on which one side is cheaper.
struct Stretch {
  Rational from;
  Side side = Side::hosts;
  bool exact = true;  ///< Both sides cost the same at `from`.
};

CurveSides sides_of(const CostModel& model, const BreakEvenQuery& query) {
  if (!query.hosts_deployment.empty() || !query.fargate_deployment.empty()) {
    return {model.deployment(query.hosts_deployment), model.deployment(query.fargate_deployment)};
  }
  for (const ControlPlane plane : {ControlPlane::ecs, ControlPlane::eks}) {
    std::optional<std::size_t> hosts;
    std::optional<std::size_t> fargate;
    for (std::size_t i = 0; i < model.deployments.size(); ++i) {
      if (model.deployments[i].name == Deployment{plane, DataPlane::ec2}.name()) hosts = i;
      if (model.deployments[i].name == Deployment{plane, DataPlane::fargate}.name()) fargate = i;
    }
    if (hosts && fargate) return {*hosts, *fargate};
  }
  throw InvalidInputError("deployments", "no pair of hosts and Fargate", "two deployments to compare",
                          "Name both of them");
}

// hosts − fargate, as a function of two axes.
class Plane {
 public:
  Plane(const CostModel& model, const CurveSides& sides, const CurveAxis& x, const CurveAxis& y, std::int64_t years)
      : model_(model), x_(x), y_(y), years_(years) {
    model_.deployments = {model.deployments[sides.hosts], model.deployments[sides.fargate]};
  }

  /// At inputs, not at values of the axes.
  Rational difference(const Rational& x, const Rational& y) {
    std::vector<Rational> values = model_.base_values();
    if (x_.input) values[*x_.input] = x;
    if (y_.input) values[*y_.input] = y;
    if (!x_.is_growth() && !y_.is_growth()) {
      const std::vector<Rational> totals = model_.totals(values);
      return totals[0] - totals[1];
    }
    return over_years(values, x_.is_growth() ? x : y);
  }

 private:
  Rational over_years(const std::vector<Rational>& values, const Rational& growth) {
    CostModel changed = model_;
    for (std::size_t i = 0; i < values.size(); ++i) {
      require_in_bounds(changed.inputs[i], values[i]);
      changed.inputs[i].base = values[i];
    }
    YearsOptions options;
    options.years = years_;
    options.growth_per_year = growth;
    const YearsOutlook outlook = years_outlook(changed, options);
    const bool hosts_first = outlook.deployments[0].deployment == changed.deployments[0].name;
    const Rational first = outlook.deployments[hosts_first ? 0 : 1].nominal.amount();
    return first - outlook.deployments[hosts_first ? 1 : 0].nominal.amount();
  }

  CostModel model_;
  const CurveAxis& x_;
  const CurveAxis& y_;
  std::int64_t years_;
};

Side side_of(const Rational& difference) { return difference > Rational(0) ? Side::fargate : Side::hosts; }

std::vector<Rational> with_breakpoints(const CurveAxis& axis, const Rational& low, const Rational& high) {
  std::vector<Rational> points{low, high};
  for (const Rational& point : axis.breakpoints) {
    if (point > low && point < high) points.push_back(point);
  }
  std::sort(points.begin(), points.end());
  return points;
}

// On (a, b] the difference is linear: its limit at a follows from the middle and the end.
void add_piece(Plane& plane, const Rational& x, const Rational& a, const Rational& b, std::vector<Stretch>& stretches) {
  const Rational end = plane.difference(x, b);
  const Rational start = Rational(2) * plane.difference(x, (a + b) / Rational(2)) - end;
  if (start * end < Rational(0)) {
    stretches.push_back({a, side_of(start), start.is_zero()});
    stretches.push_back({a + (b - a) * start / (start - end), side_of(end), true});
  } else {
    stretches.push_back(
        {a, side_of(start.is_zero() ? end : start), start.is_zero() && plane.difference(x, a).is_zero()});
  }
}

std::vector<Stretch> solved(Plane& plane, const CurveAxis& y, const Rational& x, const Rational& low,
                            const Rational& high) {
  std::vector<Stretch> stretches{{low, side_of(plane.difference(x, low)), true}};
  const std::vector<Rational> points = with_breakpoints(y, low, high);
  for (std::size_t i = 1; i < points.size(); ++i) add_piece(plane, x, points[i - 1], points[i], stretches);
  return stretches;
}

std::vector<Crossing> changes_of(const std::vector<Stretch>& stretches, const CurveAxis& y) {
  std::vector<Crossing> crossings;
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    if (stretches[i].side == stretches[i - 1].side) continue;
    const Rational value = y.to_value(stretches[i].from);
    crossings.push_back({value, value, stretches[i].exact});
  }
  return crossings;
}

BreakEvenPoint solved_point(Plane& plane, const CurveAxis& x, const CurveAxis& y, const Rational& at,
                            const BreakEvenQuery& query) {
  const Rational input = x.to_input(at);
  const Rational from = y.to_input(query.y_from);
  const Rational to = y.to_input(query.y_to);
  const std::vector<Stretch> stretches = solved(plane, y, input, min(from, to), max(from, to));
  BreakEvenPoint point{at, stretches.front().side, changes_of(stretches, y)};
  if (y.reciprocal) {
    std::reverse(point.crossings.begin(), point.crossings.end());
    point.cheaper_at_start = stretches.back().side;
  }
  return point;
}

Crossing bisected(Plane& plane, const Rational& x, Rational low, Rational high, Side at_low) {
  for (std::int64_t i = 0; i < growth_bisections; ++i) {
    const Rational middle = (low + high) / Rational(2);
    (side_of(plane.difference(x, middle)) == at_low ? low : high) = middle;
  }
  return {.value = high, .before = low, .exact = false};
}

BreakEvenPoint bracketed_point(Plane& plane, const CurveAxis& x, const Rational& at, const BreakEvenQuery& query) {
  const Rational input = x.to_input(at);
  BreakEvenPoint point{at, side_of(plane.difference(input, query.y_from)), {}};
  Rational before = query.y_from;
  Side side = point.cheaper_at_start;
  for (std::int64_t i = 1; i <= growth_samples; ++i) {
    const Rational next = query.y_from + (query.y_to - query.y_from) * Rational::ratio(i, growth_samples);
    const Side here = side_of(plane.difference(input, next));
    if (here != side) point.crossings.push_back(bisected(plane, input, before, next, side));
    side = here;
    before = next;
  }
  return point;
}

BreakEvenPoint point_at(Plane& plane, const CurveAxis& x, const CurveAxis& y, const Rational& at,
                        const BreakEvenQuery& query) {
  return y.is_growth() ? bracketed_point(plane, x, at, query) : solved_point(plane, x, y, at, query);
}

std::vector<Rational> x_values(const CurveAxis& x, const BreakEvenQuery& query) {
  std::vector<Rational> values;
  for (std::int64_t i = 0; i < query.x_points; ++i) {
    values.push_back(query.x_from + (query.x_to - query.x_from) * Rational::ratio(i, query.x_points - 1));
  }
  for (const Rational& point : x.breakpoints) {
    if (x.reciprocal && point.is_zero()) continue;
    const Rational value = x.to_value(point);
    if (value > query.x_from && value < query.x_to) values.push_back(value);
  }
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

// Of a difference a + bx + cy + dxy, the crossing −(a + bx) / (c + dx) is straight just where its middle is.
void add_pieces(Plane& plane, const CurveAxis& x, const CurveAxis& y, const BreakEvenQuery& query,
                BreakEvenCurve& curve) {
  for (std::size_t i = 1; i < curve.points.size(); ++i) {
    const BreakEvenPoint& left = curve.points[i - 1];
    const BreakEvenPoint& right = curve.points[i];
    if (left.crossings.size() != right.crossings.size() || left.cheaper_at_start != right.cheaper_at_start) continue;
    if (left.crossings.empty()) continue;
    const bool solvable = !x.is_growth() && !y.is_growth();
    const BreakEvenPoint middle =
        solvable ? solved_point(plane, x, y, (left.x + right.x) / Rational(2), query) : BreakEvenPoint{};
    for (std::size_t c = 0; c < left.crossings.size(); ++c) {
      const Rational& from = left.crossings[c].value;
      const Rational& to = right.crossings[c].value;
      const bool is_linear = middle.crossings.size() == left.crossings.size() && left.crossings[c].exact &&
                             middle.crossings[c].exact && right.crossings[c].exact &&
                             middle.crossings[c].value * Rational(2) == from + to;
      curve.pieces.push_back({left.x, right.x, from, to, is_linear});
    }
  }
}

void check_range(const CostModel& model, const CurveAxis& axis, const Rational& from, const Rational& to) {
  if (from >= to || (axis.reciprocal && from <= Rational(0))) {
    throw InvalidInputError("range of " + axis.name, from.to_text() + " to " + to.to_text(),
                            axis.reciprocal ? "0 < from < to" : "from < to");
  }
  if (!axis.input) return;
  for (const Rational& value : {from, to}) require_in_bounds(model.inputs[*axis.input], axis.to_input(value));
}

void check(const CostModel& model, const CurveAxis& x, const CurveAxis& y, const BreakEvenQuery& query) {
  constexpr std::int64_t most_points = 1000;
  require_range("x_points", query.x_points, 2, most_points);
  const bool same = x.input == y.input;
  const auto is_tasks = [&](const CurveAxis& axis) {
    return axis.input && *axis.input == model.input(model.scale_input);
  };
  if (same || (x.is_growth() && is_tasks(y)) || (y.is_growth() && is_tasks(x))) {
    throw InvalidInputError("axes", printable(query.x) + " and " + printable(query.y),
                            "two inputs that do not stand for the same");
  }
  check_range(model, x, query.x_from, query.x_to);
  check_range(model, y, query.y_from, query.y_to);
}

}  // namespace

BreakEvenCurve break_even_curve(const CostModel& model, const BreakEvenQuery& query) {
  const CurveSides sides = sides_of(model, query);
  const CurveAxis x = detail::axis_named(model, sides, query.x);
  const CurveAxis y = detail::axis_named(model, sides, query.y);
  check(model, x, y, query);
  Plane plane(model, sides, x, y, query.years);
  BreakEvenCurve curve{.x = query.x,
                       .x_unit = x.unit,
                       .y = query.y,
                       .y_unit = y.unit,
                       .hosts_deployment = model.deployments[sides.hosts].name,
                       .fargate_deployment = model.deployments[sides.fargate].name,
                       .x_current = x.current,
                       .y_current = y.current,
                       .y_from = query.y_from,
                       .y_to = query.y_to,
                       .points = {},
                       .pieces = {},
                       .y_tolerance = {},
                       .assumptions = model.assumptions};
  if (y.is_growth()) {
    curve.y_tolerance = (query.y_to - query.y_from) / Rational(growth_samples << growth_bisections);
  }
  for (const Rational& at : x_values(x, query)) curve.points.push_back(point_at(plane, x, y, at, query));
  add_pieces(plane, x, y, query, curve);
  return curve;
}

}  // namespace container_tco
