#include "container_tco/packing/fleet_dive.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "container_tco/packing/covering_lp.hpp"

namespace container_tco::detail {
namespace {

constexpr std::int64_t most_pivots = 3000;
/// Of the fractions of a round, one in this many is rounded up.
constexpr std::size_t fractions_per_rise = 8;
/// Fractions from here on are rounded up at once.
constexpr double nearly_whole = 0.9;

class Dive {
 public:
  Dive(const FleetInput& input, const std::vector<FleetPattern>& patterns, FleetBag bag, FleetBudget budget)
      : input_(input), patterns_(patterns), bag_(std::move(bag)), budget_(std::move(budget)) {}

  std::optional<std::vector<FleetHost>> run() {
    while (!bag_.empty()) {
      std::sort(bag_.shapes.begin(), bag_.shapes.end());
      if (!cut_patterns() || !take_round()) return std::nullopt;
    }
    return std::move(hosts_);
  }

 private:
  /// The pattern as far as the bag goes, on the lightest type for it.
  FleetHost cut(const FleetPattern& pattern) const {
    FleetHost host;
    host.type = pattern.type;
    for (const HeldCopies& held : pattern.held) {
      const std::int64_t copies = std::min(held.copies, bag_.counts[held.shape]);
      if (copies > 0) put(input_, host, held.shape, copies);
    }
    return host;
  }

  /// The best host for shape `s` alone.
  std::optional<FleetHost> single(std::size_t s) const {
    std::optional<FleetHost> best;
    double best_ratio = 0;
    for (const std::size_t type : input_.open) {
      if (!budget_.allows(type)) continue;
      FleetHost host;
      host.type = type;
      const std::int64_t copies = copies_that_fit(input_, host, s, bag_.counts[s]);
      if (copies == 0) continue;
      const double ratio = static_cast<double>(input_.types[type].weight) / static_cast<double>(copies);
      if (best && ratio >= best_ratio) continue;
      best_ratio = ratio;
      put(input_, host, s, copies);
      best = std::move(host);
    }
    return best;
  }

  bool cut_patterns() {
    columns_.clear();
    for (const std::size_t s : bag_.shapes) {
      std::optional<FleetHost> host = single(s);
      if (!host) return false;
      columns_.push_back(std::move(*host));
    }
    std::map<std::vector<std::pair<std::size_t, std::int64_t>>, char> known;
    for (const FleetPattern& pattern : patterns_) {
      if (!budget_.allows(pattern.type)) continue;
      FleetHost host = cut(pattern);
      if (host.held.empty()) continue;
      shrink(input_, budget_, host);
      std::vector<std::pair<std::size_t, std::int64_t>> key = {{host.type, 0}};
      for (const HeldCopies& held : host.held) key.emplace_back(held.shape, held.copies);
      std::sort(key.begin() + 1, key.end());
      if (known.emplace(std::move(key), 1).second) columns_.push_back(std::move(host));
    }
    return true;
  }

  std::vector<double> solve() const {
    std::vector<std::size_t> row(input_.shapes.size(), 0);
    std::vector<double> demand;
    std::vector<std::pair<double, double>> start;
    for (const std::size_t s : bag_.shapes) {
      const FleetHost& host = columns_[demand.size()];
      row[s] = demand.size();
      demand.push_back(static_cast<double>(bag_.counts[s]));
      start.emplace_back(static_cast<double>(input_.types[host.type].weight),
                         static_cast<double>(host.held.front().copies));
    }
    CoveringLp lp(std::move(demand), start);
    for (std::size_t c = bag_.shapes.size(); c < columns_.size(); ++c) {
      CoveringLp::Entries entries;
      for (const HeldCopies& held : columns_[c].held) {
        entries.emplace_back(row[held.shape], static_cast<double>(held.copies));
      }
      lp.add_column(static_cast<double>(input_.types[columns_[c].type].weight), std::move(entries));
    }
    lp.solve(most_pivots);
    return lp.values();
  }

  bool take_round() {
    const std::vector<double> values = solve();
    std::vector<std::pair<double, std::size_t>> fractions;
    bool is_any = false;
    for (std::size_t c = 0; c < values.size(); ++c) {
      const std::int64_t whole = static_cast<std::int64_t>(values[c] + 1e-7);
      const double fraction = values[c] - static_cast<double>(whole);
      if (whole > 0 && take(columns_[c], whole)) is_any = true;
      if (fraction > 1e-7) fractions.emplace_back(-fraction, c);
    }
    std::sort(fractions.begin(), fractions.end());
    for (std::size_t i = 0; i < fractions.size(); ++i) {
      const bool is_high = -fractions[i].first >= nearly_whole || i <= fractions.size() / fractions_per_rise;
      if (is_high && take(columns_[fractions[i].second], 1)) is_any = true;
    }
    return is_any;
  }

  /// Up to `count` such hosts, as long as the bag fills them.
  bool take(const FleetHost& column, std::int64_t count) {
    count = std::min({count, budget_.hosts, budget_.new_by_type[column.type]});
    for (const HeldCopies& held : column.held) count = std::min(count, bag_.counts[held.shape] / held.copies);
    if (count <= 0) return false;
    FleetHost host = column;
    host.count = count;
    for (const HeldCopies& held : column.held) bag_.counts[held.shape] -= held.copies * count;
    std::erase_if(bag_.shapes, [&](std::size_t s) { return bag_.counts[s] == 0; });
    budget_.take(column.type, count);
    hosts_.push_back(std::move(host));
    return true;
  }

  const FleetInput& input_;
  const std::vector<FleetPattern>& patterns_;
  FleetBag bag_;
  FleetBudget budget_;
  std::vector<FleetHost> columns_;
  std::vector<FleetHost> hosts_;
};

}  // namespace

std::optional<std::vector<FleetHost>> dive(const FleetInput& input, const std::vector<FleetPattern>& patterns,
                                           FleetBag bag, FleetBudget budget) {
  return Dive(input, patterns, std::move(bag), std::move(budget)).run();
}

}  // namespace container_tco::detail
