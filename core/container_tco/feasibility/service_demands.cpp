#include "container_tco/feasibility/service_demands.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>

#include "container_tco/workload/host_match.hpp"
#include "container_tco/workload/host_requirements.hpp"

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

/// What daemons add to a task when they run as its sidecars.
struct SidecarLoad {
  Resources request;
  std::int64_t container_count = 0;
};

// Of the architectures that it may run on, the most of each.
SidecarLoad sidecar_load(const Service& service, const Workload& workload, const Deployment& deployment) {
  SidecarLoad most;
  for (const Architecture architecture : fargate_architectures(service.task, deployment.control_plane)) {
    SidecarLoad load;
    for (const Service& daemon : workload.services) {
      if (!daemon.is_daemon || !is_sidecar_of(daemon, service.task, architecture)) continue;
      load.request = load.request + daemon.task.fargate_request;
      load.container_count += daemon.task.container_count;
    }
    most = {max_each(most.request, load.request), std::max(most.container_count, load.container_count)};
  }
  return most;
}

bool is_any_sidecar(const Service& daemon, const Workload& workload, const Deployment& deployment) {
  return std::any_of(workload.services.begin(), workload.services.end(), [&](const Service& service) {
    if (service.is_daemon) return false;
    const std::vector<Architecture> all = fargate_architectures(service.task, deployment.control_plane);
    return std::any_of(all.begin(), all.end(),
                       [&](Architecture architecture) { return is_sidecar_of(daemon, service.task, architecture); });
  });
}

// How hosts are bought is settled by the deployment. Daemons run where they may, without a complaint.
void add_capacity_types(const Service& service, const Deployment& deployment, DemandList& demands) {
  if (service.is_daemon || !deployment.uses_hosts()) return;
  for (std::string& label : unmet_capacity_types(service.task, deployment)) {
    demands.add("capacity_type", std::move(label));
  }
}

void add_size(const Service& service, const Workload& workload, const Deployment& deployment, DemandList& demands) {
  const Task& task = service.task;
  if (deployment.uses_hosts()) {
    demands.replace("host_vcpu", task.request.cpu.vcpu().to_text());
    demands.replace("container_count", std::to_string(task.container_count));
    for (const std::string& port : task.static_host_ports) demands.add("static_host_port", port);
    return;
  }
  if (service.is_daemon) return;
  const SidecarLoad sidecars = sidecar_load(service, workload, deployment);
  const Resources need = task.fargate_request + sidecars.request;
  demands.replace("fargate_vcpu", need.cpu.vcpu().to_text());
  demands.replace("fargate_memory_mib", std::to_string(need.memory.mib()));
  demands.replace("container_count", std::to_string(task.container_count + sidecars.container_count));
}

}  // namespace

std::vector<Architecture> fargate_architectures(const Task& task, ControlPlane control_plane) {
  std::vector<Architecture> architectures = architectures_of(task);
  const bool x86_only = control_plane == ControlPlane::eks || task.operating_system == OperatingSystem::windows_os;
  if (x86_only && architectures.size() > 1) {
    std::erase_if(architectures, [](Architecture architecture) { return architecture != Architecture::x86_64; });
  }
  return architectures;
}

bool is_sidecar_of(const Service& daemon, const Task& task, Architecture architecture) {
  return daemon.daemon_as_sidecar && runs_beside(daemon.task, task, architecture);
}

std::vector<HostDemand> service_demands(const Service& service, const Workload& workload,
                                        const Deployment& deployment) {
  const char* daemon = service.format == InputFormat::kubernetes ? "k8s_daemon_set" : "scheduling_daemon";
  DemandList demands(service.task.host_demands);
  if (service.is_daemon && !deployment.uses_hosts()) {
    const bool is_sidecar = is_any_sidecar(service, workload, deployment);
    demands.replace(daemon, is_sidecar ? "sidecar" : service.daemon_as_sidecar ? "beside_none" : "left_out");
    if (!is_sidecar) {
      std::vector<HostDemand> all = demands.take();
      std::erase_if(all, [&](const HostDemand& demand) { return demand.feature != daemon; });
      return all;
    }
  }
  add_platform_facts(service, demands);
  add_capacity_types(service, deployment, demands);
  add_size(service, workload, deployment, demands);
  return demands.take();
}

}  // namespace container_tco
