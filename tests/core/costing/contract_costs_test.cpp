#include <doctest/doctest.h>

#include "container_tco/costing/commitment_costs.hpp"
#include "container_tco/costing/host_costs.hpp"
#include "container_tco/costing/support_and_tax.hpp"

namespace contract_costs_test {

using namespace container_tco;

namespace {

Money usd(const char* amount) { return {Rational::parse(amount), Currency::usd()}; }

PriceRow row(const std::string& key, const char* price, const char* unit = "Hours") {
  return {key, "us-east-1", PricingUnit::parse(unit), {{Rational(), std::nullopt, usd(price)}}, {"", "", "user", ""}};
}

// m5.large at 0.10 and m5.xlarge at 0.20; a vCPU of Fargate at 0.04: round figures, so that sums fit in a comment.
const PriceBook& book() {
  static const PriceBook made = PriceBook::bundled().with_prices(
      {row("ec2/linux/on_demand/m5.large", "0.10"), row("ec2/linux/on_demand/m5.xlarge", "0.20"),
       row("fargate/ecs/linux/x86_64/vcpu", "0.04", "vCPU-Hours"),
       row("savings_plan/compute/1yr/no_upfront/fargate/linux/x86_64/vcpu", "0.03", "vCPU-Hours")});
  return made;
}

// 100 h, so that an hour's amounts are read off the total.
Ledger ledger_for(const Contract& contract) { return {book(), "us-east-1", BillingPeriod(Rational(100)), &contract}; }

Commitment reserved(const char* type, std::int64_t count, const char* hourly) {
  Commitment made;
  made.kind = CommitmentKind::reserved;
  made.name = std::string("RI ") + type;
  made.region = "us-east-1";
  made.instance_type = type;
  made.count = count;
  made.hourly = Rational::parse(hourly);
  return made;
}

Commitment compute_plan(const char* per_hour) {
  Commitment made;
  made.name = "CSP";
  made.commitment_per_hour = Rational::parse(per_hour);
  return made;
}

const LineItem& line_of(const Ledger& ledger, const std::string& id) {
  for (const LineItem& line : ledger.lines) {
    if (line.id == id) return line;
  }
  FAIL("no line ", id);
  return ledger.lines.front();
}

Money total(const Ledger& ledger) { return sum_costs(ledger.lines, ledger.currency()); }

void add_vcpu_hours(Ledger& ledger, const char* hours) {
  ledger.add({.id = "compute/web/vcpu",
              .category = CostCategory::compute,
              .description = "web",
              .service = "web",
              .derivation = "",
              .quantity = Rational::parse(hours)},
             "fargate/ecs/linux/x86_64/vcpu");
}

}  // namespace

TEST_CASE("reserved hosts are charged at the effective price, others at the contracted one") {
  Contract contract;
  Discount discount;
  discount.name = "EDP";
  discount.percent = Rational(10);
  contract.discounts = {discount};
  contract.commitments = {reserved("m5.large", 2, "0.06")};
  Ledger ledger = ledger_for(contract);
  add_host_costs(ledger, {"linux/x86_64", "m5.large", OperatingSystem::linux_os, 3});
  apply_owned_commitments(ledger);
  const LineItem& covered = line_of(ledger, "compute/pool/linux/x86_64/covered/1");
  CHECK(covered.cost == usd("12"));  // 2 × 100 h × 0.06
  CHECK(covered.price_basis == PriceBasis::effective);
  REQUIRE(covered.commitment);
  CHECK((covered.commitment->number == 1 && covered.commitment->is_used));
  CHECK(covered.list_cost() == usd("20"));
  CHECK(covered.contracted_cost() == usd("18"));
  const LineItem& rest = line_of(ledger, "compute/pool/linux/x86_64");
  CHECK(rest.cost == usd("9"));  // 100 h × 0.09
  CHECK(rest.price_basis == PriceBasis::contracted);
  CHECK_FALSE(rest.commitment);
  CHECK(rest.price_derivation == "0.1 list − 10 % EDP = 0.09");
  CHECK(total(ledger) == usd("21"));
}

TEST_CASE("a fee is spread over the hours of its term") {
  Contract contract;
  contract.commitments = {reserved("m5.large", 1, "0")};
  contract.commitments[0].upfront_fee = Rational(438);  // 438 / 8,760 h = 0.05
  Ledger ledger = ledger_for(contract);
  add_host_costs(ledger, {"p", "m5.large", OperatingSystem::linux_os, 1});
  apply_owned_commitments(ledger);
  CHECK(total(ledger) == usd("5"));
}

TEST_CASE("reserved instances that nothing uses are still paid, and are worth nothing at list prices") {
  Contract contract;
  contract.commitments = {reserved("m5.large", 2, "0.06")};
  Ledger ledger = ledger_for(contract);
  add_vcpu_hours(ledger, "100");
  apply_owned_commitments(ledger);
  const LineItem& unused = line_of(ledger, "commitment/1/unused");
  CHECK(unused.cost == usd("12"));
  CHECK(unused.list_cost() == usd("0"));
  CHECK(unused.contracted_cost() == usd("0"));
  CHECK(total(ledger) == usd("16"));  // and 100 × 0.04
}

TEST_CASE("two reserved large cover one xlarge, and half of a reserved xlarge one large") {
  Contract contract;
  contract.commitments = {reserved("m5.large", 2, "0.06")};
  Ledger ledger = ledger_for(contract);
  add_host_costs(ledger, {"p", "m5.xlarge", OperatingSystem::linux_os, 1});
  apply_owned_commitments(ledger);
  CHECK(ledger.lines.size() == 1);
  CHECK(total(ledger) == usd("12"));

  contract.commitments = {reserved("m5.xlarge", 1, "0.12")};
  Ledger half = ledger_for(contract);
  add_host_costs(half, {"p", "m5.large", OperatingSystem::linux_os, 1});
  apply_owned_commitments(half);
  CHECK(line_of(half, "compute/pool/p/covered/1").cost == usd("6"));
  CHECK(line_of(half, "commitment/1/unused").cost == usd("6"));
}

TEST_CASE("a Savings Plan covers usage at the book's rate up to its amount") {
  Contract contract;
  contract.commitments = {compute_plan("0.15")};
  Ledger ledger = ledger_for(contract);
  add_vcpu_hours(ledger, "800");  // 8 vCPU; 0.15 / 0.03 = 5 of them are covered.
  apply_owned_commitments(ledger);
  CHECK(line_of(ledger, "compute/web/vcpu/covered/1").cost == usd("15"));
  CHECK(line_of(ledger, "compute/web/vcpu").cost == usd("12"));  // 3 × 100 × 0.04
}

TEST_CASE("what a Savings Plan leaves unused is lost and shown") {
  Contract contract;
  contract.commitments = {compute_plan("0.40")};
  contract.commitments[0].rates = {{"fargate/ecs/linux/x86_64/vcpu", Rational::parse("0.02")}};
  Ledger ledger = ledger_for(contract);
  add_vcpu_hours(ledger, "800");  // 8 × 0.02 = 0.16 an hour
  apply_owned_commitments(ledger);
  CHECK(line_of(ledger, "compute/web/vcpu/covered/1").cost == usd("16"));
  CHECK(line_of(ledger, "commitment/1/unused").cost == usd("24"));
  CHECK(total(ledger) == usd("40"));
}

TEST_CASE("a commitment of another region is left out by name") {
  Contract contract;
  contract.commitments = {reserved("m5.large", 2, "0.06")};
  contract.commitments[0].region = "eu-west-1";
  Ledger ledger = ledger_for(contract);
  add_host_costs(ledger, {"p", "m5.large", OperatingSystem::linux_os, 1});
  apply_owned_commitments(ledger);
  CHECK(total(ledger) == usd("10"));
  REQUIRE(ledger.not_priced.size() == 1);
  CHECK(ledger.not_priced.front() == "RI m5.large, as it holds in eu-west-1");
}

TEST_CASE("support and tax are shares of the charges, tax of support too") {
  Contract contract;
  contract.support = SupportTerms{"Business", {{Rational(100), Rational(10)}, {std::nullopt, Rational(5)}}, Rational()};
  contract.tax = TaxTerms{"VAT", Rational(20)};
  Ledger ledger(book(), "us-east-1", BillingPeriod(), &contract);
  add_vcpu_hours(ledger, "5000");  // 200
  add_support_and_tax(ledger);
  CHECK(line_of(ledger, "support/tier1").cost == usd("10"));
  CHECK(line_of(ledger, "support/tier2").cost == usd("5"));
  CHECK(line_of(ledger, "tax").cost == usd("43"));  // 20 % of 215
  CHECK(line_of(ledger, "tax").category == CostCategory::tax);
}

TEST_CASE("support costs its minimum at least, for each month") {
  Contract contract;
  contract.support = SupportTerms{"Business", {{std::nullopt, Rational(10)}}, Rational(100)};
  Ledger ledger(book(), "us-east-1", BillingPeriod(Rational(1460)), &contract);
  add_vcpu_hours(ledger, "5000");
  add_support_and_tax(ledger);
  CHECK(line_of(ledger, "support").cost == usd("200"));  // two months; 10 % of 200 is less
}

TEST_CASE("nothing is added that the contract does not state") {
  const Contract contract;
  Ledger ledger = ledger_for(contract);
  add_vcpu_hours(ledger, "100");
  apply_owned_commitments(ledger);
  add_support_and_tax(ledger);
  REQUIRE(ledger.lines.size() == 1);
  CHECK(ledger.lines.front().price_basis == PriceBasis::list);
  CHECK(ledger.lines.front().contracted_unit_price.has_value() == false);
}

}  // namespace contract_costs_test
