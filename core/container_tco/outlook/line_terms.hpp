#pragma once
// Inside of the stage: the lines of one estimate as products of inputs.

#include <set>
#include <string>
#include <vector>

#include "container_tco/outlook/model_inputs.hpp"

namespace container_tco::detail {

/// One product at one scale point.
struct Product {
  CostCategory category = CostCategory::compute;
  std::vector<std::string> inputs;  ///< Ascending; "spot_above" and "spot_below" among them.
  Rational coefficient;
};

/// What the products of a line depend on besides the line.
struct LineContext {
  const Estimate& estimate;
  const LabourRows& rows;
  const std::set<std::string>& all_day_services;
  Rational charges_factor;  ///< What support and tax make of each AWS charge.
};

/// Support and tax over the other AWS charges, plus one.
Rational charges_factor(const Estimate& estimate);

/// The products of `line`; their sum at the base values is its cost. Adds inputs to `model` that are new. Lines of
/// support and tax have none: they are part of the others.
std::vector<Product> products_of(const LineItem& line, const LineContext& context, CostModel& model);

}  // namespace container_tco::detail
