#include "container_tco/packing/small_standby.hpp"

#include <algorithm>
#include <utility>

namespace container_tco::detail {
namespace {

/// New hosts of the type that its target capacity asks for.
std::int64_t missing_reserve(const FleetInput& input, const FleetOptions& options, const StandbyNeed& need,
                             std::size_t type) {
  const std::int64_t percent = options.target_capacity_percent;
  const std::int64_t wanted = (need.in_use[type] * 100 + percent - 1) / percent;
  return std::max<std::int64_t>(0, wanted - existing_hosts(input.types[type]) - need.new_hosts[type]);
}

/// Adds the lightest hosts first. That is optimal: limits of types lie within those of groups, and these within the
/// one of the fleet.
class StandbyFiller {
 public:
  StandbyFiller(const FleetInput& input, const FleetOptions& options, const StandbyNeed& need,
                const std::vector<char>& allowed)
      : input_(input), options_(options), need_(need), allowed_(allowed), budget_(need.budget) {}

  std::optional<Standby> run() {
    for (std::size_t t = 0; t < input_.types.size(); ++t) {
      const std::int64_t missing = missing_reserve(input_, options_, need_, t);
      if (missing > 0 && !add(t, missing)) return std::nullopt;
    }
    for (std::size_t g = 0; g < options_.groups.size(); ++g) {
      if (!add_lightest(g + 1, options_.groups[g].min_hosts - hosts_of_group(g + 1))) return std::nullopt;
    }
    std::int64_t all = 0;
    std::int64_t missing_in_zones = 0;
    for (const std::int64_t hosts : need_.by_zone) {
      all += hosts;
      missing_in_zones += std::max<std::int64_t>(0, options_.min_hosts_per_zone - hosts);
    }
    const std::int64_t added = static_cast<std::int64_t>(standby_.types.size());
    const std::int64_t missing = std::max(missing_in_zones, options_.min_hosts - all) - added;
    if (!add_lightest(0, missing)) return std::nullopt;
    return std::move(standby_);
  }

 private:
  bool add(std::size_t type, std::int64_t count) {
    if (allowed_[type] == 0 || budget_.most(type) < count) return false;
    budget_.take(type, count);
    standby_.types.insert(standby_.types.end(), static_cast<std::size_t>(count), type);
    standby_.weight += count * input_.types[type].weight;
    return true;
  }

  bool add_lightest(std::size_t group, std::int64_t count) {
    for (const std::size_t type : input_.open) {
      if (count <= 0) return true;
      if (allowed_[type] == 0 || (group != 0 && input_.types[type].group != group)) continue;
      const std::int64_t part = std::max<std::int64_t>(0, std::min(count, budget_.most(type)));
      if (part > 0) add(type, part);
      count -= part;
    }
    return count <= 0;
  }

  std::int64_t hosts_of_group(std::size_t group) const {
    std::int64_t count = 0;
    for (std::size_t t = 0; t < input_.types.size(); ++t) {
      if (input_.types[t].group == group) count += existing_hosts(input_.types[t]) + need_.new_hosts[t];
    }
    for (const std::size_t type : standby_.types) count += input_.types[type].group == group ? 1 : 0;
    return count;
  }

  const FleetInput& input_;
  const FleetOptions& options_;
  const StandbyNeed& need_;
  const std::vector<char>& allowed_;
  FleetBudget budget_;
  Standby standby_;
};

/// Tries every choice of further types beside those that are new already.
class FewTypes {
 public:
  /// `least`: what the hosts weigh on any types.
  FewTypes(const FleetInput& input, const FleetOptions& options, const StandbyNeed& need, std::int64_t least,
           std::int64_t most_weight)
      : input_(input), options_(options), need_(need), least_(least), most_weight_(most_weight) {}

  std::optional<Standby> run() {
    std::vector<char> allowed(input_.types.size(), 0);
    std::int64_t more = *options_.max_types;
    for (std::size_t t = 0; t < allowed.size(); ++t) {
      if (need_.new_hosts[t] == 0 && missing_reserve(input_, options_, need_, t) == 0) continue;
      allowed[t] = 1;
      --more;
    }
    if (more >= 0) choose(0, more, allowed);
    return std::move(best_);
  }

 private:
  void choose(std::size_t place, std::int64_t more, std::vector<char>& allowed) {
    std::optional<Standby> standby = StandbyFiller(input_, options_, need_, allowed).run();
    if (standby && standby->weight < most_weight_) {
      most_weight_ = standby->weight;
      best_ = std::move(standby);
    }
    for (; more > 0 && most_weight_ > least_ && place < input_.open.size(); ++place) {
      const std::size_t type = input_.open[place];
      if (allowed[type] != 0) continue;
      if (input_.types[type].weight >= most_weight_) return;  // So are the types after it.
      allowed[type] = 1;
      choose(place + 1, more - 1, allowed);
      allowed[type] = 0;
    }
  }

  const FleetInput& input_;
  const FleetOptions& options_;
  const StandbyNeed& need_;
  std::int64_t least_;
  std::int64_t most_weight_;
  std::optional<Standby> best_;
};

}  // namespace

std::optional<Standby> lightest_standby(const FleetInput& input, const FleetOptions& options, const StandbyNeed& need,
                                        std::int64_t most_weight) {
  const std::vector<char> all(input.types.size(), 1);
  std::optional<Standby> standby = StandbyFiller(input, options, need, all).run();
  if (!standby || standby->weight >= most_weight) return std::nullopt;
  if (!options.max_types) return standby;
  return FewTypes(input, options, need, standby->weight, most_weight).run();
}

}  // namespace container_tco::detail
