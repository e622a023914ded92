#include "container_tco/packing/exact_fleet.hpp"

#include <algorithm>
#include <bit>

#include "container_tco/packing/small_contents.hpp"

namespace container_tco::detail {
namespace {

constexpr std::int64_t impossible = no_host_limit;

class ExactSearch {
 public:
  ExactSearch(const FleetInput& input, std::size_t zone) : input_(input), zone_(zone) {}

  bool prepare() {
    std::int64_t copies = 0;
    for (const std::int64_t count : input_.zone_counts[zone_]) copies += count;
    if (copies > max_exhaustive_copies) return false;
    for (std::size_t s = 0; s < input_.shapes.size(); ++s) {
      shape_of_.insert(shape_of_.end(), static_cast<std::size_t>(input_.zone_counts[zone_][s]), s);
    }
    for (std::size_t t = 0; t < input_.types.size(); ++t) {
      existing_.insert(existing_.end(), static_cast<std::size_t>(std::min(copies, input_.types[t].existing[zone_])), t);
    }
    if (static_cast<std::int64_t>(existing_.size()) > max_exhaustive_copies) return false;
    all_ = (CopySet{1} << shape_of_.size()) - 1;
    make_contents();
    return true;
  }

  ExactZone run(bool by_host_count) {
    solve_new(by_host_count);
    solve_existing();
    ExactZone plans(weight_.size());
    for (std::size_t h = 0; h < weight_.size(); ++h) {
      if (weight_[h][all_] != impossible) plans[h] = trace(h, by_host_count);
    }
    return plans;
  }

 private:
  /// The host that a set of copies makes, its type aside; `type_` is that of the lightest new host for it.
  void make_contents() {
    contents_.resize(all_ + 1);
    type_.assign(all_ + 1, impossible);
    clashes_.assign(all_ + 1, 0);
    for (CopySet set = 1; set <= all_; ++set) {
      if (!add_last_copy(input_, set, shape_of_[last_copy(set)], contents_, clashes_)) continue;
      for (const std::size_t type : input_.open) {
        if (!type_holds(input_, type, contents_[set])) continue;
        type_[set] = static_cast<std::int64_t>(type);
        break;
      }
    }
  }

  std::int64_t weight(CopySet set) const {
    return type_[set] == impossible ? impossible : input_.types[static_cast<std::size_t>(type_[set])].weight;
  }

  /// Sets of copies on new hosts only. The host that holds the last copy of a set is chosen first.
  void solve_new(bool by_host_count) {
    weight_.assign(by_host_count ? shape_of_.size() + 1 : 1, std::vector<std::int64_t>(all_ + 1, impossible));
    taken_.assign(weight_.size(), std::vector<CopySet>(all_ + 1, 0));
    weight_[0][0] = 0;
    for (std::size_t h = by_host_count ? 1 : 0; h < weight_.size(); ++h) {
      const std::vector<std::int64_t>& before = weight_[by_host_count ? h - 1 : 0];
      for (CopySet set = 1; set <= all_; ++set) {
        const CopySet last = CopySet{1} << (std::bit_width(set) - 1);
        const CopySet others = set ^ last;
        for (CopySet part = others;; part = (part - 1) & others) {
          const std::int64_t first = weight(part | last);
          const std::int64_t rest = before[others ^ part];
          if (first != impossible && rest != impossible && first + rest < weight_[h][set]) {
            weight_[h][set] = first + rest;
            taken_[h][set] = part | last;
          }
          if (part == 0) break;
        }
      }
    }
  }

  /// Lets one existing host after another take any part.
  void solve_existing() {
    for (const std::size_t type : existing_) {
      std::vector<std::vector<CopySet>> parts(weight_.size(), std::vector<CopySet>(all_ + 1, 0));
      for (std::size_t h = 0; h < weight_.size(); ++h) {
        // From large to small: smaller sets still have their weight without this host.
        for (CopySet set = all_; set > 0; --set) {
          const std::int64_t without = weight_[h][set];
          std::int64_t best = without;
          for (CopySet part = set; part > 0; part = (part - 1) & set) {
            const std::int64_t rest = weight_[h][set ^ part];
            if (rest >= best || clashes_[part] != 0 || !type_holds(input_, type, contents_[part])) continue;
            best = rest;
            parts[h][set] = part;
          }
          weight_[h][set] = best;
        }
      }
      existing_parts_.push_back(std::move(parts));
    }
  }

  std::vector<FleetHost> trace(std::size_t h, bool by_host_count) const {
    std::vector<FleetHost> hosts;
    CopySet set = all_;
    std::vector<std::int64_t> empty;
    for (const FleetType& type : input_.types) empty.push_back(type.existing[zone_]);
    for (std::size_t e = existing_.size(); e-- > 0;) {
      const CopySet part = existing_parts_[e][h][set];
      if (part == 0) continue;
      hosts.push_back(contents_[part]);
      hosts.back().type = existing_[e];
      hosts.back().existing = true;
      --empty[existing_[e]];
      set ^= part;
    }
    while (set != 0) {
      const CopySet part = taken_[h][set];
      hosts.push_back(contents_[part]);
      hosts.back().type = static_cast<std::size_t>(type_[part]);
      set ^= part;
      if (by_host_count) --h;
    }
    for (std::size_t t = 0; t < empty.size(); ++t) {
      if (empty[t] == 0) continue;
      FleetHost idle;
      idle.type = t;
      idle.existing = true;
      idle.count = empty[t];
      hosts.push_back(idle);
    }
    return hosts;
  }

  const FleetInput& input_;
  std::size_t zone_;
  std::vector<std::size_t> shape_of_;  ///< By copy.
  std::vector<std::size_t> existing_;  ///< Types of the existing hosts that can be of use.
  CopySet all_ = 0;
  std::vector<FleetHost> contents_;
  std::vector<std::int64_t> type_;
  std::vector<char> clashes_;
  std::vector<std::vector<std::int64_t>> weight_;
  std::vector<std::vector<CopySet>> taken_;
  std::vector<std::vector<std::vector<CopySet>>> existing_parts_;
};

}  // namespace

std::optional<ExactZone> exact_zone(const FleetInput& input, std::size_t zone, bool by_host_count) {
  ExactSearch search(input, zone);
  if (!search.prepare()) return std::nullopt;
  return search.run(by_host_count);
}

}  // namespace container_tco::detail
