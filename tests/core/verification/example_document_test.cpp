#include <doctest/doctest.h>

#include "examples.hpp"

namespace container_tco::example_document_test {
namespace {

std::string reason_of(const std::string& body) {
  const ExampleResult result = verify_body(body);
  CHECK(result.verdict == ExampleVerdict::error);
  CHECK(result.file == "x.json");
  return result.reason;
}

const std::string one_check = R"("checks": [{"of": "values/x", "exact": "1"}])";

TEST_CASE("an example without checks is an error") {
  CHECK(contains(reason_of(R"("values": {"x": "1"})"), "checks"));
  CHECK(contains(reason_of(R"("values": {"x": "1"}, "checks": [])"), "at least one check"));
}

TEST_CASE("a check that compares nothing is an error") {
  CHECK(contains(reason_of(R"("values": {"x": "1"}, "checks": [{"of": "values/x", "note": "n"}])"), "$.checks[0]"));
}

TEST_CASE("an unknown member is refused with the nearest known one") {
  CHECK(contains(reason_of(R"("vlaues": {"x": "1"}, )" + one_check), "values"));
  CHECK(contains(reason_of(R"("values": {"x": "1"}, "checks": [{"of": "values/x", "publised": "1"}])"), "published"));
  CHECK(contains(reason_of(R"("lines": [{"id": "a", "quantity": "1", "prize": "k"}], )" + one_check), "$.lines[0]"));
}

TEST_CASE("a line has one price, and its id is used once") {
  CHECK(contains(reason_of(R"("lines": [{"id": "a", "quantity": "1"}], )" + one_check), "unit_price"));
  CHECK(contains(reason_of(R"("lines": [{"id": "a", "quantity": "1", "price": "k", "unit_price": "1"}], )" + one_check),
                 "unit_price"));
  CHECK(contains(reason_of(R"("lines": [{"id": "a", "quantity": "1", "unit_price": "1"},
                                        {"id": "a", "quantity": "2", "unit_price": "1"}], )" +
                           one_check),
                 "$.lines[1]"));
}

TEST_CASE("tiers begin at zero and leave no gap") {
  const auto with_tiers = [](const std::string& tiers) {
    return R"("prices": [{"key": "k", "unit": "GB", "tiers": )" + tiers + "}], " + one_check;
  };
  CHECK(contains(reason_of(with_tiers(R"([{"begin": "1", "unit_price": "1"}])")), "tiers"));
  CHECK(contains(reason_of(with_tiers(R"([{"begin": "0", "end": "5", "unit_price": "1"},
                                          {"begin": "6", "unit_price": "1"}])")),
                 "tiers"));
  CHECK(contains(reason_of(with_tiers(R"([{"begin": "0", "end": "5", "unit_price": "1"}])")), "last tier"));
  CHECK(contains(reason_of(with_tiers("[]")), "tier"));
}

TEST_CASE("a subtotal adds lines that exist") {
  CHECK(
      contains(reason_of(R"("lines": [{"id": "a", "quantity": "1", "unit_price": "1"}], "subtotals": {"s": ["b"]}, )" +
                         one_check),
               "$.subtotals.s[0]"));
}

TEST_CASE("a workload without a deployment prices nothing and is refused") {
  CHECK(contains(reason_of(R"("workload": {"schema_version": "1"}, )" + one_check), "deployment"));
  CHECK(contains(reason_of(R"("deployment": "ecs-fargate", )" + one_check), "workload"));
}

TEST_CASE("options stand in the example and not in its workload, where nobody would read them") {
  CHECK(contains(
      reason_of(R"("deployment": "ecs-fargate", "workload": {"schema_version": "1", "options": {}}, )" + one_check),
      "$.workload.options"));
}

TEST_CASE("conventions outside the known names are refused with the place") {
  const char* const wrong[] = {R"("period": "0", )",       R"("period": "month", )", R"("rounding": "up", )",
                               R"("summation": "none", )", R"("digits": 21, )",      R"("currency": "dollars", )",
                               R"("region": "", )"};
  for (const char* text : wrong) {
    CAPTURE(text);
    CHECK(contains(reason_of(text + (R"("values": {"x": "1"}, )" + one_check)), "$."));
  }
}

TEST_CASE("the version of the schema is checked") {
  const std::string text = R"({"schema_version": "2", "id": "X", "title": "t", "source": {"name": "s"}, "checks": []})";
  CHECK(contains(verify_examples(text, "x.json", bundled_book()).front().reason, "$.schema_version"));
}

TEST_CASE("a result carries what a reader needs to find the example") {
  const ExampleResult result =
      verify_examples(
          R"({"schema_version": "1", "id": "W1", "title": "A title", "source": {"name": "A page", "date": "2026", "url": "https://example.com"},
          "values": {"x": "1"}, "checks": [{"of": "values/x", "exact": "1"}]})",
          "dir/w1.json", bundled_book())
          .front();
  CHECK(result.passed());
  CHECK(result.id == "W1");
  CHECK(result.title == "A title");
  CHECK(result.source == "A page, 2026, https://example.com");
  CHECK(result.file == "dir/w1.json");
}

TEST_CASE("a list holds several examples, each with its own verdict and id") {
  const std::string good = example_text(R"("values": {"x": "1"}, "checks": [{"of": "values/x", "exact": "1"}])");
  const auto results = verify_examples("[" + good + ", {}, " + good + "]", "x.json", bundled_book());
  REQUIRE(results.size() == 3);
  CHECK(results[0].verdict == ExampleVerdict::match);
  CHECK(results[1].verdict == ExampleVerdict::error);
  CHECK(results[1].id == "$[1]");
  CHECK(results[2].verdict == ExampleVerdict::error);
  CHECK(contains(results[2].reason, "once"));
}

}  // namespace
}  // namespace container_tco::example_document_test
