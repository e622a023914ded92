#include "container_tco/demand/target_tracking.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"

namespace target_tracking_test {

using namespace container_tco;
using Counts = std::vector<std::int64_t>;

namespace {

TargetTracking tracking(std::int64_t out_seconds, std::int64_t in_seconds) {
  return {Rational(100), 1, 50, out_seconds, in_seconds};
}

}  // namespace

TEST_CASE("the load is shared, rounded up and held within the bounds") {
  const TargetTracking bounded{Rational::ratio(201, 2), 2, 5, 0, 0};
  // 100.5 a task: 0 → the minimum, 201 → 2, 202 → 3, 9999 → the maximum.
  CHECK(track_target({Rational(0), Rational(201), Rational(202), Rational(9999)}, 60, bounded) == Counts{2, 2, 3, 5});
}

TEST_CASE("within the scale-out cooldown only a larger scale-out is done") {
  // At 0 s 1 task; 60 s: +2, cooldown to 360 s. 120 s: one more is wanted, not more than 2 were added: held. 180 s: 6
  // more are wanted: done, cooldown to 480 s. 240 to 420 s: 1 more, held; 480 s: done.
  CHECK(track_target({100, 300, 400, 900, 1000, 1000, 1000, 1000, 1000}, 60, tracking(300, 0)) ==
        Counts{1, 3, 3, 9, 9, 9, 9, 9, 10});
}

TEST_CASE("a scale-in waits for the cooldown of the scale-in before") {
  // 60 s: 9 → 5, cooldown to 360 s. Up to 300 s held at 5, at 360 s down to 1.
  CHECK(track_target({900, 500, 100, 100, 100, 100, 100, 100}, 60, tracking(0, 300)) == Counts{9, 5, 5, 5, 5, 5, 1, 1});
}

TEST_CASE("a scale-out is done within a scale-in cooldown and ends it") {
  // 60 s: in to 5; 120 s: out to 7 at once; 180 s: in to 2, as the cooldown from 60 s has ended.
  CHECK(track_target({900, 500, 700, 200}, 60, tracking(0, 300)) == Counts{9, 5, 7, 2});
}

TEST_CASE("a cooldown within a step has no effect") {
  CHECK(track_target({100, 900, 1000, 100}, 3600, tracking(300, 300)) == Counts{1, 9, 10, 1});
}

TEST_CASE("impossible tracking is refused") {
  CHECK_THROWS_WITH_AS(track_target({1, -1}, 60, tracking(0, 0)), doctest::Contains("row 2"), InvalidInputError);
  CHECK_THROWS_AS(track_target({1}, 60, {Rational(0), 1, 5, 0, 0}), InvalidInputError);
  CHECK_THROWS_AS(track_target({1}, 60, {Rational(1), 6, 5, 0, 0}), InvalidInputError);
  CHECK_THROWS_AS(track_target({1}, 60, {Rational(1), 0, 10000001, 0, 0}), InvalidInputError);
  CHECK_THROWS_AS(track_target({1}, 60, {Rational(1), 0, 5, -1, 0}), InvalidInputError);
  CHECK_THROWS_AS(track_target({1}, 60, {Rational(1), 0, 5, 0, 86401}), InvalidInputError);
}

}  // namespace target_tracking_test
