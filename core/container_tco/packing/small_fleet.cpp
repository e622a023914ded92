#include "container_tco/packing/small_fleet.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <utility>

#include "container_tco/packing/fleet_zones.hpp"
#include "container_tco/packing/small_contents.hpp"
#include "container_tco/packing/small_dealing.hpp"
#include "container_tco/packing/small_plan.hpp"
#include "container_tco/packing/small_standby.hpp"

namespace container_tco::detail {
namespace {

constexpr std::int64_t steps_of_visit = 60;
constexpr std::size_t most_small_zones = 12;
constexpr std::size_t most_remembered = 200'000;

/// A zone while it is filled.
struct Zone {
  std::size_t number = 0;
  CopySet part = 0;   ///< Its copies.
  CopySet later = 0;  ///< Those of the zones after it.
  const SmallWeights* weights = nullptr;
  std::vector<std::size_t> spares;  ///< Types.
  std::vector<std::size_t> used;    ///< Types of its existing hosts with something on them.
};

/// Zone by zone: which copies it gets, which types its spares have, what its existing hosts hold, then new hosts, that
/// of the first copy left first. What is left weighs at least what it would without limits.
class SmallSearch {
 public:
  SmallSearch(const std::vector<FleetItem>& items, const FleetInput& input, const FleetOptions& options,
              const PlannedFleet& known, std::int64_t steps)
      : input_(input),
        options_(options),
        zones_(input.zone_counts.size()),
        has_reserve_(options.target_capacity_percent < 100),
        are_alike_(are_zones_alike(items, input)),
        budget_{steps},
        contents_(input, openable_types(), counted_weights()),
        dealing_(items, options.zones, contents_),
        weights_(zones_),
        in_use_(input.types.size(), 0),
        new_(input.types.size(), 0),
        by_zone_(zones_, 0),
        left_(full_budget(input, options)) {
    if (known.missing_standby == 0 && known.left_out_copies == 0) best_ = known.weight;
    for (std::size_t z = 0; z < zones_; ++z) {
      existing_.push_back(useful_existing(z));
      for (const FleetType& type : input.types) by_zone_[z] += type.existing[z];
    }
  }

  bool is_small() const {
    return std::all_of(existing_.begin(), existing_.end(), [](const std::vector<std::size_t>& hosts) {
      return static_cast<std::int64_t>(hosts.size()) <= most_small_copies;
    });
  }

  SmallFleet run() {
    least_from_.assign(zones_ + 1, std::vector<std::int64_t>(contents_.all() + 1, unknown));
    search_zone(0, contents_.all(), contents_.all());
    SmallFleet found{!budget_.is_used_up(), std::nullopt, input_};
    if (found_) {
      found.plan = plan_of(*found_, contents_, found.input);
      found.plan->weight = *best_;
    }
    return found;
  }

 private:
  static constexpr std::int64_t unknown = -1;

  /// Types that others dominate count only where they have a reserve already.
  std::vector<std::size_t> openable_types() const {
    std::vector<std::size_t> types = input_.open;
    for (std::size_t t = 0; has_reserve_ && t < input_.types.size(); ++t) {
      const bool is_open = std::find(types.begin(), types.end(), t) != types.end();
      if (!is_open && input_.types[t].max_new > 0 && existing_hosts(input_.types[t]) > 0) types.push_back(t);
    }
    return types;
  }

  /// With their reserve, where no hosts are there that may be one.
  std::vector<std::int64_t> counted_weights() const {
    std::vector<std::int64_t> weights;
    for (const FleetType& type : input_.types) {
      const bool has_own = has_reserve_ && existing_hosts(type) == 0;
      weights.push_back(has_own ? type.weight * 100 / options_.target_capacity_percent : type.weight);
    }
    return weights;
  }

  /// Types of existing hosts of the zone that hold something, as many as could be of use.
  std::vector<std::size_t> useful_existing(std::size_t zone) const {
    std::vector<std::size_t> hosts;
    const std::int64_t copies = std::popcount(contents_.all());
    for (std::size_t t = 0; t < input_.types.size(); ++t) {
      const std::int64_t count = std::min(copies, input_.types[t].existing[zone]);
      bool is_useful = false;
      for (CopySet set = 1; set <= contents_.all(); ++set) is_useful = is_useful || contents_.holds(t, set);
      if (is_useful) hosts.insert(hosts.end(), static_cast<std::size_t>(count), t);
    }
    return hosts;
  }

  using Spares = std::optional<std::vector<std::size_t>>;

  const SmallWeights& weights(std::size_t zone, const Spares& spares) {
    const std::size_t like = are_alike_ ? 0 : zone;
    const auto known = weights_[like].find(spares);
    if (known != weights_[like].end()) return known->second;
    return weights_[like].emplace(spares, SmallWeights(contents_, existing_[zone], spares, budget_)).first->second;
  }

  /// The least that hosts of this zone with these copies weigh, with the lightest spare of the largest of them.
  std::int64_t least_of_zone(std::size_t zone, CopySet part) {
    const std::int64_t hosts = weights(zone, std::nullopt).from(0, part);
    if (!options_.survive_host_loss || has_reserve_ || hosts == no_weight) return hosts;
    std::int64_t spare = 0;
    for (CopySet left = part; left != 0; left &= left - 1) {
      const CopySet one = contents_.first_copies(left & (~left + 1));
      const std::vector<std::size_t>& there = existing_[zone];
      if (std::any_of(there.begin(), there.end(), [&](std::size_t t) { return contents_.holds(t, one); })) continue;
      if (contents_.holders(one).empty()) return no_weight;
      spare = std::max(spare, contents_.weight(contents_.holders(one).front()));
    }
    return hosts + spare;
  }

  /// The least that zones from this one on weigh.
  std::int64_t least_from(std::size_t zone, CopySet rest) {
    if (zone == zones_) return rest == 0 ? 0 : no_weight;
    if (least_from_[zone][rest] != unknown) return least_from_[zone][rest];
    std::int64_t least = no_weight;
    for (CopySet part = rest;; part = (part - 1) & rest) {
      --budget_.steps;
      if (contents_.has_first_copies(part) && dealing_.allows(zone, part, rest)) {
        const std::int64_t here = least_of_zone(zone, part);
        const std::int64_t later = least_from(zone + 1, contents_.first_copies(rest ^ part));
        if (here != no_weight && later != no_weight) least = std::min(least, here + later);
      }
      if (part == 0 || budget_.is_used_up()) break;
    }
    least_from_[zone][rest] = least;
    return least;
  }

  /// Whether a plan with so much more can still be the best.
  bool may_be_best(std::int64_t here, std::int64_t later) const {
    return here != no_weight && later != no_weight && (!best_ || counted_ + here + later < *best_);
  }

  void search_zone(std::size_t number, CopySet rest, CopySet most) {
    if (budget_.is_used_up()) return;
    if (number == zones_) {
      finish();
      return;
    }
    std::vector<std::pair<std::int64_t, CopySet>> parts;
    for (CopySet part = rest;; part = (part - 1) & rest) {
      --budget_.steps;
      // Of zones that are alike the first gets most.
      const bool is_first_way = !are_alike_ || part <= most;
      if (is_first_way && contents_.has_first_copies(part) && dealing_.allows(number, part, rest)) {
        const std::int64_t here = least_of_zone(number, part);
        const std::int64_t later = least_from(number + 1, contents_.first_copies(rest ^ part));
        if (may_be_best(here, later)) parts.emplace_back(here + later, part);
      }
      if (part == 0) break;
    }
    std::sort(parts.begin(), parts.end());
    for (const auto& [least, part] : parts) {
      if (!may_be_best(least, 0)) return;
      Zone zone{number, part, contents_.first_copies(rest ^ part), nullptr, {}, {}};
      if (options_.survive_host_loss && part != 0) {
        choose_spares(zone, 0);
      } else {
        zone.weights = &weights(number, std::nullopt);
        place_existing(zone, 0, part, part);
      }
    }
  }

  /// Types of new spares, and of hosts that are there: those stand by if nothing is put on one of them.
  bool may_be_spare(std::size_t type, std::size_t zone) const {
    const std::vector<std::size_t>& open = input_.open;
    return input_.types[type].existing[zone] > 0 || std::find(open.begin(), open.end(), type) != open.end();
  }

  /// Every set of types each of which stands in for some content that the others do not.
  void choose_spares(Zone& zone, std::size_t next) {
    for (std::size_t type = next; type < input_.types.size() && !budget_.is_used_up(); ++type) {
      if (!may_be_spare(type, zone.number)) continue;
      const bool is_free = has_reserve_ || input_.types[type].existing[zone.number] > 0;
      const std::int64_t weight = is_free ? 0 : input_.types[type].weight;
      counted_ += weight;
      zone.spares.push_back(type);
      const std::int64_t here = weights(zone.number, std::nullopt).from(0, zone.part);
      if (may_be_best(here, least_from(zone.number + 1, zone.later)) && is_each_of_use(zone.spares)) {
        zone.weights = &weights(zone.number, zone.spares);
        place_existing(zone, 0, zone.part, zone.part);
        choose_spares(zone, type + 1);
      }
      zone.spares.pop_back();
      counted_ -= weight;
    }
  }

  bool is_each_of_use(const std::vector<std::size_t>& spares) {
    return std::all_of(spares.begin(), spares.end(), [&](std::size_t spare) {
      for (CopySet set = 1; set <= contents_.all(); ++set) {
        --budget_.steps;
        if (!contents_.holds(spare, set)) continue;
        const auto holds = [&](std::size_t other) { return other != spare && contents_.holds(other, set); };
        if (std::none_of(spares.begin(), spares.end(), holds)) return true;
      }
      return false;
    });
  }

  /// The existing hosts from `place` on; of equal ones the first holds most.
  void place_existing(Zone& zone, std::size_t place, CopySet left, CopySet most) {
    if (budget_.is_used_up()) return;
    if (!may_be_best(zone.weights->from(place, left), least_from(zone.number + 1, zone.later))) return;
    const std::vector<std::size_t>& hosts = existing_[zone.number];
    if (place == hosts.size()) {
      place_new(zone, left);
      return;
    }
    const std::size_t type = hosts[place];
    const bool has_equal = place > 0 && hosts[place - 1] == type;
    for (CopySet content = left;; content = (content - 1) & left) {
      --budget_.steps;
      const bool is_empty = content == 0;
      const bool is_possible = is_empty || (contents_.has_first_copies(content) && zone.weights->allows(content) &&
                                            contents_.holds(type, content));
      if (is_possible && (!has_equal || content <= most)) {
        if (!is_empty) {
          hosts_.push_back({zone.number, type, true, content});
          zone.used.push_back(type);
          ++in_use_[type];
        }
        place_existing(zone, place + 1, contents_.first_copies(left ^ content), content);
        if (!is_empty) {
          --in_use_[type];
          zone.used.pop_back();
          hosts_.pop_back();
        }
      }
      if (is_empty) break;
    }
  }

  /// The new host of the first copy that is left.
  void place_new(Zone& zone, CopySet left) {
    if (budget_.is_used_up() || !is_first_visit(zone, left)) return;
    if (left == 0) {
      close_zone(zone);
      return;
    }
    const std::int64_t later = least_from(zone.number + 1, zone.later);
    const CopySet first = left & (~left + 1);
    const CopySet others = left ^ first;
    for (CopySet part = others;; part = (part - 1) & others) {
      --budget_.steps;
      const CopySet content = part | first;
      if (contents_.has_first_copies(content) && zone.weights->allows(content)) {
        const CopySet rest = contents_.first_copies(left ^ content);
        const std::int64_t after = zone.weights->from(existing_[zone.number].size(), rest);
        if (after != no_weight && later != no_weight) try_types(zone, content, rest, after + later);
      }
      if (part == 0) break;
    }
  }

  void try_types(Zone& zone, CopySet content, CopySet rest, std::int64_t later) {
    for (const std::size_t type : contents_.holders(content)) {
      --budget_.steps;
      if (!may_be_best(contents_.weight(type), later)) return;
      if (!may_open(type)) continue;
      open(type, contents_.weight(type), 1);
      ++in_use_[type];
      hosts_.push_back({zone.number, type, false, content});
      place_new(zone, rest);
      hosts_.pop_back();
      --in_use_[type];
      open(type, contents_.weight(type), -1);
    }
  }

  bool may_open(std::size_t type) const {
    if (!left_.allows(type)) return false;
    return new_[type] > 0 || !options_.max_types || new_types_ < *options_.max_types;
  }

  void open(std::size_t type, std::int64_t counted, std::int64_t hosts) {
    new_types_ -= new_[type] > 0 ? 1 : 0;
    new_[type] += hosts;
    new_types_ += new_[type] > 0 ? 1 : 0;
    left_.take(type, hosts);
    counted_ += hosts * counted;
  }

  /// The same hosts so far leave the same rest, in whatever order they were found.
  bool is_first_visit(const Zone& zone, CopySet left) {
    budget_.steps -= steps_of_visit;
    std::vector<std::int64_t> key = {static_cast<std::int64_t>(zone.number), left, zone.later, zone.part};
    const auto add = [&](const std::vector<std::size_t>& types) {
      key.push_back(-1);
      key.insert(key.end(), types.begin(), types.end());
    };
    add(zone.spares);
    add(zone.used);
    std::vector<std::size_t> types;
    for (const PlacedHost& host : hosts_) types.push_back(2 * host.type + (host.existing ? 1 : 0));
    std::sort(types.begin(), types.end());
    add(types);
    types.clear();
    for (const auto& [z, type] : spare_hosts_) types.push_back(type);
    std::sort(types.begin(), types.end());
    add(types);
    if (options_.min_hosts_per_zone > 0) key.insert(key.end(), by_zone_.begin(), by_zone_.end());
    if (visited_.size() >= most_remembered) return visited_.count(key) == 0;
    return visited_.insert(std::move(key)).second;
  }

  /// Opens the spares that no idle host is, and goes on to the next zone.
  void close_zone(const Zone& zone) {
    std::vector<std::size_t> opened;
    bool is_possible = true;
    for (const std::size_t type : zone.spares) {
      const std::int64_t there = input_.types[type].existing[zone.number];
      if (std::count(zone.used.begin(), zone.used.end(), type) < there) continue;
      if (!may_open(type)) {
        is_possible = false;
        break;
      }
      open(type, spare_weight_at_close(type, there), 1);
      spare_hosts_.emplace_back(zone.number, type);
      opened.push_back(type);
    }
    const std::int64_t new_here = new_hosts_of(zone.number);
    by_zone_[zone.number] += new_here;
    if (is_possible) search_zone(zone.number + 1, zone.later, zone.part);
    by_zone_[zone.number] -= new_here;
    for (const std::size_t type : opened) {
      spare_hosts_.pop_back();
      open(type, spare_weight_at_close(type, input_.types[type].existing[zone.number]), -1);
    }
  }

  /// A spare whose type has no host in the zone was counted when it was chosen.
  std::int64_t spare_weight_at_close(std::size_t type, std::int64_t there) const {
    return !has_reserve_ && there > 0 ? input_.types[type].weight : 0;
  }

  std::int64_t new_hosts_of(std::size_t zone) const {
    std::int64_t count = 0;
    for (const PlacedHost& host : hosts_) count += host.zone == zone && !host.existing ? 1 : 0;
    for (const auto& [z, type] : spare_hosts_) count += z == zone ? 1 : 0;
    return count;
  }

  void finish() {
    // What stands by is looked for among all types.
    budget_.steps -= static_cast<std::int64_t>(new_.size());
    std::int64_t weight = 0;
    for (std::size_t t = 0; t < new_.size(); ++t) weight += new_[t] * input_.types[t].weight;
    if (best_ && weight >= *best_) return;
    const std::optional<Standby> standby =
        lightest_standby(input_, options_, {in_use_, new_, by_zone_, left_}, best_ ? *best_ - weight : no_weight);
    if (!standby) return;
    best_ = weight + standby->weight;
    found_ = SmallHosts{hosts_, spare_hosts_, by_zone_, standby->types};
  }

  const FleetInput& input_;
  const FleetOptions& options_;
  std::size_t zones_;
  bool has_reserve_;
  bool are_alike_;
  SmallBudget budget_;
  SmallContents contents_;
  SmallDealing dealing_;
  std::vector<std::vector<std::size_t>> existing_;  ///< By zone.
  std::vector<std::map<Spares, SmallWeights>> weights_;
  std::vector<std::vector<std::int64_t>> least_from_;  ///< By zone and set of copies.
  std::set<std::vector<std::int64_t>> visited_;

  // The plan that is being made.
  std::vector<PlacedHost> hosts_;
  std::vector<std::pair<std::size_t, std::size_t>> spare_hosts_;
  std::vector<std::int64_t> in_use_;   ///< By type.
  std::vector<std::int64_t> new_;      ///< By type, spares included.
  std::vector<std::int64_t> by_zone_;  ///< All hosts.
  std::int64_t new_types_ = 0;
  FleetBudget left_;
  std::int64_t counted_ = 0;  ///< Of its hosts.

  std::optional<std::int64_t> best_;
  std::optional<SmallHosts> found_;
};

}  // namespace

std::optional<SmallFleet> lightest_small_fleet(const std::vector<FleetItem>& items, const FleetInput& input,
                                               const FleetOptions& options, const PlannedFleet& known,
                                               std::int64_t steps) {
  const std::int64_t copies = copy_count(input);
  if (copies > most_small_copies || input.zone_counts.size() > most_small_zones) return std::nullopt;
  SmallSearch search(items, input, options, known, steps);
  if (!search.is_small()) return std::nullopt;
  return search.run();
}

}  // namespace container_tco::detail
