// What hosts say of themselves under the names of Kubernetes, Karpenter, EKS and ECS, and what follows for plans.
// Figures of types: Amazon EC2 Instance Types (2026).

#include "container_tco/estimate/host_labels.hpp"

#include <doctest/doctest.h>

#include "fleets.hpp"

namespace host_labels_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

bool bears(const char* type, const std::string& requirement) {
  return meets_requirement(requirement, PriceBook::bundled().instance_type(type), OperatingSystem::linux_os, {});
}

// Under both prefixes.
bool says(const char* type, const std::string& fact) {
  const bool karpenter = bears(type, "karpenter.k8s.aws/" + fact);
  CHECK(bears(type, "eks.amazonaws.com/" + fact) == karpenter);
  return karpenter;
}

Service agent(Architecture architecture, bool is_stated) {
  Service daemon = service("agent", "1", "4", 1);
  daemon.is_daemon = true;
  daemon.task.architecture = architecture;
  daemon.task.architecture_is_stated = is_stated;
  return daemon;
}

bool carries(const Estimate& estimate, const std::string& daemon) {
  return std::any_of(estimate.pools.begin(), estimate.pools.end(), [&](const HostPool& pool) {
    return std::any_of(pool.daemons.begin(), pool.daemons.end(), [&](const PackItem& d) { return d.id == daemon; });
  });
}

Service that_asks(const std::string& label) {
  Service web = service("web", "1", "2", 3);
  web.task.required_host_labels = {label};
  return web;
}

const Finding* find_feature(const Feasibility& feasibility, const std::string& feature) {
  for (const Finding& finding : feasibility.findings) {
    if (finding.feature == feature) return &finding;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("facts of a type go by the names of Karpenter and of EKS") {
  CHECK(says("r5.large", "instance-category=r"));
  CHECK_FALSE(says("c6a.large", "instance-category=r"));
  CHECK(says("m8g.large", "instance-generation=8"));
  CHECK(says("r5.large", "instance-family=r5"));
  CHECK(says("r5.large", "instance-size=large"));
  CHECK(says("r5.large", "instance-cpu=2"));
  CHECK(says("r5.large", "instance-memory=16384"));
  CHECK(says("g4dn.12xlarge", "instance-gpu-count=4"));
  CHECK(says("g4dn.12xlarge", "instance-gpu-name=t4"));
  CHECK(says("g4dn.12xlarge", "instance-gpu-manufacturer=nvidia"));
  CHECK(says("g4ad.xlarge", "instance-gpu-manufacturer=amd"));
  CHECK_FALSE(says("r5.large", "instance-gpu-manufacturer"));
  CHECK(says("g4ad.xlarge", "instance-local-nvme=150"));
  CHECK_FALSE(says("r5.large", "instance-local-nvme"));
  CHECK(says("inf2.xlarge", "instance-accelerator-manufacturer=aws"));
  CHECK(says("m7i-flex.large", "instance-capability-flex=true"));
  CHECK(says("m7i.large", "instance-capability-flex=false"));
}

// "a" behind the generation is AMD, "g" is AWS Graviton, "i" and nothing are Intel; of G6 nothing here says it.
TEST_CASE("the maker of the CPU follows from the name where names say it") {
  CHECK(says("m7g.large", "instance-cpu-manufacturer=aws"));
  CHECK(says("m7a.large", "instance-cpu-manufacturer=amd"));
  CHECK(says("m8azn.large", "instance-cpu-manufacturer=amd"));
  CHECK(says("m7i.large", "instance-cpu-manufacturer=intel"));
  CHECK(says("m5.large", "instance-cpu-manufacturer=intel"));
  for (const char* maker : {"=intel", "=amd", "=aws", "!=aws", ""}) {
    CHECK_FALSE(says("g6.xlarge", "instance-cpu-manufacturer" + std::string(maker)));
  }
}

// Karpenter: letters, perhaps "-6tb", digits.
TEST_CASE("high memory families are of category u, and their generation is no memory size") {
  CHECK(says("u7i-6tb.112xlarge", "instance-category=u"));
  CHECK(says("u7i-6tb.112xlarge", "instance-generation=7"));
  CHECK(says("u-6tb1.56xlarge", "instance-category=u"));
  CHECK(says("u-6tb1.56xlarge", "instance-generation=1"));
}

TEST_CASE("facts are excluded and compared with numbers") {
  CHECK_FALSE(bears("c6a.large", "node.kubernetes.io/instance-type!=c6a.large|c6a.xlarge"));
  CHECK(bears("c6a.2xlarge", "node.kubernetes.io/instance-type!=c6a.large|c6a.xlarge"));
  CHECK_FALSE(bears("c6a.2xlarge", "ecs.instance-type!=c6a.*"));
  CHECK(says("m7i.8xlarge", "instance-cpu>15"));
  CHECK_FALSE(says("m7i.4xlarge", "instance-cpu>16"));
  CHECK(says("m7i.4xlarge", "instance-cpu<17"));
  CHECK_FALSE(says("r5.large", "instance-gpu-count<2"));  // Not borne at all: nothing to compare.
  CHECK(says("r5.large", "instance-gpu-count!=4"));
  CHECK(bears("r5.large", "!nvidia.com/gpu.present"));
  CHECK_FALSE(bears("g4dn.xlarge", "!nvidia.com/gpu.present"));
  CHECK_FALSE(bears("g4dn.xlarge", "karpenter.k8s.aws/instance-gpu-name!=t4"));
}

TEST_CASE("what a type says is no label to put on another, known or not") {
  for (const char* label : {"eks.amazonaws.com/instance-category=r", "eks.amazonaws.com/instance-gpu-memory=16384",
                            "karpenter.k8s.aws/instance-network-bandwidth=12500", "karpenter.sh/capacity-type=spot",
                            "karpenter.k8s.aws/instance-cpu>15", "node.kubernetes.io/instance-type!=c6a.large"}) {
    CAPTURE(label);
    CHECK(labels_to_set(that_asks(label).task).empty());
  }
  for (const char* label : {"eks.amazonaws.com/nodegroup=blue", "instance-category=r", "karpenter.sh/nodepool=web"}) {
    CHECK(labels_to_set(that_asks(label).task) == std::vector<std::string>{label});
  }
}

TEST_CASE("hosts are of the category that EKS names, in both ways to plan them") {
  EstimateOptions options = mix_of({"c6a.xlarge", "r5.xlarge"});
  const Workload workload = workload_of({that_asks("eks.amazonaws.com/instance-category=r")});
  for (const Provisioning provisioning : {Provisioning::mixed, Provisioning::single_type}) {
    options.hosts.provisioning = provisioning;
    for (const HostPool& pool : on("eks-auto-mode", workload, options).pools) CHECK(pool.instance_type == "r5.xlarge");
  }
}

TEST_CASE("excluded types carry nobody") {
  const EstimateOptions options = mix_of({"c6a.xlarge", "m5.xlarge"});
  const auto type = [&](const char* label) {
    return on("eks-ec2", workload_of({that_asks(label)}), options).pools.at(0).instance_type;
  };
  CHECK(type("node.kubernetes.io/instance-type!=m5.xlarge") == "c6a.xlarge");
  CHECK(type("node.kubernetes.io/instance-type!=c6a.xlarge") == "m5.xlarge");
}

TEST_CASE("a daemon runs on hosts of the architecture that it states, and on all when it states none") {
  const EstimateOptions options = mix_of({"m5.large", "m7g.large"});
  const Service web = service("web", "0.1", "0.125", 2);
  const Money alone = on("eks-ec2", workload_of({web}), options).total();
  const Estimate beside = on("eks-ec2", workload_of({web, agent(Architecture::arm64, true)}), options);
  CHECK_FALSE(carries(beside, "agent"));
  CHECK(beside.total() == alone);
  CHECK(has_assumption(beside, "daemon_without_host/linux/agent"));
  CHECK(carries(on("eks-ec2", workload_of({web, agent(Architecture::arm64, false)}), options), "agent"));
  CHECK(carries(on("eks-ec2", workload_of({web, agent(Architecture::x86_64, true)}), options), "agent"));
  EstimateOptions one_type = options;
  one_type.hosts.provisioning = Provisioning::single_type;
  CHECK_FALSE(carries(on("eks-ec2", workload_of({web, agent(Architecture::arm64, true)}), one_type), "agent"));
  EstimateOptions rebuilt = options;
  rebuilt.architectures = {Architecture::x86_64};
  CHECK(carries(on("eks-ec2", workload_of({web, agent(Architecture::arm64, true)}), rebuilt), "agent"));
}

// 730 h × (0.04048 + 2 × 0.004445) for each of 1 vCPU and 2 GB in us-east-1.
TEST_CASE("a daemon for other hosts is no sidecar on Fargate, and does not forbid it") {
  const Service web = service("web", "1", "2", 1);
  for (const char* deployment : {"eks-fargate", "ecs-fargate"}) {
    const Money alone = on(deployment, workload_of({web})).total();
    const Estimate arm = on(deployment, workload_of({web, agent(Architecture::arm64, true)}));
    REQUIRE(arm.is_feasible());
    CHECK(arm.total() == alone);
    CHECK(has_assumption(arm, "daemon_beside/agent"));
    Service pinned = agent(Architecture::x86_64, false);
    pinned.task.allowed_instance_types = {"m7i.24xlarge"};
    CHECK(on(deployment, workload_of({web, pinned})).total() == alone);
    Service labelled = agent(Architecture::x86_64, false);
    labelled.task.required_host_labels = {"role=app"};
    CHECK(on(deployment, workload_of({web, labelled})).total() == alone);
    Service of_the_role = web;
    of_the_role.task.required_host_labels = {"role=app"};
    CHECK(on(deployment, workload_of({of_the_role, labelled})).total() > alone);
  }
  CHECK(on("ecs-fargate", workload_of({web})).total() == usd("36.0401"));
}

// The common pair of one DaemonSet for each architecture: a task takes the one of its own along.
TEST_CASE("of a pair of daemons each task has one") {
  Service other = agent(Architecture::x86_64, true);
  other.name = "agent-x86";
  Service web = service("web", "1", "2", 1);
  const Workload pair = workload_of({web, agent(Architecture::arm64, true), other});
  const Workload single = workload_of({web, other});
  for (const char* deployment : {"eks-fargate", "ecs-fargate", "eks-ec2"}) {
    CHECK(on(deployment, pair, mix_of({"m5.large", "m5.xlarge"})).total() ==
          on(deployment, single, mix_of({"m5.large", "m5.xlarge"})).total());
  }
  web.task.also_built_for = {Architecture::arm64};
  const FargatePurchase either =
      on("ecs-fargate", workload_of({web, agent(Architecture::arm64, true), other})).fargate.at(0);
  CHECK(either.architecture == Architecture::arm64);
  REQUIRE(either.task.parts.size() == 2);
  CHECK(either.task.parts[1].name == "sidecar agent");
}

TEST_CASE("how hosts are bought is settled by the deployment") {
  const EstimateOptions options = mix_of({"m5.large", "m5.xlarge", "c5.xlarge"});
  const auto judged = [](const char* deployment, const std::string& label) {
    return check_feasibility(workload_of({that_asks(label)}), Deployment::parse(deployment));
  };
  const Finding* wrong = nullptr;
  const Feasibility spot = judged("eks-ec2-spot", "karpenter.sh/capacity-type=on-demand");
  wrong = find_feature(spot, "capacity_type");
  REQUIRE(wrong != nullptr);
  CHECK(wrong->verdict == Verdict::impossible);
  CHECK(wrong->service == "web");
  CHECK(wrong->value == "karpenter.sh/capacity-type=on-demand");
  CHECK(wrong->remedy.find("eks-ec2-spot") != std::string::npos);
  CHECK(find_feature(judged("eks-ec2", "karpenter.sh/capacity-type=on-demand"), "capacity_type") == nullptr);
  CHECK(find_feature(judged("eks-ec2", "karpenter.sh/capacity-type=spot"), "capacity_type") != nullptr);
  CHECK(find_feature(judged("eks-auto-mode-spot", "karpenter.sh/capacity-type=spot"), "capacity_type") == nullptr);
  CHECK(find_feature(judged("eks-ec2", "karpenter.sh/capacity-type=spot|on-demand"), "capacity_type") == nullptr);
  CHECK(find_feature(judged("eks-ec2", "karpenter.sh/capacity-type!=on-demand"), "capacity_type") != nullptr);
  CHECK(find_feature(judged("eks-ec2", "karpenter.sh/capacity-type"), "capacity_type") == nullptr);
  const Money plain = on("eks-ec2", workload_of({service("web", "1", "2", 3)}), options).total();
  CHECK(on("eks-ec2", workload_of({that_asks("karpenter.sh/capacity-type=on-demand")}), options).total() == plain);
  // A daemon for Spot hosts is not there, and nobody misses it.
  Service handler = agent(Architecture::x86_64, false);
  handler.task.required_host_labels = {"karpenter.sh/capacity-type=spot"};
  const Estimate without = on("eks-ec2", workload_of({service("web", "1", "2", 3), handler}), options);
  CHECK(without.total() == plain);
  CHECK_FALSE(carries(without, "agent"));
}

// g4ad.xlarge is the only one of the two with a GPU of AMD, g4dn.xlarge the only one with one of NVIDIA.
TEST_CASE("GPUs of AMD and of NVIDIA are not taken for each other") {
  EstimateOptions options = mix_of({"g4ad.xlarge", "g4dn.xlarge"});
  Service amd = gpu_service("amd", 1, 1);
  amd.task.accelerator = Accelerator::amd;
  for (const Provisioning provisioning : {Provisioning::mixed, Provisioning::single_type}) {
    options.hosts.provisioning = provisioning;
    CHECK(hosts_text(on("eks-ec2", workload_of({amd}), options)) == "1 g4ad.xlarge");
    CHECK(hosts_text(on("eks-ec2", workload_of({gpu_service("nvidia", 1, 1)}), options)) == "1 g4dn.xlarge");
  }
  CHECK_FALSE(on("ecs-ec2", workload_of({amd}), options).is_feasible());
}

}  // namespace host_labels_test
