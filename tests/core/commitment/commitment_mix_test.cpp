#include "container_tco/commitment/commitment_mix.hpp"

#include <doctest/doctest.h>

#include <string>

#include "container_tco/commitment/optimal_commitment.hpp"
#include "guide_hour.hpp"
#include "random_profiles.hpp"

namespace commitment_mix_test {

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
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    Generator generator(seed);
    const UsageProfile profile = random_profile(generator, 3, 4);
    const std::vector<CommitmentOffer> offers = {
        random_plan(generator, CommitmentKind::ec2_instance_savings_plan, profile),
        random_plan(generator, CommitmentKind::compute_savings_plan, profile)};
    std::vector<HeldCommitment> owned;
    if (seed % 2 == 0) owned.push_back(random_commitment(generator, profile));
    const CommitmentMix mix = best_mix(profile, offers, owned);
    REQUIRE(mix.is_proven());
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
}

TEST_CASE("of many different hours the mix is proven, and beats each of its plans") {
  // 2 families of 2 types, and Fargate; day and night with noise. EC2 Instance plans save 40 %, the Compute plan 25 %.
  Generator generator(3);
  UsageProfile profile;
  for (std::size_t i = 0; i < 5; ++i) {
    profile.kinds.push_back({"kind " + std::to_string(i), "Hours", Rational::ratio(between(generator, 5, 20), 10)});
    UsageColumn column{1, {}};
    for (int hour = 0; hour < 400; ++hour)
      column.counts.push_back(between(generator, 40, 60) * (hour % 24 < 12 ? 2 : 1));
    profile.columns.push_back(column);
  }
  const auto offer = [&profile](const char* name, CommitmentKind kind, std::vector<std::size_t> usages,
                                const char* share) {
    CommitmentOffer made{.name = name, .kind = kind};
    for (const std::size_t usage : usages) {
      const Rational rate = profile.kinds[usage].list_price * number(share);
      made.covers.push_back({usage, rate, rate, Rational()});
    }
    return made;
  };
  const std::vector<CommitmentOffer> offers = {
      offer("a", CommitmentKind::ec2_instance_savings_plan, {0, 1}, "0.60"),
      offer("b", CommitmentKind::ec2_instance_savings_plan, {2, 3}, "0.60"),
      offer("compute", CommitmentKind::compute_savings_plan, {0, 1, 2, 3, 4}, "0.75")};
  const CommitmentMix mix = best_mix(profile, offers);
  CHECK(mix.is_proven());
  CHECK(mix.gap() == Rational(0));
  std::vector<HeldCommitment> all;
  for (const HeldCommitment& held : mix.chosen) all.push_back(held);
  CHECK(mix.application.cost() == cost_hour_by_hour(profile, all));
  for (const CommitmentOffer& each : offers) {
    CHECK(mix.application.cost() < optimal_commitment(profile, each).application.cost());
  }
}

}  // namespace commitment_mix_test
