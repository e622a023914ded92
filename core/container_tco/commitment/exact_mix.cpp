#include "container_tco/commitment/exact_mix.hpp"

#include <optional>
#include <vector>

#include "container_tco/commitment/mix_cells.hpp"
#include "container_tco/commitment/mix_regions.hpp"

namespace container_tco::detail {
namespace {

bool touch(const MixBox& a, const MixBox& b) {
  for (std::size_t axis = 0; axis < a.lows.size(); ++axis) {
    if (a.highs[axis] < b.lows[axis] || b.highs[axis] < a.lows[axis]) return false;
  }
  return true;
}

void widen(MixBox& box, const MixBox& by) {
  for (std::size_t axis = 0; axis < box.lows.size(); ++axis) {
    box.lows[axis] = min(box.lows[axis], by.lows[axis]);
    box.highs[axis] = max(box.highs[axis], by.highs[axis]);
  }
}

// Boxes around one optimum share their corners: one search does for all of them.
std::vector<MixBox> merged(std::vector<MixBox> boxes) {
  std::vector<MixBox> result;
  while (!boxes.empty()) {
    MixBox box = std::move(boxes.back());
    boxes.pop_back();
    bool has_met = false;
    for (std::size_t i = 0; i < result.size() && !has_met; ++i) {
      if (!touch(box, result[i])) continue;
      widen(box, result[i]);
      result.erase(result.begin() + static_cast<std::ptrdiff_t>(i));
      has_met = true;
    }
    // A box that grew may touch others now.
    if (has_met) {
      boxes.push_back(std::move(box));
    } else {
      result.push_back(std::move(box));
    }
  }
  return result;
}

}  // namespace

MixProof prove_mix(const MixProblem& problem, MixIncumbent start, std::size_t max_parts) {
  MixProof proof{std::move(start), Rational(), 0};
  std::size_t parts_left = max_parts;
  const RegionSearch regions = search_regions(problem, proof.best, parts_left);
  std::optional<Rational> stopped;
  if (!regions.is_complete) stopped = regions.lower_bound;
  for (const MixBox& box : merged(regions.left)) {
    const CellSearch cells = search_cells(problem, box.lows, box.highs, proof.best, parts_left);
    if (!cells.is_complete) stopped = stopped ? min(*stopped, cells.lower_bound) : cells.lower_bound;
  }
  proof.lower_bound = stopped ? min(*stopped, proof.best.cost) : proof.best.cost;
  proof.parts = max_parts - parts_left;
  return proof;
}

}  // namespace container_tco::detail
