#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "container_tco/packing/checked_fleet.hpp"

namespace container_tco::checks {
namespace {

class ExhaustionCheck : CheckedFleet {
 public:
  ExhaustionCheck(const FleetBound& bound, const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
                  const FleetOptions& options)
      : CheckedFleet(items, types, options), bound_(bound) {}

  /// Tries every way to split few copies over hosts. Limits on hosts are not read: without them it only gets lighter.
  std::vector<std::string> run() {
    std::vector<std::size_t> copies;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (!fits_somewhere(items_[i])) continue;
      check(items_[i].count <= max_exhaustive_copies, "bound: too many copies to try every way");
      if (!problems_.empty()) return problems_;
      copies.insert(copies.end(), static_cast<std::size_t>(items_[i].count), i);
    }
    check(options_.zones == 1 && copies.size() <= static_cast<std::size_t>(max_exhaustive_copies),
          "bound: too many copies or zones to try every way");
    if (!problems_.empty()) return problems_;
    const Weights weights = split_copies(copies);
    std::int64_t existing = 0;
    std::int64_t lightest = impossible;
    for (std::size_t t = 0; t < types_.size(); ++t) {
      existing += existing_hosts(t);
      if (can_be_new(t) && rooms_[t].is_usable) lightest = std::min(lightest, types_[t].weight);
    }
    const std::int64_t least_hosts = std::max(options_.min_hosts, options_.min_hosts_per_zone);
    Rational best(impossible);
    for (std::size_t hosts = 0; hosts < weights.size(); ++hosts) {
      if (weights[hosts].back() >= impossible) continue;
      const std::int64_t idle = std::max<std::int64_t>(0, least_hosts - existing - static_cast<std::int64_t>(hosts));
      const Rational weight = Rational(weights[hosts].back()) + Rational(idle) * Rational(lightest);
      if (weight < best) best = weight;
    }
    check(Rational(bound_.weight) <= best, "bound: there is a lighter way");
    return problems_;
  }

 private:
  using Weights = std::vector<std::vector<std::int64_t>>;  ///< By number of new hosts and set of copies, a bit each.
  static constexpr std::int64_t impossible = std::int64_t{1} << 62;

  bool holds_all(std::size_t t, std::uint32_t set, const std::vector<std::size_t>& copies) const {
    std::vector<std::int64_t> used(checked_resources, 0);
    std::multiset<std::string> names;
    std::map<std::size_t, std::int64_t> copies_of;
    for (std::size_t c = 0; c < copies.size(); ++c) {
      if ((set >> c & 1u) == 0) continue;
      const FleetItem& item = items_[copies[c]];
      if (!may_hold(t, item)) return false;
      if (item.max_copies_per_host && ++copies_of[copies[c]] > *item.max_copies_per_host) return false;
      for (std::size_t r = 0; r < checked_resources; ++r) used[r] += request_of(item)[r];
      for (const std::string& name : std::set<std::string>(item.exclusive.begin(), item.exclusive.end())) {
        if (names.count(name) > 0) return false;
        names.insert(name);
      }
    }
    for (std::size_t r = 0; r < checked_resources; ++r) {
      if (used[r] > rooms_[t].amounts[r]) return false;
    }
    return rooms_[t].is_usable && !are_some_apart(set, copies);
  }

  bool are_some_apart(std::uint32_t set, const std::vector<std::size_t>& copies) const {
    std::set<std::string> held;
    std::set<std::string> repelled;
    for (std::size_t c = 0; c < copies.size(); ++c) {
      if ((set >> c & 1u) == 0) continue;
      const FleetItem& item = items_[copies[c]];
      held.insert(item.id);
      repelled.insert(item.apart_from.begin(), item.apart_from.end());
    }
    return std::any_of(held.begin(), held.end(), [&](const std::string& id) { return repelled.count(id) > 0; });
  }

  Weights split_copies(const std::vector<std::size_t>& copies) const {
    const std::uint32_t all = (std::uint32_t{1} << copies.size()) - 1;
    std::vector<std::int64_t> one_host(all + 1, impossible);
    for (std::uint32_t set = 1; set <= all; ++set) {
      for (std::size_t t = 0; t < types_.size(); ++t) {
        if (!can_be_new(t) || types_[t].weight >= one_host[set]) continue;
        if (holds_all(t, set, copies)) one_host[set] = types_[t].weight;
      }
    }
    Weights weights(copies.size() + 1, std::vector<std::int64_t>(all + 1, impossible));
    weights[0][0] = 0;
    for (std::size_t hosts = 1; hosts < weights.size(); ++hosts) {
      for (std::uint32_t set = 1; set <= all; ++set) {
        const std::uint32_t first = set & (~set + 1);  // The host of the first copy.
        for (std::uint32_t part = set; part > 0; part = (part - 1) & set) {
          if ((part & first) == 0 || one_host[part] >= impossible) continue;
          weights[hosts][set] = std::min(weights[hosts][set], weights[hosts - 1][set ^ part] + one_host[part]);
        }
      }
    }
    for (std::size_t t = 0; t < types_.size(); ++t) {
      const std::int64_t there = std::min<std::int64_t>(existing_hosts(t), static_cast<std::int64_t>(copies.size()));
      for (std::int64_t host = 0; host < there; ++host) fill_existing(t, copies, weights);
    }
    return weights;
  }

  void fill_existing(std::size_t t, const std::vector<std::size_t>& copies, Weights& weights) const {
    const std::uint32_t all = (std::uint32_t{1} << copies.size()) - 1;
    std::vector<char> fits(all + 1, 0);
    for (std::uint32_t set = 1; set <= all; ++set) fits[set] = holds_all(t, set, copies) ? 1 : 0;
    for (std::vector<std::int64_t>& before : weights) {
      const std::vector<std::int64_t> without = before;
      for (std::uint32_t set = 1; set <= all; ++set) {
        for (std::uint32_t part = set; part > 0; part = (part - 1) & set) {
          if (fits[part] != 0) before[set] = std::min(before[set], without[set ^ part]);
        }
      }
    }
  }

  const FleetBound& bound_;
};

}  // namespace

std::vector<std::string> check_exhaustion(const FleetBound& bound, const std::vector<FleetItem>& items,
                                          const std::vector<FleetHostType>& types, const FleetOptions& options) {
  return ExhaustionCheck(bound, items, types, options).run();
}

}  // namespace container_tco::checks
