#include "container_tco/workload/ecs_documents.hpp"

#include <doctest/doctest.h>

#include <deque>

#include "documents.hpp"

namespace ecs_documents_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

EcsParts parts_of(const std::string& text) {
  // The parts point into the document, which therefore has to outlive them.
  static std::deque<Parsed> kept;
  kept.emplace_back(text);
  return take_apart_ecs_document(kept.back().root());
}

std::string refusal_of(const std::string& text) {
  return error_of([&] { parts_of(text); });
}

}  // namespace

TEST_CASE("The forms of ECS documents are told apart (rule J1)") {
  CHECK(parts_of(R"({"containerDefinitions": []})").task_definitions.front().path() == "$");
  CHECK(parts_of(R"({"taskDefinition": {}, "tags": []})").task_definitions.front().path() == "$.taskDefinition");
  CHECK(parts_of(R"({"services": [{}, {}], "failures": []})").services.size() == 2);
  CHECK(parts_of(R"({"service": {"serviceName": "a"}})").services.front().path() == "$.service");
  CHECK(parts_of(R"({"service": "a", "taskDefinition": "b"})").services.size() == 1);
  CHECK(parts_of(R"({"clusters": [{"clusterName": "a"}]})").clusters.size() == 1);
  const EcsParts mixed = parts_of(R"([{"containerDefinitions": []}, [{"services": [{}]}], {"clusterArns": []}])");
  CHECK(mixed.task_definitions.front().path() == "$[0]");
  CHECK(mixed.services.front().path() == "$[1][0].services[0]");
  CHECK(mixed.ignored.size() == 1);
}

TEST_CASE("Answers about anything else are ignored by name") {
  for (const char* text :
       {R"({"tasks": [], "failures": []})", R"({"containerInstances": []})", R"({"capacityProviders": []})",
        R"({"taskDefinitionArns": []})", R"({"serviceArns": []})", R"({"cluster": {"name": "eks"}})",
        R"({"taskDefinition": "web", "count": 2})", R"({"nodegroup": {}})", R"({"services": ["web"]})"}) {
    CAPTURE(text);
    const EcsParts parts = parts_of(text);
    CHECK(parts.ignored.size() == 1);
    CHECK(parts.task_definitions.empty());
    CHECK(parts.services.empty());
  }
}

TEST_CASE("An empty list asks for nothing, and says so") {
  CHECK(parts_of("[]").ignored == std::vector<std::string>{"an empty list at $"});
  CHECK(parts_of(R"([{"containerDefinitions": []}, []])").ignored == std::vector<std::string>{"an empty list at $[1]"});
}

TEST_CASE("What AWS could not describe is passed on") {
  const EcsParts parts = parts_of(R"({"services": [], "failures": [{"arn": "arn:x", "reason": "MISSING"}]})");
  REQUIRE(parts.failures.size() == 1);
  CHECK(contains(parts.failures.front(), "arn:x: MISSING"));
}

TEST_CASE("Documents of other tools are refused by name with a way out") {
  CHECK(contains(refusal_of(R"({"AWSTemplateFormatVersion": "2010-09-09", "Resources": {}})"), "CloudFormation"));
  CHECK(contains(refusal_of(R"({"Resources": {}})"), "aws ecs describe-task-definition"));
  CHECK(contains(refusal_of(R"({"Family": "a", "ContainerDefinitions": []})"), "CloudFormation"));
  CHECK(contains(refusal_of(R"({"planned_values": {}})"), "Terraform plan"));
  CHECK(contains(refusal_of(R"({"services": {"web": {"image": "x"}}})"), "Compose"));
  CHECK(contains(refusal_of(R"({"Error": {"Code": "x"}})"), "error answer of AWS"));
  CHECK(contains(refusal_of(R"({"formatVersion": "v1.0", "offerCode": "AmazonEC2"})"), "a price list of AWS"));
  CHECK(contains(refusal_of(R"("bill/BillType,bill/BillingEntity")"), "Plain text such as a CSV list"));
}

TEST_CASE("Anything else is refused with what was found") {
  CHECK(contains(refusal_of(R"({"alpha": 1, "beta": 2})"), "'alpha', 'beta'"));
  CHECK(contains(refusal_of("{}"), "an empty object"));
  CHECK(contains(refusal_of("42"), "the number 42"));
  CHECK(contains(refusal_of(R"([{"containerDefinitions": []}, "text"])"), "$[1]"));
}

}  // namespace ecs_documents_test
