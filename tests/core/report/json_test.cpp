#include <doctest/doctest.h>

#include "container_tco/json/json_value.hpp"
#include "hand_made.hpp"

namespace json_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {
const JsonValue& member(const JsonValue& value, const char* name) {
  const JsonValue* found = value.find(name);
  REQUIRE(found != nullptr);
  return *found;
}
}  // namespace

TEST_CASE("an estimate as JSON is read back with exact amounts and hostile names") {
  Estimate estimate = estimate_of("ecs-fargate", {line("compute/web/vcpu", CostCategory::compute, "1/3", "0.04048"),
                                                  line("labour/upkeep", CostCategory::labour, "1", "50")});
  const std::string name = "<script>\x1b[31m=cmd()\n\"|`\\";
  estimate.lines[0].service = name;
  const JsonValue json = parse_json(render(estimate, ReportFormat::json));
  CHECK(member(json, "schema_version").text() == "1");
  CHECK(member(json, "kind").text() == "estimate");
  CHECK(member(member(json, "price_book"), "digest").text() == "sha256:abc");
  CHECK(member(member(json, "period"), "hours").text() == "730");
  CHECK(member(member(json, "shown_as"), "rounding").text() == "half_up");
  const JsonValue& first = member(json, "lines").items()[0];
  CHECK(member(first, "service").text() == name);
  CHECK(member(first, "quantity").text() == "1/3");
  CHECK(Rational::parse_fraction(member(first, "cost").text()) == estimate.lines[0].cost.amount());
  CHECK(member(first, "cost_shown").text() == "0.01");
  const JsonValue& totals = member(json, "totals");
  CHECK(Rational::parse_fraction(member(totals, "total").text()) == estimate.total().amount());
  CHECK(member(totals, "labour").text() == "50");
  CHECK(member(json, "assumptions").items().size() == 1);
}

TEST_CASE("amounts are strings, so that no reader passes them through a float") {
  const JsonValue json = to_json(claim_that_holds());
  CHECK(member(member(json, "estimates").items()[0], "totals").find("total")->is_string());
  CHECK(member(member(json, "claims").items()[0], "difference").is_string());
}

TEST_CASE("an incomplete estimate has no total in JSON") {
  Estimate estimate = estimate_of("ecs-ec2", {line("compute/pool", CostCategory::compute, "1", "2")});
  estimate.gaps = {{"gp3: no price", "State it"}};
  const JsonValue json = to_json(estimate);
  CHECK(member(json, "totals").is_null());
  CHECK(member(json, "standing").text() == "incomplete");
  CHECK(member(member(json, "gaps").items()[0], "what").text() == "gp3: no price");
}

TEST_CASE("a comparison as JSON holds the verdict, the claim and the break-even") {
  const JsonValue json = parse_json(render(claim_that_holds(), ReportFormat::json));
  CHECK(member(json, "best").text() == "ecs-fargate");
  CHECK(member(json, "estimates").items().size() == 2);
  const JsonValue& claim = member(json, "claims").items()[0];
  CHECK(member(claim, "verdict").text() == "holds");
  CHECK(member(claim, "difference").text() == "300");
  CHECK(member(claim, "difference_without_labour").text() == "-200");
  const JsonValue& flip = member(json, "break_evens").items()[0];
  CHECK(member(flip, "searched_to").is_null());
  CHECK(member(member(flip, "crossings").items()[0], "value").text() == "10");
  CHECK(member(json, "verdict").items().size() == verdict_sentences(claim_that_holds()).size());
}

}  // namespace json_test
