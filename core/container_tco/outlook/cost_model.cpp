#include "container_tco/outlook/cost_model.hpp"

#include <algorithm>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

std::vector<std::string> names_of(const std::vector<ModelInput>& inputs) {
  std::vector<std::string> names;
  for (const ModelInput& input : inputs) names.push_back(input.name);
  return names;
}

}  // namespace

std::size_t CostModel::input(const std::string& name) const {
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i].name == name) return i;
  }
  throw InvalidInputError("input", printable(name), "an input of the model",
                          "Nearest: " + join_alternatives(nearest_names(name, names_of(inputs))));
}

bool CostModel::has_input(const std::string& name) const {
  return std::any_of(inputs.begin(), inputs.end(), [&](const ModelInput& input) { return input.name == name; });
}

std::size_t CostModel::deployment(const std::string& name) const {
  std::vector<std::string> known;
  for (std::size_t i = 0; i < deployments.size(); ++i) {
    if (deployments[i].name == name) return i;
    known.push_back(deployments[i].name);
  }
  throw InvalidInputError("deployment", printable(name), "one that is complete: " + join_alternatives(known));
}

std::vector<Rational> CostModel::base_values() const {
  std::vector<Rational> values;
  for (const ModelInput& input : inputs) values.push_back(input.base);
  return values;
}

std::vector<Rational> CostModel::slot_values(const std::vector<Rational>& values) const {
  std::vector<Rational> slots = values;
  const Rational level = has_input("spot_level") ? values[input("spot_level")] : Rational();
  slots.push_back(max(level, Rational()));
  slots.push_back(min(level, Rational()));
  return slots;
}

std::vector<ScaleWeight> CostModel::weights(const DeploymentModel& deployment, const Rational& task_scale) const {
  const auto above = std::lower_bound(scales.begin(), scales.end(), task_scale);
  if (above == scales.end() || task_scale < scales.front()) {
    throw InvalidInputError(scale_input, task_scale.to_decimal(6, Rounding::half_up),
                            scales.front().to_text() + " to " + scales.back().to_text(),
                            "Compile the model with more scales");
  }
  const std::size_t high = static_cast<std::size_t>(above - scales.begin());
  if (deployment.uses_hosts || *above == task_scale) return {{high, Rational(1)}};
  const Rational& below = scales[high - 1];
  const Rational share = (task_scale - below) / (*above - below);
  return {{high - 1, Rational(1) - share}, {high, share}};
}

void require_in_bounds(const ModelInput& input, const Rational& value) {
  if (value >= input.least && (!input.most || value <= *input.most)) return;
  throw InvalidInputError(input.name, value.to_text(),
                          input.most ? input.least.to_text() + " to " + input.most->to_text() + " (" + input.unit + ")"
                                     : "at least " + input.least.to_text() + " (" + input.unit + ")");
}

Rational cost_of(const CostTerm& term, const std::vector<ScaleWeight>& weights, const std::vector<Rational>& slots) {
  Rational cost;
  for (const ScaleWeight& part : weights) cost += term.coefficients[part.scale] * part.weight;
  if (cost.is_zero()) return cost;
  for (const std::size_t slot : term.slots) cost *= slots[slot];
  return cost;
}

Money CostModel::total(std::size_t deployment, const std::vector<Rational>& values) const {
  if (values.size() != inputs.size()) throw InternalError("a value for each input of the model");
  for (std::size_t i = 0; i < inputs.size(); ++i) require_in_bounds(inputs[i], values[i]);
  const std::vector<Rational> slots = slot_values(values);
  const DeploymentModel& model = deployments[deployment];
  const std::vector<ScaleWeight> scale_weights = weights(model, values[input(scale_input)]);
  Rational sum;
  for (const CostTerm& term : model.terms) sum += cost_of(term, scale_weights, slots);
  return Money(sum, currency);
}

std::vector<Rational> CostModel::totals(const std::vector<Rational>& values) const {
  std::vector<Rational> result;
  for (std::size_t i = 0; i < deployments.size(); ++i) result.push_back(total(i, values).amount());
  return result;
}

std::size_t index_of_least(const std::vector<Rational>& numbers) {
  return static_cast<std::size_t>(std::min_element(numbers.begin(), numbers.end()) - numbers.begin());
}

std::size_t CostModel::cheapest(const std::vector<Rational>& values) const { return index_of_least(totals(values)); }

}  // namespace container_tco
