#include "container_tco/packing/fleet_variants.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

#include "container_tco/packing/fleet_zones.hpp"
#include "container_tco/packing/small_contents.hpp"
#include "container_tco/packing/small_fleet.hpp"

namespace container_tco::detail {
namespace {

/// Plans are compared after so small a part of the steps; the best is then made with all.
constexpr std::int64_t steps_to_compare = 40;
/// Each step down in the largest host to be tried.
constexpr double lighter = 0.7;
constexpr int most_lighter = 8;
constexpr std::size_t most_promising_types = 12;
/// Of the first, so many and one more are tried in pairs.
constexpr std::size_t most_pairs_of = 5;
constexpr int most_urgent_rounds = 6;
constexpr int most_rounds_of_types = 4;
constexpr std::size_t most_ways_for_types = 4;
/// Of the first, so many are tried by themselves where one type alone may be best: before every way is tried, and for
/// copies that keep apart.
constexpr std::size_t most_by_itself = 5;
/// Of 12 copies the tables alone take a million steps.
constexpr std::int64_t steps_of_one_type = 4'000'000;
/// For so few copies plans with all steps are compared, too.
constexpr std::int64_t most_copies_planned_often = 1000;

/// What a plan is made from.
struct Variant {
  FleetInput input;
  FleetOptions options;
};

class FleetChooser {
 public:
  FleetChooser(const std::vector<FleetItem>& items, FleetInput input, const FleetOptions& options,
               const ResourceDuals& duals, std::int64_t target)
      : items_(items), options_(options), duals_(duals), target_(target), chosen_{std::move(input), options} {}

  ChosenFleet run() {
    std::optional<FleetInput> small;
    if (copy_count(chosen_.input) <= most_small_copies) small = chosen_.input;
    choose();
    if (small && !plan_.is_optimal) try_every_way(*small);
    return {std::move(chosen_.input), std::move(plan_)};
  }

 private:
  void choose() {
    const bool has_standby = chosen_.options.survive_host_loss || chosen_.options.target_capacity_percent < 100;
    const FleetDealings dealings = ways_to_deal(items_, chosen_.options, chosen_.input);
    deal_items(items_, chosen_.options, dealings.ways.front(), chosen_.input);
    if (dealings.ways.size() == 1 && !has_standby) {
      plan_ = full_plan(chosen_);
      if (!plan_.is_optimal && keeps_copies_apart(chosen_.input)) {
        are_exact_ = false;
        if (try_single_types()) make_with_all_steps();
      }
    } else {
      plan_ = quick_plan(chosen_);
      are_exact_ = plan_.is_optimal;
      chosen_.options.max_types ? deal_to_few_types(dealings) : deal(dealings);
      if (has_standby) {
        try_other_types();
      } else if (keeps_copies_apart(chosen_.input)) {
        try_single_types();
      }
      make_with_all_steps();
    }
    if (plan_.missing_standby > 0 || plan_.left_out_copies > 0) make_room();
    if (plan_.missing_standby > 0) empty_hosts_without_standby();
    plan_.is_optimal = plan_.is_optimal && dealings.are_all && are_exact_;
  }

  /// On promising types by themselves first: the lighter the best plan, the less is left to try.
  void try_every_way(const FleetInput& input) {
    for (const std::size_t type : most_promising(input)) {
      const FleetInput one = with_open(input, {type});
      take_over(lightest_small_fleet(items_, one, options_, plan_, steps_of_one_type), input);
    }
    const bool is_complete = take_over(lightest_small_fleet(items_, input, options_, plan_), input);
    if (plan_.missing_standby == 0 && plan_.left_out_copies == 0) plan_.is_optimal = is_complete;
  }

  /// Its plan, if it has one. Returns whether none is lighter.
  bool take_over(std::optional<SmallFleet> found, const FleetInput& input) {
    if (found && found->plan) {
      plan_ = std::move(*found->plan);
      chosen_.input = input;
      chosen_.input.zone_counts = std::move(found->input.zone_counts);
      chosen_.input.item_zones = std::move(found->input.item_zones);
    }
    return found && found->is_complete;
  }

  void deal(const FleetDealings& dealings) {
    for (std::size_t way = 1; way < dealings.ways.size(); ++way) {
      consider(dealt(chosen_, dealings.ways[way]));
    }
  }

  /// Which types is asked for some dealings only, as it takes long; then every dealing is tried on those types, on
  /// promising ones by themselves, and on all, since the plan often keeps to few by itself. Types are asked for again
  /// with the best dealing so far, as long as that helps.
  void deal_to_few_types(const FleetDealings& dealings) {
    const Variant all = chosen_;
    are_exact_ = false;
    std::vector<std::vector<std::size_t>> choices = {new_types(plan_)};
    for (const std::size_t type : promising_types(all.input)) choices.push_back({type});
    for (std::size_t way = 1; way < std::min(dealings.ways.size(), most_ways_for_types); ++way) {
      consider(dealt(all, dealings.ways[way]));
    }
    try_dealings(dealings, all, choices, true);
    for (int round = 0; round < most_rounds_of_types; ++round) {
      Variant as_best = all;
      as_best.input.zone_counts = chosen_.input.zone_counts;
      as_best.input.item_zones = chosen_.input.item_zones;
      if (!consider(as_best)) return;
      try_dealings(dealings, all, {new_types(plan_)}, false);
    }
  }

  void try_dealings(const FleetDealings& dealings, const Variant& all,
                    const std::vector<std::vector<std::size_t>>& choices, bool also_unlimited) {
    for (const FleetDealing& way : dealings.ways) {
      const Variant as_dealt = dealt(all, way);
      std::vector<std::vector<std::size_t>> tried = choices;
      if (also_unlimited) {
        Variant unlimited = as_dealt;
        unlimited.options.max_types.reset();
        tried.push_back(new_types(quick_plan(unlimited)));
      }
      for (std::vector<std::size_t>& types : tried) {
        const bool are_few = static_cast<std::int64_t>(types.size()) <= *all.options.max_types;
        if (are_few && takes_all(all.input, types)) consider(with_types(as_dealt, std::move(types)));
      }
    }
  }

  PlannedFleet full_plan(const Variant& variant) const {
    return plan_few_types(variant.input, variant.options, duals_, target_);
  }
  PlannedFleet quick_plan(const Variant& variant) const {
    FleetOptions quicker = variant.options;
    quicker.iteration_limit /= steps_to_compare;
    quicker.generate_columns = false;
    return plan_few_types(variant.input, quicker, duals_, target_);
  }
  /// Takes the variant over if its plan is better.
  bool consider(const Variant& other) { return take(other, quick_plan(other)); }
  bool take(const Variant& other, PlannedFleet plan) {
    are_exact_ = are_exact_ && plan.is_optimal;
    if (!plan.is_better_than(plan_)) return false;
    plan_ = std::move(plan);
    chosen_ = other;
    return true;
  }

  void make_with_all_steps() {
    PlannedFleet longer = full_plan(chosen_);
    if (longer.is_better_than(plan_) || longer.is_optimal) plan_ = std::move(longer);
  }

  static bool keeps_copies_apart(const FleetInput& input) {
    return std::any_of(input.shapes.begin(), input.shapes.end(), [](const FleetShape& shape) {
      return !shape.apart.empty() || (shape.count > 1 && (!shape.names.empty() || shape.most_per_host < shape.count));
    });
  }

  /// Hosts for copies that keep apart are half empty, which the search for full ones does not foresee. Returns whether
  /// one type by itself is better.
  bool try_single_types() {
    const Variant all = chosen_;
    const bool are_few = copy_count(all.input) <= most_copies_planned_often;
    bool is_better = false;
    for (const std::size_t type : most_promising(all.input)) {
      const Variant single = with_types(all, {type});
      is_better = take(single, are_few ? full_plan(single) : quick_plan(single)) || is_better;
    }
    return is_better;
  }

  void try_other_types() {
    const Variant all = chosen_;
    if (all.options.survive_host_loss && !all.options.max_types) try_lighter(all);
    try_few_types(all);
  }

  /// Without the heaviest types: a spare is as large as the largest host.
  void try_lighter(const Variant& all) {
    const FleetInput& input = all.input;
    double most = 0;
    for (const std::vector<FleetHost>& hosts : plan_.zones) {
      for (const FleetHost& host : hosts) {
        if (!host.existing) most = std::max(most, static_cast<double>(input.types[host.type].weight));
      }
    }
    for (int tried = 0; tried < most_lighter; ++tried) {
      most *= lighter;
      std::vector<std::size_t> types;
      for (const std::size_t type : input.open) {
        if (static_cast<double>(input.types[type].weight) <= most) types.push_back(type);
      }
      if (!takes_all(input, types)) return;
      consider(with_types(all, std::move(types)));
    }
  }

  /// One or two types, promising ones or for a target capacity any two: each in use keeps a reserve of its own.
  void try_few_types(const Variant& all) {
    const std::vector<std::size_t> promising = promising_types(all.input);
    for (std::size_t a = 0; a < promising.size(); ++a) {
      for (std::size_t b = 0; b <= std::min(a, most_pairs_of); ++b) {
        if (a != b && (a > most_pairs_of || all.options.max_types == 1)) continue;
        std::vector<std::size_t> types = {promising[a]};
        if (a != b) types.push_back(promising[b]);
        std::sort(types.begin(), types.end());
        if (takes_all(all.input, types)) consider(with_types(all, std::move(types)));
      }
    }
    if (all.options.target_capacity_percent == 100 || all.options.max_types) return;
    Variant two = all;
    two.options.max_types = 2;
    consider(two);
  }

  /// Those that take all copies, on which these, if they could be cut to fit, as many hosts as limits per host ask for
  /// and the hosts that stand by would weigh least; and those that are there.
  std::vector<std::size_t> promising_types(const FleetInput& input) const {
    const FleetOptions& options = chosen_.options;
    const std::vector<Wanted> wanted = wanted_by_zone(input);
    std::vector<std::pair<double, std::size_t>> order;
    std::vector<std::size_t> types;
    for (std::size_t t = 0; t < input.types.size(); ++t) {
      const FleetType& type = input.types[t];
      const bool is_there = existing_hosts(type) > 0;
      if (is_there && type.max_new > 0) types.push_back(t);
      if (!is_there && std::binary_search(input.open.begin(), input.open.end(), t) && takes_all(input, {t})) {
        const double percent = static_cast<double>(options.target_capacity_percent);
        double hosts = std::ceil(fewest_hosts(wanted, type) * 100 / percent);
        if (options.survive_host_loss) hosts += static_cast<double>(options.zones);
        order.emplace_back(hosts * static_cast<double>(type.weight), t);
      }
    }
    std::sort(order.begin(), order.end());
    for (std::size_t place = 0; place < std::min(most_promising_types, order.size()); ++place) {
      types.push_back(order[place].second);
    }
    return types;
  }

  std::vector<std::size_t> most_promising(const FleetInput& input) const {
    std::vector<std::size_t> types = promising_types(input);
    types.resize(std::min(types.size(), most_by_itself));
    return types;
  }

  /// Of one zone.
  struct Wanted {
    std::array<double, pack_resource_count> amounts = {};
    double hosts = 0;  ///< Whatever their size, for copies that keep apart.
  };

  static std::vector<Wanted> wanted_by_zone(const FleetInput& input) {
    std::vector<Wanted> wanted;
    for (const std::vector<std::int64_t>& counts : input.zone_counts) {
      Wanted& zone = wanted.emplace_back();
      std::vector<double> named(input.name_count, 0);
      for (std::size_t s = 0; s < counts.size(); ++s) {
        const FleetShape& shape = input.shapes[s];
        const auto copies = static_cast<double>(counts[s]);
        for (std::size_t r = 0; r < pack_resource_count; ++r) {
          zone.amounts[r] += static_cast<double>(shape.need[r]) * copies;
        }
        zone.hosts = std::max(zone.hosts, std::ceil(copies / static_cast<double>(shape.most_per_host)));
        for (const std::size_t name : shape.names) zone.hosts = std::max(zone.hosts, named[name] += copies);
      }
    }
    return wanted;
  }

  /// In all zones, if copies could be cut to fit.
  static double fewest_hosts(const std::vector<Wanted>& wanted, const FleetType& type) {
    double hosts = 0;
    for (const Wanted& zone : wanted) {
      double fewest = zone.hosts;
      for (std::size_t r = 0; r < pack_resource_count; ++r) {
        const double amount = zone.amounts[r];
        if (amount > 0) fewest = std::max(fewest, amount / std::max(1.0, static_cast<double>(type.capacity[r])));
      }
      hosts += std::ceil(fewest);
    }
    return hosts;
  }

  Variant dealt(Variant variant, const FleetDealing& way) const {
    deal_items(items_, variant.options, way, variant.input);
    return variant;
  }

  static Variant with_types(const Variant& all, std::vector<std::size_t> types) {
    return {with_open(all.input, std::move(types)), all.options};
  }

  static bool takes_all(const FleetInput& input, const std::vector<std::size_t>& types) {
    for (std::size_t s = 0; s < input.shapes.size(); ++s) {
      if (std::none_of(types.begin(), types.end(), [&](std::size_t t) { return input.types[t].accepts[s] != 0; })) {
        return false;
      }
    }
    return true;
  }

  std::int64_t new_hosts_with_items() const {
    std::int64_t count = 0;
    for (const std::vector<FleetHost>& hosts : plan_.zones) {
      for (const FleetHost& host : hosts) count += host.existing || host.held.empty() ? 0 : host.count;
    }
    return count;
  }

  void make_room() {
    if (plan_.missing_standby > 0) keep_room_for_standby();
    if (plan_.missing_standby > 0) leave_kept_hosts_empty();
    if (plan_.left_out_copies > 0) begin_with_left_out();
    PlannedFleet longer = full_plan(chosen_);
    if (longer.is_better_than(plan_)) plan_ = std::move(longer);
  }

  /// Fewer hosts for items until those that stand by have room within the limits.
  void keep_room_for_standby() {
    std::int64_t most = new_hosts_with_items();
    for (std::int64_t fewer = 1; plan_.missing_standby > 0 && most > 0; fewer *= 2) {
      most = std::max<std::int64_t>(0, most - fewer);
      Variant variant = chosen_;
      variant.input.most_item_hosts = most;
      consider(variant);
    }
  }

  /// Kept hosts that are larger than any that may be opened; with a target capacity all, as each type wants a reserve.
  void leave_kept_hosts_empty() {
    Variant variant = chosen_;
    const FleetInput& input = chosen_.input;
    for (FleetType& kept : variant.input.types) {
      const auto stands_in = [&](std::size_t t) {
        const FleetType& spare = input.types[t];
        for (std::size_t s = 0; s < kept.accepts.size(); ++s) {
          if (kept.accepts[s] > spare.accepts[s]) return false;
        }
        return std::equal(kept.capacity.begin(), kept.capacity.end(), spare.capacity.begin(), std::less_equal<>());
      };
      const bool is_there = existing_hosts(kept) > 0;
      const bool has_reserve = chosen_.options.target_capacity_percent == 100;
      if (!is_there || (has_reserve && std::any_of(input.open.begin(), input.open.end(), stands_in))) continue;
      std::fill(kept.accepts.begin(), kept.accepts.end(), char{0});
    }
    consider(variant);
  }

  void begin_with_left_out() {
    for (int round = 0; round < most_urgent_rounds && plan_.left_out_copies > 0; ++round) {
      Variant variant = chosen_;
      variant.input.urgent.resize(variant.input.shapes.size(), 0);
      for (const std::vector<std::int64_t>& left_out : plan_.left_out) {
        for (std::size_t s = 0; s < left_out.size(); ++s) {
          if (left_out[s] > 0) variant.input.urgent[s] = 1;
        }
      }
      if (!consider(variant)) return;
    }
  }

  void leave_out(std::size_t zone, FleetHost& host) {
    for (const HeldCopies& held : host.held) {
      plan_.left_out[zone][held.shape] += held.copies * host.count;
      plan_.left_out_copies += held.copies * host.count;
    }
    host.held.clear();
    host.used = {};
  }

  void empty_hosts_without_standby() {
    for (std::size_t z = 0; z < plan_.zones.size(); ++z) {
      if (chosen_.options.survive_host_loss) empty_hosts_without_spare(z);
    }
    for (std::size_t t = 0; t < chosen_.input.types.size(); ++t) empty_hosts_beyond_target(t);
  }

  /// One after another, for each that is emptied can be a spare of the next.
  void empty_hosts_without_spare(std::size_t zone) {
    std::vector<FleetHost>& hosts = plan_.zones[zone];
    const auto has_no_spare = [&](const FleetHost& lost) {
      return !lost.held.empty() && std::none_of(hosts.begin(), hosts.end(), [&](const FleetHost& spare) {
        return spare.held.empty() && type_holds(chosen_.input, spare.type, lost);
      });
    };
    const auto first = [&] { return std::find_if(hosts.begin(), hosts.end(), has_no_spare); };
    for (auto lost = first(); lost != hosts.end(); lost = first()) {
      FleetHost one = split_one(*lost);
      leave_out(zone, one);
      hosts.push_back(std::move(one));
      std::erase_if(hosts, [](const FleetHost& host) { return host.count == 0; });
    }
  }

  void empty_hosts_beyond_target(std::size_t type) {
    std::int64_t all = 0;
    std::int64_t in_use = 0;
    for (const std::vector<FleetHost>& hosts : plan_.zones) {
      for (const FleetHost& host : hosts) {
        if (host.type != type) continue;
        all += host.count;
        in_use += host.held.empty() ? 0 : host.count;
      }
    }
    std::int64_t beyond = in_use - all * chosen_.options.target_capacity_percent / 100;
    for (std::size_t z = 0; z < plan_.zones.size(); ++z) {
      std::vector<FleetHost> emptied;
      for (FleetHost& host : plan_.zones[z]) {
        for (; beyond > 0 && host.type == type && !host.held.empty() && host.count > 0; --beyond) {
          emptied.push_back(split_one(host));
          leave_out(z, emptied.back());
        }
      }
      plan_.zones[z].insert(plan_.zones[z].end(), emptied.begin(), emptied.end());
      std::erase_if(plan_.zones[z], [](const FleetHost& host) { return host.count == 0; });
    }
  }

  static FleetHost split_one(FleetHost& host) {
    FleetHost one = host;
    one.count = 1;
    --host.count;
    return one;
  }

  const std::vector<FleetItem>& items_;
  const FleetOptions& options_;
  const ResourceDuals& duals_;
  std::int64_t target_;
  Variant chosen_;
  PlannedFleet plan_;
  bool are_exact_ = true;  ///< The plans that were compared.
};

}  // namespace

ChosenFleet choose_fleet_plan(const std::vector<FleetItem>& items, FleetInput input, const FleetOptions& options,
                              const ResourceDuals& duals, std::int64_t target) {
  return FleetChooser(items, std::move(input), options, duals, target).run();
}

}  // namespace container_tco::detail
