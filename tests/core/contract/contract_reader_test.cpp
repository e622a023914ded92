#include <doctest/doctest.h>

#include <string>

#include "container_tco/contract/contract.hpp"
#include "container_tco/error.hpp"

namespace contract_reader_test {

using namespace container_tco;

namespace {

Contract read(const std::string& text) { return parse_contract(text, "contract.json", PriceBook::bundled()); }

std::string failure(const std::string& text) {
  try {
    (void)read(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

bool says(const std::string& text, const std::string& part) {
  const std::string found = failure(text);
  CAPTURE(found);
  return found.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("every member may be left out") { CHECK(read("{}") == Contract{}); }

TEST_CASE("all terms are read") {
  const Contract contract = read(R"({
    "schema_version": "1", "name": "EDP 2026", "combine": "add",
    "prices": [{"key": "ec2/linux/on_demand/m5.large", "region": "us-east-1", "unit_price": "0.08", "unit": "Hours"}],
    "discounts": [{"name": "EDP", "percent": "9.5", "services": ["ec2"], "families": ["m5"], "regions": ["us-east-1"],
                   "keys": ["ec2/linux/*"], "applies_to": "both"}],
    "commitments": [
      {"kind": "reserved", "instance_type": "m5.large", "region": "us-east-1", "count": 3, "term": "1yr",
       "payment": "all_upfront", "upfront_fee": "501"},
      {"kind": "ec2_instance_savings_plan", "family": "m5", "region": "us-east-1", "commitment_per_hour": "1.5",
       "term": "3yr", "payment": "no_upfront"},
      {"kind": "compute_savings_plan", "name": "csp", "commitment_per_hour": "2", "term": "1yr", "payment": "no_upfront",
       "rates": [{"key": "fargate/ecs/linux/x86_64/vcpu", "unit_price": "0.03"}]}],
    "currency": {"code": "KRW", "rate": "1389.5", "as_of": "2026-11-01", "source": "bank"},
    "support": {"name": "Business", "tiers": [{"up_to": "10000", "percent": "10"}, {"percent": "7"}], "minimum": "100"},
    "tax": {"name": "VAT", "percent": "10"}})");
  CHECK(contract.name == "EDP 2026");
  CHECK(contract.combination == DiscountCombination::add);
  CHECK(contract.prices.front().tiers.front().price.amount() == Rational::parse("0.08"));
  CHECK(contract.discounts.front().percent == Rational::parse("9.5"));
  CHECK(contract.discounts.front().applies_to == DiscountBase::both);
  REQUIRE(contract.commitments.size() == 3);
  CHECK(contract.commitments[0].name == "commitment 1");
  CHECK(contract.commitments[0].upfront_fee == Rational(501));
  CHECK(contract.commitments[1].term_years == 3);
  CHECK(contract.commitments[2].rates.front().unit_price == Rational::parse("0.03"));
  CHECK(contract.currency->from == "USD");
  CHECK(contract.support->tiers.size() == 2);
  CHECK(contract.tax->percent == Rational(10));
}

TEST_CASE("unknown names are refused with the nearest and the place") {
  CHECK(says(R"({"discount": []})", "discounts"));
  CHECK(
      says(R"({"discounts": [{"name": "a", "percent": "5", "services": ["fargat"]}]})", "$.discounts[0].services[0]"));
  CHECK(says(R"({"discounts": [{"name": "a", "percent": "5", "services": ["fargat"]}]})", "fargate"));
  CHECK(says(R"({"discounts": [{"name": "a", "percent": "5", "families": ["m7gg"]}]})", "m7g"));
  CHECK(says(R"({"discounts": [{"name": "a", "percent": "5", "regions": ["us-est-1"]}]})", "us-east-1"));
  CHECK(says(R"({"discounts": [{"name": "a", "percent": "5", "keys": ["Fargate*"]}]})", "$.discounts[0].keys[0]"));
  CHECK(says(R"({"prices": [{"key": "a/b", "region": "us-est-1", "unit_price": "1", "unit": "Hours"}]})", "us-east-1"));
  CHECK(says(R"({"commitments": [{"kind": "savings_plan", "term": "1yr", "payment": "no_upfront"}]})",
             "compute_savings_plan"));
}

TEST_CASE("percentages and bounds are checked") {
  for (const char* percent : {"0", "-1", "100.1", "NaN"}) {
    CHECK(says(R"({"discounts": [{"name": "a", "percent": ")" + std::string(percent) + R"("}]})",
               "$.discounts[0].percent"));
  }
  CHECK(says(R"({"combine": "add", "discounts": [{"name": "a", "percent": "60"}, {"name": "b", "percent": "41"}]})",
             "$.discounts[1].percent"));
  CHECK(failure(R"({"discounts": [{"name": "a", "percent": "60"}, {"name": "b", "percent": "41"}]})").empty());
  CHECK(
      says(R"({"discounts": [{"name": "a", "percent": "6"}, {"name": "a", "percent": "4"}]})", "$.discounts[1].name"));
  CHECK(says(R"({"support": {"percent": "3", "tiers": []}})", "either"));
  CHECK(says(R"({"support": {"tiers": [{"up_to": "1", "percent": "3"}]}})", "up_to"));
  CHECK(says(R"({"currency": {"code": "KRW", "rate": "0", "as_of": "2026-11-01"}})", "$.currency.rate"));
  CHECK(says(R"({"currency": {"code": "KRW", "rate": "1300", "as_of": "yesterday"}})", "$.currency.as_of"));
  CHECK(says(R"({"prices": [{"key": "ec2/linux/on_demand/m5.large", "region": "us-east-1", "unit_price": "0.08",
                             "unit": "GB"}]})",
             "Hours"));
}

}  // namespace contract_reader_test
