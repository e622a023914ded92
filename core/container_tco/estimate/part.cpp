#include "container_tco/estimate/part.hpp"

#include <algorithm>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/workload/task_count.hpp"

namespace container_tco {
namespace {

Part empty_part(std::string name, const Deployment& deployment, const Workload& workload,
                const EstimateOptions& options) {
  Part part{std::move(name), deployment, {}, options.hosts.target_capacity_percent};
  part.workload.name = workload.name;
  part.workload.surroundings = workload.surroundings;
  return part;
}

bool holds_tasks(const Part& part) {
  return std::any_of(part.workload.services.begin(), part.workload.services.end(),
                     [](const Service& service) { return !service.is_daemon; });
}

std::int64_t on_demand_copies(const SpotOptions& spot, std::int64_t copies) {
  const std::int64_t share = (copies * spot.on_demand_base_percent + 99) / 100;
  return std::min(copies, std::max(share, spot.on_demand_base_count));
}

std::vector<Part> spot_parts(Ledger& ledger, const Workload& workload, const Deployment& deployment,
                             const EstimateOptions& options) {
  const SpotOptions& spot = options.spot;
  Deployment base = deployment;
  base.purchase = Purchase::on_demand;
  std::vector<Part> parts = {empty_part("on-demand base", base, workload, options),
                             empty_part("spot", deployment, workload, options)};
  for (const Service& service : workload.services) {
    if (service.is_daemon) {
      for (Part& part : parts) part.workload.services.push_back(service);
      continue;
    }
    const std::vector<Service> shares = shares_of(service, [&](std::int64_t copies) {
      const std::int64_t kept = on_demand_copies(spot, copies);
      return std::vector<std::int64_t>{kept, copies - kept};
    });
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (peak_count(shares[i].demand) > 0) parts[i].workload.services.push_back(shares[i]);
    }
  }
  ledger.assume("on_demand_base",
                "Of each service " + std::to_string(spot.on_demand_base_percent) + " % of the copies, and at least " +
                    std::to_string(spot.on_demand_base_count) + ", are bought on demand",
                "user");
  return parts;
}

Deployment capacity_of(const CapacityShare& share) {
  Deployment deployment{ControlPlane::ecs, DataPlane::ec2};
  const bool on_fargate = share.kind == CapacityKind::fargate || share.kind == CapacityKind::fargate_spot;
  if (on_fargate) deployment.data_plane = DataPlane::fargate;
  if (share.kind == CapacityKind::managed_instances) deployment.host_operator = HostOperator::aws;
  if (share.is_spot || share.kind == CapacityKind::fargate_spot) deployment.purchase = Purchase::spot;
  return deployment;
}

// Rule F21 forbids a mix of kinds within one service; as a what-if it stands for two services of the same tasks.
std::vector<std::int64_t> split_any(std::vector<CapacityShare> strategy, std::int64_t copies) {
  for (CapacityShare& share : strategy) share.kind = CapacityKind::auto_scaling_group;
  return split_by_strategy(strategy, copies);
}

bool mixes_kinds(const std::vector<CapacityShare>& strategy) {
  const auto group = [](const CapacityShare& share) {
    return share.kind == CapacityKind::fargate_spot ? CapacityKind::fargate : share.kind;
  };
  return std::any_of(strategy.begin(), strategy.end(),
                     [&](const CapacityShare& share) { return group(share) != group(strategy.front()); });
}

void note_strategy(Ledger& ledger, const std::vector<CapacityShare>& strategy) {
  ledger.assume("strategy_rounding",
                "Copies beyond the base are shared by weight, what is left over by largest remainder: ECS does not "
                "publish how it rounds",
                "S21");
  if (mixes_kinds(strategy)) {
    ledger.assume(
        "strategy_of_two_services",
        "ECS does not mix Fargate, Auto Scaling groups and Managed Instances in one strategy: the mix takes two "
        "services of the same tasks",
        "F21");
  }
}

std::vector<CapacityShare> strategy_of(Ledger& ledger, const Service& service, const EstimateOptions& options) {
  if (!options.capacity_strategy.empty()) return options.capacity_strategy;
  if (!service.capacity_strategy.empty()) return service.capacity_strategy;
  ledger.assume("strategy_default/" + service.name,
                printable(service.name) + " names no capacity provider: it runs on hosts, as ECS does by default",
                "S22; assumption");
  return {{"hosts", CapacityKind::auto_scaling_group, false, 0, 1, std::nullopt}};
}

Part& part_for(std::vector<Part>& parts, const CapacityShare& share, const Workload& workload,
               const EstimateOptions& options) {
  const Deployment deployment = capacity_of(share);
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part& part) {
    return part.name == share.provider && part.deployment == deployment;
  });
  if (found != parts.end()) return *found;
  parts.push_back(empty_part(share.provider, deployment, workload, options));
  if (share.target_capacity_percent) parts.back().target_capacity_percent = *share.target_capacity_percent;
  return parts.back();
}

std::vector<Part> strategy_parts(Ledger& ledger, const Workload& workload, const EstimateOptions& options) {
  std::vector<Part> parts;
  for (const Service& service : workload.services) {
    if (service.is_daemon || peak_count(service.demand) == 0) continue;
    const std::vector<CapacityShare> strategy = strategy_of(ledger, service, options);
    note_strategy(ledger, strategy);
    const std::vector<Service> shares =
        shares_of(service, [&](std::int64_t copies) { return split_any(strategy, copies); });
    for (std::size_t i = 0; i < strategy.size(); ++i) {
      if (peak_count(shares[i].demand) == 0) continue;
      part_for(parts, strategy[i], workload, options).workload.services.push_back(shares[i]);
    }
  }
  std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
    return a.name != b.name ? a.name < b.name : a.deployment.name() < b.deployment.name();
  });
  for (Part& part : parts) {
    for (const Service& service : workload.services) {
      if (service.is_daemon) part.workload.services.push_back(service);
    }
  }
  return parts;
}

}  // namespace

bool names_strategies(const Workload& workload, const EstimateOptions& options) {
  return !options.capacity_strategy.empty() ||
         std::any_of(workload.services.begin(), workload.services.end(),
                     [](const Service& service) { return !service.capacity_strategy.empty(); });
}

std::vector<Part> plan_parts(Ledger& ledger, const Workload& workload, const Deployment& deployment,
                             const EstimateOptions& options) {
  const SpotOptions& spot = options.spot;
  require_range("spot min_types", spot.min_types, 1, 20);
  require_range("spot on_demand_base_percent", spot.on_demand_base_percent, 0, 100);
  require_range("spot on_demand_base_count", spot.on_demand_base_count, 0, 100000);
  std::vector<Part> parts;
  if (deployment.data_plane == DataPlane::by_strategy) {
    parts = strategy_parts(ledger, workload, options);
  } else if (deployment.is_spot() && (spot.on_demand_base_percent > 0 || spot.on_demand_base_count > 0)) {
    parts = spot_parts(ledger, workload, deployment, options);
  } else {
    return {{"", deployment, workload, options.hosts.target_capacity_percent}};
  }
  std::erase_if(parts, [](const Part& part) { return !holds_tasks(part); });
  return parts;
}

}  // namespace container_tco
