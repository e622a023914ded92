#include <doctest/doctest.h>

#include "container_tco/sizing/host_capacity.hpp"
#include "fargate_tasks.hpp"

namespace container_tco::cluster_add_ons_test {

TEST_CASE("ECS hosts run no add-ons") { CHECK(cluster_add_ons(ControlPlane::ecs).empty()); }

TEST_CASE("EKS nodes run the network plugin and kube-proxy, and the cluster CoreDNS twice") {
  const std::vector<ClusterAddOn> add_ons = cluster_add_ons(ControlPlane::eks);
  REQUIRE(add_ons.size() == 3);
  CHECK(add_ons[0].name == "aws-node");
  CHECK(add_ons[0].request.cpu == Cpu::from_milli(25));
  CHECK((add_ons[0].is_daemon && add_ons[0].uses_host_network && !add_ons[0].on_fargate));
  CHECK(add_ons[1].name == "kube-proxy");
  CHECK(add_ons[1].request.cpu == Cpu::from_milli(100));
  CHECK((add_ons[1].is_daemon && add_ons[1].uses_host_network && !add_ons[1].on_fargate));
  CHECK(add_ons[2].name == "coredns");
  CHECK(add_ons[2].request == Resources{Cpu::from_milli(100), Bytes::from_mib(70), 0});
  CHECK(add_ons[2].replicas == 2);
  CHECK((!add_ons[2].is_daemon && !add_ons[2].uses_host_network && add_ons[2].on_fargate));
  for (const ClusterAddOn& add_on : add_ons) CHECK_FALSE(add_on.source.empty());
}

TEST_CASE("CoreDNS on Fargate is bought as the smallest pod") {
  // Rule K17: 100m and 70 + 256 MiB round up to 0.25 vCPU and 0.5 GB.
  const ClusterAddOn core_dns = cluster_add_ons(ControlPlane::eks).back();
  const Task task = task_of(core_dns.fargate_request.cpu, core_dns.fargate_request.memory);
  CHECK(size_fargate_task(task, ControlPlane::eks, linux_rates()).size == FargateSize{256, 512});
}

}  // namespace container_tco::cluster_add_ons_test
