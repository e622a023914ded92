#include <doctest/doctest.h>

#include "documents.hpp"

namespace usage_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

Workload two_services() { return read_ecs_texts({small_task("web"), small_task("worker")}).workload; }

std::string refusal_of(const std::string& text) {
  Workload workload = two_services();
  return error_of([&] { apply_usage(workload, {"usage.json", text}); });
}

}  // namespace

TEST_CASE("Usage sets counts, usage, needs and surroundings of a workload that was read") {
  Workload workload = two_services();
  apply_usage(workload, {"usage.json", R"({"schema_version": "1",
      "services": [{"name": "web", "count": 12, "needs": ["ebpf", "ebpf"], "daemon_as_sidecar": false,
                    "usage": {"image_gb": "0.3"}},
                   {"name": "worker", "runs": {"per_day": 24, "seconds": 600}}],
      "surroundings": {"egress": "vpc_endpoints", "interface_endpoints": 6}})"});
  const Service& web = workload.services[0];
  CHECK(peak_count(web.demand) == 12);
  CHECK(web.usage.image_gb == Rational::parse("0.3"));
  CHECK_FALSE(web.daemon_as_sidecar);
  CHECK(web.task.host_demands.back() == HostDemand{"need", "ebpf", "$.services[0].needs[0]"});
  CHECK(std::holds_alternative<RunDemand>(workload.services[1].demand));
  CHECK(workload.surroundings.interface_endpoints == 6);
  CHECK_FALSE(has_assumption(workload, "desired_count"));
  CHECK(has_assumption(workload, "concurrent_runs", "worker"));
}

TEST_CASE("Usage that has a name gives it to the workload") {
  Workload workload = two_services();
  apply_usage(workload, {"usage.json", R"({"schema_version": "1"})"});
  CHECK(workload.name == two_services().name);
  apply_usage(workload, {"usage.json", R"({"schema_version": "1", "name": "shop"})"});
  CHECK(workload.name == "shop");
}

TEST_CASE("What usage does not mention stays as it was") {
  Workload workload = two_services();
  apply_usage(workload, {"usage.json", R"({"schema_version": "1", "services": [{"name": "web", "usage": {}}]})"});
  CHECK(peak_count(workload.services[0].demand) == 1);
  CHECK(has_assumption(workload, "desired_count", "\"web\""));
}

TEST_CASE("Usage for an unknown service offers the nearest, and changes nothing") {
  Workload workload = two_services();
  const std::string message = error_of([&] {
    apply_usage(workload, {"usage.json", R"({"schema_version": "1",
        "services": [{"name": "web", "count": 9}, {"name": "wroker", "count": 2}]})"});
  });
  CHECK(contains(message, "usage.json at $.services[1].name"));
  CHECK(contains(message, "Nearest: worker"));
  CHECK(peak_count(workload.services[0].demand) == 1);
}

TEST_CASE("Usage cannot change the size of what was read") {
  CHECK(contains(refusal_of(R"({"schema_version": "1", "services": [{"name": "web", "vcpu": 2}]})"),
                 "$.services[0].vcpu"));
}

}  // namespace usage_test
