#include "container_tco/verification/expression.hpp"

#include <doctest/doctest.h>

namespace container_tco::expression_test {
namespace {

// Knows one reference and one price, and rounds to two digits, half up.
class SmallScope final : public ExpressionScope {
 public:
  Rational reference_value(const std::string& reference, const InputLocation&) override {
    return reference == "values/seven" ? Rational(7) : Rational(0);
  }
  Rational cost_at(const std::string& price_key, const Rational& quantity, const InputLocation&) override {
    return price_key == "nat/gateway/hour" ? quantity * Rational::parse("0.045") : Rational(0);
  }
  int default_digits() const override { return 2; }
  Rounding default_rounding() const override { return Rounding::half_up; }
};

Expression parse(const std::string& text) {
  const JsonValue document = parse_json(text, "x.json");
  return parse_expression(JsonCursor(document, "x.json"));
}

std::string value_of(const std::string& text) {
  SmallScope scope;
  return evaluate(parse(text), scope).to_text();
}

std::string complaint_about(const std::string& text) {
  SmallScope scope;
  try {
    evaluate(parse(text), scope);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST_CASE("literals keep every digit, as text or as a number") {
  CHECK(value_of(R"("0.000011244")") == "0.000011244");
  CHECK(value_of("0.1") == "0.1");
  CHECK(value_of(R"("2/7")") == "2/7");
  CHECK(value_of(R"("-3")") == "-3");
}

TEST_CASE("arithmetic is exact where a binary float is not") {
  CHECK(value_of(R"({"add": ["0.1", "0.2", "-0.3"]})") == "0");
  CHECK(value_of(R"({"multiply": [{"divide": ["1", "3"]}, "3"]})") == "1");
  CHECK(value_of(R"({"subtract": ["1", {"divide": ["1", "7"]}]})") == "6/7");
}

TEST_CASE("the smallest, the largest and the nearest whole number are found, below zero too") {
  CHECK(value_of(R"({"min": ["3", "-2", "5"]})") == "-2");
  CHECK(value_of(R"({"max": ["3", "-2", "5"]})") == "5");
  CHECK(value_of(R"({"ceil": "6.0001"})") == "7");
  CHECK(value_of(R"({"ceil": "-6.5"})") == "-6");
  CHECK(value_of(R"({"floor": "-6.5"})") == "-7");
  CHECK(value_of(R"({"ceil": "123456789012345678901234567890.5"})") == "123456789012345678901234567891");
}

TEST_CASE("rounding takes the digits and mode of the example unless it names its own") {
  CHECK(value_of(R"({"round": "16.425"})") == "16.43");
  CHECK(value_of(R"({"round": "16.425", "mode": "half_even"})") == "16.42");
  CHECK(value_of(R"({"round": "608.33333", "digits": 0})") == "608");
  CHECK(value_of(R"({"round": "2.999", "mode": "floor"})") == "2.99");
}

TEST_CASE("references and costs are asked of the scope") {
  CHECK(value_of(R"({"multiply": [{"value": "seven"}, "2"]})") == "14");
  CHECK(value_of(R"({"of": "values/seven"})") == "7");
  CHECK(value_of(R"({"cost": "10", "at": "nat/gateway/hour"})") == "0.45");
}

TEST_CASE("a reference names its section") {
  CHECK(parse(R"({"line": "cpu"})").reference == "lines/cpu");
  CHECK(parse(R"({"price": "elb/alb/hour"})").reference == "prices/elb/alb/hour");
}

TEST_CASE("complaints name the place and the nearest operation") {
  CHECK(complaint_about(R"({"add": ["1", {"multipy": ["2"]}]})").find("$.add[1]") != std::string::npos);
  CHECK(complaint_about(R"({"multipy": ["2"]})").find("multiply") != std::string::npos);
  CHECK(complaint_about(R"({"add": ["1", "cpu"]})").find("$.add[1]") != std::string::npos);
  CHECK(complaint_about(R"({"divide": ["1", {"subtract": ["2", "2"]}]})").find("$: expected") == std::string::npos);
  CHECK(complaint_about(R"({"divide": ["1", {"subtract": ["2", "2"]}]})").find("other than zero") != std::string::npos);
}

TEST_CASE("what is no expression is refused") {
  const char* const wrong[] = {"null",
                               "true",
                               "[]",
                               "{}",
                               R"({"add": []})",
                               R"({"add": "1"})",
                               R"({"divide": ["1"]})",
                               R"({"subtract": ["1", "2", "3"]})",
                               R"({"add": ["1"], "multiply": ["1"]})",
                               R"({"round": "1", "digits": 21})",
                               R"({"round": "1", "mode": "up"})",
                               R"({"ceil": "1", "digits": 2})",
                               R"({"cost": "1"})",
                               R"({"value": 3})",
                               R"("1e999")",
                               R"("1/0")",
                               R"("NaN")",
                               R"("0x10")"};
  for (const char* text : wrong) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse(text), Error);
  }
}

TEST_CASE("nesting ends at 32 levels") {
  const auto nested = [](int levels) {
    std::string text = R"("1")";
    for (int i = 0; i < levels; ++i) text = R"({"ceil": )" + text + "}";
    return text;
  };
  CHECK(value_of(nested(31)) == "1");
  CHECK_THROWS_AS(parse(nested(32)), ParseError);
}

TEST_CASE("numbers beyond 2000 digits are refused before they grow") {
  std::string factors;
  for (int i = 0; i < 40; ++i) factors += (i == 0 ? "" : ", ") + std::string(R"("1e60")");
  CHECK(complaint_about(R"({"multiply": [)" + factors + "]}").find("2000 digits") != std::string::npos);
}

}  // namespace
}  // namespace container_tco::expression_test
