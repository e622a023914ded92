#include "container_tco/workload/rollout.hpp"

#include <doctest/doctest.h>

namespace rollout_test {

using namespace container_tco;

namespace {

Rollout rolling(CopyShare surge, CopyShare unavailable) {
  return {RolloutStrategy::rolling, surge, unavailable, std::nullopt, false};
}

}  // namespace

TEST_CASE("ECS rounds the tasks on top down: floor(desired x maximumPercent / 100) (rule S23)") {
  const Rollout rollout = rolling({50, true, false}, {50, true, false});
  CHECK(rollout.extra_copies(10) == 5);    // floor(15) - 10
  CHECK(rollout.extra_copies(3) == 1);     // floor(4.5) - 3
  CHECK(rollout.extra_copies(1) == 0);     // floor(1.5) - 1
  CHECK(rollout.missing_copies(3) == 1);   // 3 - ceil(1.5)
  CHECK(rollout.missing_copies(10) == 5);  // 10 - ceil(5)
}

TEST_CASE("A default rollout doubles the tasks and misses none, as ECS does") {
  const Rollout rollout;
  CHECK(rollout.is_default);
  CHECK(rollout.extra_copies(7) == 7);
  CHECK(rollout.missing_copies(7) == 0);
  CHECK(rollout.extra_copies(0) == 0);
}

TEST_CASE("Kubernetes rounds pods on top up and missing pods down (rule J14)") {
  const Rollout rollout = rolling({25, true, true}, {25, true, false});
  CHECK(rollout.extra_copies(10) == 3);    // ceil(2.5)
  CHECK(rollout.missing_copies(10) == 2);  // floor(2.5)
  CHECK(rollout.extra_copies(1) == 1);
  CHECK(rollout.missing_copies(1) == 0);
}

TEST_CASE("A number of copies is the same however many are wanted, but no more can be missing than there are") {
  const Rollout rollout = rolling({2, false, false}, {3, false, false});
  CHECK(rollout.extra_copies(100) == 2);
  CHECK(rollout.missing_copies(100) == 3);
  CHECK(rollout.missing_copies(1) == 1);
}

TEST_CASE("Blue/green keeps two sets, recreating keeps none on top") {
  Rollout rollout = rolling({10, true, false}, {10, true, false});
  rollout.strategy = RolloutStrategy::blue_green;
  CHECK(rollout.extra_copies(8) == 8);
  CHECK(rollout.missing_copies(8) == 0);
  rollout.strategy = RolloutStrategy::recreate;
  CHECK(rollout.extra_copies(8) == 0);
  CHECK(rollout.missing_copies(8) == 8);
}

TEST_CASE("Shares of copies and strategies have texts") {
  CHECK(CopyShare{25, true, true}.to_text() == "25 %");
  CHECK(CopyShare{2, false, false}.to_text() == "2");
  CHECK(to_string(RolloutStrategy::blue_green) == "blue_green");
}

}  // namespace rollout_test
