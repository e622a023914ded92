#include "container_tco/commitment/commitment_mix.hpp"

#include <doctest/doctest.h>

#include "container_tco/commitment/optimal_commitment.hpp"
#include "guide_hour.hpp"
#include "random_profiles.hpp"

using namespace container_tco;
using namespace container_tco::testing;

TEST_CASE("steady usage: the family's plan takes its instances, the Compute plan the rest") {
  // m5 at 1.00: 0.60 by its plan, 0.70 by Compute. Fargate at 1.00: 0.80 by Compute. Both run all the time.
  const UsageProfile profile{{{"m5", "Hours", 1}, {"fargate", "Hours", 1}}, {{1, {4, 4}}, {1, {3, 3}}}};
  const CommitmentOffer family{
      .name = "m5", .kind = CommitmentKind::ec2_instance_savings_plan, .covers = {at_rate(0, "0.60")}};
  const CommitmentOffer compute{.name = "compute",
                                .kind = CommitmentKind::compute_savings_plan,
                                .covers = {at_rate(0, "0.70"), at_rate(1, "0.80")}};
  const CommitmentMix mix = best_mix(profile, {family, compute});
  CHECK(mix.chosen[0].limit == number("2.4"));
  CHECK(mix.chosen[1].limit == number("2.4"));
  CHECK(mix.application.cost() == number("9.6"));  // 2 × (4 × 0.60 + 3 × 0.80)
  CHECK(mix.saving() == number("4.4"));            // Of 14.
  CHECK(mix.lower_bound == number("9.6"));
  CHECK(mix.is_proven());
}

TEST_CASE("one offer is its exact optimum, and the bound proves it") {
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    Generator generator(seed);
    const UsageProfile profile = random_profile(generator, 3, 6);
    const CommitmentOffer offer = random_plan(generator, CommitmentKind::compute_savings_plan, profile);
    const CommitmentMix mix = best_mix(profile, {offer});
    REQUIRE(mix.chosen[0].limit == optimal_commitment(profile, offer).amount);
    REQUIRE(mix.is_proven());
  }
}

TEST_CASE("no mix on a grid costs less than the bound, and the mix found is no worse than any single plan") {
  std::size_t proven = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    Generator generator(seed);
    const UsageProfile profile = random_profile(generator, 3, 4);
    const std::vector<CommitmentOffer> offers = {
        random_plan(generator, CommitmentKind::ec2_instance_savings_plan, profile),
        random_plan(generator, CommitmentKind::compute_savings_plan, profile)};
    std::vector<HeldCommitment> owned;
    if (seed % 2 == 0) owned.push_back(random_commitment(generator, profile));
    const CommitmentMix mix = best_mix(profile, offers, owned);
    REQUIRE(mix.gap() >= Rational(0));
    if (mix.is_proven()) ++proven;
    for (int i = 0; i <= 12; ++i) {
      for (int j = 0; j <= 12; ++j) {
        std::vector<HeldCommitment> all = owned;
        all.push_back({offers[0], Rational(i)});
        all.push_back({offers[1], Rational(j)});
        REQUIRE(cost_hour_by_hour(profile, all) >= mix.lower_bound);
      }
    }
    for (const CommitmentOffer& offer : offers) {
      REQUIRE(mix.application.cost() <= optimal_commitment(profile, offer, owned).application.cost());
    }
  }
  CHECK(proven > 5);
  MESSAGE("proven: ", proven);
}
