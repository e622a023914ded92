#include <doctest/doctest.h>

#include "container_tco/json/json_value.hpp"
#include "container_tco/report/waste_report.hpp"

namespace waste_test {

using namespace container_tco;

namespace {

Money usd(const char* amount) { return {Rational::parse(amount), Currency::usd()}; }

Workload tasks(const std::string& name, std::int64_t count) {
  Service service;
  service.name = name;
  service.task.request = {Cpu::from_units(512), Bytes::from_gib(1), 0};
  service.task.fargate_request = {Cpu::from_units(512), Bytes::from_mib(1100), 0};
  service.demand = ConstantDemand{count};
  Workload workload;
  workload.name = "test";
  workload.services = {service};
  return workload;
}

EstimateOptions on_m5_large() {
  EstimateOptions options;
  options.region = "us-east-1";
  options.hosts.zones = 1;
  options.hosts.provisioning = Provisioning::single_type;
  options.hosts.setup.memory_overhead_fraction = Rational(0);
  options.hosts.candidates.instance_types = {"m5.large"};
  options.labour.profile = LabourProfile{};
  return options;
}

BillReview review(const char* deployment, const std::string& name = "web") {
  return review_bill(tasks(name, 10), Deployment::parse(deployment), PriceBook::bundled(), on_m5_large());
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const JsonValue& member(const JsonValue& value, const char* name) {
  const JsonValue* found = value.find(name);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

// Ten tasks of 0.5 vCPU and 1 GiB on three m5.large: 148.2462 of 210.24 is used, see waste_test of the estimate.
TEST_CASE("an estimate says where the money goes unused") {
  const Estimate estimate = review("ecs-ec2").estimate;
  for (const ReportFormat format : {ReportFormat::table, ReportFormat::markdown, ReportFormat::html}) {
    const std::string text = render(estimate, format);
    CHECK(contains(text, "Where the money goes unused"));
    for (const char* part : {"210.24 for compute, tasks use", "148.25", "70.5 %"}) CHECK(contains(text, part));
    CHECK(contains(text, "stranded room"));
    CHECK(contains(text, "4 × web"));
  }
  CHECK(contains(render(review("ecs-fargate").estimate, ReportFormat::markdown), "Rounding of each Fargate task"));
}

TEST_CASE("a review leads with what saves most") {
  const BillReview found = review("ecs-ec2");
  REQUIRE_FALSE(found.cheaper_variants.empty());
  const std::string text = render(found, ReportFormat::markdown);
  CHECK(contains(text, "The change that saves most: " + found.cheaper_variants[0].change));
  CHECK(contains(text, "What would lower the bill"));
  CHECK(contains(text, "One more copy"));
  CHECK(contains(render(found, ReportFormat::html), "<table"));
  CHECK(contains(render(found, ReportFormat::csv), "deployment,where,use,name,vcpu"));
}

TEST_CASE("the JSON of a review has exact amounts that add up") {
  const BillReview found = review("ecs-ec2");
  const JsonValue json = parse_json(render(found, ReportFormat::json));
  CHECK(member(json, "kind").text() == "bill_review");
  const JsonValue& waste = member(json, "waste");
  Rational sum;
  for (const JsonValue& share : member(waste, "shares").items()) {
    sum += Rational::parse_fraction(member(share, "cost").text());
  }
  CHECK(sum == usd("210.24").amount());
  CHECK(member(waste, "per_used_vcpu_hour").is_string());
  CHECK(member(member(waste, "pools").items()[0], "contents").items().size() == 2);
  CHECK(member(member(json, "marginal_costs").items()[0], "free_copies").text() == "2");
  CHECK(member(json, "cheaper_variants").items().size() == found.cheaper_variants.size());
  CHECK(parse_json(render(found.estimate, ReportFormat::json)).find("waste") != nullptr);
}

TEST_CASE("names in a review are escaped") {
  const std::string name = "<script>alert(1)</script>|=cmd()";
  const BillReview found = review("ecs-fargate", name);
  CHECK_FALSE(contains(render(found, ReportFormat::html), "<script>"));
  CHECK_FALSE(contains(render(found, ReportFormat::markdown), "<script>"));
}

}  // namespace waste_test
