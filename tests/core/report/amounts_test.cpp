#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "hand_made.hpp"

namespace amounts_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {
std::string total(const std::vector<LineItem>& lines, Rounding rounding, Summation summation) {
  return shown_total(lines, Currency::usd(), {2, rounding, summation}).amount().to_text();
}
}  // namespace

// AWS Pricing Calculator, 608.33 tasks of 20 h with 1 vCPU and 4 GB: 12166.6 × 0.04048 = 492.503968,
// 48666.4 × 0.004445 = 216.322148. Its lines 492.50 and 216.32 add to 708.82; the exact 708.826116 rounds to 708.83.
TEST_CASE("a total is the rounded sum, or the sum of rounded lines as AWS prints it") {
  const std::vector<LineItem> lines = {line("vcpu", CostCategory::compute, "12166.6", "0.04048"),
                                       line("memory", CostCategory::compute, "48666.4", "0.004445")};
  CHECK(total(lines, Rounding::half_up, Summation::sum_then_round) == "708.83");
  CHECK(total(lines, Rounding::half_up, Summation::round_lines_then_sum) == "708.82");
}

// EKS control plane 73, 730 GB-hours × 0.004445 = 3.24485, 730 vCPU-hours × 0.04048 = 29.5504: 105.79525 in all,
// shown lines 73.00 + 3.24 + 29.55 = 105.79.
TEST_CASE("both ways of adding differ the other way round too") {
  const std::vector<LineItem> lines = {line("cluster", CostCategory::control_plane, "730", "0.1"),
                                       line("memory", CostCategory::compute, "730", "0.004445"),
                                       line("vcpu", CostCategory::compute, "730", "0.04048")};
  CHECK(total(lines, Rounding::half_up, Summation::sum_then_round) == "105.8");
  CHECK(total(lines, Rounding::half_up, Summation::round_lines_then_sum) == "105.79");
  const std::string table = render(estimate_of("eks-fargate", lines), ReportFormat::table);
  CHECK(contains(table, "eks-fargate costs $105.80 in 730 h."));
  CHECK(contains(table, "rounded half_up to 2 digits, sum_then_round"));
}

// A load balancer for a month: 730 × 0.0225 = 16.425, a tie.
TEST_CASE("ties are rounded by the named mode") {
  const std::vector<LineItem> tie = {line("alb", CostCategory::load_balancing, "730", "0.0225")};
  CHECK(total(tie, Rounding::half_up, Summation::sum_then_round) == "16.43");
  CHECK(total(tie, Rounding::half_even, Summation::sum_then_round) == "16.42");
  CHECK(total(tie, Rounding::floor, Summation::sum_then_round) == "16.42");
}

TEST_CASE("money reads as people write it") {
  CHECK(shown_money(usd("1234567.895")) == "$1,234,567.90");
  CHECK(shown_money(usd("-1234.5")) == "-$1,234.50");
  CHECK(shown_money(usd("999")) == "$999.00");
  CHECK(shown_money(usd("-0.001")) == "$0.00");
  CHECK(shown_money(Money(Rational(100000), Currency::parse("CNY")), {0, Rounding::half_up, {}}) == "100,000 CNY");
}

TEST_CASE("digits out of range are an error") {
  CHECK_THROWS_AS(shown_money(usd("1"), {11, Rounding::half_up, {}}), InvalidInputError);
  CHECK_THROWS_AS(render(claim_that_holds(), ReportFormat::json, {-1, Rounding::half_up, {}}), InvalidInputError);
}

TEST_CASE("formats have names") {
  CHECK(parse_report_format("md") == ReportFormat::markdown);
  CHECK(parse_report_format("table") == ReportFormat::table);
  CHECK_THROWS_WITH_AS(parse_report_format("pdf"), doctest::Contains("html"), InvalidInputError);
}

}  // namespace amounts_test
