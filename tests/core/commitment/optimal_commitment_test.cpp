#include "container_tco/commitment/optimal_commitment.hpp"

#include <doctest/doctest.h>

#include "container_tco/commitment/convex_minimum.hpp"
#include "container_tco/commitment/cost_curve.hpp"
#include "container_tco/error.hpp"
#include "guide_hour.hpp"
#include "random_profiles.hpp"

namespace optimal_commitment_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

CommitmentOffer plan_at(const char* rate) {
  return {.name = "plan", .kind = CommitmentKind::compute_savings_plan, .covers = {at_rate(0, rate)}};
}

// 1, 2, 3, 4 and 5 units an hour at 1.00.
UsageProfile stairs() { return {{{"a", "Hours", 1}}, {{1, {3, 1, 5, 2, 4}}}}; }

// The least cost over every bend of every hour: the curve of a cost that only bends there has its least point at one.
Rational least_by_trying(const UsageProfile& profile, const CommitmentOffer& offer,
                         const std::vector<HeldCommitment>& owned) {
  const std::vector<CurvePiece> curve = cost_curve(profile, offer, owned);
  std::vector<HeldCommitment> all = owned;
  all.push_back({offer, Rational()});
  Rational least = cost_hour_by_hour(profile, all);
  const auto try_out = [&](const Rational& amount) {
    all.back().limit = amount;
    least = min(least, cost_hour_by_hour(profile, all));
  };
  if (offer.is_counted()) {
    for (int count = 0; Rational(count) <= curve.back().from + Rational(1); ++count) try_out(Rational(count));
  } else {
    for (const CurvePiece& piece : curve) try_out(piece.from);
  }
  return least;
}

}  // namespace

TEST_CASE("as many hours must use the last dollar as its saving asks for") {
  // At 0.60 a unit, k units an hour cost 5 × 0.6 k and save one unit in each hour with more than k − 1: the first in 5
  // hours, the second in 4, the third in 3 (which is no gain: 3 × 1.00 = 5 × 0.60), the fourth in 2. The least cost is
  // at 2 units already: 2 × 0.60 = 1.20 an hour, 5 × 1.20 + (1 + 2 + 3) = 12 of 15.
  const OptimalCommitment best = optimal_commitment(stairs(), plan_at("0.60"));
  CHECK(best.amount == number("1.20"));
  CHECK(best.application.cost() == Rational(12));
  CHECK(best.cost_before == Rational(15));
  CHECK(best.saving() == Rational(3));
  CHECK(best.use().utilisation() == number("0.9"));   // 9 of 10 units: one hour has only one.
  CHECK(best.application.coverage == number("0.6"));  // 9 of 15.
}

TEST_CASE("a saving that no hour can use enough commits nothing") {
  const UsageProfile rare{{{"a", "Hours", 1}}, {{1, {4, 0, 0, 0}}}};
  const OptimalCommitment best = optimal_commitment(rare, plan_at("0.60"));
  CHECK(best.amount.is_zero());
  CHECK(best.saving().is_zero());
  const UsageProfile idle{{{"a", "Hours", 1}}, {{1, {0, 0}}}};
  CHECK(optimal_commitment(idle, plan_at("0.60")).amount.is_zero());
  CHECK(optimal_commitment(stairs(), {.name = "covers nothing"}).amount.is_zero());
}

TEST_CASE("Reserved Instances are counted") {
  CommitmentOffer reserved{.name = "reserved", .kind = CommitmentKind::reserved, .price_per_hour = number("0.6")};
  reserved.covers = {{0, number("0.6"), Rational(1), Rational(4)}};
  CHECK(optimal_commitment(stairs(), reserved).amount == Rational(2));
  // Of twice the size: one covers two units. The first saves 5 + 4 = 9 for 5 × 1.2 = 6, the second 3 + 2 = 5 for 6.
  reserved.price_per_hour = number("1.2");
  reserved.covers = {{0, number("0.6"), number("0.5"), Rational(4)}};
  CHECK(optimal_commitment(stairs(), reserved).amount == Rational(1));
  // Of half of one more unit nobody can buy: 1.5 would be best for hours of 3.
  const UsageProfile threes{{{"a", "Hours", 1}}, {{1, {3, 3}}}};
  reserved.price_per_hour = number("0.9");
  reserved.covers = {{0, number("0.45"), number("0.5"), Rational(4)}};
  CHECK(optimal_commitment(threes, reserved).amount == Rational(2));  // 2 × 0.9 = 1.80; one leaves 0.90 + 1.00.
}

TEST_CASE("no other amount costs less, whatever is owned, and the smallest of equal ones is chosen") {
  std::size_t convex = 0;
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    Generator generator(seed);
    const UsageProfile profile = random_profile(generator, 1 + seed % 4, 5);
    std::vector<HeldCommitment> owned;
    for (std::uint32_t i = 0; i < seed % 3; ++i) owned.push_back(random_commitment(generator, profile));
    CommitmentOffer offer = random_commitment(generator, profile).offer;
    const OptimalCommitment best = optimal_commitment(profile, offer, owned);
    REQUIRE(best.application.cost() == least_by_trying(profile, offer, owned));
    if (!owned.empty()) continue;
    REQUIRE(best.amount == cheapest_amount(cost_curve(profile, offer), offer.is_counted()));
    if (detail::convex_minimum(profile, offer)) ++convex;
  }
  CHECK(convex > 50);
}

TEST_CASE("falling demand: what was chosen against what would be best then") {
  // Half of the stairs: 0.5, 1, 1.5, 2, 2.5. Kept: 1.20 buys 2 units an hour, 6.00 in all, and 0.5 is on demand: 6.50.
  // Best then: half of the commitment and half of the cost, 0.60 and 6.00.
  const OptimalCommitment best = optimal_commitment(stairs(), plan_at("0.60"), {}, number("0.5"));
  REQUIRE(best.regret);
  CHECK(best.regret->cost_kept == number("6.5"));
  CHECK(best.regret->best_amount == number("0.6"));
  CHECK(best.regret->cost_best == Rational(6));
  CHECK(best.regret->regret() == number("0.5"));
  CHECK_THROWS_AS(optimal_commitment(stairs(), plan_at("0.60"), {}, Rational(1)), InvalidInputError);
  CHECK_THROWS_AS(optimal_commitment(stairs(), plan_at("0.60"), {}, Rational(0)), InvalidInputError);
}

TEST_CASE("on top of a plan with the same rates only the rest is committed") {
  // 1.20 in all is best; 0.80 is owned.
  const OptimalCommitment best = optimal_commitment(stairs(), plan_at("0.60"), {{plan_at("0.60"), number("0.8")}});
  CHECK(best.amount == number("0.4"));
  CHECK(best.application.cost() == Rational(12));
}

}  // namespace optimal_commitment_test
