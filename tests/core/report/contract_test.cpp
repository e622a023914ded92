#include <doctest/doctest.h>

#include "hand_made.hpp"

namespace contract_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

// 100 h at 0.091 instead of 0.10; 100 h covered at 0.06; labour.
Estimate with_contract() {
  const PricingUnit unit = PricingUnit::parse("Hours");
  LineItem discounted = line("compute/web", CostCategory::compute, "100", "0.091");
  discounted.list_unit_price = UnitPrice{usd("0.10"), unit};
  discounted.contracted_unit_price = UnitPrice{usd("0.091"), unit};
  discounted.price_basis = PriceBasis::contracted;
  discounted.price_derivation = "0.1 list − 9 % =cmd()|<b> = 0.091";
  LineItem covered = line("compute/pool/covered/1", CostCategory::compute, "100", "0.06");
  covered.list_unit_price = UnitPrice{usd("0.10"), unit};
  covered.contracted_unit_price = UnitPrice{usd("0.091"), unit};
  covered.price_basis = PriceBasis::effective;
  Estimate estimate =
      estimate_of("ecs-fargate", {discounted, covered, line("labour/upkeep", CostCategory::labour, "1", "50")});
  estimate.options.contract = Contract{};
  estimate.options.contract->name = "<script>terms";
  return estimate;
}

}  // namespace

TEST_CASE("list, contracted and effective cost leave labour aside") {
  const Estimate estimate = with_contract();
  CHECK(estimate.list_cost() == usd("20"));
  CHECK(estimate.contracted_cost() == usd("18.2"));
  CHECK(estimate.effective_cost() == usd("15.1"));
}

TEST_CASE("JSON says which price each line used") {
  const std::string json = to_json(with_contract()).dump();
  for (const char* part : {"\"price_basis\": \"contracted\"", "\"price_basis\": \"effective\"",
                           "\"list_unit_price\": \"0.1\"", "\"contracted_unit_price\": \"0.091\"",
                           "\"list_cost\": \"20\"", "\"contracted_cost\": \"18.2\"", "\"effective_cost\": \"15.1\""}) {
    CAPTURE(part);
    CHECK(contains(json, part));
  }
}

TEST_CASE("tables show basis and costs where a contract is in play, and only there") {
  const std::string text = render(with_contract(), ReportFormat::table);
  CHECK(contains(text, "at list prices"));
  CHECK(contains(text, "price used"));
  CHECK(contains(text, "effective"));
  Estimate plain = with_contract();
  plain.options.contract.reset();
  const std::string before = render(plain, ReportFormat::table);
  CHECK_FALSE(contains(before, "at list prices"));
  CHECK_FALSE(contains(before, "price used"));
  CHECK_FALSE(contains(render(plain, ReportFormat::csv), "price_basis"));
}

TEST_CASE("text of a contract is made harmless in every format") {
  CHECK_FALSE(contains(render(with_contract(), ReportFormat::html), "<script>"));
  CHECK_FALSE(contains(render(with_contract(), ReportFormat::html), "<b>"));
  CHECK_FALSE(contains(render(with_contract(), ReportFormat::markdown), "<script>"));
}

TEST_CASE("a row of CSV ends with the prices beside the one that was used") {
  const std::string csv = render(with_contract(), ReportFormat::csv);
  CHECK(contains(csv, "price_basis,price_derivation,list_unit_price,contracted_unit_price,list_cost,contracted_cost"));
  CHECK(contains(csv, ",0.1,0.091,10,9.1"));
}

}  // namespace contract_test
