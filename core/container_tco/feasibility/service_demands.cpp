#include "container_tco/feasibility/service_demands.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>

namespace container_tco {
namespace {

class DemandList {
 public:
  explicit DemandList(const std::vector<HostDemand>& found) : demands_(found) {}

  bool has(const std::string& feature) const {
    return std::any_of(demands_.begin(), demands_.end(),
                       [&](const HostDemand& demand) { return demand.feature == feature; });
  }

  /// Adds a fact unless a reader's demand already says it under one of `features`; the first of them names the fact.
  void add_unless_said(std::initializer_list<const char*> features, std::string value) {
    for (const char* feature : features) {
      if (has(feature)) return;
    }
    demands_.push_back({*features.begin(), std::move(value), ""});
  }

  void add(std::string feature, std::string value) { demands_.push_back({std::move(feature), std::move(value), ""}); }

  /// Puts the fact in place of whatever was said, at the path of what was said.
  void replace(const std::string& feature, std::string value) {
    std::string json_path;
    std::erase_if(demands_, [&](const HostDemand& demand) {
      if (demand.feature != feature) return false;
      if (json_path.empty()) json_path = demand.json_path;
      return true;
    });
    demands_.push_back({feature, std::move(value), std::move(json_path)});
  }

  std::vector<HostDemand> take() { return std::move(demands_); }

 private:
  std::vector<HostDemand> demands_;
};

// A task that is built for x86_64, too, asks for no Arm host.
const char* architecture_fact(const Task& task) {
  for (const Architecture architecture : architectures_of(task)) {
    if (architecture == Architecture::x86_64) return "X86_64";
  }
  return "ARM64";
}

void add_platform_facts(const Service& service, DemandList& demands) {
  const Task& task = service.task;
  const bool is_windows = task.operating_system == OperatingSystem::windows_os;
  demands.add_unless_said({"operating_system_family", "k8s_windows"}, is_windows ? "WINDOWS" : "LINUX");
  demands.add_unless_said({"cpu_architecture", "k8s_arm64"}, architecture_fact(task));
  if (task.request.gpu_count > 0 || task.fargate_request.gpu_count > 0) {
    const std::int64_t gpus = std::max(task.request.gpu_count, task.fargate_request.gpu_count);
    if (task.accelerator == Accelerator::amd) {
      demands.add_unless_said({"k8s_amd_gpu"}, std::to_string(gpus));
    } else if (task.accelerator == Accelerator::nvidia) {
      demands.add_unless_said({"gpu", "k8s_gpu"}, std::to_string(gpus));
    } else {
      demands.add_unless_said({"neuron", "k8s_neuron"}, std::to_string(gpus));
    }
  }
  // A Kubernetes pod says hostNetwork, a feature of its own.
  if (service.format != InputFormat::kubernetes && task.network_mode != NetworkMode::pod) {
    demands.add_unless_said({"network_mode"}, to_string(task.network_mode));
  }
  if (task.ephemeral_storage)
    demands.replace("ephemeral_storage", std::to_string(task.ephemeral_storage->gib().ceil()));
}

void add_size(const Service& service, const Deployment& deployment, const SidecarLoad& sidecars, DemandList& demands) {
  const Task& task = service.task;
  if (deployment.uses_hosts()) {
    demands.replace("host_vcpu", task.request.cpu.vcpu().to_text());
    demands.replace("container_count", std::to_string(task.container_count));
    for (const std::string& port : task.static_host_ports) demands.add("static_host_port", port);
    return;
  }
  if (service.is_daemon) return;
  const Resources need = task.fargate_request + sidecars.request;
  demands.replace("fargate_vcpu", need.cpu.vcpu().to_text());
  demands.replace("fargate_memory_mib", std::to_string(need.memory.mib()));
  demands.replace("container_count", std::to_string(task.container_count + sidecars.container_count));
}

}  // namespace

SidecarLoad sidecar_load(const Workload& workload, OperatingSystem operating_system) {
  SidecarLoad load;
  for (const Service& service : workload.services) {
    if (!service.is_daemon || !service.daemon_as_sidecar) continue;
    if (service.task.operating_system != operating_system) continue;
    load.request = load.request + service.task.fargate_request;
    load.container_count += service.task.container_count;
  }
  return load;
}

std::vector<HostDemand> service_demands(const Service& service, const Deployment& deployment,
                                        const SidecarLoad& sidecars) {
  const char* daemon = service.format == InputFormat::kubernetes ? "k8s_daemon_set" : "scheduling_daemon";
  DemandList demands(service.task.host_demands);
  if (service.is_daemon && !deployment.uses_hosts()) {
    demands.replace(daemon, service.daemon_as_sidecar ? "sidecar" : "left_out");
    if (!service.daemon_as_sidecar) {
      std::vector<HostDemand> all = demands.take();
      std::erase_if(all, [&](const HostDemand& demand) { return demand.feature != daemon; });
      return all;
    }
  }
  add_platform_facts(service, demands);
  add_size(service, deployment, sidecars, demands);
  return demands.take();
}

}  // namespace container_tco
