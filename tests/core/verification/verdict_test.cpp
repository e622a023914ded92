#include <doctest/doctest.h>

#include "examples.hpp"

namespace container_tco::verdict_test {
namespace {

TEST_CASE("a published figure is compared as printed, half up, with as many digits as it shows") {
  const ExampleResult result = verify_value(R"("16.425")", R"("published": "16.43")");
  CHECK(result.verdict == ExampleVerdict::match);
  CHECK(result.checks.front().computed == "16.43");
  CHECK(result.checks.front().exact == "16.425");
  CHECK(verify_value(R"("16.425")", R"("published": "16.4")").verdict == ExampleVerdict::match);
  CHECK(verify_value(R"("16.425")", R"("published": "16")").verdict == ExampleVerdict::match);
  CHECK(verify_value(R"("16.425")", R"("published": "16.42")").verdict == ExampleVerdict::mismatch);
}

TEST_CASE("rounding and digits can be those of the check or of the example") {
  CHECK(verify_value(R"("16.425")", R"("published": "16.42", "rounding": "half_even")").passed());
  CHECK(verify_value(R"("850.596")", R"("published": "850", "rounding": "floor")").passed());
  CHECK_FALSE(verify_value(R"("73.4")", R"("published": "73", "digits": 2)").passed());
  CHECK(verify_value(R"("73")", R"("published": "73", "digits": 2)").checks.front().computed == "73.00");
  CHECK(verify_body(R"("rounding": "half_even", "digits": 2, "values": {"x": "16.425"},
                       "checks": [{"of": "values/x", "published": "16.42"}])")
            .passed());
}

TEST_CASE("an exact figure is compared without rounding, fractions too") {
  CHECK(verify_value(R"({"divide": ["20", "7"]})", R"("exact": "20/7")").passed());
  CHECK_FALSE(verify_value(R"({"divide": ["20", "7"]})", R"("exact": "2.857142857")").passed());
  CHECK(verify_value(R"("1.50")", R"("exact": "1.5")").passed());
}

TEST_CASE("both figures of a check must hold") {
  CHECK(verify_value(R"("1.01196")", R"("exact": "1.01196", "published": "1.01")").verdict == ExampleVerdict::match);
  CHECK(verify_value(R"("1.01196")", R"("exact": "1.01195", "published": "1.01")").verdict == ExampleVerdict::mismatch);
  CHECK(verify_value(R"("1.01196")", R"("exact": "1.01196", "published": "1.02")").verdict == ExampleVerdict::mismatch);
}

TEST_CASE("an expected mismatch passes while the figures differ") {
  const ExampleResult result = verify_value(R"("617.125")", R"("published": "61", "expected_mismatch": "factor ten")");
  CHECK(result.verdict == ExampleVerdict::expected_mismatch);
  CHECK(result.passed());
  CHECK(contains(result.reason, "factor ten"));
}

TEST_CASE("an expected mismatch that matches after all fails") {
  const ExampleResult result = verify_value(R"("61")", R"("published": "61", "expected_mismatch": "factor ten")");
  CHECK(result.verdict == ExampleVerdict::unexpected_match);
  CHECK_FALSE(result.passed());
}

TEST_CASE("the exact figure beside an expected mismatch is the correct one and must hold") {
  CHECK(verify_value(R"("617.125")", R"("exact": "617.125", "published": "61", "expected_mismatch": "r")").passed());
  CHECK(verify_value(R"("617.125")", R"("exact": "617", "published": "61", "expected_mismatch": "r")").verdict ==
        ExampleVerdict::mismatch);
}

TEST_CASE("an exact figure alone can be the one that is expected to differ") {
  CHECK(verify_value(R"("1")", R"("exact": "2", "expected_mismatch": "r")").verdict ==
        ExampleVerdict::expected_mismatch);
  CHECK(verify_value(R"("2")", R"("exact": "2", "expected_mismatch": "r")").verdict ==
        ExampleVerdict::unexpected_match);
}

TEST_CASE("a whole example may be expected to differ, and then at least one check must") {
  const std::string differs = R"("values": {"x": "1", "y": "2"}, "expected_mismatch": "old prices", "checks": [)";
  const ExampleResult result =
      verify_body(differs + R"({"of": "values/x", "published": "1"}, {"of": "values/y", "published": "3"}])");
  CHECK(result.verdict == ExampleVerdict::expected_mismatch);
  CHECK(result.reason == "old prices");
  CHECK(result.checks[0].verdict == ExampleVerdict::match);
  CHECK(verify_body(differs + R"({"of": "values/x", "published": "1"}])").verdict == ExampleVerdict::unexpected_match);
}

TEST_CASE("a reason for the whole example excuses neither an error nor a wrong exact figure") {
  const std::string differs = R"("values": {"x": "1"}, "expected_mismatch": "r", "checks": [)";
  CHECK(
      verify_body(differs + R"({"of": "values/x", "published": "2"}, {"of": "values/z", "published": "3"}])").verdict ==
      ExampleVerdict::error);
  CHECK(verify_body(differs + R"({"of": "values/x", "published": "2", "exact": "3"}])").verdict ==
        ExampleVerdict::mismatch);
}

TEST_CASE("the verdict of an example is that of its worst check") {
  const ExampleResult result = verify_body(R"("values": {"x": "1"}, "checks": [
      {"of": "values/x", "published": "1"}, {"of": "values/x", "published": "2"},
      {"of": "values/x", "published": "3", "expected_mismatch": "r"}])");
  CHECK(result.verdict == ExampleVerdict::mismatch);
  CHECK(contains(result.reason, "values/x"));
  CHECK(result.checks[2].verdict == ExampleVerdict::expected_mismatch);
}

// 29.5504 and 3.24485: the lines print 29.55 + 3.24 = 32.79, the exact sum prints 32.80.
TEST_CASE("a total is the rounded sum or the sum of rounded lines, as the example or the check says") {
  const std::string lines = R"("lines": [{"id": "a", "quantity": "1", "unit_price": "29.5504"},
                                         {"id": "b", "quantity": "1", "unit_price": "3.24485"}], )";
  CHECK(verify_body(lines + R"("checks": [{"of": "total", "published": "32.80"}])").passed());
  CHECK(verify_body(lines + R"("summation": "round_lines_then_sum", "checks": [{"of": "total", "published": "32.79"}])")
            .passed());
  CHECK(verify_body(lines + R"("checks": [{"of": "total", "published": "32.79", "summation": "round_lines_then_sum"}])")
            .passed());
  CHECK(verify_body(lines + R"("summation": "round_lines_then_sum", "subtotals": {"s": ["a", "b"]},
                               "checks": [{"of": "subtotals/s", "published": "32.79", "exact": "32.79525"}])")
            .passed());
}

// The lines print 492.50 and 216.32 and add to 708.82; the exact 708.826 would print 708.83.
TEST_CASE("digits of the example are those of its lines, whatever a check shows") {
  const std::string lines = R"("digits": 2, "summation": "round_lines_then_sum",
      "lines": [{"id": "a", "quantity": "1", "unit_price": "492.504"}, {"id": "b", "quantity": "1", "unit_price": "216.322"}], )";
  CHECK(verify_body(lines + R"("checks": [{"of": "total", "published": "708.82"}])").passed());
  CHECK(verify_body(lines + R"("checks": [{"of": "total", "published": "708.8", "digits": 1}])").passed());
  CHECK(verify_body(lines + R"("checks": [{"of": "total", "published": "709", "digits": 0}])").passed());
}

TEST_CASE("verdicts have names") {
  CHECK(to_string(ExampleVerdict::match) == "match");
  CHECK(to_string(ExampleVerdict::unexpected_match) == "unexpected_match");
}

}  // namespace
}  // namespace container_tco::verdict_test
