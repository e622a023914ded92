#pragma once
// How many copies run beside the wanted ones while a new version is rolled out, and for how long (rules S23, J14).

#include <cstdint>
#include <string>

#include "container_tco/quantity/rational.hpp"
#include "container_tco/workload/rollout.hpp"

namespace container_tco {

/// One rollout of one service. A rolling update goes in waves: each starts as many new copies as the limits allow, and
/// ends when as many old ones are gone. Blue/green is one wave with all copies, and bakes afterwards.
struct RolloutShape {
  std::int64_t extra = 0;       ///< Copies beside the wanted ones at one time at the most.
  std::int64_t missing = 0;     ///< Wanted copies that may be missing meanwhile.
  std::int64_t waves = 0;       ///< Zero when it cannot make a step: no copy more and none less is allowed.
  Rational minutes;             ///< Of the whole rollout.
  Rational extra_copy_minutes;  ///< Summed over the extra copies.
  std::string derivation;       ///< Of the extra copies' minutes: "6 extra tasks × 10 min".
};

/// `count` wanted copies, above 0, with `wave_minutes` for each wave. A surge above `count` is not used.
RolloutShape rollout_shape(const Rollout& rollout, std::int64_t count, const Rational& wave_minutes);

}  // namespace container_tco
