#include "container_tco/packing/fleet_plan.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "container_tco/packing/exact_fleet.hpp"
#include "container_tco/packing/fleet_columns.hpp"
#include "container_tco/packing/fleet_dive.hpp"
#include "container_tco/packing/fleet_fluid.hpp"
#include "container_tco/packing/fleet_guide.hpp"
#include "container_tco/packing/fleet_search.hpp"
#include "container_tco/packing/fleet_start.hpp"
#include "container_tco/packing/pattern_table.hpp"

namespace container_tco::detail {
namespace {

/// Copies above which provisioning copy by copy is left out.
constexpr std::int64_t most_provisioned = 50'000;
/// Below this many copies the search alone is as good in the time that columns take; with few shapes, which cost less
/// time and of which hosts are harder to fill, below a smaller number.
constexpr std::int64_t fewest_for_columns = 2'000;
constexpr std::int64_t fewest_of_few_shapes = 500;
constexpr std::size_t few_shapes = 64;
/// Columns grow from the hosts of the plan: so many steps go before them, or half of all, but a tenth at the least.
constexpr std::int64_t steps_before_columns = 1'000;
/// Steps of a quick plan, over all zones. Of more shapes than columns keep apart the search of many types takes the
/// time that columns would: so many steps again, beyond these.
constexpr std::int64_t quick_steps = 250;
/// The same where the pivots of quick plans would take it.
constexpr std::int64_t steps_in_place_of_pivots = 4;
/// Shapes looked at in a step, at the mean and at most: where hosts hold hundreds of different items there are fewer
/// steps. Of usual plans a step looks at a tenth of it or less.
constexpr std::int64_t work_per_step = 25'000;
/// As a share of the fast bound: a plan beyond it is worth columns whatever its copies.
constexpr double far_from_target = 1.05;
constexpr std::int64_t table_of_search = 25'000'000;
constexpr std::size_t shapes_of_search = 160;
constexpr std::int64_t work_per_iteration = 20'000;
constexpr std::int64_t dive_per_iteration = 10'000;
/// Tables are made so small that the work is enough for some of them.
constexpr std::int64_t fewest_rounds = 10;
/// Many open types read many tables in a round, and need more of them.
constexpr std::int64_t work_of_many_types = 80'000;
/// Pivots for each shape, about, of the fractional problem that hosts are bought by.
constexpr std::int64_t pivots_per_shape = 10;
constexpr std::int64_t fewest_rounds_of_many_types = 100;
/// The search looks at each of them again and again: more take it longer than they help it.
constexpr std::size_t most_patterns = 150;

std::int64_t existing_hosts(const FleetInput& input) {
  std::int64_t count = 0;
  for (const FleetType& type : input.types) count += existing_hosts(type);
  return count;
}

void take_all(const std::vector<FleetHost>& hosts, FleetBudget& budget) {
  for (const FleetHost& host : hosts) {
    if (!host.existing) budget.take(host.type, host.count);
  }
}

class FleetPlanner {
 public:
  FleetPlanner(const FleetInput& input, const FleetOptions& options, const ResourceDuals& duals, std::int64_t target)
      : input_(input), options_(options), duals_(duals), target_(target), budget_(full_budget(input, options)) {
    most_hosts_ = budget_.hosts;
    budget_.hosts = std::min(budget_.hosts, input.most_item_hosts);
    plan_.zones.resize(input.zone_counts.size());
    plan_.left_out.assign(input.zone_counts.size(), std::vector<std::int64_t>(input.shapes.size(), 0));
  }

  PlannedFleet run() {
    if (plan_exactly()) return std::move(plan_);
    FleetSearch starter(input_, duals_.values, {}, options_.seed);
    starter.reprice_by([this](const FleetBag& rest) {
      const std::optional<FluidDuals> fluid = solve_fluid_duals(input_, duals_, rest.counts);
      return fluid ? fluid->values : duals_.values;
    });
    for (std::size_t z = 0; z < plan_.zones.size(); ++z) start_zone(z, starter);
    if (plan_.left_out_copies == 0) improve();
    add_standby_hosts();
    return std::move(plan_);
  }

 private:
  void add_standby_hosts() {
    const std::int64_t for_items = std::min(most_hosts_, input_.most_item_hosts);
    budget_.hosts = most_hosts_ == no_host_limit ? no_host_limit : most_hosts_ - (for_items - budget_.hosts);
    add_standby(input_, options_, budget_, plan_);
  }

  bool plan_exactly();
  bool has_many_types() const { return input_.open.size() >= many_types; }

  void start_zone(std::size_t zone, FleetSearch& starter) {
    std::vector<FleetHost> hosts;
    FleetBag bag = fill_existing(input_, zone, hosts);
    place_urgent(starter, bag, hosts);
    std::optional<std::vector<FleetHost>> best;
    const auto consider = [&](std::optional<std::vector<FleetHost>> other) {
      if (other && (!best || weight_of(input_, *other) < weight_of(input_, *best))) best = std::move(other);
    };
    if (!bag.empty()) {
      consider(best_single_type(input_, bag, budget_));
      std::int64_t copies = 0;
      for (const std::size_t s : bag.shapes) copies += bag.counts[s];
      if (copies <= most_provisioned) consider(first_fit_type_last(input_, bag, budget_));
      if (copies <= most_provisioned || !best) {
        FleetBudget left = budget_;
        FleetBag rest = bag;
        std::vector<FleetHost> greedy;
        if (starter.place(rest, left, greedy)) {
          consider(std::move(greedy));
        } else if (!best) {
          // The limits leave something out: as much as they allow.
          best = std::move(greedy);
          for (const std::size_t s : rest.shapes) {
            plan_.left_out[zone][s] = rest.counts[s];
            plan_.left_out_copies += rest.counts[s];
          }
        }
      }
    }
    if (best) {
      take_all(*best, budget_);
      hosts.insert(hosts.end(), best->begin(), best->end());
    }
    plan_.zones[zone] = std::move(hosts);
  }

  /// New hosts for what an earlier plan left out, filled up with the rest.
  void place_urgent(FleetSearch& starter, FleetBag& bag, std::vector<FleetHost>& hosts) {
    if (input_.urgent.empty()) return;
    FleetBag urgent(input_.shapes.size());
    for (const std::size_t s : bag.shapes) {
      if (input_.urgent[s] != 0) urgent.add(s, bag.counts[s]);
    }
    std::vector<FleetHost> fresh;
    starter.place(urgent, budget_, fresh);
    for (const FleetHost& host : fresh) bag.take(host);
    for (FleetHost& host : fresh) {
      FleetHost filled = host;
      fill(input_, bag, bag.shapes, filled);
      bag.add(host);
      bag.take(filled);
      hosts.push_back(std::move(filled));
    }
  }

  /// Ruin and recreate by resource values; then column generation on what it found, which sees all hosts at once; then
  /// again with the better values and patterns.
  void improve() {
    std::vector<double> values = duals_.values;
    std::vector<FleetPattern> patterns;
    const std::int64_t steps = options_.iteration_limit / static_cast<std::int64_t>(plan_.zones.size());
    const std::int64_t copies = copy_count(input_);
    // Of more shapes than columns keep apart there would be values only, and the search has good ones already.
    const bool has_patterns = input_.shapes.size() <= ColumnLimits{}.most_pattern_shapes;
    if (!has_patterns) {
      const std::int64_t quick = quick_steps / static_cast<std::int64_t>(plan_.zones.size());
      const std::int64_t more = has_many_types() ? std::max<std::int64_t>(0, steps - quick) : 0;
      search_zones(values, patterns, {steps + more, limits_of(steps).work});
      return;
    }
    const bool pays_early = input_.shapes.size() <= few_shapes || has_many_types();
    const std::int64_t fewest = pays_early ? fewest_of_few_shapes : fewest_for_columns;
    const bool has_columns = options_.generate_columns && steps > 0;
    const bool begins_with_columns = has_columns && copies >= fewest;
    if (begins_with_columns && are_pivots_too_much()) {
      search_zones(values, patterns, {steps * steps_in_place_of_pivots, limits_of(steps).work});
      return;
    }
    const std::int64_t before = std::max(steps / 10, std::min(steps / 2, steps_before_columns));
    search_zones(values, patterns, limits_of(begins_with_columns ? before : steps));
    if (!begins_with_columns && !(has_columns && is_far_from_target())) return;
    use_columns(values, patterns, steps / 5);
    search_zones(values, patterns, limits_of(steps - before - steps / 5));
  }

  std::int64_t work_of_columns() const {
    const std::int64_t steps = options_.iteration_limit;
    if (!has_many_types()) return steps * work_per_iteration;
    // The first steps pay for twice as much: less does not reach hosts that go well together.
    return (steps + std::min(steps, quick_steps)) * work_of_many_types;
  }

  /// The fractional plan of many shapes would be a rough one in a quick plan, and take longer than all else.
  bool are_pivots_too_much() const {
    if (!has_many_types() || options_.iteration_limit > quick_steps) return false;
    const auto shapes = static_cast<std::int64_t>(input_.shapes.size());
    return pivots_per_shape * shapes * shapes * shapes > 2 * work_of_columns();
  }

  static SearchLimits limits_of(std::int64_t steps) { return {steps, saturated_product(steps, work_per_step)}; }

  /// By resources alone, which is what the search went by, something is amiss: GPUs that no host can use up, say.
  bool is_far_from_target() const {
    std::int64_t weight = 0;
    for (const std::vector<FleetHost>& hosts : plan_.zones) weight += weight_of(input_, hosts);
    return static_cast<double>(weight) > far_from_target * static_cast<double>(target_);
  }

  void search_zones(const std::vector<double>& values, const std::vector<FleetPattern>& patterns, SearchLimits limits) {
    for (std::size_t z = 0; z < plan_.zones.size(); ++z) {
      FleetSearch search(input_, values, patterns, options_.seed + z);
      // Without the weight of the other zones the target says nothing about this one.
      search.improve(plan_.zones[z], budget_, limits, plan_.zones.size() == 1 ? target_ : 0);
      found_.insert(found_.end(), search.found().begin(), search.found().end());
    }
  }

  /// Takes over duals and patterns, and the rounded plan of a zone where it weighs less.
  void use_columns(std::vector<double>& values, std::vector<FleetPattern>& patterns, std::int64_t steps) {
    std::vector<FleetHost> start = std::move(found_);
    for (const std::vector<FleetHost>& hosts : plan_.zones) start.insert(start.end(), hosts.begin(), hosts.end());
    ColumnLimits limits;
    const std::int64_t rounds = has_many_types() ? fewest_rounds_of_many_types : fewest_rounds;
    limits.most_work = work_of_columns();
    limits.most_table = std::min(table_of_search, limits.most_work / rounds);
    limits.most_shapes = shapes_of_search;
    std::optional<FleetColumns> columns = generate_columns(input_, start, duals_, limits, 0, input_.types.size());
    if (!columns) return;
    values = columns->values;
    if (columns->patterns.empty()) return;
    put_useful_first(*columns);
    const std::size_t useful = std::min(most_patterns, columns->patterns.size());
    patterns.assign(columns->patterns.begin(), columns->patterns.begin() + static_cast<std::ptrdiff_t>(useful));
    for (std::size_t z = 0; z < plan_.zones.size(); ++z) round_zone(z, *columns, patterns, steps);
  }

  /// Patterns in the fractional plan, then the others, those first that are worth most.
  void put_useful_first(FleetColumns& columns) const {
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t p = 0; p < columns.patterns.size(); ++p) {
      const FleetPattern& pattern = columns.patterns[p];
      if (pattern.held.empty()) continue;
      double worth = columns.counts[p] > 0 ? static_cast<double>(input_.types[pattern.type].weight) : 0;
      for (const HeldCopies& held : pattern.held) {
        worth += columns.values[held.shape] * static_cast<double>(held.copies);
      }
      order.emplace_back(-worth / static_cast<double>(input_.types[pattern.type].weight), p);
    }
    std::sort(order.begin(), order.end());
    std::vector<FleetPattern> patterns;
    std::vector<double> counts;
    for (const auto& [worth, p] : order) {
      patterns.push_back(std::move(columns.patterns[p]));
      counts.push_back(columns.counts[p]);
    }
    columns.patterns = std::move(patterns);
    columns.counts = std::move(counts);
  }

  /// Whole hosts of the fractional plan stay as they are; what is left is a smaller fleet, which is planned by diving
  /// and by the search, and the lighter plan improved by itself.
  void round_zone(std::size_t zone, const FleetColumns& columns, const std::vector<FleetPattern>& patterns,
                  std::int64_t steps) {
    FleetBudget budget = budget_;
    for (const FleetHost& host : plan_.zones[zone]) {
      if (!host.existing) budget.give_back(host.type, host.count);
    }
    std::vector<FleetHost> hosts;
    FleetBag bag = fill_existing(input_, zone, hosts);
    const double zones = static_cast<double>(plan_.zones.size());
    for (std::size_t p = 0; p < columns.patterns.size(); ++p) {
      const std::int64_t count = static_cast<std::int64_t>(columns.counts[p] / zones + 1e-7);
      take_hosts(input_, columns.patterns[p], count, columns.duals, bag, budget, hosts);
    }
    FleetSearch search(input_, columns.values, patterns, options_.seed + zone);
    std::optional<ZonePlan> rest = place_rest(zone, patterns, search, bag, budget);
    if (!rest) return;
    search.improve(rest->hosts, rest->budget, limits_of(steps), 0);
    hosts.insert(hosts.end(), rest->hosts.begin(), rest->hosts.end());
    if (weight_of(input_, hosts) >= weight_of(input_, plan_.zones[zone])) return;
    plan_.zones[zone] = std::move(hosts);
    budget_ = std::move(rest->budget);
  }

  /// New hosts, and what may still be opened.
  struct ZonePlan {
    std::vector<FleetHost> hosts;
    FleetBudget budget;
  };

  std::optional<ZonePlan> place_rest(std::size_t zone, const std::vector<FleetPattern>& patterns, FleetSearch& search,
                                     const FleetBag& bag, const FleetBudget& budget) const {
    const DiveLimits limits{options_.iteration_limit * dive_per_iteration, options_.seed + zone};
    std::optional<ZonePlan> best;
    for (const bool by_diving : {true, false}) {
      ZonePlan plan{{}, budget};
      FleetBag left = bag;
      if (by_diving) dive(input_, patterns, limits, left, plan.budget, plan.hosts);
      if (!search.place(left, plan.budget, plan.hosts)) continue;
      if (!best || weight_of(input_, plan.hosts) < weight_of(input_, best->hosts)) best = std::move(plan);
    }
    return best;
  }

  const FleetInput& input_;
  const FleetOptions& options_;
  const ResourceDuals& duals_;
  std::int64_t target_;
  FleetBudget budget_;
  std::int64_t most_hosts_ = no_host_limit;  ///< New ones, for items and standing by.
  PlannedFleet plan_;
  std::vector<FleetPattern> found_;  ///< By the searches so far.
};

/// Small zones by exhaustion, together as the minima and the most hosts of all zones want it.
bool FleetPlanner::plan_exactly() {
  if (input_.most_item_hosts != no_host_limit) return false;
  if (options_.survive_host_loss || input_.open.empty() || !budget_.new_by_group.empty()) return false;
  if (options_.target_capacity_percent < 100) return false;
  for (const FleetGroup& group : options_.groups) {
    if (group.min_hosts > 0) return false;
  }
  std::int64_t most_new = options_.min_hosts + options_.min_hosts_per_zone * options_.zones;
  for (const FleetShape& shape : input_.shapes) most_new += shape.count;
  for (const std::size_t type : input_.open) {
    if (input_.types[type].max_new < most_new) return false;
  }
  const bool by_count = options_.min_hosts > 0 || options_.min_hosts_per_zone > 0 || options_.max_hosts.has_value();
  std::vector<ExactZone> zones;
  for (std::size_t z = 0; z < input_.zone_counts.size(); ++z) {
    std::optional<ExactZone> zone = exact_zone(input_, z, by_count);
    if (!zone) return false;
    zones.push_back(std::move(*zone));
  }
  const std::int64_t lightest = input_.types[input_.open.front()].weight;
  // Ways to reach a number of hosts over the zones so far: weight with each zone's own padding, and the choices.
  struct Way {
    std::int64_t weight = 0;
    std::vector<std::size_t> choice;
  };
  std::vector<std::optional<Way>> ways = {Way{}};
  for (const ExactZone& zone : zones) {
    std::vector<std::optional<Way>> next;
    for (std::size_t before = 0; before < ways.size(); ++before) {
      for (std::size_t h = 0; h < zone.size() && ways[before]; ++h) {
        if (!zone[h]) continue;
        const std::int64_t hosts = host_count(*zone[h]);
        const std::int64_t padding = std::max<std::int64_t>(0, options_.min_hosts_per_zone - hosts);
        Way way = *ways[before];
        way.weight += weight_of(input_, *zone[h]) + padding * lightest;
        way.choice.push_back(h);
        const std::size_t total = before + static_cast<std::size_t>(by_count ? hosts + padding : 0);
        if (next.size() <= total) next.resize(total + 1);
        if (!next[total] || way.weight < next[total]->weight) next[total] = std::move(way);
      }
    }
    ways = std::move(next);
    if (ways.size() > 100'000) return false;
  }
  std::optional<Way> best;
  for (std::size_t total = 0; total < ways.size(); ++total) {
    if (!ways[total]) continue;
    const std::int64_t padding = std::max<std::int64_t>(0, options_.min_hosts - static_cast<std::int64_t>(total));
    if (options_.max_hosts && static_cast<std::int64_t>(total) + padding > *options_.max_hosts) continue;
    ways[total]->weight += by_count ? padding * lightest : 0;
    if (!best || ways[total]->weight < best->weight) best = ways[total];
  }
  if (!best) return false;
  for (std::size_t z = 0; z < zones.size(); ++z) {
    plan_.zones[z] = std::move(*zones[z][best->choice[z]]);
    take_all(plan_.zones[z], budget_);
  }
  add_standby_hosts();
  plan_.is_optimal = true;
  return true;
}

}  // namespace

std::vector<std::size_t> new_types(const PlannedFleet& plan) {
  std::set<std::size_t> types;
  for (const std::vector<FleetHost>& hosts : plan.zones) {
    for (const FleetHost& host : hosts) {
      if (!host.existing) types.insert(host.type);
    }
  }
  return {types.begin(), types.end()};
}

FleetBudget full_budget(const FleetInput& input, const FleetOptions& options) {
  FleetBudget budget;
  for (const FleetType& type : input.types) budget.new_by_type.push_back(type.max_new);
  // Single-type plans try every type; one that is not usable takes nothing anyhow.
  if (options.max_hosts) budget.hosts = std::max<std::int64_t>(0, *options.max_hosts - existing_hosts(input));
  const bool has_limit = std::any_of(options.groups.begin(), options.groups.end(),
                                     [](const FleetGroup& group) { return group.max_hosts.has_value(); });
  if (!has_limit) return budget;
  budget.new_by_group.assign(1, no_host_limit);
  for (const FleetGroup& group : options.groups) budget.new_by_group.push_back(group.max_hosts.value_or(no_host_limit));
  for (const FleetType& type : input.types) {
    budget.group_of.push_back(type.group);
    std::int64_t& left = budget.new_by_group[type.group];
    for (const std::int64_t count : type.existing)
      left = left == no_host_limit ? left : std::max<std::int64_t>(0, left - count);
  }
  return budget;
}

PlannedFleet plan_fleet(const FleetInput& input, const FleetOptions& options, const ResourceDuals& duals,
                        std::int64_t target) {
  return FleetPlanner(input, options, duals, target).run();
}

}  // namespace container_tco::detail
