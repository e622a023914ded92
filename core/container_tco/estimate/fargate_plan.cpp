#include "container_tco/estimate/fargate_plan.hpp"

#include <map>
#include <set>
#include <string_view>

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

FargatePurchase purchase_of(const Ledger& ledger, const Service& service, ControlPlane control_plane,
                            const std::vector<CapacityPart>& sidecars) {
  const Task& task = service.task;
  const FargateRates rates = fargate_rates(ledger.book(), ledger.region(), control_plane, task.operating_system,
                                           task.architecture, ledger.contract());
  const TaskHours hours = fargate_task_hours(service.demand, task.operating_system, ledger.period());
  return {.service = service.name,
          .operating_system = task.operating_system,
          .architecture = task.architecture,
          .task = size_fargate_task(task, control_plane, rates, sidecars),
          .tasks = peak_count(service.demand),
          .task_hours = hours.hours,
          .derivation = hours.derivation,
          .requested = task.fargate_request};
}

Service service_of(const ClusterAddOn& add_on) {
  Service service;
  service.name = add_on.name;
  service.task.request = add_on.request;
  service.task.fargate_request = add_on.fargate_request;
  service.demand = ConstantDemand{add_on.replicas};
  return service;
}

}  // namespace

std::vector<FargatePurchase> plan_fargate(Ledger& ledger, const Workload& workload, ControlPlane control_plane) {
  std::vector<FargatePurchase> purchases;
  std::map<OperatingSystem, std::vector<CapacityPart>> sidecars;
  for (const Service& service : workload.services) {
    if (service.is_daemon || peak_count(service.demand) == 0) continue;
    const OperatingSystem operating_system = service.task.operating_system;
    if (!sidecars.contains(operating_system)) {
      sidecars[operating_system] = sidecars_for(ledger, workload, operating_system);
    }
    purchases.push_back(purchase_of(ledger, service, control_plane, sidecars[operating_system]));
  }
  for (const ClusterAddOn& add_on : add_ons_beside(workload, control_plane)) {
    if (!add_on.on_fargate) continue;
    purchases.push_back(purchase_of(ledger, service_of(add_on), control_plane, {}));
    ledger.assume("cluster_add_ons", "The cluster has no nodes, so its add-ons run on Fargate too", add_on.source);
  }
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

Rational fargate_address_hours(const Workload& workload, const std::vector<FargatePurchase>& purchases) {
  const bool by_default = workload.surroundings.egress == Egress::public_subnets;
  std::set<std::string_view> with_address;
  for (const Service& service : workload.services) {
    if (service.assign_public_ip.value_or(by_default)) with_address.insert(service.name);
  }
  Rational hours;
  for (const FargatePurchase& purchase : purchases) {
    if (with_address.contains(purchase.service)) hours += purchase.task_hours;
  }
  return hours;
}

}  // namespace container_tco
