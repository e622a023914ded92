#pragma once
// Inside of the stage: what is drawn.

#include "container_tco/outlook/uncertainty.hpp"

namespace container_tco::detail {

/// The inputs that are uncertain: the user's, then those with a range in the tables. Checks all of them.
std::vector<UncertainInput> uncertain_inputs(const CostModel& model, const UncertaintyOptions& options);

/// `model` with the base of every certain input set to its one value.
CostModel settled(const CostModel& model, const std::vector<UncertainInput>& inputs);

/// Draws of several inputs at once.
class DrawSource {
 public:
  /// `inputs` are those that vary.
  DrawSource(const CostModel& model, const std::vector<UncertainInput>& inputs,
             const std::vector<Correlation>& correlations, std::uint64_t seed);
  /// The values of draw `number` in whole billionths.
  std::vector<std::int64_t> draw(std::uint64_t number) const;

 private:
  struct Bounds {
    std::int64_t least;
    std::int64_t most;
  };
  std::vector<DistributionSampler> samplers_;
  std::vector<Bounds> bounds_;
  std::vector<std::vector<double>> factor_;
  bool correlated_;
  std::uint64_t seed_;
};

}  // namespace container_tco::detail
