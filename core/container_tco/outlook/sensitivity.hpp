#pragma once
// Which inputs decide: each goes to the ends of its range while all others stay.

#include <string>
#include <vector>

#include "container_tco/outlook/cost_model.hpp"

namespace container_tco {

struct InputRange {
  std::string input;
  Rational low;
  Rational high;
};

/// What the deployments cost at one end of a range.
struct RangeEnd {
  Rational value;
  std::vector<Money> totals;  ///< Of the period, in the order of the model.
  Money lead;  ///< The cheapest other deployment − the choice: below zero when the choice is no longer the cheapest.
  std::string cheapest;
};

/// One bar of a tornado.
struct Swing {
  std::string input;
  std::string description;  ///< Of the input, in words.
  std::string unit;
  RangeEnd low;
  RangeEnd high;
  Money swing;         ///< |lead at high − lead at low|
  bool flips = false;  ///< At one of the ends another deployment is the cheapest.
};

struct Sensitivity {
  std::string choice;                    ///< The cheapest now.
  std::vector<std::string> deployments;  ///< In the order of the totals.
  Money lead;                            ///< Now. Zero when there is no other deployment.
  std::vector<Swing> swings;             ///< Largest first; of equal ones by name.
  std::vector<std::string>
      deciding;  ///< At most three: those that flip the ranking, then the largest; none moves it by nothing.
};

/// `ranges` stand in place of those of the tables. Throws InvalidInputError for an unknown input, one that is named
/// twice, low > high, and ends that an input cannot have.
Sensitivity sensitivity(const CostModel& model, const std::vector<InputRange>& ranges = {});

}  // namespace container_tco
