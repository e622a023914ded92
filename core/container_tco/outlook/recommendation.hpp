#pragma once
// The answer in words, made from the numbers by rules that stand in a table (recommendation_rules.json).

#include <optional>
#include <string>
#include <vector>

#include "container_tco/outlook/sensitivity.hpp"
#include "container_tco/outlook/uncertainty.hpp"

namespace container_tco {

/// One sentence, and the rule that made it.
struct Advice {
  std::string topic;  ///< "choice", "sureness", "change", "measure"
  std::string rule;   ///< "clear"
  std::string text;
};

struct Recommendation {
  std::string choice;                     ///< The deployment of the least mean cost.
  std::optional<std::string> other;       ///< That of the second least.
  std::optional<Money> lead;              ///< Mean of the other − mean of the choice, exact.
  std::optional<Rational> lead_fraction;  ///< Of the other's mean.
  Rational probability;                   ///< That the choice is the cheapest.
  Money expected_regret;                  ///< Of the choice.
  std::vector<Advice> advice;             ///< What to choose, how sure, what would change it, what to measure next.
};

Recommendation recommend(const Uncertainty& uncertainty, const Sensitivity& sensitivity);

/// The rules as they stand in the library (JSON).
std::string recommendation_rules();

}  // namespace container_tco
