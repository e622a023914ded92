#include "random_profiles.hpp"

#include <string>

namespace container_tco::testing {

std::int64_t between(Generator& generator, std::int64_t low, std::int64_t high) {
  return low + static_cast<std::int64_t>(generator() % static_cast<std::uint32_t>(high - low + 1));
}

UsageProfile random_profile(Generator& generator, std::size_t kinds, std::size_t hours) {
  UsageProfile profile;
  for (std::size_t i = 0; i < kinds; ++i) {
    const std::string key = "kind " + std::to_string(i);
    profile.kinds.push_back({key, "Hours", Rational::ratio(between(generator, 1, 20), 10)});
    std::vector<Rational> amounts;
    for (std::size_t hour = 0; hour < hours; ++hour) {
      amounts.push_back(Rational::ratio(between(generator, 0, 12), between(generator, 1, 2)));
    }
    profile.columns.push_back(make_usage_column(key, amounts));
  }
  return profile;
}

CommitmentOffer random_plan(Generator& generator, CommitmentKind kind, const UsageProfile& profile) {
  CommitmentOffer offer{.name = to_string(kind), .kind = kind};
  for (std::size_t i = 0; i < profile.kinds.size(); ++i) {
    if (between(generator, 0, 3) == 0) continue;
    const Rational rate = profile.kinds[i].list_price * Rational::ratio(between(generator, 4, 10), 10);
    offer.covers.push_back({i, rate, rate, Rational()});
  }
  return offer;
}

CommitmentOffer random_reserved(Generator& generator, const UsageProfile& profile) {
  const Rational hourly = Rational::ratio(between(generator, 1, 12), 10);
  CommitmentOffer offer{.name = "reserved", .kind = CommitmentKind::reserved, .price_per_hour = hourly};
  const std::size_t exact = static_cast<std::size_t>(between(generator, 0, 1));
  for (std::size_t i = 0; i < 2; ++i) {
    const Rational size = i == 0 ? Rational(1) : Rational(2);
    const Rational consumes = size / (exact == 0 ? Rational(1) : Rational(2));
    offer.covers.push_back({i % profile.kinds.size(), hourly * consumes, consumes, size});
    if (profile.kinds.size() == 1) break;
  }
  return offer;
}

HeldCommitment random_commitment(Generator& generator, const UsageProfile& profile) {
  switch (between(generator, 0, 2)) {
    case 0:
      return {random_reserved(generator, profile), Rational(between(generator, 0, 6))};
    case 1:
      return {random_plan(generator, CommitmentKind::ec2_instance_savings_plan, profile),
              Rational::ratio(between(generator, 0, 40), 10)};
    default:
      return {random_plan(generator, CommitmentKind::compute_savings_plan, profile),
              Rational::ratio(between(generator, 0, 40), 10)};
  }
}

Rational cost_hour_by_hour(const UsageProfile& profile, const std::vector<HeldCommitment>& commitments) {
  std::vector<HourlyCommitment> hourly;
  Rational cost;
  for (const HeldCommitment& held : commitments) {
    hourly.push_back({held.offer.kind, held.limit, held.offer.covers});
    cost += held.limit * held.offer.price_per_hour * Rational(static_cast<std::int64_t>(profile.hours()));
  }
  for (std::size_t hour = 0; hour < profile.hours(); ++hour) {
    std::vector<HourlyUsage> usages;
    for (std::size_t i = 0; i < profile.kinds.size(); ++i) {
      usages.push_back({profile.columns[i].amount(hour), profile.kinds[i].list_price});
    }
    const CommitmentAllocation allocation = apply_commitments(usages, hourly);
    for (std::size_t i = 0; i < usages.size(); ++i) cost += allocation.uncovered[i] * usages[i].list_price;
  }
  return cost;
}

}  // namespace container_tco::testing
