#pragma once
// Inside of the stage: an axis of a break-even curve, and how it moves an input.

#include <optional>
#include <string>
#include <vector>

#include "container_tco/outlook/break_even_curve.hpp"

namespace container_tco::detail {

/// The two sides, as indices of deployments.
struct CurveSides {
  std::size_t hosts = 0;
  std::size_t fargate = 0;
};

struct CurveAxis {
  std::string name;
  std::string unit;
  std::optional<std::size_t> input;  ///< Nothing for growth.
  Rational unit_size = Rational(1);  ///< value = input × this; when reciprocal, value = this / input.
  bool reciprocal = false;
  std::optional<Rational> current;
  std::vector<Rational> breakpoints;  ///< Of the input: where the difference bends or jumps.

  bool is_growth() const { return !input; }
  Rational to_input(const Rational& value) const { return reciprocal ? unit_size / value : value / unit_size; }
  Rational to_value(const Rational& at) const { return reciprocal ? unit_size / at : at * unit_size; }
};

/// Throws InvalidInputError for an unknown name, and when the hosts' side lacks what it is measured in.
CurveAxis axis_named(const CostModel& model, const CurveSides& sides, const std::string& name);

}  // namespace container_tco::detail
