#include "container_tco/estimate/rollout_shape.hpp"

#include <algorithm>

#include "container_tco/costing/wording.hpp"

namespace container_tco {
namespace {

RolloutShape blue_green_shape(const Rollout& rollout, std::int64_t count, const Rational& wave_minutes) {
  const Rational bake(rollout.bake_minutes.value_or(0));
  const Rational minutes = wave_minutes + bake;
  return {.extra = count,
          .missing = 0,
          .waves = 1,
          .minutes = minutes,
          .extra_copy_minutes = Rational(count) * minutes,
          .derivation =
              exact_count(count, "extra task") + " × " +
              (bake.is_zero() ? wave_minutes.to_text() : "(" + wave_minutes.to_text() + " + " + bake.to_text() + ")") +
              " min"};
}

}  // namespace

RolloutShape rollout_shape(const Rollout& rollout, std::int64_t count, const Rational& wave_minutes) {
  if (rollout.strategy == RolloutStrategy::blue_green) return blue_green_shape(rollout, count, wave_minutes);
  RolloutShape shape;
  shape.extra = std::min(rollout.extra_copies(count), count);
  shape.missing = rollout.missing_copies(count);
  const std::int64_t in_a_wave = std::min(shape.extra + shape.missing, count);
  if (in_a_wave == 0) return shape;
  shape.waves = (count + in_a_wave - 1) / in_a_wave;
  // The last wave has fewer copies to start, so it needs fewer beside the wanted ones.
  const std::int64_t last = count - (shape.waves - 1) * in_a_wave;
  const std::int64_t copies = (shape.waves - 1) * shape.extra + std::min(shape.extra, last);
  shape.minutes = Rational(shape.waves) * wave_minutes;
  shape.extra_copy_minutes = Rational(copies) * wave_minutes;
  shape.derivation = exact_count(copies, "extra task") +
                     (shape.waves > 1 ? " over " + std::to_string(shape.waves) + " waves" : "") + " × " +
                     wave_minutes.to_text() + " min";
  return shape;
}

}  // namespace container_tco
