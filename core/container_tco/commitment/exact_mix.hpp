#pragma once
// Inside of the stage: the mix of commitments that costs least, proven.

#include <cstddef>

#include "container_tco/commitment/mix_problem.hpp"

namespace container_tco::detail {

struct MixProof {
  MixIncumbent best;
  Rational lower_bound;   ///< The cost of the best, unless the search was stopped.
  std::size_t parts = 0;  ///< Boxes and cells that were searched.
};

/// The best amounts, beginning with `start`, in at most `max_parts` boxes and cells.
MixProof prove_mix(const MixProblem& problem, MixIncumbent start, std::size_t max_parts);

}  // namespace container_tco::detail
