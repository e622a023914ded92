#include "container_tco/outlook/curve_axis.hpp"

#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

CurveAxis over_input(const CostModel& model, const std::string& name) {
  const std::size_t index = model.input(name);
  CurveAxis axis{.name = name,
                 .unit = model.inputs[index].unit,
                 .input = index,
                 .current = model.inputs[index].base,
                 .breakpoints = {}};
  if (name == model.scale_input) axis.breakpoints = model.scales;
  if (name == "spot_level") axis.breakpoints = {Rational()};
  return axis;
}

CurveAxis scaled(const CostModel& model, const std::string& name, const std::string& input, const std::string& unit,
                 const Rational& size, const std::string& missing) {
  if (size <= Rational(0)) throw InvalidInputError("axis", name, "an input that is known: " + missing);
  CurveAxis axis = over_input(model, input);
  axis.name = name;
  axis.unit = unit;
  axis.unit_size = size;
  axis.current = size;
  return axis;
}

}  // namespace

CurveAxis axis_named(const CostModel& model, const CurveSides& sides, const std::string& name) {
  const DeploymentModel& hosts = model.deployments[sides.hosts];
  if (name == "labour_hours") {
    return scaled(model, name, "host_hours_factor", "hours a month", hosts.labour_hours, "the hosts take no hours now");
  }
  if (name == "wage") {
    const Rational hourly = hosts.labour_hours.is_zero() ? Rational() : hosts.labour_cost / hosts.labour_hours;
    return scaled(model, name, "wage_factor", model.currency.code() + " an hour", hourly,
                  "the hosts take no paid hours now");
  }
  if (name == "node_fill") {
    CurveAxis axis = scaled(model, name, "host_count_factor", "share", hosts.fill_fraction.value_or(Rational()),
                            "there are no hosts with tasks");
    axis.reciprocal = true;
    return axis;
  }
  if (name == "task_count") {
    return scaled(model, name, "task_scale", "tasks", model.current_tasks, "there are no tasks");
  }
  if (name == "growth") return {.name = name, .unit = "share a year", .input = {}, .current = {}, .breakpoints = {}};
  return over_input(model, name);
}

}  // namespace container_tco::detail
