#include "container_tco/outlook/draw_inputs.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "container_tco/error.hpp"
#include "container_tco/outlook/normal_curve.hpp"
#include "container_tco/outlook/philox.hpp"

namespace container_tco::detail {
namespace {

void require_support(const ModelInput& input, const Distribution& distribution) {
  switch (distribution.kind) {
    case DistributionKind::fixed:
      require_in_bounds(input, distribution.mode);
      return;
    case DistributionKind::triangular:
    case DistributionKind::pert:
      require_in_bounds(input, distribution.low);
      require_in_bounds(input, distribution.high);
      return;
    case DistributionKind::normal:
      require_in_bounds(input, distribution.mean);
      return;
    case DistributionKind::empirical:
      for (const Rational& value : distribution.samples) require_in_bounds(input, value);
      return;
  }
}

}  // namespace

std::vector<UncertainInput> uncertain_inputs(const CostModel& model, const UncertaintyOptions& options) {
  std::vector<UncertainInput> inputs = options.inputs;
  std::set<std::string> named;
  for (const UncertainInput& uncertain : inputs) {
    const ModelInput& input = model.inputs[model.input(uncertain.input)];
    if (!named.insert(uncertain.input).second) {
      throw InvalidInputError("ranges", uncertain.input + " twice", "each input once");
    }
    validate(uncertain.distribution, uncertain.input);
    require_support(input, uncertain.distribution);
  }
  if (!options.table_ranges) return inputs;
  for (const ModelInput& input : model.inputs) {
    if (!input.low || !input.high || named.contains(input.name)) continue;
    inputs.push_back({input.name, Distribution::pert(*input.low, input.base, *input.high)});
  }
  return inputs;
}

CostModel settled(const CostModel& model, const std::vector<UncertainInput>& inputs) {
  CostModel result = model;
  for (const UncertainInput& uncertain : inputs) {
    if (!uncertain.distribution.is_certain()) continue;
    result.inputs[result.input(uncertain.input)].base = uncertain.distribution.certain_value();
  }
  return result;
}

DrawSource::DrawSource(const CostModel& model, const std::vector<UncertainInput>& inputs,
                       const std::vector<Correlation>& correlations, std::uint64_t seed)
    : correlated_(!correlations.empty()), seed_(seed) {
  std::vector<std::string> names;
  for (const UncertainInput& uncertain : inputs) {
    const ModelInput& input = model.inputs[model.input(uncertain.input)];
    names.push_back(uncertain.input);
    samplers_.emplace_back(uncertain.distribution);
    bounds_.push_back({to_billionths(input.least),
                       input.most ? to_billionths(*input.most) : std::numeric_limits<std::int64_t>::max()});
  }
  factor_ = correlation_factor(names, correlations);
}

std::vector<std::int64_t> DrawSource::draw(std::uint64_t number) const {
  std::vector<double> shares;
  for (std::size_t i = 0; i < samplers_.size(); ++i) {
    shares.push_back(uniform_draw(seed_, static_cast<std::uint32_t>(i), number));
  }
  if (correlated_) {
    std::vector<double> scores;
    for (const double share : shares) scores.push_back(normal_quantile(share));
    for (std::size_t i = 0; i < shares.size(); ++i) {
      double sum = 0;
      for (std::size_t k = 0; k <= i; ++k) sum += factor_[i][k] * scores[k];
      shares[i] = normal_share(sum);
    }
  }
  constexpr double nearest_to_end = 1e-15;
  std::vector<std::int64_t> values;
  for (std::size_t i = 0; i < samplers_.size(); ++i) {
    const double share = std::clamp(shares[i], nearest_to_end, 1 - nearest_to_end);
    values.push_back(std::clamp(samplers_[i].billionths_at(share), bounds_[i].least, bounds_[i].most));
  }
  return values;
}

}  // namespace container_tco::detail
