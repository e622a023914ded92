#pragma once
// How sure the ranking is: thousands of draws of what is not known, each costed by the model.

#include <cstdint>
#include <string>
#include <vector>

#include "container_tco/outlook/correlation.hpp"
#include "container_tco/outlook/cost_model.hpp"
#include "container_tco/outlook/distribution.hpp"

namespace container_tco {

struct UncertainInput {
  std::string input;  ///< Of the model.
  Distribution distribution;
};

struct UncertaintyOptions {
  std::vector<UncertainInput> inputs;  ///< In place of the tables' ranges of these inputs.
  /// Whether inputs with a range in the tables vary too, as PERT with the value now as the most likely one.
  bool table_ranges = true;
  std::vector<Correlation> correlations;
  std::int64_t draws = 10'000;  ///< 1 to 10,000,000.
  std::uint64_t seed = 1;
  std::int64_t threads = 0;  ///< 0: as many as the machine has, at most 64. The result is the same with any number.
};

struct DeploymentRisk {
  std::string deployment;
  Rational probability_cheapest;  ///< Share of the draws; of equal costs the first in the ranking counts.
  Money mean;                     ///< Of the period, like all amounts here.
  Money p10;
  Money p50;
  Money p90;
  Money expected_regret;           ///< Mean of what it costs more than the cheapest of each draw.
  std::vector<Money> percentiles;  ///< The 1st to the 99th.
};

/// What it would be worth to know an input exactly before choosing (expected value of partial perfect information).
struct ValueOfKnowing {
  std::string input;
  std::string description;  ///< Of the input, in words.
  /// min over deployments of the mean − mean over 20 equal groups of draws, by the input's value, of the least mean in
  /// the group. Never negative; chance alone lifts it a little.
  Money value;
};

struct Uncertainty {
  std::int64_t draws = 0;
  std::uint64_t seed = 0;
  std::string choice;                       ///< The deployment of the least mean.
  std::vector<DeploymentRisk> deployments;  ///< In the order of the model.
  std::vector<UncertainInput> inputs;       ///< What was drawn from, those with one possible value too.
  std::vector<Correlation> correlations;
  std::vector<ValueOfKnowing> values;  ///< Most valuable first.
  Money value_of_knowing_all;          ///< The expected regret of the choice.
  std::vector<Assumption> assumptions;
};

/// A percentile p is the least cost that ceil(p / 100 × draws) draws do not exceed. Draws are whole billionths, their
/// costs integers of billionths; inputs with one possible value are exact. Throws InvalidInputError for an unknown
/// input, one that is named twice, distributions that are impossible or reach out of an input's bounds (a normal one
/// is cut off there), correlations that contradict each other, and draws out of range.
Uncertainty uncertainty(const CostModel& model, const UncertaintyOptions& options = {});

}  // namespace container_tco
