#pragma once
// The hour of AWS's guide, with its illustrative rates, and plain commitments over it.

#include "container_tco/commitment/usage_application.hpp"

namespace container_tco::testing {

inline Rational number(const char* text) { return Rational::parse_fraction(text); }

enum GuideKind : std::size_t { instance, vcpu, memory, windows, lambda_duration, lambda_requests };

inline UsageProfile guide_hour() {
  UsageProfile profile;
  const auto add = [&profile](const char* key, const char* unit, const char* price, const char* amount) {
    profile.kinds.push_back({key, unit, number(price)});
    profile.columns.push_back(make_usage_column(key, {number(amount)}));
  };
  add("r5.4xlarge", "Hours", "1.00", "4");
  add("fargate vCPU", "vCPU-Hours", "0.04", "400");
  add("fargate memory", "GB-Hours", "0.004", "1600");
  add("m5.24xlarge Windows", "Hours", "10.00", "1");
  add("lambda duration", "GB-Seconds", "0.000015", "1500000");
  add("lambda requests", "million", "0.20", "1");
  return profile;
}

inline Coverage at_rate(std::size_t usage, const char* rate) { return {usage, number(rate), number(rate), Rational()}; }

inline HeldCommitment compute_plan(const char* per_hour) {
  CommitmentOffer offer{.name = "compute", .kind = CommitmentKind::compute_savings_plan};
  offer.covers = {at_rate(instance, "0.70"),
                  at_rate(vcpu, "0.03"),
                  at_rate(memory, "0.003"),
                  at_rate(windows, "8.20"),
                  at_rate(lambda_duration, "0.00001275"),
                  at_rate(lambda_requests, "0.20")};
  return {offer, number(per_hour)};
}

inline HeldCommitment instance_plan(const char* per_hour) {
  CommitmentOffer offer{.name = "r5", .kind = CommitmentKind::ec2_instance_savings_plan};
  offer.covers = {at_rate(instance, "0.60")};
  return {offer, number(per_hour)};
}

inline HeldCommitment two_reserved(const char* effective_hourly) {
  CommitmentOffer offer{
      .name = "reserved", .kind = CommitmentKind::reserved, .price_per_hour = number(effective_hourly)};
  offer.covers = {{instance, number(effective_hourly), Rational(1), Rational(32)}};
  return {offer, Rational(2)};
}

}  // namespace container_tco::testing
