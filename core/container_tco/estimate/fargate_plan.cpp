#include "container_tco/estimate/fargate_plan.hpp"

#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

#include "container_tco/costing/shared_costs.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/add_ons.hpp"
#include "container_tco/sizing/host_capacity.hpp"

namespace container_tco {
namespace {

std::vector<CapacityPart> sidecars_for(Ledger& ledger, const Workload& workload, OperatingSystem operating_system) {
  std::vector<CapacityPart> sidecars;
  for (const Service& service : workload.services) {
    if (!service.is_daemon || service.task.operating_system != operating_system) continue;
    if (service.daemon_as_sidecar) {
      sidecars.push_back({"sidecar " + service.name, service.task.fargate_request, "K16"});
      ledger.assume("daemons_as_sidecars", "Fargate has no hosts: daemons run as a sidecar of every task", "K16, X51");
    } else {
      ledger.assume("daemon_left_out/" + service.name, "Daemon " + service.name + " is left out on Fargate", "user");
    }
  }
  return sidecars;
}

// Which task starts when a count falls and rises, a profile does not say.
void note_demand_over_time(Ledger& ledger, const Service& service) {
  const auto* timed = std::get_if<ProfileDemand>(&service.demand);
  if (timed == nullptr || !timed->profile.runs.empty()) return;
  ledger.assume(
      "fargate_for_demand_wanted",
      "Of a demand over time Fargate is billed for the time in which tasks are wanted; launches, stops and the "
      "minimum of short tasks, which depend on how it is scaled, are in its timeline",
      "F11, F12; assumption");
}

// ARM is for Linux on ECS only (rules F4, F5). What is built for nothing else stays, so that sizing says why not.
std::vector<Architecture> fargate_architectures(const Task& task, ControlPlane control_plane) {
  std::vector<Architecture> architectures = architectures_of(task);
  const bool x86_only = control_plane == ControlPlane::eks || task.operating_system == OperatingSystem::windows_os;
  if (x86_only && architectures.size() > 1) {
    std::erase_if(architectures, [](Architecture architecture) { return architecture != Architecture::x86_64; });
  }
  return architectures;
}

struct SizedTask {
  Architecture architecture = Architecture::x86_64;
  FargateTask task;
  Money hourly;
};

SizedTask size_for(const Ledger& ledger, const Service& service, const Deployment& deployment,
                   const std::vector<CapacityPart>& sidecars, Architecture architecture) {
  Task task = service.task;
  task.architecture = architecture;
  const FargateRates rates = fargate_rates(ledger.book(), ledger.region(), deployment.control_plane,
                                           task.operating_system, architecture, ledger.contract(), deployment.purchase);
  FargateTask sized = size_fargate_task(task, deployment.control_plane, rates, sidecars);
  const Money hourly = hourly_cost(sized.size, task.operating_system, rates);
  return {architecture, std::move(sized), hourly};
}

// The cheapest; of equally dear ones that which the task names first. A rate that is missing matters only when all are.
SizedTask cheapest_size(const Ledger& ledger, const Service& service, const Deployment& deployment,
                        const std::vector<CapacityPart>& sidecars) {
  const std::vector<Architecture> architectures = fargate_architectures(service.task, deployment.control_plane);
  std::optional<SizedTask> best;
  for (std::size_t i = 0; i < architectures.size(); ++i) {
    try {
      SizedTask sized = size_for(ledger, service, deployment, sidecars, architectures[i]);
      if (!best || sized.hourly < best->hourly) best = std::move(sized);
    } catch (const PriceNotFoundError&) {
      if (!best && i + 1 == architectures.size()) throw;
    }
  }
  return *std::move(best);
}

FargatePurchase purchase_of(const Ledger& ledger, const Service& service, const Deployment& deployment,
                            const std::vector<CapacityPart>& sidecars) {
  const Task& task = service.task;
  SizedTask sized = cheapest_size(ledger, service, deployment, sidecars);
  const TaskHours hours = fargate_task_hours(service.demand, task.operating_system, ledger.period());
  return {.service = service.name,
          .operating_system = task.operating_system,
          .architecture = sized.architecture,
          .task = std::move(sized.task),
          .tasks = peak_count(service.demand),
          .task_hours = hours.hours,
          .derivation = hours.derivation,
          .requested = task.fargate_request,
          .purchase = deployment.purchase,
          .part = {},
          .running_hours = hours.running};
}

Service service_of(const ClusterAddOn& add_on) {
  Service service;
  service.name = add_on.name;
  service.task.request = add_on.request;
  service.task.fargate_request = add_on.fargate_request;
  service.demand = ConstantDemand{add_on.replicas};
  return service;
}

void add_add_ons(Ledger& ledger, const Workload& workload, const Deployment& deployment, const HostPlanOptions& options,
                 std::vector<FargatePurchase>& purchases) {
  for (const ClusterAddOn& add_on : fargate_add_ons(workload, deployment, options)) {
    Deployment on_demand = deployment;
    on_demand.purchase = Purchase::on_demand;
    purchases.push_back(purchase_of(ledger, service_of(add_on), on_demand, {}));
    if (deployment.uses_hosts()) {
      ledger.assume("fargate_add_on/" + add_on.name,
                    std::to_string(add_on.replicas) + " pods of " + add_on.name + " run on Fargate", add_on.source);
    } else {
      ledger.assume("cluster_add_ons", "The cluster has no nodes, so its add-ons run on Fargate too", add_on.source);
    }
  }
}

}  // namespace

std::vector<FargatePurchase> plan_fargate_beside_nodes(Ledger& ledger, const Workload& workload,
                                                       const Deployment& deployment, const HostPlanOptions& options) {
  std::vector<FargatePurchase> purchases;
  add_add_ons(ledger, workload, deployment, options, purchases);
  return purchases;
}

std::vector<FargatePurchase> plan_fargate(Ledger& ledger, const Workload& workload, const Deployment& deployment,
                                          const HostPlanOptions& options) {
  std::vector<FargatePurchase> purchases;
  std::map<OperatingSystem, std::vector<CapacityPart>> sidecars;
  for (const Service& service : workload.services) {
    if (service.is_daemon || peak_count(service.demand) == 0) continue;
    const OperatingSystem operating_system = service.task.operating_system;
    if (!sidecars.contains(operating_system)) {
      sidecars[operating_system] = sidecars_for(ledger, workload, operating_system);
    }
    note_demand_over_time(ledger, service);
    purchases.push_back(purchase_of(ledger, service, deployment, sidecars[operating_system]));
  }
  add_add_ons(ledger, workload, deployment, options, purchases);
  return purchases;
}

ImagePulls fargate_image_pulls(Ledger& ledger, const Workload& workload) {
  // The images of daemons are pulled with every task that they are sidecars of.
  std::map<OperatingSystem, Rational> sidecar_gb;
  for (const Service& daemon : workload.services) {
    if (!daemon.is_daemon || !daemon.daemon_as_sidecar || !daemon.usage.image_gb) continue;
    sidecar_gb[daemon.task.operating_system] += *daemon.usage.image_gb;
  }
  ImagePulls pulls;
  for (const Service& service : workload.services) {
    if (service.is_daemon || peak_count(service.demand) == 0) continue;
    const Rational gb = service.usage.image_gb.value_or(Rational()) + sidecar_gb[service.task.operating_system];
    if (gb.is_zero()) continue;
    const Rational starts = task_starts_per_month(ledger, service) * ledger.period().months();
    pulls.gb += gb * starts;
    pulls.derivation += (pulls.derivation.empty() ? "" : " + ") + printable(service.name) + ": " + starts.to_text() +
                        " starts × " + gb.to_text() + " GB";
  }
  return pulls;
}

bool has_public_address(const Service& service, const Workload& workload) {
  return service.assign_public_ip.value_or(workload.surroundings.egress == Egress::public_subnets);
}

Rational fargate_address_hours(const Workload& workload, const std::vector<FargatePurchase>& purchases) {
  std::set<std::string_view> with_address;
  for (const Service& service : workload.services) {
    if (has_public_address(service, workload)) with_address.insert(service.name);
  }
  Rational hours;
  for (const FargatePurchase& purchase : purchases) {
    if (with_address.contains(purchase.service)) hours += purchase.task_hours;
  }
  return hours;
}

}  // namespace container_tco
