#include <doctest/doctest.h>

#include "container_tco/json/json_value.hpp"
#include "examples.hpp"

namespace container_tco::hostile_examples_test {
namespace {

TEST_CASE("broken documents become one result with an error") {
  const char* const broken[] = {"",         "{",   "[]",          "null",       "3",
                                "\"text\"", "[1]", "{\"id\": 3}", "\xff\xfe{}", "{\"a\": 1, \"a\": 2}"};
  for (const char* text : broken) {
    CAPTURE(text);
    const auto results = verify_examples(text, "x.json", bundled_book());
    REQUIRE(results.size() == 1);
    CHECK(results.front().verdict == ExampleVerdict::error);
    CHECK_FALSE(results.front().reason.empty());
    CHECK(results.front().file == "x.json");
  }
}

// Each value squares the one before: 2^(2^60) would fill any memory.
TEST_CASE("a chain of squares ends in an error") {
  std::string values = R"("v0": "12345")";
  for (int i = 1; i <= 60; ++i) {
    const std::string previous = R"({"value": "v)" + std::to_string(i - 1) + R"("})";
    values += R"(, "v)" + std::to_string(i) + R"(": {"multiply": [)" + previous + ", " + previous + "]}";
  }
  const ExampleResult result =
      verify_body(R"("values": {)" + values + R"(}, "checks": [{"of": "values/v60", "exact": "1"}])");
  CHECK(result.verdict == ExampleVerdict::error);
  CHECK(contains(result.reason, "2000 digits"));
}

TEST_CASE("a long chain of references ends in an error and not in a full stack") {
  std::string values = R"("v0": "1")";
  for (int i = 1; i <= 20000; ++i) {
    values += R"(, "v)" + std::to_string(i) + R"(": {"value": "v)" + std::to_string(i - 1) + R"("})";
  }
  const ExampleResult result =
      verify_body(R"("values": {)" + values + R"(}, "checks": [{"of": "values/v20000", "exact": "1"}])");
  CHECK(result.verdict == ExampleVerdict::error);
  CHECK(contains(result.reason, "64 references"));
}

TEST_CASE("prices that multiply in number are calculated once each") {
  std::string prices = R"({"key": "p0", "unit_price": "1", "unit": "GB"})";
  for (int i = 1; i <= 40; ++i) {
    const std::string previous = R"({"cost": "1", "at": "p)" + std::to_string(i - 1) + R"("})";
    prices += R"(, {"key": "p)" + std::to_string(i) + R"(", "unit": "GB", "unit_price": {"add": [)" + previous + ", " +
              previous + ", " + previous + "]}}";
  }
  const ExampleResult result = verify_body(R"("prices": [)" + prices +
                                           R"(], "checks": [{"of": "prices/p40", "exact": "12157665459056928801"}])");
  CHECK(result.passed());  // 3^40
}

TEST_CASE("a long chain of prices ends in an error and not in a full stack") {
  std::string prices = R"({"key": "p0", "unit_price": "1", "unit": "GB"})";
  for (int i = 1; i <= 20000; ++i) {
    prices += R"(, {"key": "p)" + std::to_string(i) + R"(", "unit": "GB", "unit_price": {"cost": "1", "at": "p)" +
              std::to_string(i - 1) + R"("}})";
  }
  const ExampleResult result =
      verify_body(R"("prices": [)" + prices + R"(], "checks": [{"of": "prices/p20000", "exact": "1"}])");
  CHECK(result.verdict == ExampleVerdict::error);
  CHECK(contains(result.reason, "64"));
}

TEST_CASE("deep expressions end in an error") {
  std::string expression = R"("1")";
  for (int i = 0; i < 90; ++i) expression = R"({"ceil": )" + expression + "}";
  CHECK(verify_value(expression, R"("exact": "1")").verdict == ExampleVerdict::error);
}

TEST_CASE("control characters of a document do not reach a message") {
  const ExampleResult result = verify_body(R"("checks": [{"of": "values/\u001b[31m", "exact": "1"}])");
  CHECK(result.verdict == ExampleVerdict::error);
  CHECK_FALSE(contains(result.reason, "\x1b"));
}

TEST_CASE("the schema is a JSON document that names its draft") {
  CHECK(contains(worked_example_schema(), "2020-12"));
  CHECK(parse_json(worked_example_schema()).find("$defs") != nullptr);
}

}  // namespace
}  // namespace container_tco::hostile_examples_test
