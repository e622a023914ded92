#include "container_tco/report/grouped_texts.hpp"

#include <doctest/doctest.h>

#include "hand_made.hpp"

namespace grouped_texts_test {

using namespace container_tco;
using namespace container_tco::detail;
using namespace container_tco::test;

namespace {
Finding finding(const std::string& service, const std::string& path, const std::string& reason = "Not on Fargate") {
  Finding result;
  result.verdict = Verdict::warning;
  result.service = service;
  result.rule = "X62";
  result.reason = reason;
  result.remedy = "Take it out";
  result.json_path = path;
  return result;
}
Assumption one_task(const std::string& name) {
  return {"desired_count", "No document says how many tasks of \"" + name + "\" run: one is assumed.", "assumption"};
}
}  // namespace

TEST_CASE("a limit of several services is said once with its services and places") {
  CHECK(finding_texts({finding("a", "$.x")}, Verdict::warning) ==
        std::vector<std::string>{"a: Not on Fargate. Take it out. [X62] at $.x"});
  CHECK(finding_texts({finding("a", "$.x"), finding("b", "$.x"), finding("", "", "Other"), finding("a", "$.y")},
                      Verdict::warning) ==
        std::vector<std::string>{"a, b: Not on Fargate. Take it out. [X62] at $.x and 2 more places",
                                 "Other. Take it out. [X62]"});
  CHECK(finding_texts({finding("a", "$.x")}, Verdict::impossible).empty());
}

TEST_CASE("a long list of services is cut") {
  std::vector<Finding> findings;
  for (int i = 1; i <= 9; ++i) findings.push_back(finding("s" + std::to_string(i), "$.x"));
  const std::vector<std::string> texts = finding_texts(findings, Verdict::warning);
  REQUIRE(texts.size() == 1);
  CHECK(contains(texts[0], "s1, s2, s3, s4, s5, s6 and 3 more: Not on Fargate."));
  CHECK(contains(texts[0], "and 8 more places"));
}

TEST_CASE("assumptions that differ in one name are one") {
  CHECK(assumption_texts({one_task("a"), {"zones", "Two zones", "S15"}, one_task("b")}) ==
        std::vector<std::string>{"No document says how many tasks of \"a\", \"b\" run: one is assumed. [assumption]",
                                 "Two zones [S15]"});
}

TEST_CASE("assumptions with several quoted names, or other numbers, stay apart") {
  const std::vector<Assumption> assumptions = {
      {"revision", "\"a\" runs a revision of \"f\".", "J4"},
      {"revision", "\"b\" runs a revision of \"g\".", "J4"},
      {"runs", "The runs of \"a\" are spread evenly: at most 2 at one time.", "assumption"},
      {"runs", "The runs of \"b\" are spread evenly: at most 3 at one time.", "assumption"}};
  CHECK(assumption_texts(assumptions).size() == 4);
  CHECK(assumption_texts({one_task("say \"x\""), one_task("say \"y\"")}).size() == 2);
}

TEST_CASE("assumptions of the deployments that are possible hold for all of them") {
  Comparison comparison = claim_that_holds();
  Estimate impossible = estimate_of("eks-fargate", {});
  impossible.feasibility.findings = {finding("a", "$.x")};
  impossible.feasibility.findings[0].verdict = Verdict::impossible;
  comparison.estimates.push_back(impossible);
  CHECK(contains(render(comparison, ReportFormat::table), "- Two zones [assumption]\n"));
}

TEST_CASE("what holds for every deployment names none") {
  Comparison comparison = claim_that_holds();
  comparison.estimates[0].not_priced = {"Logs"};
  comparison.estimates[1].not_priced = {"Logs", "Disks"};
  const std::string text = render(comparison, ReportFormat::table);
  CHECK(contains(text, "Holds for every deployment where none is named.\n- Logs\n- Disks (ecs-ec2)\n"));
}

}  // namespace grouped_texts_test
