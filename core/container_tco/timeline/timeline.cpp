#include "container_tco/timeline/timeline.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "container_tco/error.hpp"
#include "container_tco/timeline/launch_phases.hpp"
#include "container_tco/timeline/level_plan.hpp"
#include "container_tco/timeline/unit_costs.hpp"

namespace container_tco {
namespace {

// With the demand that services state themselves, where nobody says otherwise.
std::map<std::string, TaskProfile> with_own_profiles(const Workload& workload,
                                                     std::map<std::string, TaskProfile> profiles) {
  for (const Service& service : workload.services) {
    const auto* own = std::get_if<ProfileDemand>(&service.demand);
    if (own != nullptr && !service.is_daemon) profiles.try_emplace(service.name, own->profile);
  }
  return profiles;
}

const TaskProfile& common_clock(const std::map<std::string, TaskProfile>& profiles) {
  if (profiles.empty())
    throw InvalidInputError("profiles", "none", "one for at least one service, or a service whose demand has one");
  const TaskProfile& first = profiles.begin()->second;
  for (const auto& [service, profile] : profiles) {
    validate(profile);
    if (profile.start_utc_seconds == first.start_utc_seconds && profile.step_seconds == first.step_seconds &&
        profile.counts.size() == first.counts.size() && profile.repeats == first.repeats) {
      continue;
    }
    throw InvalidInputError("profiles",
                            "that of '" + printable(service) + "' and that of '" + printable(profiles.begin()->first) +
                                "', of different spans",
                            "the same start, step, length and repetition for all");
  }
  return first;
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

// What the tasks of `service` are wanted at; its constant number where nobody says more.
TaskProfile profile_of(const Service& service, const std::map<std::string, TaskProfile>& profiles) {
  const auto own = profiles.find(service.name);
  if (own != profiles.end()) return own->second;
  TaskProfile constant = profiles.begin()->second;
  // It runs before and after the span, whether or not that repeats.
  constant.repeats = true;
  if (const auto* demand = std::get_if<ConstantDemand>(&service.demand)) {
    constant.counts.assign(constant.counts.size(), demand->count);
    return constant;
  }
  throw InvalidInputError("profiles", "none for '" + printable(service.name) + "'",
                          "a profile for every service that runs at times");
}

class TimelineMaker {
 public:
  TimelineMaker(const Workload& workload, const std::map<std::string, TaskProfile>& profiles,
                const Deployment& deployment, const PriceBook& book, const EstimateOptions& options,
                const TimelineOptions& how)
      : workload_(workload), clock_(common_clock(profiles)), how_(how), planner_(workload, deployment, book, options) {
    result_.deployment = deployment;
    result_.region = options.region;
    result_.start_utc_seconds = clock_.start_utc_seconds;
    result_.step_seconds = clock_.step_seconds;
    result_.steps = static_cast<std::int64_t>(clock_.counts.size());
    result_.repeats = clock_.repeats;
    add_tasks(profiles);
  }

  Timeline make() && {
    const CopyCounts most = most_copies();
    result_.peak = planner_.plan(most);
    result_.currency = result_.peak.currency;
    if (!result_.peak.parts.empty()) {
      throw InvalidInputError("deployment", result_.deployment.name() + " in several parts",
                              "one kind of capacity for all copies",
                              "Leave out the on-demand base of Spot, or make a timeline of each part");
    }
    for (ServiceTimeline& service : result_.services) service.cost_per_hour = Money::zero(result_.currency);
    add_fargate();
    if (result_.deployment.uses_hosts()) add_hosts();
    assume_launches(result_.assumptions, workload_, result_.deployment, how_);
    return std::move(result_);
  }

 private:
  void add_tasks(const std::map<std::string, TaskProfile>& profiles) {
    for (const Service& service : workload_.services) {
      if (service.is_daemon) continue;
      const TaskPhases phases = task_phases(service, result_.deployment, how_);
      result_.services.push_back({task_timeline(service.name, profile_of(service, profiles), phases, how_),
                                  {},
                                  Money::zero(result_.currency)});
    }
  }

  CopyCounts copies_of_step(std::size_t step) const {
    CopyCounts counts;
    std::size_t next = 0;
    for (const Service& service : workload_.services) {
      if (service.is_daemon) {
        counts.push_back(0);
        continue;
      }
      const TaskTimeline& tasks = result_.services[next++].tasks;
      counts.push_back(tasks.wanted[step] + tasks.standing_tasks);
    }
    return counts;
  }

  CopyCounts most_copies() const {
    CopyCounts most(workload_.services.size());
    for (std::size_t step = 0; step < clock_.counts.size(); ++step) {
      const CopyCounts counts = copies_of_step(step);
      for (std::size_t i = 0; i < most.size(); ++i) most[i] = std::max(most[i], counts[i]);
    }
    return most;
  }

  void add_fargate() {
    for (const FargatePurchase& purchase : result_.peak.fargate) {
      const auto own = std::find_if(result_.services.begin(), result_.services.end(),
                                    [&](const ServiceTimeline& s) { return s.tasks.service == purchase.service; });
      ServiceTimeline& service = own != result_.services.end() ? *own : add_on(purchase);
      service.rates = usage_rates(result_.peak, purchase);
      service.cost_per_hour = cost_per_hour(service.rates, result_.currency);
    }
  }

  // What the cluster itself runs on Fargate.
  ServiceTimeline& add_on(const FargatePurchase& purchase) {
    TaskProfile constant = clock_;
    constant.repeats = true;
    constant.counts.assign(constant.counts.size(), purchase.tasks);
    TimelineOptions without_ramp = how_;
    without_ramp.ramp_tasks_per_minute = Rational();
    result_.services.push_back(
        {task_timeline(purchase.service, constant, {}, without_ramp), {}, Money::zero(result_.currency)});
    return result_.services.back();
  }

  void add_hosts() {
    std::vector<CopyCounts> steps;
    std::vector<std::int64_t> tasks;
    for (std::size_t step = 0; step < clock_.counts.size(); ++step) {
      steps.push_back(copies_of_step(step));
      tasks.push_back(0);
      for (const std::int64_t copies : steps.back()) tasks.back() += copies;
    }
    const Levels levels = join_levels(steps, how_.max_levels);
    result_.levels = levels.distinct;
    result_.planned_levels = static_cast<std::int64_t>(levels.levels.size());
    planner_.restrict_types(result_.peak);
    std::vector<std::map<std::string, std::int64_t>> of_level;
    for (const CopyCounts& level : levels.levels) of_level.push_back(hosts_at(level));
    const std::map<std::string, Money> costs = host_hour_costs(result_.peak);
    const HostPhases phases = host_phases(workload_, how_);
    std::vector<std::vector<std::int64_t>> needed;
    for (const auto& [key, cost] : costs) {
      HostTimeline hosts{key.substr(key.rfind('/') + 1), key, cost, phases, {}, {}, {}, {}, {}, 0};
      for (const std::size_t level : levels.of_step) {
        const auto found = of_level[level].find(key);
        hosts.needed.push_back(found == of_level[level].end() ? 0 : found->second);
      }
      needed.push_back(hosts.needed);
      result_.hosts.push_back(std::move(hosts));
    }
    const auto running =
        keeps_fragments(workload_, result_.deployment) ? fragmented_hosts(needed, tasks, clock_.repeats) : needed;
    for (std::size_t type = 0; type < running.size(); ++type) {
      result_.hosts[type].running = running[type];
      add_host_times(result_.hosts[type], clock_, how_);
    }
  }

  std::map<std::string, std::int64_t> hosts_at(CopyCounts level) {
    if (std::all_of(level.begin(), level.end(), [](std::int64_t copies) { return copies == 0; })) {
      if (!planner_.has_hosts_without_tasks()) return {};
      // A plan needs a task; with a minimum of hosts one more makes no difference.
      const auto first = std::find_if(workload_.services.begin(), workload_.services.end(),
                                      [](const Service& service) { return !service.is_daemon; });
      level[static_cast<std::size_t>(first - workload_.services.begin())] = 1;
    }
    return hosts_by_key(planner_.plan(level));
  }

  const Workload& workload_;
  const TaskProfile& clock_;
  const TimelineOptions& how_;
  LevelPlanner planner_;
  Timeline result_;
};

}  // namespace

Timeline timeline(const Workload& workload, const std::map<std::string, TaskProfile>& profiles,
                  const Deployment& deployment, const PriceBook& book, const EstimateOptions& options,
                  const TimelineOptions& how) {
  validate(workload);
  validate(how);
  require_known_services(workload, profiles);
  const std::map<std::string, TaskProfile> all = with_own_profiles(workload, profiles);
  return TimelineMaker(workload, all, deployment, book, options, how).make();
}

}  // namespace container_tco
