#include "container_tco/estimate/rollout_shape.hpp"

#include <doctest/doctest.h>

namespace rollout_shape_test {

using namespace container_tco;

namespace {

Rollout ecs(std::int64_t maximum_percent, std::int64_t minimum_healthy_percent) {
  Rollout rollout;
  rollout.surge = {maximum_percent - 100, true, false};
  rollout.unavailable = {100 - minimum_healthy_percent, true, false};
  return rollout;
}

const Rational ten(10);

}  // namespace

TEST_CASE("ECS by default doubles the tasks in one wave") {
  const RolloutShape shape = rollout_shape(ecs(200, 100), 6, ten);
  CHECK(shape.extra == 6);
  CHECK(shape.missing == 0);
  CHECK(shape.waves == 1);
  CHECK(shape.minutes == Rational(10));
  CHECK(shape.extra_copy_minutes == Rational(60));
  CHECK(shape.derivation == "6 extra tasks × 10 min");
}

// floor(7 × 1.5) = 10, so three more: waves of 3, 3 and 1. All seven are doubled once for ten minutes.
TEST_CASE("a smaller surge takes more waves and as many task-minutes") {
  const RolloutShape shape = rollout_shape(ecs(150, 100), 7, ten);
  CHECK(shape.extra == 3);
  CHECK(shape.waves == 3);
  CHECK(shape.minutes == Rational(30));
  CHECK(shape.extra_copy_minutes == Rational(70));
  CHECK(shape.derivation == "7 extra tasks over 3 waves × 10 min");
}

// Surge ceil(2.5) = 3, unavailable floor(2.5) = 2: five new pods in a wave, three of them on top. Two waves.
TEST_CASE("Kubernetes' quarters start five of ten pods in a wave with three on top") {
  Rollout rollout;
  rollout.surge = {25, true, true};
  rollout.unavailable = {25, true, false};
  const RolloutShape shape = rollout_shape(rollout, 10, ten);
  CHECK(shape.extra == 3);
  CHECK(shape.missing == 2);
  CHECK(shape.waves == 2);
  CHECK(shape.extra_copy_minutes == Rational(60));
}

TEST_CASE("a surge above the wanted number is not used") { CHECK(rollout_shape(ecs(400, 100), 5, ten).extra == 5); }

TEST_CASE("blue/green doubles the tasks until they have baked") {
  Rollout rollout;
  rollout.strategy = RolloutStrategy::blue_green;
  rollout.bake_minutes = 15;
  const RolloutShape shape = rollout_shape(rollout, 4, ten);
  CHECK(shape.extra == 4);
  CHECK(shape.minutes == Rational(25));
  CHECK(shape.extra_copy_minutes == Rational(100));
  CHECK(shape.derivation == "4 extra tasks × (10 + 15) min");
}

TEST_CASE("recreating runs nothing on top and stops everything") {
  Rollout rollout;
  rollout.strategy = RolloutStrategy::recreate;
  const RolloutShape shape = rollout_shape(rollout, 4, ten);
  CHECK(shape.extra == 0);
  CHECK(shape.missing == 4);
  CHECK(shape.waves == 1);
  CHECK(shape.extra_copy_minutes == Rational(0));
}

// floor(1 × 1.5) = 1 and ceil(1 × 1) = 1: neither a second task nor none.
TEST_CASE("one task at 150 and 100 percent cannot be rolled out") {
  CHECK(rollout_shape(ecs(150, 100), 1, ten).waves == 0);
}

}  // namespace rollout_shape_test
