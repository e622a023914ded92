#include "container_tco/demand/task_profile.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"

namespace task_profile_test {

using namespace container_tco;

TEST_CASE("a profile is summed up") {
  const ProfileSummary summary = summarise({0, 1800, {1, 4, 4, 2}, true});
  CHECK(summary.peak == 4);
  CHECK(summary.minimum == 1);
  CHECK(summary.mean == Rational::ratio(11, 4));
  CHECK(summary.task_hours == Rational::ratio(11, 2));
  CHECK(summary.hours == Rational(2));
  CHECK(summary.levels == std::vector<std::int64_t>{1, 2, 4});
  CHECK(summary.rises == 3);  // From 1 to 4; the step from the last to the first is a fall.
  CHECK(summarise({0, 1800, {1, 4, 4, 2}, false}).rises == 4);
  CHECK(summarise({0, 1800, {4, 1}, true}).rises == 3);
}

TEST_CASE("an impossible profile is refused with its row") {
  CHECK_THROWS_AS(validate(TaskProfile{0, 3600, {}, true}), InvalidInputError);
  CHECK_THROWS_AS(validate(TaskProfile{0, 0, {1}, true}), InvalidInputError);
  CHECK_THROWS_AS(validate(TaskProfile{0, 7200, {1}, true}), InvalidInputError);
  CHECK_THROWS_AS(validate(TaskProfile{0, 7, {1}, true}), InvalidInputError);
  CHECK_THROWS_WITH_AS(validate(TaskProfile{0, 3600, {1, -1}, true}), doctest::Contains("row 2"), InvalidInputError);
  CHECK_THROWS_WITH_AS(validate(TaskProfile{0, 3600, {10000000, 0, 10000001}, true}), doctest::Contains("row 3"),
                       InvalidInputError);
  CHECK_THROWS_AS(validate(TaskProfile{0, 1, std::vector<std::int64_t>(4000001), true}), InvalidInputError);
}

}  // namespace task_profile_test
