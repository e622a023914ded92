#include "container_tco/bill/bill_workload.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "container_tco/bill/host_costs.hpp"
#include "container_tco/bill/measured_task.hpp"
#include "container_tco/demand/civil_time.hpp"
#include "container_tco/error.hpp"
#include "container_tco/sizing/fargate_rules.hpp"

namespace container_tco {
namespace {

BillingPeriod period_of(const Bill& bill) {
  const auto hours = bill.hours();
  if (!hours) {
    throw InvalidInputError("bill", "no usage above 0 with start and end", "usage with times",
                            "Export the columns for the start and the end of usage");
  }
  if (bill.months.size() > 1 || !bill.months.front().is_whole()) return BillingPeriod(*hours);
  const CivilTime start = civil_time(bill.months.front().start_utc_seconds);
  return BillingPeriod::calendar_month(start.year, start.month);
}

/// The task-hours of the bill, in runs of an hour, and the most at one time.
Demand demand_of(const MeasuredService& service, const MeasuredTask& task, const BillingPeriod& period) {
  const Rational mean = task.task_hours / period.hours();
  const std::int64_t peak =
      std::max<std::int64_t>({1, mean.ceil(), (service.peak_vcpu.value_or(Rational(0)) / task.vcpu).ceil()});
  if (mean == Rational(peak)) return ConstantDemand{peak};
  return RunDemand{mean * Rational(24), Rational(seconds_per_hour), peak};
}

Service service_of(const MeasuredService& measured, const MeasuredTask& task, const BillingPeriod& period) {
  Service service;
  service.origin = "bill";
  service.task.operating_system = measured.operating_system;
  service.task.architecture = measured.architecture;
  service.task.request = {Cpu::from_vcpu(task.vcpu), Bytes::from_gib(task.gib), 0};
  service.task.fargate_request = service.task.request;
  if (measured.control_plane == ControlPlane::eks && measured.plane != BillPlane::hosts) {
    // The size on the bill holds what EKS adds to a pod, and an estimate adds it again.
    const Bytes overhead = fargate_rules().pod_overhead.memory;
    Bytes& memory = service.task.fargate_request.memory;
    if (memory > overhead) memory = memory - overhead;
    service.task.request.memory = memory;
  }
  service.demand = demand_of(measured, task, period);
  if (!measured.storage_gib_hours.is_zero()) {
    const Rational extra = measured.storage_gib_hours / task.task_hours;
    service.task.ephemeral_storage =
        Bytes::from_gib(Rational(fargate_rules().included_storage_gib) + Rational(extra.ceil()));
  }
  return service;
}

std::string unique_name(const MeasuredService& service, std::set<std::string>& taken) {
  std::string name = service.name;
  if (taken.contains(name)) name += " (" + to_string(service.plane) + ", " + to_string(service.architecture) + ")";
  for (int number = 2; !taken.insert(name).second; ++number) name = service.name + " " + std::to_string(number);
  return name;
}

void assume(Workload& workload, const std::string& id, const std::string& text) {
  const auto is_same = [&](const Assumption& each) { return each.id == id && each.text == text; };
  auto& all = workload.assumptions;
  if (std::none_of(all.begin(), all.end(), is_same)) all.push_back({id, text, "assumption"});
}

/// A workload in the making.
struct Collected {
  BillWorkload made;
  std::set<std::string> names;                             ///< Of its services.
  std::set<std::pair<std::string, std::string>> clusters;  ///< Accounts and names, as far as the bill says.
};

/// An estimate has one fleet, and one control plane of EKS.
void assume_one_fleet(Collected& all) {
  if (all.clusters.size() < 2) return;
  std::string text = "Services of " + std::to_string(all.clusters.size()) + " clusters (";
  std::string separator;
  for (const auto& [account, cluster] : all.clusters) {
    text += separator + cluster;
    separator = ", ";
  }
  text +=
      ") are estimated as one cluster: on hosts they share one fleet, while clusters that stay apart have hosts of ";
  text += "their own, which are less full";
  assume(all.made.workload, "bill_clusters", text);
}

void add(Collected& all, const MeasuredService& measured) {
  BillWorkload& made = all.made;
  Workload& workload = made.workload;
  if (!measured.has_usage) {
    made.billed += measured.billed;
    made.effective += measured.effective;
    return;
  }
  if (measured.is_cluster_add_on) {
    made.billed += measured.billed;
    made.effective += measured.effective;
    assume(workload, "bill_cluster_add_ons",
           measured.name + ": its pods cost what the bill says where they ran; estimates have the pods that each " +
               "cluster runs by itself, so that they are not counted twice");
    return;
  }
  if (measured.vcpu_hours <= Rational(0) || measured.gib_hours <= Rational(0)) {
    made.left_out.push_back(measured.name + ": the bill has " + measured.vcpu_hours.to_text() + " vCPU-hours and " +
                            measured.gib_hours.to_text() + " GB-hours of it");
    return;
  }
  const MeasuredTask task = measured_task(measured);
  Service service = service_of(measured, task, made.period);
  service.name = unique_name(measured, all.names);
  if (!measured.cluster.empty()) all.clusters.emplace(measured.account, measured.cluster);
  if (std::holds_alternative<RunDemand>(service.demand)) {
    assume(workload, "bill_demand",
           "Task-hours are those of the bill, as runs of an hour; hosts hold the most tasks that its shortest periods "
           "show");
  }
  assume(workload, task.basis == SizeBasis::seen ? "bill_task_size" : "bill_task_size_assumed", task.explanation);
  if (!measured.is_architecture_known) {
    assume(workload, "bill_architecture",
           measured.name + ": the bill does not show its instances; taken to run on x86_64");
  }
  if (measured.ran_on_both_architectures) {
    assume(workload, "bill_architecture",
           measured.name + ": its hosts were of arm64 and x86_64; taken to run on " + to_string(measured.architecture) +
               ", which had most of its vCPU-hours");
  }
  if (measured.plane == BillPlane::fargate_spot) {
    assume(workload, "bill_spot",
           measured.name + ": ran on Fargate Spot; the estimate is of capacity that is not taken back");
  }
  made.billed += measured.billed;
  made.effective += measured.effective;
  workload.services.push_back(std::move(service));
}

void add_host_costs(BillWorkload& made, const Bill& bill) {
  const bool shares_region = std::any_of(bill.services.begin(), bill.services.end(), [&](const MeasuredService& each) {
    return each.plane == BillPlane::hosts && each.region == made.region && each.control_plane != made.control_plane;
  });
  detail::HostCosts costs =
      detail::host_costs(bill, made.region, made.control_plane, made.effective.currency(), shares_region);
  made.host_fees = costs.fees;
  made.host_disks = costs.disks;
  if (costs.is_managed) made.host_operator = HostOperator::aws;
  made.notes = std::move(costs.notes);
}

}  // namespace

Deployment BillWorkload::ran_on() const {
  Deployment deployment;
  deployment.control_plane = control_plane;
  deployment.data_plane = ran_on_hosts ? DataPlane::ec2 : DataPlane::fargate;
  if (ran_on_hosts) deployment.host_operator = host_operator;
  return deployment;
}

Deployment BillWorkload::other_side() const {
  Deployment deployment;
  deployment.control_plane = control_plane;
  deployment.data_plane = ran_on_hosts ? DataPlane::fargate : DataPlane::ec2;
  return deployment;
}

std::vector<BillWorkload> bill_workloads(const Bill& bill) {
  if (bill.services.empty()) return {};
  const BillingPeriod period = period_of(bill);
  using Key = std::tuple<std::string, bool, ControlPlane, std::string>;
  std::map<Key, Collected> collected;
  for (const MeasuredService& whole : bill.services) {
    const MeasuredService service = within_period(whole);
    const bool is_hosted = service.plane == BillPlane::hosts;
    const Currency& currency = service.effective.currency();
    const auto [entry, is_new] =
        collected.try_emplace({service.region, is_hosted, service.control_plane, currency.code()});
    BillWorkload& workload = entry->second.made;
    if (is_new) {
      workload.region = service.region;
      workload.ran_on_hosts = is_hosted;
      workload.control_plane = service.control_plane;
      workload.period = period;
      workload.period_text = bill.period_text();
      workload.billed = workload.effective = workload.host_fees = workload.host_disks = Money::zero(currency);
    }
    add(entry->second, service);
  }
  std::vector<BillWorkload> workloads;
  for (auto& [key, all] : collected) {
    assume_one_fleet(all);
    BillWorkload& workload = all.made;
    if (workload.ran_on_hosts) add_host_costs(workload, bill);
    workload.workload.name = "bill: " + workload.ran_on().name() + " in " + workload.region;
    workloads.push_back(std::move(workload));
  }
  return workloads;
}

}  // namespace container_tco
