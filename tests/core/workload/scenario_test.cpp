#include <doctest/doctest.h>

#include "documents.hpp"

namespace scenario_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

ReadResult read_text(const std::string& text) { return read_scenario({"scenario.json", text}); }

ReadResult read_service(const std::string& members) {
  return read_text(R"({"schema_version": "1", "services": [{"name": "web", "vcpu": 0.5, "memory_gib": "1.5", )" +
                   members + R"("usage": {}}]})");
}

std::string refusal_of(const std::string& members) {
  return error_of([&] { read_service(members); });
}

const Service& only(const ReadResult& result) { return result.workload.services.at(0); }

}  // namespace

TEST_CASE("A scenario's service is read as it is written") {
  const ReadResult result = read_text(R"({
      "schema_version": "1", "name": "shop", "options": {"region": "eu-west-1"},
      "services": [{"name": "web", "count": 6, "vcpu": "0.25", "memory_gib": 0.5, "gpu": 1, "architecture": "arm64",
                    "ephemeral_storage_gib": 50, "network_mode": "bridge", "static_host_ports": [8080, "53/udp"],
                    "one_per_host": true, "needs": ["kernel_parameters"], "assign_public_ip": true, "load_balanced": true,
                    "usage": {"image_gb": "0.4", "task_starts_per_month": 100, "releases_per_month": 8,
                              "log_gb_per_month": 12.5}}],
      "surroundings": {"egress": "nat_gateway", "nat_gateways": 2, "application_load_balancers": 1,
                       "alb_lcu_per_hour": "1.5", "inter_az_gb_per_month": 100, "eks_extended_support": false}})");
  CHECK(result.workload.name == "shop");
  const Service& web = only(result);
  CHECK(web.origin == "scenario.json at $.services[0]");
  CHECK(peak_count(web.demand) == 6);
  CHECK(web.task.request == Resources{Cpu::from_milli(250), Bytes::from_mib(512), 1});
  CHECK(web.task.fargate_request == web.task.request);
  CHECK(web.task.architecture == Architecture::arm64);
  CHECK(web.task.ephemeral_storage == Bytes::from_gib(50));
  CHECK(web.task.network_mode == NetworkMode::bridge);
  CHECK(web.task.static_host_ports == std::vector<std::string>{"8080/tcp", "53/udp"});
  CHECK(web.task.one_per_host);
  CHECK(web.task.host_demands.back() == HostDemand{"need", "kernel_parameters", "$.services[0].needs[0]"});
  CHECK(web.assign_public_ip == true);
  CHECK(web.load_balanced);
  CHECK(web.usage.image_gb == Rational::parse("0.4"));
  CHECK(web.usage.log_gb_per_month == Rational::parse("12.5"));
  CHECK(result.workload.surroundings.egress == Egress::nat_gateway);
  CHECK(result.workload.surroundings.nat_gateways == 2);
  CHECK(result.workload.surroundings.alb_lcu_per_hour == Rational::parse("1.5"));
  CHECK(result.workload.surroundings.eks_extended_support == false);
  CHECK_FALSE(result.workload.surroundings.nlb_lcu_per_hour.has_value());
  CHECK(result.workload.assumptions.size() == 1);
  CHECK(has_assumption(result.workload, "rollout_default", "web"));
  CHECK_NOTHROW(validate(result.workload));
}

TEST_CASE("A service without a count is one task, as an assumption") {
  const ReadResult result = read_service("");
  CHECK(peak_count(only(result).demand) == 1);
  CHECK(has_assumption(result.workload, "desired_count", "\"web\""));
}

TEST_CASE("Runs state how often and how long; how many at one time follows when it is not given") {
  // 1000 runs × 200 s = 200,000 s a day = 2.3 days of one task: three at one time.
  const ReadResult result = read_service(R"("runs": {"per_day": 1000, "seconds": 200}, )");
  const RunDemand runs = std::get<RunDemand>(only(result).demand);
  CHECK(runs.runs_per_day == Rational(1000));
  CHECK(runs.seconds_per_run == Rational(200));
  CHECK(runs.concurrent == 3);
  CHECK(has_assumption(result.workload, "concurrent_runs", "\"web\""));
  const ReadResult given = read_service(R"("runs": {"per_day": 1000, "seconds": 200, "concurrent": 50}, )");
  CHECK(peak_count(only(given).demand) == 50);
  CHECK_FALSE(has_assumption(given.workload, "concurrent_runs"));
  CHECK(contains(refusal_of(R"("runs": {"per_day": 1000, "seconds": 200, "concurrent": 2}, )"), "at least 3"));
}

TEST_CASE("A daemon has no count") {
  CHECK(only(read_service(R"("daemon": true, )")).is_daemon);
  CHECK(contains(refusal_of(R"("daemon": true, "count": 2, )"), "runs once on every host"));
}

TEST_CASE("An unknown member is an error with the nearest name") {
  const std::string message = refusal_of(R"("cuont": 2, )");
  CHECK(contains(message, "$.services[0].cuont"));
  CHECK(contains(message, "Did you mean count?"));
  CHECK_THROWS_AS(read_text(R"({"schema_version": "1", "services": [], "surroundings": {"nat": 1}})"), ParseError);
  CHECK_THROWS_AS(read_text(R"({"schema_version": "1", "service": []})"), ParseError);
}

TEST_CASE("Values outside the model are errors with their path") {
  for (const char* members :
       {R"("count": -1, )", R"("count": 10000001, )", R"("count": 1.5, )",
        R"("count": 1, "runs": {"per_day": 1, "seconds": 1}, )", R"("runs": {"per_day": 0, "seconds": 1}, )",
        R"("runs": {"per_day": 1e9, "seconds": 1e7}, )", R"("gpu": -1, )", R"("operating_system": "bsd", )",
        R"("architecture": "mips", )", R"("network_mode": "pod", )", R"("static_host_ports": [0], )",
        R"("static_host_ports": ["80/sctp"], )", R"("needs": [1], )", R"("ephemeral_storage_gib": 0, )",
        R"("one_per_host": "yes", )"}) {
    CAPTURE(members);
    CHECK(contains(refusal_of(members), "scenario.json at $.services[0]"));
  }
  for (const char* size : {"0", "-1", "1e30", "\"NaN\"", "\"1 vCPU\"", "null", "1e400", "true"}) {
    CAPTURE(size);
    CHECK_THROWS_AS(read_text(R"({"schema_version": "1", "services": [{"name": "a", "memory_gib": 1, "vcpu": )" +
                              std::string(size) + "}]}"),
                    ParseError);
  }
}

TEST_CASE("A scenario states its version, and names are unique") {
  CHECK_THROWS_AS(read_text(R"({"services": []})"), ParseError);
  CHECK_THROWS_AS(read_text(R"({"schema_version": "2", "services": []})"), ParseError);
  CHECK_THROWS_AS(read_text(R"({"schema_version": "1", "services": [{"name": "a", "vcpu": 1, "memory_gib": 1},
                                                                    {"name": "a", "vcpu": 1, "memory_gib": 1}]})"),
                  ParseError);
}

TEST_CASE("The schema and the reader know the same members of a service") {
  const JsonValue schema = parse_json(scenario_schema());
  const JsonValue* service = schema.find("$defs")->find("service")->find("properties");
  // The complaint about an unknown member lists the known ones.
  std::string message = refusal_of(R"("unheard_of": 1, )");
  message = message.substr(message.find("one of the members"));
  message = message.substr(0, message.find(", found"));
  for (const auto& [name, value] : service->members()) {
    CAPTURE(name);
    CHECK(contains(message, name));
  }
  const auto commas = static_cast<std::size_t>(std::count(message.begin(), message.end(), ','));
  CHECK(commas + 2 == service->members().size());  // "a, b or c": one comma fewer than gaps
}

}  // namespace scenario_test
