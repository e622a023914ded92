#pragma once
// Inside of the stage: the exact part of the search for the best mix.

#include <cstddef>
#include <vector>

#include "container_tco/commitment/mix_problem.hpp"

namespace container_tco::detail {

/// What a search of all amounts within a box came to.
struct CellSearch {
  bool is_complete = true;
  Rational lower_bound;  ///< No amounts in the box cost less, or than the incumbent.
};

/// Branch and bound in exact numbers. In a cell the cost is bounded by affine minorants, whose greatest value is made
/// least by adding the minorant at the least point until it is met. If the cost there is the bound, the cell is done;
/// otherwise some step is undecided there, and the cell is cut where the first such step of an hour turns. Each cut
/// decides a step of an hour, so there is an end. Improves `incumbent`; each cell takes one from `cells_left`, and with
/// none left the search stops.
CellSearch search_cells(const MixProblem& problem, const std::vector<Rational>& lows,
                        const std::vector<Rational>& highs, MixIncumbent& incumbent, std::size_t& cells_left);

}  // namespace container_tco::detail
