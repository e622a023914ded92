#include <doctest/doctest.h>

#include "examples.hpp"

namespace container_tco::references_test {
namespace {

std::string note_of(const std::string& body) {
  const ExampleResult result = verify_body(body);
  CHECK(result.verdict == ExampleVerdict::error);
  return result.checks.empty() ? "" : result.checks.front().note;
}

TEST_CASE("a line is its quantity at a price of the book, of the example, or of its own") {
  const ExampleResult result = verify_body(R"("region": "us-east-1",
      "prices": [{"key": "lambda/requests", "unit_price": "0.20", "unit": "million requests"}],
      "lines": [{"id": "alb", "quantity": "730", "unit": "Hours", "price": "elb/alb/hour"},
                {"id": "requests", "quantity": "5", "price": "lambda/requests"},
                {"id": "support", "quantity": "0.10", "unit_price": {"line": "requests"}}],
      "checks": [{"of": "lines/alb", "exact": "16.425"}, {"of": "lines/requests", "exact": "1"},
                 {"of": "lines/support", "exact": "0.1"}, {"of": "lines/alb/quantity", "exact": "730"},
                 {"of": "lines/alb/unit_price", "exact": "0.0225"}, {"of": "total", "exact": "17.525"}])");
  CHECK(result.verdict == ExampleVerdict::match);
}

TEST_CASE("a price of the example replaces the one of the book") {
  CHECK(
      verify_body(
          R"("region": "us-east-1", "prices": [{"key": "eks/control_plane/standard", "unit_price": "0.20", "unit": "Hours"}],
      "lines": [{"id": "cluster", "quantity": "24", "price": "eks/control_plane/standard"}],
      "checks": [{"of": "total", "exact": "4.8"}])")
          .passed());
}

TEST_CASE("a price may be calculated from an earlier one") {
  CHECK(verify_body(R"("region": "us-east-1",
      "prices": [{"key": "fee", "unit_price": {"multiply": ["0.12", {"price": "ec2/linux/on_demand/m5.large"}]}, "unit": "Hours"},
                 {"key": "both", "unit_price": {"add": [{"price": "fee"}, "0.096"]}, "unit": "Hours"}],
      "checks": [{"of": "prices/both", "exact": "0.10752"}])")
            .passed());
}

TEST_CASE("a price that names its own key means the one of the book") {
  CHECK(verify_body(R"("region": "us-east-1",
      "prices": [{"key": "nat/gateway/hour", "unit_price": {"multiply": ["2", {"price": "nat/gateway/hour"}]}, "unit": "Hours"}],
      "lines": [{"id": "a", "quantity": "1", "price": "nat/gateway/hour"}],
      "checks": [{"of": "total", "exact": "0.09"}, {"of": "prices/nat/gateway/hour", "exact": "0.09"}])")
            .passed());
}

// 10,240 GB at 0.09 and 1,760 GB at 0.085: 921.60 + 149.60.
TEST_CASE("a tiered price is filled tier by tier, in a line and in an expression") {
  CHECK(verify_body(R"("region": "us-east-1",
      "lines": [{"id": "egress", "quantity": "12000", "unit": "GB", "price": "transfer/internet_egress/gb"}],
      "values": {"same": {"cost": "12000", "at": "transfer/internet_egress/gb"}},
      "checks": [{"of": "total", "exact": "1071.2"}, {"of": "values/same", "exact": "1071.2"}])")
            .passed());
}

TEST_CASE("tiers of the example's own may end anywhere") {
  CHECK(verify_body(R"("prices": [{"key": "k", "unit": "vCPU-Hours", "tiers": [
          {"begin": "0", "end": "576000", "unit_price": "0.020"}, {"begin": "576000", "unit_price": "0.014"}]}],
      "values": {"a": {"cost": "576000", "at": "k"}, "b": {"cost": "576100", "at": "k"}},
      "checks": [{"of": "values/a", "exact": "11520"}, {"of": "values/b", "exact": "11521.4"}])")
            .passed());
  CHECK(contains(note_of(R"("prices": [{"key": "k", "unit": "GB", "tiers": [
          {"begin": "0", "end": "5", "unit_price": "1"}, {"begin": "5", "unit_price": "2"}]}],
      "values": {"a": {"cost": "-1", "at": "k"}}, "checks": [{"of": "values/a", "exact": "0"}])"),
                 "0 or more"));
}

TEST_CASE("a quantity in another unit than the price is an error") {
  CHECK(contains(
      note_of(R"("region": "us-east-1", "lines": [{"id": "a", "quantity": "1", "unit": "GB", "price": "elb/alb/hour"}],
      "checks": [{"of": "total", "exact": "1"}])"),
      "Hours"));
}

TEST_CASE("a missing price is an error that names the nearest, never zero") {
  CHECK(contains(note_of(R"("region": "us-east-1", "lines": [{"id": "a", "quantity": "0", "price": "elb/alb/hours"}],
      "checks": [{"of": "total", "exact": "0"}])"),
                 "elb/alb/hour"));
}

TEST_CASE("a price of the book needs a region") {
  CHECK(contains(note_of(R"("lines": [{"id": "a", "quantity": "1", "price": "elb/alb/hour"}],
      "checks": [{"of": "total", "exact": "1"}])"),
                 "region"));
}

TEST_CASE("amounts of two currencies are not added") {
  CHECK(contains(
      note_of(
          R"("region": "us-east-1", "currency": "EUR", "lines": [{"id": "a", "quantity": "1", "price": "elb/alb/hour"}],
      "checks": [{"of": "total", "exact": "1"}])"),
      "EUR"));
}

TEST_CASE("the period is 730 h unless the example says otherwise") {
  CHECK(verify_body(R"("checks": [{"of": "period/hours", "exact": "730"}])").passed());
  CHECK(
      verify_body(
          R"("period": "720", "checks": [{"of": "period/days", "exact": "30"}, {"of": "period/seconds", "exact": "2592000"}])")
          .passed());
  CHECK(verify_body(R"("period": "2026-02", "checks": [{"of": "period/hours", "exact": "672"}])").passed());
}

TEST_CASE("a name that is not there is an error with the nearest one") {
  CHECK(contains(note_of(R"("values": {"tasks": "1"}, "checks": [{"of": "values/task", "exact": "1"}])"), "tasks"));
  CHECK(contains(note_of(R"("values": {"tasks": "1"}, "checks": [{"of": "valeus/tasks", "exact": "1"}])"),
                 "values/<name>"));
  CHECK(contains(note_of(R"("checks": [{"of": "total", "exact": "1"}])"), "lines"));
  CHECK(contains(note_of(R"("checks": [{"of": "estimate/total", "exact": "1"}])"), "no such section"));
}

TEST_CASE("a tiered price has no single figure") {
  CHECK(contains(
      note_of(R"("region": "us-east-1", "checks": [{"of": "prices/transfer/internet_egress/gb", "exact": "1"}])"),
      "without tiers"));
}

TEST_CASE("a value that a price uses cannot lead back to that price") {
  CHECK(contains(note_of(R"("region": "us-east-1", "values": {"v": {"price": "elb/alb/hour"}},
      "prices": [{"key": "elb/alb/hour", "unit_price": {"value": "v"}, "unit": "Hours"}],
      "checks": [{"of": "prices/elb/alb/hour", "exact": "1"}])"),
                 "depend on itself"));
}

TEST_CASE("figures that depend on themselves are an error") {
  CHECK(contains(
      note_of(R"("values": {"a": {"value": "b"}, "b": {"value": "a"}}, "checks": [{"of": "values/a", "exact": "1"}])"),
      "depend on itself"));
  CHECK(contains(note_of(R"("lines": [{"id": "a", "quantity": "1", "unit_price": {"of": "total"}}],
      "checks": [{"of": "total", "exact": "1"}])"),
                 "depend on itself"));
  CHECK(contains(note_of(R"("prices": [{"key": "k", "unit_price": {"cost": "1", "at": "l"}, "unit": "GB"},
                                      {"key": "l", "unit_price": {"cost": "1", "at": "k"}, "unit": "GB"}],
      "checks": [{"of": "prices/k", "exact": "1"}])"),
                 "depend on itself"));
}

TEST_CASE("an error in one check leaves the others alone") {
  const ExampleResult result = verify_body(R"("values": {"a": {"divide": ["1", "0"]}, "b": "2"},
      "checks": [{"of": "values/a", "exact": "1"}, {"of": "values/b", "exact": "2"}])");
  CHECK(result.verdict == ExampleVerdict::error);
  CHECK(result.checks[0].verdict == ExampleVerdict::error);
  CHECK(contains(result.checks[0].note, "$.values.a"));
  CHECK(result.checks[1].verdict == ExampleVerdict::match);
}

}  // namespace
}  // namespace container_tco::references_test
