#pragma once
// Inside of the stage: the quick part of the search for the best mix, which leaves small boxes to the exact part.

#include <cstddef>
#include <vector>

#include "container_tco/commitment/mix_problem.hpp"

namespace container_tco::detail {

/// A box of amounts, by axis.
struct MixBox {
  std::vector<Rational> lows;
  std::vector<Rational> highs;
};

struct RegionSearch {
  std::vector<MixBox> left;  ///< Nowhere else do amounts cost less than the incumbent.
  bool is_complete = true;
  Rational lower_bound;  ///< Of everything outside of `left`: the cost of the incumbent, or less when incomplete.
};

/// Branch and bound over boxes in fixed point, where all rounding is to the side that keeps a bound a bound. A box is
/// dropped when the sum of its hours' minorants is nowhere below the incumbent, halved otherwise, and left when few
/// hours or a small part of every axis remain. Improves `incumbent`; each box takes one from `boxes_left`.
RegionSearch search_regions(const MixProblem& problem, MixIncumbent& incumbent, std::size_t& boxes_left);

}  // namespace container_tco::detail
