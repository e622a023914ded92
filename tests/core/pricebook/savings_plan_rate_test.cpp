#include "container_tco/pricebook/savings_plan_rate.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "error_text.hpp"
#include "made_prices.hpp"

namespace savings_plan_rate_test {

using namespace container_tco;

namespace {

constexpr SavingsPlanTerms compute_1yr{SavingsPlan::compute, 1, PaymentOption::no_upfront};
constexpr SavingsPlanTerms instance_1yr{SavingsPlan::ec2_instance, 1, PaymentOption::no_upfront};
const std::string vcpu_key = "fargate/ecs/linux/x86_64/vcpu";

SavingsPlanRate rate(const SavingsPlanTerms& terms, const std::string& key, const std::string& region,
                     const std::vector<PriceRow>& rows = {}) {
  return savings_plan_rate(book_with(rows), made_ratios(), terms, key, region);
}

std::string refusal(const SavingsPlanTerms& terms, const std::string& key) {
  return error_text<InvalidInputError>([&] { rate(terms, key, "us-east-1"); });
}

}  // namespace

TEST_CASE("a published rate is taken and called so") {
  const PriceRow row = made_row("savings_plan/compute/1yr/no_upfront/ec2/linux/m6a.xlarge", "us-east-1", "0.13965");
  const SavingsPlanRate found = rate(compute_1yr, "ec2/linux/on_demand/m6a.xlarge", "us-east-1", {row});
  CHECK(found.basis == RateBasis::published);
  CHECK_FALSE(found.is_range());
  CHECK(found.median.money.amount() == Rational::parse("0.13965"));
  // On demand 0.1728: 1 − 0.13965 / 0.1728 = 19.2 %
  CHECK((found.saving_fraction() * Rational(100)).to_decimal(1, Rounding::half_up) == "19.2");
}

TEST_CASE("Fargate is estimated from the published discount, with its place and date") {
  const SavingsPlanRate found = rate(compute_1yr, vcpu_key, "us-west-2");
  CHECK(found.basis == RateBasis::estimate);
  CHECK(found.median.money.amount() == Rational::parse("0.032384"));  // AWS's rate of 2026-09-25, rule F24
  CHECK(rate(compute_1yr, "fargate/ecs/linux/x86_64/memory", "us-west-2").median.money.amount() ==
        Rational::parse("0.003556"));
  CHECK(contains(found.derivation, "estimate: on-demand less 20 %"));
  CHECK(contains(found.derivation, "us-east-1 (2020-06-28)"));
  const SavingsPlanTerms three{SavingsPlan::compute, 3, PaymentOption::all_upfront};
  CHECK(rate(three, vcpu_key, "us-west-2").median.money.amount() == Rational::parse("0.0194304"));  // F24
  // Seoul: 0.04656 × 0.8
  CHECK(rate(compute_1yr, "fargate/eks/linux/x86_64/vcpu", "ap-northeast-2").median.money.amount() ==
        Rational::parse("0.037248"));
}

TEST_CASE("an EC2 Instance plan is estimated from the reserved rate of the same terms") {
  const PriceRow fee = made_row("ec2/windows/reserved/standard/1yr/all_upfront/fee/own.xlarge", "ap-northeast-1",
                                "2714", "Reservations");
  const SavingsPlanRate found = rate(instance_1yr, "ec2/windows/on_demand/own.xlarge", "ap-northeast-1",
                                     {fee, made_row("ec2/linux/on_demand/own.xlarge", "ap-northeast-1", "0.214"),
                                      made_row("ec2/windows/on_demand/own.xlarge", "ap-northeast-1", "0.398")});
  CHECK(found.basis == RateBasis::estimate);
  CHECK(found.median.money.amount().to_decimal(3, Rounding::half_up) == "0.319");  // AWS's calculator, 2025-10-22
  CHECK(contains(found.derivation, "estimate: the effective rate of a standard Reserved Instance"));
}

TEST_CASE("a Compute plan on EC2 is a range of what was seen, never a bare number") {
  const SavingsPlanRate found = rate(compute_1yr, "ec2/linux/on_demand/m5.large", "us-east-1");
  CHECK(found.is_range());
  // 0.096 × (1 − 0.276), × (1 − 0.213), × (1 − 0.192)
  CHECK(found.low.money.amount() == Rational::parse("0.069504"));
  CHECK(found.median.money.amount() == Rational::parse("0.075552"));
  CHECK(found.high.money.amount() == Rational::parse("0.077568"));
  CHECK(contains(found.derivation, "as seen on 3 other types"));
  CHECK(found.provenance.as_of == "2020-06-08");
}

TEST_CASE("the Windows licence is never discounted") {
  // m5.large: Linux 0.096, Windows 0.188. 0.096 × 0.808 + 0.092 = 0.169568
  const SavingsPlanRate found = rate(compute_1yr, "ec2/windows/on_demand/m5.large", "us-east-1");
  CHECK(found.high.money.amount() == Rational::parse("0.169568"));
}

TEST_CASE("one sample is no range: it stands between the EC2 Instance plan and the least discount of a year") {
  const SavingsPlanTerms terms{SavingsPlan::compute, 3, PaymentOption::no_upfront};
  const PriceRow fee =
      made_row("ec2/linux/reserved/standard/3yr/all_upfront/fee/m5.large", "us-east-1", "949", "Reservations");
  const SavingsPlanRate found = rate(terms, "ec2/linux/on_demand/m5.large", "us-east-1", {fee});
  // 949 / 26280 × 54/47; 0.096 × 0.6; 0.096 × 0.808
  CHECK(found.low.money.amount() == Rational::ratio(949, 26280) * Rational::ratio(54, 47));
  CHECK(found.median.money.amount() == Rational::parse("0.0576"));
  CHECK(found.high.money.amount() == Rational::parse("0.077568"));
  CHECK(contains(found.derivation, "as seen on m6a.xlarge"));
  const PriceRow unsold = made_row("ec2/linux/on_demand/own.xlarge", "us-east-1", "0.192");
  const auto without_bound = [&] { rate(terms, unsold.key, "us-east-1", {unsold}); };
  CHECK(contains(error_text<PriceNotFoundError>(without_bound), "3yr/all_upfront/fee/own.xlarge"));
}

TEST_CASE("terms of which nothing was seen are refused") {
  const SavingsPlanTerms terms{SavingsPlan::compute, 3, PaymentOption::all_upfront};
  const auto ask = [&] { rate(terms, "ec2/linux/on_demand/m5.large", "us-east-1"); };
  CHECK(contains(error_text<PriceNotFoundError>(ask), "savings_plan/compute/3yr/all_upfront/ec2/linux/m5.large"));
}

TEST_CASE("what a plan does not cover is refused with the reason") {
  CHECK(contains(refusal(compute_1yr, "fargate/ecs/ephemeral_storage"), "ephemeral storage"));
  CHECK(contains(refusal(compute_1yr, "fargate/ecs/windows/x86_64/licence"), "licence"));
  CHECK(contains(refusal(compute_1yr, "ec2/linux/spot/m5.large"), "Spot"));
  CHECK(contains(refusal(compute_1yr, "fargate/ecs_spot/linux/x86_64/vcpu"), "Spot"));
  CHECK(contains(refusal(compute_1yr, "ecs/managed_instances/m5.large"), "management fees"));
  CHECK(contains(refusal(compute_1yr, "eks/auto_mode/m5.large"), "management fees"));
  CHECK(contains(refusal(compute_1yr, "nat/gateway/hour"), "only"));
  CHECK(contains(refusal(instance_1yr, vcpu_key), "does not cover Fargate"));
}

}  // namespace savings_plan_rate_test
