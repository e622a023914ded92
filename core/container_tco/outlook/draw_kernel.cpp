#include "container_tco/outlook/draw_kernel.hpp"

#include <algorithm>
#include <map>

#include "container_tco/outlook/distribution.hpp"

namespace container_tco::detail {
namespace {

constexpr std::size_t stays = static_cast<std::size_t>(-1);

// For every slot of the model the variable that it is, or `stays`.
std::vector<std::size_t> variables_of(const CostModel& model, const std::vector<std::size_t>& varying) {
  std::vector<std::size_t> variable(model.slot_count(), stays);
  for (std::size_t i = 0; i < varying.size(); ++i) {
    if (model.inputs[varying[i]].name == "spot_level") {
      variable[model.spot_above_slot()] = varying.size();
      variable[model.spot_below_slot()] = varying.size() + 1;
    } else {
      variable[varying[i]] = i;
    }
  }
  return variable;
}

}  // namespace

DrawKernel::DrawKernel(const CostModel& model, const std::vector<std::size_t>& varying)
    : spot_variable_(varying.size()) {
  const std::vector<Rational> base = model.base_values();
  const std::vector<Rational> slots = model.slot_values(base);
  const std::vector<std::size_t> variable = variables_of(model, varying);
  const std::size_t scale_input = model.input(model.scale_input);
  for (std::size_t i = 0; i < varying.size(); ++i) {
    if (varying[i] == scale_input) {
      scale_variable_ = i;
      for (const Rational& scale : model.scales) scales_.push_back(to_billionths(scale));
    }
    if (model.inputs[varying[i]].name == "spot_level") spot_variable_ = i;
  }
  for (const DeploymentModel& deployment : model.deployments) {
    // Terms that differ in nothing but what stays become one, before anything is rounded.
    std::map<std::vector<std::size_t>, std::vector<Rational>> sums;
    const std::size_t points = scales_.empty() ? 1 : model.scales.size();
    for (const CostTerm& term : deployment.terms) {
      std::vector<std::size_t> variables;
      Rational factor(1);
      for (const std::size_t slot : term.slots) {
        if (variable[slot] == stays) {
          factor *= slots[slot];
        } else {
          variables.push_back(variable[slot]);
        }
      }
      std::vector<Rational>& sum = sums.try_emplace(variables, std::vector<Rational>(points)).first->second;
      const std::vector<ScaleWeight> now = model.weights(deployment, base[scale_input]);
      for (std::size_t i = 0; i < points; ++i) {
        const std::vector<ScaleWeight> weights = scales_.empty() ? now : std::vector<ScaleWeight>{{i, Rational(1)}};
        Rational coefficient;
        for (const ScaleWeight& part : weights) coefficient += term.coefficients[part.scale] * part.weight;
        sum[i] += coefficient * factor;
      }
    }
    Terms terms{deployment.uses_hosts, {}};
    for (const auto& [variables, coefficients] : sums) {
      Term term{variables, {}};
      for (const Rational& coefficient : coefficients) term.coefficients.push_back(to_fixed(coefficient));
      terms.terms.push_back(std::move(term));
    }
    deployments_.push_back(std::move(terms));
  }
}

DrawKernel::Place DrawKernel::place_of(std::int64_t task_scale) const {
  const auto above = std::lower_bound(scales_.begin(), scales_.end(), task_scale);
  const auto high = std::min(static_cast<std::size_t>(above - scales_.begin()), scales_.size() - 1);
  if (high == 0) return {0, 0};
  const Int128 part = static_cast<Int128>(task_scale - scales_[high - 1]) * billion;
  return {high - 1, static_cast<std::int64_t>(part / (scales_[high] - scales_[high - 1]))};
}

Int128 DrawKernel::cost_of(const Terms& terms, const Place& place, const Draw& factors) const {
  Int128 sum = 0;
  const std::int64_t share = terms.steps && place.share_above > 0 ? billion : place.share_above;
  for (const Term& term : terms.terms) {
    Int128 cost = term.coefficients[place.scale];
    if (share > 0) cost += times(term.coefficients[place.scale + 1] - cost, share);
    for (const std::size_t variable : term.variables) cost = times(cost, factors[variable]);
    sum += cost;
  }
  return sum;
}

std::vector<Int128> DrawKernel::costs(const Draw& draw) const {
  Draw factors = draw;
  const std::int64_t level = spot_variable_ < draw.size() ? draw[spot_variable_] : 0;
  factors.push_back(std::max<std::int64_t>(level, 0));
  factors.push_back(std::min<std::int64_t>(level, 0));
  const Place place = scales_.empty() ? Place{} : place_of(draw[scale_variable_]);
  std::vector<Int128> result;
  for (const Terms& terms : deployments_) result.push_back(cost_of(terms, place, factors));
  return result;
}

}  // namespace container_tco::detail
