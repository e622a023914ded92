#include "container_tco/costing/labour_costs.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"

namespace labour_costs_test {

using namespace container_tco;

namespace {

Money usd(const char* amount) { return {Rational::parse(amount), Currency::usd()}; }

LabourProfile two_activities() {
  const LabourHours patching{Rational(2), Rational(4), Rational(8)};
  const LabourHours host_care{Rational::parse("0.1"), Rational::parse("0.2"), Rational::parse("0.4")};
  LabourProfile profile;
  profile.name = "test";
  profile.activities = {
      {"os_patching", "Patches", {"ecs-ec2"}, LabourDriver::fleet, patching, "administrator", {"own", "", "user", ""}},
      {"host_care", "Hosts", {"ecs-ec2"}, LabourDriver::host, host_care, "administrator", {"own", "", "user", ""}}};
  profile.rates = {{"US", "administrator", usd("50"), {"own", "", "user", ""}}};
  return profile;
}

struct Fixture {
  PriceBook book = PriceBook::bundled();
  Ledger ledger{book, "us-east-1", BillingPeriod()};
  LabourOptions options;
  LabourDriverCounts counts{.fleets = 1, .clusters = 1, .hosts = 10, .services = 3};
  Fixture() { options.profile = two_activities(); }
  Money cost() { return sum_costs(ledger.lines, Currency::usd()); }
};

}  // namespace

// 4 h for the fleet + 10 hosts × 0.2 h = 6 h at 50 = 300.
TEST_CASE_FIXTURE(Fixture, "hours follow their driver") {
  CHECK(add_labour_costs(ledger, {Deployment::parse("ecs-ec2")}, counts, options) == Rational(6));
  CHECK(cost() == usd("300"));
  CHECK(ledger.lines[1].derivation == "0.2 h × 10 hosts × 1 month");
}

TEST_CASE_FIXTURE(Fixture, "levels choose low, base or high hours") {
  options.level = LabourLevel::high;
  CHECK(add_labour_costs(ledger, {Deployment::parse("ecs-ec2")}, counts, options) == Rational(12));
}

TEST_CASE_FIXTURE(Fixture, "an activity of another deployment does not count") {
  CHECK(add_labour_costs(ledger, {Deployment::parse("ecs-fargate")}, counts, options) == Rational(0));
}

// 12 h at 72.12 = 865.44 (the published calculator's EC2 side).
TEST_CASE_FIXTURE(Fixture, "stated hours and a stated rate replace the table") {
  options.ec2_hours_per_month = Rational(12);
  options.hourly_rate = usd("72.12");
  CHECK(add_labour_costs(ledger, {Deployment::parse("ecs-ec2")}, counts, options) == Rational(12));
  CHECK(cost() == usd("865.44"));
}

TEST_CASE_FIXTURE(Fixture, "a role without a rate is an error") {
  options.country = "XX";
  CHECK_THROWS_WITH_AS(add_labour_costs(ledger, {Deployment::parse("ecs-ec2")}, counts, options),
                       doctest::Contains("US"), InvalidInputError);
}

TEST_CASE_FIXTURE(Fixture, "wages of another currency need an exchange rate") {
  options.profile.reset();
  options.country = "KR";
  CHECK_THROWS_AS(add_labour_costs(ledger, {Deployment::parse("ecs-ec2")}, counts, options), CurrencyMismatchError);
  options.exchange_rates = {{Currency::parse("KRW"), Rational::ratio(1, 1400), "2026-11-22"}};
  CHECK(add_labour_costs(ledger, {Deployment::parse("ecs-ec2")}, counts, options) > Rational(10));
}

TEST_CASE_FIXTURE(Fixture, "one more host costs its share of the hours") {
  CHECK(labour_cost_per_host(book, Deployment::parse("ecs-ec2"), options, Currency::usd(), BillingPeriod()) ==
        usd("10"));
}

TEST_CASE_FIXTURE(Fixture, "the bundled table gives EC2 more hours than Fargate, and Fargate more than none") {
  options.profile.reset();
  const Rational hosts = add_labour_costs(ledger, {Deployment::parse("ecs-ec2")}, counts, options);
  const Rational fargate = add_labour_costs(ledger, {Deployment::parse("ecs-fargate")}, counts, options);
  CHECK(fargate > Rational(0));
  CHECK(hosts > fargate);
}

}  // namespace labour_costs_test
