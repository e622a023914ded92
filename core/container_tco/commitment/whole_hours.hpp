#pragma once
// Inside of the stage: the steps of an hour in whole numbers of 64 bits, for profiles and limits that allow it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "container_tco/commitment/usage_profile.hpp"
#include "container_tco/contract/commitment_allocation.hpp"

namespace container_tco::detail {

/// A step whose consumption is a whole number of the commitment's scale for one count of usage.
struct WholeStep {
  std::size_t usage = 0;
  std::size_t commitment = 0;
  std::int64_t consumes = 0;
};

struct WholeSteps {
  std::vector<WholeStep> steps;
  std::vector<std::int64_t> limits;  ///< By commitment, in units of 1 / scale.
  std::vector<Rational> scales;      ///< By commitment.
};

/// Nothing when a sum over all hours might pass 62 bits.
std::optional<WholeSteps> whole_steps(const UsageProfile& profile, const std::vector<ApplicationStep>& steps,
                                      const std::vector<Rational>& limits);

/// Sums over hours: what steps covered in full, in counts, and what they spent where their limit ran out.
struct WholeSums {
  std::vector<std::int64_t> covered_counts;   ///< By step.
  std::vector<std::int64_t> spent;            ///< By step, beside that for `covered_counts`.
  std::vector<std::int64_t> unused;           ///< By commitment.
  std::vector<std::size_t> hours_used_up;     ///< By commitment.
  std::vector<std::size_t> fractional_hours;  ///< Left out: a usage that one commitment covers in part meets another.
};

WholeSums sum_whole_hours(const UsageProfile& profile, const WholeSteps& whole);

}  // namespace container_tco::detail
