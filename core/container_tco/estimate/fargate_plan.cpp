#include "container_tco/estimate/fargate_plan.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

#include "container_tco/costing/shared_costs.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/add_ons.hpp"
#include "container_tco/feasibility/service_demands.hpp"
#include "container_tco/sizing/host_capacity.hpp"

namespace container_tco {
namespace {

std::vector<CapacityPart> sidecars_for(const Workload& workload, const Task& task, Architecture architecture) {
  std::vector<CapacityPart> sidecars;
  for (const Service& daemon : workload.services) {
    if (!daemon.is_daemon || !is_sidecar_of(daemon, task, architecture)) continue;
    sidecars.push_back({"sidecar " + daemon.name, daemon.task.fargate_request, "K16"});
  }
  return sidecars;
}

// What becomes of the daemons beside a task that was sized for `architecture`.
void note_daemons(Ledger& ledger, const Workload& workload, const Task& task, Architecture architecture) {
  for (const Service& daemon : workload.services) {
    if (!daemon.is_daemon || daemon.task.operating_system != task.operating_system) continue;
    if (is_sidecar_of(daemon, task, architecture)) {
      ledger.assume("daemons_as_sidecars", "Fargate has no hosts: daemons run as a sidecar of every task", "K16, X51");
    } else if (daemon.daemon_as_sidecar) {
      ledger.assume("daemon_beside/" + daemon.name,
                    "Daemon " + printable(daemon.name) +
                        " is no sidecar of Fargate tasks that do not ask for the architecture, instance types or "
                        "labels of the hosts that it is for",
                    "K16; assumption");
    } else {
      ledger.assume("daemon_left_out/" + daemon.name, "Daemon " + daemon.name + " is left out on Fargate", "user");
    }
  }
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

struct SizedTask {
  Architecture architecture = Architecture::x86_64;
  FargateTask task;
  Money hourly;
};

SizedTask size_for(const Ledger& ledger, const Service& service, const Workload& workload, const Deployment& deployment,
                   Architecture architecture) {
  Task task = service.task;
  task.architecture = architecture;
  const FargateRates rates = fargate_rates(ledger.book(), ledger.region(), deployment.control_plane,
                                           task.operating_system, architecture, ledger.contract(), deployment.purchase);
  FargateTask sized =
      size_fargate_task(task, deployment.control_plane, rates, sidecars_for(workload, task, architecture));
  const Money hourly = hourly_cost(sized.size, task.operating_system, rates);
  return {architecture, std::move(sized), hourly};
}

// The cheapest; of equally dear ones that which the task names first. A rate that is missing matters only when all are.
SizedTask cheapest_size(const Ledger& ledger, const Service& service, const Workload& workload,
                        const Deployment& deployment) {
  const std::vector<Architecture> architectures = fargate_architectures(service.task, deployment.control_plane);
  std::optional<SizedTask> best;
  for (std::size_t i = 0; i < architectures.size(); ++i) {
    try {
      SizedTask sized = size_for(ledger, service, workload, deployment, architectures[i]);
      if (!best || sized.hourly < best->hourly) best = std::move(sized);
    } catch (const PriceNotFoundError&) {
      if (!best && i + 1 == architectures.size()) throw;
    }
  }
  return *std::move(best);
}

FargatePurchase purchase_of(Ledger& ledger, const Service& service, const Workload& workload,
                            const Deployment& deployment) {
  const Task& task = service.task;
  SizedTask sized = cheapest_size(ledger, service, workload, deployment);
  note_daemons(ledger, workload, task, sized.architecture);
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
    purchases.push_back(purchase_of(ledger, service_of(add_on), Workload(), on_demand));
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
  for (const Service& service : workload.services) {
    if (service.is_daemon || peak_count(service.demand) == 0) continue;
    note_demand_over_time(ledger, service);
    purchases.push_back(purchase_of(ledger, service, workload, deployment));
  }
  add_add_ons(ledger, workload, deployment, options, purchases);
  return purchases;
}

Rational image_gb_per_start(const Workload& workload, const Service& service) {
  Rational gb = service.usage.image_gb.value_or(Rational());
  // The images of daemons are pulled with every task that they are sidecars of.
  for (const Service& daemon : workload.services) {
    if (!daemon.is_daemon || !daemon.usage.image_gb) continue;
    const std::vector<Architecture> all = architectures_of(service.task);
    const bool rides_along = std::any_of(all.begin(), all.end(), [&](Architecture architecture) {
      return is_sidecar_of(daemon, service.task, architecture);
    });
    if (rides_along) gb += *daemon.usage.image_gb;
  }
  return gb;
}

ImagePulls fargate_image_pulls(Ledger& ledger, const Workload& workload) {
  ImagePulls pulls;
  for (const Service& service : workload.services) {
    if (service.is_daemon || peak_count(service.demand) == 0) continue;
    const Rational gb = image_gb_per_start(workload, service);
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
