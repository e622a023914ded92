#include "container_tco/timeline/part_timeline.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "container_tco/error.hpp"
#include "container_tco/timeline/launch_phases.hpp"
#include "container_tco/timeline/level_plan.hpp"
#include "container_tco/timeline/unit_costs.hpp"

namespace container_tco {
namespace {

TaskProfile constant_over(const TaskProfile& clock, std::int64_t count) {
  return {clock.start_utc_seconds, clock.step_seconds, std::vector<std::int64_t>(clock.counts.size(), count), true};
}

// Levels are planned with a count each; a profile may be long.
Workload without_demand(Workload workload) {
  for (Service& service : workload.services) service.demand = ConstantDemand{};
  return workload;
}

class PartMaker {
 public:
  explicit PartMaker(const PartInputs& inputs)
      : workload_(without_demand(inputs.part.workload)),
        deployment_(inputs.part.deployment),
        clock_(inputs.clock),
        how_(inputs.how),
        planner_(workload_, deployment_, inputs.book, inputs.options) {
    add_tasks(inputs.part.workload, inputs.ramp_shares);
  }

  PartTimeline make() && {
    result_.peak = planner_.plan(most_copies());
    for (ServiceTimeline& service : result_.services) service.cost_per_hour = Money::zero(result_.peak.currency);
    add_fargate();
    if (deployment_.uses_hosts()) add_hosts();
    return std::move(result_);
  }

 private:
  void add_tasks(const Workload& over_time, const std::map<std::string, Rational>& ramp_shares) {
    for (const Service& service : over_time.services) {
      if (service.is_daemon) continue;
      TimelineOptions how = how_;
      if (const auto share = ramp_shares.find(service.name); share != ramp_shares.end()) {
        how.ramp_tasks_per_minute *= share->second;
      }
      const TaskPhases phases = task_phases(service, deployment_, how_);
      result_.services.push_back(
          {task_timeline(service.name, profile_over(clock_, service), phases, how), {}, Money::zero(Currency::usd())});
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
      service.cost_per_hour = cost_per_hour(service.rates, result_.peak.currency);
    }
  }

  // What the cluster itself runs on Fargate.
  ServiceTimeline& add_on(const FargatePurchase& purchase) {
    const TaskProfile constant = constant_over(clock_, purchase.tasks);
    TimelineOptions without_ramp = how_;
    without_ramp.ramp_tasks_per_minute = Rational();
    result_.services.push_back(
        {task_timeline(purchase.service, constant, {}, without_ramp), {}, Money::zero(result_.peak.currency)});
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
      hosts.instance_price = instance_price(result_.peak, key);
      for (const std::size_t level : levels.of_step) {
        const auto found = of_level[level].find(key);
        hosts.needed.push_back(found == of_level[level].end() ? 0 : found->second);
      }
      needed.push_back(hosts.needed);
      result_.hosts.push_back(std::move(hosts));
    }
    const auto running =
        keeps_fragments(workload_, deployment_) ? fragmented_hosts(needed, tasks, clock_.repeats) : needed;
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

  const Workload workload_;
  const Deployment& deployment_;
  const TaskProfile& clock_;
  const TimelineOptions& how_;
  LevelPlanner planner_;
  PartTimeline result_;
};

}  // namespace

TaskProfile profile_over(const TaskProfile& clock, const Service& service) {
  if (const auto* own = std::get_if<ProfileDemand>(&service.demand)) return own->profile;
  if (const auto* constant = std::get_if<ConstantDemand>(&service.demand)) {
    return constant_over(clock, constant->count);
  }
  throw InvalidInputError("profiles", "none for '" + printable(service.name) + "'",
                          "a profile for every service that runs at times");
}

PartTimeline part_timeline(const PartInputs& inputs) { return PartMaker(inputs).make(); }

}  // namespace container_tco
