#include "container_tco/commitment/cost_curve.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "guide_hour.hpp"
#include "random_profiles.hpp"

namespace cost_curve_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

UsageProfile low_and_high() { return {{{"a", "Hours", 1}}, {{1, {2, 5}}}}; }

CommitmentOffer at_half() {
  return {.name = "half", .kind = CommitmentKind::compute_savings_plan, .covers = {at_rate(0, "0.50")}};
}

}  // namespace

TEST_CASE("the curve bends where an hour is covered") {
  // One dollar an hour costs 2 and saves 1 / 0.50 = 2 in each hour that is not yet covered: at 1.00 and 2.50.
  const std::vector<CurvePiece> curve = cost_curve(low_and_high(), at_half());
  REQUIRE(curve.size() == 3);
  CHECK(curve[0].cost == Rational(7));
  CHECK(curve[0].slope == Rational(-2));  // 2 − 2 × 2
  CHECK(curve[1].from == Rational(1));
  CHECK(curve[1].cost == Rational(5));  // 2 × 1 + 3 units on demand
  CHECK(curve[1].slope == Rational(0));
  CHECK(curve[2].from == number("2.5"));
  CHECK(curve[2].slope == Rational(2));
  CHECK(cheapest_amount(curve, false) == Rational(1));  // Of equal costs the smallest.
  CHECK(cost_at(curve, Rational(4)) == Rational(8));
}

TEST_CASE("every point of the curve is the cost of applying so much, whatever else is owned") {
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    Generator generator(seed);
    const UsageProfile profile = random_profile(generator, 1 + seed % 4, 4);
    std::vector<HeldCommitment> commitments;
    for (std::uint32_t i = 0; i < seed % 3; ++i) commitments.push_back(random_commitment(generator, profile));
    CommitmentOffer offer = random_commitment(generator, profile).offer;
    offer.name = "new";
    const std::vector<CurvePiece> curve = cost_curve(profile, offer, commitments);
    const Rational step = offer.is_counted() ? Rational(1) : Rational::ratio(3, 7);
    for (int i = 0; i < 12; ++i) {
      std::vector<HeldCommitment> all = commitments;
      all.push_back({offer, step * Rational(i)});
      REQUIRE(cost_at(curve, step * Rational(i)) == cost_hour_by_hour(profile, all));
    }
  }
}

TEST_CASE("a thinned curve keeps its ends and lies on the whole one") {
  Generator generator(7);
  const UsageProfile profile = random_profile(generator, 4, 30);
  const CommitmentOffer offer = random_plan(generator, CommitmentKind::compute_savings_plan, profile);
  const std::vector<CurvePiece> whole = cost_curve(profile, offer);
  const std::vector<CurvePiece> thin = cost_curve(profile, offer, {}, 5);
  REQUIRE(whole.size() > 5);
  REQUIRE(thin.size() == 5);
  CHECK(thin.back().from == whole.back().from);
  for (const CurvePiece& piece : thin) CHECK(cost_at(whole, piece.from) == piece.cost);
  CHECK_THROWS_AS(cost_curve(profile, offer, {}, 1), InvalidInputError);
}

TEST_CASE("an offer that covers nothing only costs") {
  const std::vector<CurvePiece> curve = cost_curve(low_and_high(), {.name = "none"});
  REQUIRE(curve.size() == 1);
  CHECK(curve[0].slope == Rational(2));
  CHECK(cheapest_amount(curve, false).is_zero());
}

}  // namespace cost_curve_test
