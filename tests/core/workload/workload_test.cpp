#include "container_tco/workload/workload.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"

namespace workload_test {

using namespace container_tco;

namespace {

Service service(const std::string& name) {
  Service result;
  result.name = name;
  result.task.request = {Cpu::from_units(256), Bytes::from_mib(512), 0};
  result.task.fargate_request = result.task.request;
  return result;
}

Workload workload(std::vector<Service> services) {
  Workload result;
  result.services = std::move(services);
  return result;
}

}  // namespace

TEST_CASE("A workload of one service is valid") { CHECK_NOTHROW(validate(workload({service("web")}))); }

TEST_CASE("A workload needs a service that is not a daemon") {
  Service agent = service("agent");
  agent.is_daemon = true;
  CHECK_THROWS_AS(validate(workload({})), InvalidInputError);
  CHECK_THROWS_AS(validate(workload({agent})), InvalidInputError);
  CHECK_NOTHROW(validate(workload({agent, service("web")})));
}

TEST_CASE("Two services of one name are an error") {
  CHECK_THROWS_AS(validate(workload({service("web"), service("web")})), InvalidInputError);
}

TEST_CASE("A service of zero tasks is kept, but something must run") {
  Service idle = service("idle");
  idle.demand = ConstantDemand{0};
  CHECK_NOTHROW(validate(workload({idle, service("web")})));
  CHECK_THROWS_AS(validate(workload({idle})), InvalidInputError);
}

TEST_CASE("Counts above ten million are an error") {
  Service huge = service("huge");
  huge.demand = ConstantDemand{10000000};
  CHECK_NOTHROW(validate(workload({huge})));
  huge.demand = ConstantDemand{10000001};
  CHECK_THROWS_AS(validate(workload({huge})), InvalidInputError);
  huge.demand = ConstantDemand{-1};
  CHECK_THROWS_AS(validate(workload({huge, service("web")})), InvalidInputError);
}

TEST_CASE("Only a Kubernetes pod may ask for no memory") {
  Service empty = service("empty");
  empty.task.request = {};
  empty.task.fargate_request = {};
  CHECK_THROWS_AS(validate(workload({empty})), InvalidInputError);
  empty.format = InputFormat::kubernetes;
  CHECK_NOTHROW(validate(workload({empty})));
}

TEST_CASE("Negative usage and surroundings are errors") {
  Service chatty = service("chatty");
  chatty.usage.log_gb_per_month = Rational(-1);
  CHECK_THROWS_AS(validate(workload({chatty})), InvalidInputError);
  Workload with_gateways = workload({service("web")});
  with_gateways.surroundings.nat_gateways = -1;
  CHECK_THROWS_AS(validate(with_gateways), InvalidInputError);
}

TEST_CASE("Runs must take time") {
  Service batch = service("batch");
  batch.demand = RunDemand{Rational(24), Rational(), 1};
  CHECK_THROWS_AS(validate(workload({batch})), InvalidInputError);
  batch.demand = RunDemand{Rational(24), Rational(60), 3};
  CHECK_NOTHROW(validate(workload({batch})));
  CHECK(peak_count(batch.demand) == 3);
}

TEST_CASE("What a task says about hosts must make sense") {
  const auto refuses = [](auto change) {
    Service web = service("web");
    change(web);
    CHECK_THROWS_AS(validate(workload({web})), InvalidInputError);
  };
  refuses([](Service& web) { web.task.max_copies_per_host = 0; });
  refuses([](Service& web) { web.task.max_host_skew = 0; });
  refuses([](Service& web) { web.task.max_copies_per_zone = 0; });
  refuses([](Service& web) { web.task.least_zones = 0; });
  refuses([](Service& web) { web.task.attached_volumes = -1; });
  refuses([](Service& web) { web.task.required_host_labels = {"=ssd"}; });
  refuses([](Service& web) { web.task.required_host_labels = {"disk=ssd|nvme", "disk=hdd"}; });
  refuses([](Service& web) { web.rollout.surge.amount = -1; });
  refuses([](Service& web) {
    web.capacity_strategy.resize(2);  // Without weights.
    web.capacity_strategy[1].provider = "other";
  });
  Service web = service("web");
  web.task.required_host_labels = {"disk=ssd|nvme", "disk=nvme", "gpu"};
  CHECK_NOTHROW(validate(workload({web})));
}

}  // namespace workload_test
