#include "container_tco/timeline/timeline.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include "container_tco/error.hpp"
#include "container_tco/timeline/launch_phases.hpp"
#include "container_tco/timeline/level_plan.hpp"
#include "container_tco/timeline/part_timeline.hpp"
#include "container_tco/timeline/share_clock.hpp"

namespace container_tco {
namespace {

// The profiles that are given, and those that services state themselves where nobody says otherwise.
std::map<std::string, TaskProfile> all_profiles(const Workload& workload, std::map<std::string, TaskProfile> given) {
  for (const Service& service : workload.services) {
    const auto* own = std::get_if<ProfileDemand>(&service.demand);
    if (own != nullptr && !service.is_daemon) given.try_emplace(service.name, own->profile);
  }
  return given;
}

void require_known_services(const Workload& workload, const std::map<std::string, TaskProfile>& profiles) {
  std::vector<std::string> known;
  for (const Service& service : workload.services) {
    if (!service.is_daemon) known.push_back(service.name);
  }
  for (const auto& [name, profile] : profiles) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    throw InvalidInputError("profiles", printable(name), join_alternatives(nearest_names(name, known)),
                            "Name a service of the workload that is not a daemon");
  }
}

Workload with_profiles(Workload workload, const std::map<std::string, TaskProfile>& profiles) {
  for (Service& service : workload.services) {
    const auto found = profiles.find(service.name);
    if (found == profiles.end() || service.is_daemon) continue;
    ProfileDemand demand;
    demand.profile = found->second;
    service.demand = std::move(demand);
  }
  return workload;
}

// Options under which a part is planned as in an estimate of them all.
EstimateOptions options_of(const Part& part, EstimateOptions options) {
  if (part.name.empty()) return options;
  options.hosts.target_capacity_percent = part.target_capacity_percent;
  options.spot.on_demand_base_percent = 0;
  options.spot.on_demand_base_count = 0;
  options.capacity_strategy.clear();
  return options;
}

// The share of a service's tasks that a part has at the peak.
std::map<std::string, Rational> peak_shares(const Part& part, const Workload& whole) {
  std::map<std::string, Rational> shares;
  if (part.name.empty()) return shares;
  for (const Service& service : whole.services) {
    for (const Service& own : part.workload.services) {
      if (own.name != service.name || service.is_daemon) continue;
      shares[own.name] = Rational::ratio(peak_count(own.demand), peak_count(service.demand));
    }
  }
  return shares;
}

// Of parts with one name, such as a provider that is named for two kinds of capacity, each also says its kind.
void name_apart(std::vector<Part>& parts) {
  std::map<std::string, int> uses;
  for (const Part& part : parts) ++uses[part.name];
  for (Part& part : parts) {
    if (uses.at(part.name) > 1) part.name += " (" + part.deployment.name() + ")";
  }
}

template <typename Items>
void add_named(Items& all, Items& more, const std::string& part) {
  for (auto& item : more) {
    item.part = part;
    all.push_back(std::move(item));
  }
}

void add_once(std::vector<Assumption>& all, std::vector<Assumption>& more) {
  for (Assumption& assumption : more) {
    const auto has_id = [&](const Assumption& one) { return one.id == assumption.id; };
    if (std::none_of(all.begin(), all.end(), has_id)) all.push_back(std::move(assumption));
  }
}

void add_part(Timeline& result, PartTimeline&& made, const Part& part) {
  const std::size_t first_service = result.services.size();
  const std::size_t first_host = result.hosts.size();
  add_named(result.services, made.services, part.name);
  add_named(result.hosts, made.hosts, part.name);
  result.levels += made.levels;
  result.planned_levels += made.planned_levels;
  add_once(result.assumptions, made.assumptions);
  if (part.name.empty()) {
    result.peak = std::move(made.peak);
    return;
  }
  TimelinePart summary{part.name, part.deployment, Money::zero(made.peak.currency)};
  for (std::size_t i = first_service; i < result.services.size(); ++i) summary.total += result.services[i].total();
  for (std::size_t i = first_host; i < result.hosts.size(); ++i) summary.total += result.hosts[i].total();
  result.parts.push_back(std::move(summary));
}

CopyCounts most_copies(const Timeline& made, const Workload& workload) {
  CopyCounts most;
  for (const Service& service : workload.services) {
    std::vector<std::int64_t> copies(static_cast<std::size_t>(made.steps));
    for (const ServiceTimeline& one : made.services) {
      if (one.tasks.service != service.name) continue;
      for (std::size_t step = 0; step < copies.size(); ++step) {
        copies[step] += one.tasks.wanted[step] + one.tasks.standing_tasks;
      }
    }
    most.push_back(service.is_daemon ? 0 : *std::max_element(copies.begin(), copies.end()));
  }
  return most;
}

}  // namespace

Timeline timeline(const Workload& workload, const std::map<std::string, TaskProfile>& profiles,
                  const Deployment& deployment, const PriceBook& book, const EstimateOptions& options,
                  const TimelineOptions& how) {
  validate(workload);
  validate(how);
  require_known_services(workload, profiles);
  std::map<std::string, TaskProfile> all = all_profiles(workload, profiles);
  share_clock(all);
  const TaskProfile& clock = all.begin()->second;
  const Workload over_time = with_profiles(workload, all);
  Timeline result;
  result.deployment = deployment;
  result.region = options.region;
  result.start_utc_seconds = clock.start_utc_seconds;
  result.step_seconds = clock.step_seconds;
  result.steps = static_cast<std::int64_t>(clock.counts.size());
  result.repeats = clock.repeats;
  // Only to learn the parts, and what is assumed about them.
  Ledger ledger(book, options.region, options.period, options.contract ? &*options.contract : nullptr);
  std::vector<Part> parts = plan_parts(ledger, over_time, deployment, options);
  if (parts.empty()) throw InvalidInputError("profiles", "no tasks at any time", "at least one task in some step");
  result.assumptions = std::move(ledger.assumptions);
  name_apart(parts);
  EstimateOptions of_parts = options;
  for (const Part& part : parts) {
    const EstimateOptions own = options_of(part, of_parts);
    add_part(result, part_timeline({part, clock, book, own, how, peak_shares(part, over_time)}), part);
    assume_launches(result.assumptions, part, how);
    // A cluster has its services once, on the nodes of its first part.
    if (part.deployment.uses_hosts()) of_parts.hosts.run_cluster_services = false;
  }
  if (!result.parts.empty()) {
    result.peak = LevelPlanner(workload, deployment, book, options).plan(most_copies(result, workload));
    if (!how.ramp_tasks_per_minute.is_zero()) {
      result.assumptions.push_back(
          {"ramp_shares", "An unforeseen rise falls to the parts as the tasks at the peak do", "assumption"});
    }
  }
  result.currency = result.peak.currency;
  return result;
}

}  // namespace container_tco
