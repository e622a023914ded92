#include "container_tco/contract/commitment_allocation.hpp"

#include <doctest/doctest.h>

#include "container_tco/contract/size_flexibility.hpp"
#include "container_tco/error.hpp"

namespace commitment_allocation_test {

using namespace container_tco;

namespace {

Rational number(const char* text) { return Rational::parse_fraction(text); }

struct Sample {
  const char* amount;
  const char* on_demand;
  const char* compute_rate;
};

// The hour of AWS's guide "Understanding how Savings Plans apply": 4 r5.4xlarge, Fargate vCPU and GB, an m5.24xlarge,
// Lambda GB-seconds and million requests, which no plan makes cheaper.
constexpr Sample guide[] = {{"4", "1.00", "0.70"},
                            {"400", "0.04", "0.03"},
                            {"1600", "0.004", "0.003"},
                            {"1", "10.00", "8.20"},
                            {"1500000", "0.000015", "0.00001275"},
                            {"1", "0.20", "0.20"}};

std::vector<HourlyUsage> guide_usage() {
  std::vector<HourlyUsage> usages;
  for (const Sample& sample : guide) usages.push_back({number(sample.amount), number(sample.on_demand)});
  return usages;
}

Coverage at_rate(std::size_t usage, const char* rate) { return {usage, number(rate), number(rate), Rational()}; }

HourlyCommitment compute_plan(const char* per_hour) {
  HourlyCommitment plan{CommitmentKind::compute_savings_plan, number(per_hour), {}};
  for (std::size_t i = 0; i < std::size(guide); ++i) plan.covers.push_back(at_rate(i, guide[i].compute_rate));
  return plan;
}

HourlyCommitment instance_plan(const char* per_hour, std::size_t usage, const char* rate) {
  return {CommitmentKind::ec2_instance_savings_plan, number(per_hour), {at_rate(usage, rate)}};
}

Rational covered_cost(const CommitmentAllocation& allocation) {
  Rational sum;
  for (const CoveredUsage& part : allocation.covered) sum += part.amount * part.rate;
  return sum;
}

Rational on_demand_cost(const std::vector<HourlyUsage>& usages, const std::vector<Rational>& amounts) {
  Rational sum;
  for (std::size_t i = 0; i < usages.size(); ++i) sum += amounts[i] * usages[i].list_price;
  return sum;
}

}  // namespace

TEST_CASE("a plan of 50 dollars an hour covers the guide's first scenario and loses 2.875") {
  const std::vector<HourlyUsage> usages = guide_usage();
  std::vector<Rational> all;
  for (const HourlyUsage& usage : usages) all.push_back(usage.amount);
  // 4 + 16 + 6.4 + 10 + 22.5 + 0.2
  CHECK(on_demand_cost(usages, all) == number("59.10"));
  const CommitmentAllocation allocation = apply_commitments(usages, {compute_plan("50")});
  // 2.8 + 12 + 4.8 + 8.2 + 19.125 + 0.2
  CHECK(covered_cost(allocation) == number("47.125"));
  CHECK(covered_cost(allocation).to_decimal(2, Rounding::half_up) == "47.13");
  CHECK(allocation.unused == std::vector<Rational>{number("2.875")});
  for (const Rational& rest : allocation.uncovered) CHECK(rest.is_zero());
}

TEST_CASE("a plan of 2 dollars an hour covers the highest saving only, as in the guide's second scenario") {
  const std::vector<HourlyUsage> usages = guide_usage();
  const CommitmentAllocation allocation = apply_commitments(usages, {compute_plan("2")});
  REQUIRE(allocation.covered.size() == 1);
  CHECK(allocation.covered[0].usage == 0);                // 30 % saved on r5
  CHECK(allocation.covered[0].amount == number("20/7"));  // 2 / 0.70 = 2.857…
  CHECK(allocation.uncovered[0] == number("8/7"));        // 4 − 20/7 = 1.142…
  const Rational rest = on_demand_cost(usages, allocation.uncovered);
  CHECK(rest == number("55.1") + number("8/7"));  // 56.242…
  CHECK(rest.to_decimal(2, Rounding::half_up) == "56.24");
  CHECK((rest + number("2")).to_decimal(9, Rounding::half_up) == "58.242857143");
  CHECK(allocation.unused[0].is_zero());
}

TEST_CASE("of equal savings the lower rate is covered first: memory before vCPU") {
  // Both 25 %: GB at 0.003 before vCPU at 0.03. 2.8 for r5 and 1.2 for 400 GB make 4.
  const CommitmentAllocation allocation = apply_commitments(guide_usage(), {compute_plan("4")});
  REQUIRE(allocation.covered.size() == 2);
  CHECK(allocation.covered[1].usage == 2);
  CHECK(allocation.covered[1].amount == number("400"));
}

TEST_CASE("EC2 Instance plans come before Compute plans, whatever the order they are given in") {
  // 1.20 / 0.60 = 2 units by the instance plan, then 1.40 / 0.70 = 2 by the compute plan.
  const CommitmentAllocation allocation =
      apply_commitments(guide_usage(), {compute_plan("1.40"), instance_plan("1.20", 0, "0.60")});
  REQUIRE(allocation.covered.size() == 2);
  CHECK(allocation.covered[0].commitment == 1);
  CHECK(allocation.covered[0].amount == number("2"));
  CHECK(allocation.covered[1].commitment == 0);
  CHECK(allocation.uncovered[0].is_zero());
}

TEST_CASE("reserved instances come first, and what they do not use is lost") {
  const std::vector<HourlyUsage> usages = {{Rational(3), Rational(1)}};
  const HourlyCommitment reserved{
      CommitmentKind::reserved, Rational(5), {{0, number("0.5"), Rational(1), Rational(4)}}};
  const CommitmentAllocation allocation = apply_commitments(usages, {instance_plan("1.2", 0, "0.60"), reserved});
  REQUIRE(allocation.covered.size() == 1);
  CHECK(allocation.covered[0].commitment == 1);
  CHECK(allocation.unused == std::vector<Rational>{number("1.2"), Rational(2)});
}

TEST_CASE("one reserved xlarge covers two large of its family, the smaller size first") {
  // Usage: 1 xlarge (factor 8), 1 large (factor 4). Two reserved xlarge hold 16 units: 4 for large, 8 for xlarge.
  const std::vector<HourlyUsage> usages = {{Rational(1), number("0.2")}, {Rational(1), number("0.1")}};
  const HourlyCommitment reserved{
      CommitmentKind::reserved,
      Rational(2),
      {{0, number("0.12"), Rational(1), Rational(8)}, {1, number("0.06"), number("1/2"), Rational(4)}}};
  const CommitmentAllocation allocation = apply_commitments(usages, {reserved});
  REQUIRE(allocation.covered.size() == 2);
  CHECK(allocation.covered[0].usage == 1);
  CHECK(allocation.unused[0] == number("1/2"));
  // 0.06 for the large, 0.12 for the xlarge, 0.06 for the half that is lost: 2 × 0.12.
  CHECK(covered_cost(allocation) + allocation.unused[0] * number("0.12") == number("0.24"));
}

TEST_CASE("sizes are flexible within a Linux family that AWS lets be") {
  const auto type = [](const char* name, const char* family, const char* size) {
    InstanceType made;
    made.name = name;
    made.family = family;
    made.size = size;
    return made;
  };
  const InstanceType large = type("m5.large", "m5", "large");
  const InstanceType huge = type("m5.12xlarge", "m5", "12xlarge");
  CHECK(reserved_instances_for(large, huge, true) == number("24"));  // 96 / 4
  CHECK(reserved_instances_for(large, huge, false) == std::nullopt);
  CHECK(reserved_instances_for(large, large, false) == Rational(1));
  CHECK(reserved_instances_for(large, type("m6i.large", "m6i", "large"), true) == std::nullopt);
  CHECK(reserved_instances_for(type("g5.xlarge", "g5", "xlarge"), type("g5.2xlarge", "g5", "2xlarge"), true) ==
        std::nullopt);
  CHECK(reserved_instances_for(large, type("m5.metal", "m5", "metal"), true) == std::nullopt);
  CHECK(normalisation_factor("nano") == number("1/4"));
}

TEST_CASE("usage below zero and coverage of nothing are refused") {
  CHECK_THROWS_AS(apply_commitments({{Rational(-1), Rational(1)}}, {}), InvalidInputError);
  CHECK_THROWS_AS(apply_commitments({}, {instance_plan("1", 0, "0.6")}), InvalidInputError);
}

}  // namespace commitment_allocation_test
