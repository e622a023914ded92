#pragma once
// What a deployment is billed for while demand changes: tasks and hosts step by step, and what they cost.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "container_tco/demand/task_profile.hpp"
#include "container_tco/estimate/estimate.hpp"
#include "container_tco/timeline/host_timeline.hpp"
#include "container_tco/timeline/task_timeline.hpp"
#include "container_tco/timeline/timeline_options.hpp"

namespace container_tco {

/// What a billed hour of a task takes of one price: "fargate/ecs/linux/x86_64/vcpu", 0.5.
struct UsageRate {
  std::string price_key;
  PricingUnit unit;
  Rational quantity_per_hour;
  Money unit_price;
};

/// Tasks of one service on Fargate, or on hosts: then nothing is billed for them by themselves.
struct ServiceTimeline {
  TaskTimeline tasks;
  std::vector<UsageRate> rates;  ///< Empty on hosts.
  Money cost_per_hour;           ///< Of a billed task; zero on hosts.
  std::string part = {};         ///< Of the deployment, where it has several; a service stands once for each.

  Money total() const;  ///< Of all steps.
};

/// A share of the copies of the services, on one kind of capacity.
struct TimelinePart {
  std::string name;       ///< "spot", "on-demand base", "FARGATE"; each once.
  Deployment deployment;  ///< The capacity.
  Money total;            ///< Of all steps.
};

/// Usage of one price, hour by hour: what commitments are applied to.
struct BilledUsage {
  std::string price_key;
  PricingUnit unit;
  Money unit_price;
  std::vector<Rational> hours;  ///< Quantity of each hour; the last one may be cut short by the end of the span.
};

/// Compute of one deployment over the span of the profiles. Unit prices are those of the contract without commitments;
/// what does not follow the tasks and hosts (control plane, network, labour) is not part of it.
struct Timeline {
  Deployment deployment;
  std::string region;
  Currency currency = Currency::usd();
  std::int64_t start_utc_seconds = 0;
  std::int64_t step_seconds = 3600;
  std::int64_t steps = 0;
  bool repeats = true;
  std::vector<ServiceTimeline> services;
  std::vector<HostTimeline> hosts;  ///< By part and type; empty on Fargate.
  std::vector<TimelinePart> parts;  ///< Empty when all copies run on the same capacity.
  std::int64_t levels = 0;          ///< Different demands in the span on hosts, of each part …
  std::int64_t planned_levels = 0;  ///< … and fleets that were planned for them; 0 on Fargate.
  std::vector<Assumption> assumptions;
  Estimate peak;  ///< Of the most tasks of every service, all the time.

  /// Throws InvalidInputError for a step outside the span.
  Money cost_of_step(std::int64_t step) const;
  Money total() const;
  std::vector<BilledUsage> billed_usage() const;
};

/// Demand by service over one span. The services that are not named run as their own demand says: over the same span,
/// or a constant number. Launches tasks and hosts as `how` says.
///
/// Hosts: the types are those that the most tasks are planned on, and each level of demand is planned on these. On ECS
/// a host of the team's stays while tasks are left on it; Kubernetes, and hosts that AWS looks after, move tasks
/// together.
///
/// A deployment in several parts (a capacity provider strategy, Spot with an on-demand base) splits the tasks of each
/// step as an estimate splits copies (rule S21), and each part is planned and billed for itself.
///
/// Throws InvalidInputError for profiles of different spans, names of no service, a service that runs at times and has
/// no profile, and no tasks at all; InfeasibleError when it cannot be run; PriceNotFoundError when a
/// price is missing.
Timeline timeline(const Workload& workload, const std::map<std::string, TaskProfile>& profiles,
                  const Deployment& deployment, const PriceBook& book, const EstimateOptions& options,
                  const TimelineOptions& how = {});

}  // namespace container_tco
