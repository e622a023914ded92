#pragma once
// Inside of the stage: a model with most inputs at their base, made ready for thousands of draws.

#include <cstdint>
#include <vector>

#include "container_tco/outlook/cost_model.hpp"
#include "container_tco/outlook/fixed_point.hpp"

namespace container_tco::detail {

/// Draws of the varying inputs, in whole billionths, in the order that the kernel was made with.
using Draw = std::vector<std::int64_t>;

/// What the deployments cost at a draw. What no draw changes is folded into the coefficients exactly.
class DrawKernel {
 public:
  /// `varying`: indices of inputs.
  DrawKernel(const CostModel& model, const std::vector<std::size_t>& varying);

  /// Costs of the period in billionths, by deployment.
  std::vector<Int128> costs(const Draw& draw) const;

 private:
  struct Term {
    std::vector<std::size_t> variables;  ///< Into the draw, then the two parts of the Spot level.
    std::vector<Int128> coefficients;    ///< By scale point; one when the scale stays.
  };
  struct Terms {
    bool steps = false;  ///< Between scale points the larger one counts.
    std::vector<Term> terms;
  };
  struct Place {
    std::size_t scale = 0;
    std::int64_t share_above = 0;  ///< Of scale + 1, in billionths.
  };

  Place place_of(std::int64_t task_scale) const;
  Int128 cost_of(const Terms& terms, const Place& place, const Draw& factors) const;

  std::vector<Terms> deployments_;
  std::vector<std::int64_t> scales_;  ///< In billionths; empty when the scale stays.
  std::size_t scale_variable_ = 0;
  std::size_t spot_variable_;  ///< Beyond the draw when the Spot level stays.
};

}  // namespace container_tco::detail
