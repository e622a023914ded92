#include "container_tco/commitment/commitment_offer.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/reserved_offer.hpp"
#include "container_tco/pricebook/savings_plan_rate.hpp"

namespace commitment_offer_test {

using namespace container_tco;

namespace {

const std::string region = "us-east-1";
const std::string vcpu = "fargate/ecs/linux/x86_64/vcpu";
const std::string large = "ec2/linux/on_demand/m5.large";
const std::string xlarge = "ec2/linux/on_demand/m5.xlarge";
const std::string other = "ec2/linux/on_demand/c5.large";

Rational number(const char* text) { return Rational::parse_fraction(text); }

std::vector<UsageKind> kinds() { return usage_kinds(PriceBook::bundled(), region, {vcpu, large, xlarge, other}); }

}  // namespace

TEST_CASE("kinds have the on-demand prices of the book") {
  CHECK(kinds()[0].list_price == number("0.04048"));  // worked_examples.md, section 0.1.
  CHECK(kinds()[1].list_price == number("0.096"));
  CHECK(kinds()[0].unit == "vCPU-Hours");
  CHECK_THROWS_AS(usage_kinds(PriceBook::bundled(), region, {"ec2/linux/on_demand/m5.larg"}), PriceNotFoundError);
}

TEST_CASE("a Compute plan covers Fargate at the published rate, with its provenance") {
  const CommitmentOffer offer = commitment_offer(PriceBook::bundled(), region, {}, kinds());
  REQUIRE(offer.rates.size() == 4);
  CHECK(offer.rates[0].rate == number("0.032384"));  // Rule F24: 1 year, no upfront.
  CHECK_FALSE(offer.rates[0].is_estimate);
  CHECK_FALSE(offer.rates[0].provenance.source.empty());
  CHECK(offer.price_per_hour == Rational(1));
  CHECK(offer.name == "Compute Savings Plan 1yr no_upfront");
}

TEST_CASE("an EC2 Instance plan covers its family and says what it does not") {
  Commitment terms;
  terms.kind = CommitmentKind::ec2_instance_savings_plan;
  terms.family = "m5";
  const CommitmentOffer offer = commitment_offer(PriceBook::bundled(), region, terms, kinds());
  REQUIRE(offer.covers.size() == 2);
  CHECK(offer.covers[0].usage == 1);
  CHECK(offer.covers[1].usage == 2);
  REQUIRE(offer.not_covered.size() == 2);
  CHECK(offer.not_covered[0].usage == 0);
  CHECK(offer.not_covered[0].reason.find("Fargate") != std::string::npos);
  terms.family = "m55";
  CHECK_THROWS_WITH_AS(commitment_offer(PriceBook::bundled(), region, terms, kinds()), doctest::Contains("m55"),
                       InvalidInputError);
}

TEST_CASE("Reserved Instances cover their family by size at the effective hourly price") {
  Commitment terms;
  terms.kind = CommitmentKind::reserved;
  terms.instance_type = "m5.large";
  terms.payment = PaymentOption::all_upfront;
  const CommitmentOffer offer = commitment_offer(PriceBook::bundled(), region, terms, kinds());
  const Rational hourly =
      reserved_offer(PriceBook::bundled(),
                     {"m5.large", OperatingSystem::linux_os, OfferingClass::standard, 1, PaymentOption::all_upfront},
                     region)
          .effective_hourly.money.amount();
  CHECK(offer.price_per_hour == hourly);
  REQUIRE(offer.covers.size() == 2);
  CHECK(offer.covers[0].consumes == Rational(1));
  CHECK(offer.covers[1].consumes == Rational(2));  // An xlarge is two large.
  CHECK(offer.covers[1].rate == hourly * Rational(2));
}

TEST_CASE("stated rates come before the book, and let a Compute plan cover a line of one's own") {
  std::vector<UsageKind> own = kinds();
  own.push_back({"lambda/gb_second", "GB-Seconds", number("0.000015")});
  Commitment terms;
  terms.rates = {{vcpu, number("0.03")}, {"lambda/gb_second", number("0.00001275")}};
  terms.commitment_per_hour = Rational(5);
  const HeldCommitment held = held_commitment(PriceBook::bundled(), region, terms, own);
  CHECK(held.limit == Rational(5));
  CHECK(held.offer.rates.front().rate == number("0.03"));
  CHECK(held.offer.rates.back().rate == number("0.00001275"));
  terms.rates.clear();
  const CommitmentOffer without = commitment_offer(PriceBook::bundled(), region, terms, own);
  REQUIRE(without.not_covered.size() == 1);
  CHECK(without.not_covered[0].usage == 4);
}

TEST_CASE("terms that AWS does not sell are refused") {
  Commitment terms;
  terms.term_years = 2;
  CHECK_THROWS_AS(commitment_offer(PriceBook::bundled(), region, terms, kinds()), InvalidInputError);
  terms.term_years = 1;
  terms.region = "eu-west-1";
  CHECK_THROWS_AS(commitment_offer(PriceBook::bundled(), region, terms, kinds()), InvalidInputError);
  CHECK_THROWS_AS(commitment_offer(PriceBook::bundled(), "us-east-9", {}, kinds()), InvalidInputError);
}

}  // namespace commitment_offer_test
