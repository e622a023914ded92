#include "container_tco/packing/fleet_dive.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <utility>

#include "container_tco/packing/covering_lp.hpp"
#include "container_tco/packing/host_filler.hpp"

namespace container_tco::detail {
namespace {

constexpr std::int64_t pivots_of_dive = 2000;
/// About how many a solution from the start takes for each row, to say its work beforehand.
constexpr std::size_t pivots_per_row = 2;
constexpr std::size_t entries_of_column = 8;
constexpr int most_pricings = 4;
/// Fractions of at least this share of the largest become hosts at once.
constexpr double share_of_largest = 0.5;
constexpr double least_gain_of_column = 1 + 1e-6;
/// Of a host that is not quite full, but of what is worth something by the fractional plan.
constexpr double nearly_its_weight = 1 - 1e-3;
constexpr double rounding = 1e-7;

class Dive {
 public:
  Dive(const FleetInput& input, std::vector<FleetPattern> patterns, std::uint64_t seed)
      : input_(input),
        patterns_(std::move(patterns)),
        filler_(input),
        random_(seed),
        row_of_(input.shapes.size(), 0),
        values_(input.shapes.size(), 0.0) {}

  void run(std::int64_t most_work, FleetBag& bag, FleetBudget& budget, std::vector<FleetHost>& hosts) {
    while (!bag.empty() && work_ + least_work(bag) <= most_work) {
      if (!solve(bag, budget) || !take_largest(bag, budget, hosts)) return;
    }
  }

 private:
  std::int64_t work_of_pivot(std::size_t rows) const {
    return static_cast<std::int64_t>(rows * rows + entries_of_column * (columns_.size() + patterns_.size()));
  }
  std::int64_t least_work(const FleetBag& bag) const {
    const std::size_t rows = bag.shapes.size();
    return static_cast<std::int64_t>(rows * pivots_per_row) * work_of_pivot(rows);
  }

  /// The fractional plan of the bag. Returns false when a shape of it may not be placed.
  bool solve(const FleetBag& bag, const FleetBudget& budget) {
    columns_.clear();
    known_.clear();
    std::vector<double> demand;
    std::vector<std::pair<double, double>> start;
    for (std::size_t row = 0; row < bag.shapes.size(); ++row) {
      const std::size_t s = bag.shapes[row];
      row_of_[s] = row;
      demand.push_back(static_cast<double>(bag.counts[s]));
      std::optional<FleetHost> host = best_alone(bag, budget, s);
      if (!host) return false;
      start.emplace_back(weight_of(input_, *host), host->held.front().copies);
      columns_.push_back(std::move(*host));
    }
    CoveringLp lp(std::move(demand), start);
    for (const FleetPattern& pattern : patterns_) add_rest_of(pattern, lp, bag, budget);
    solve(lp, bag);
    for (int round = 0; round < most_pricings && price(lp, bag, budget); ++round) solve(lp, bag);
    counts_ = lp.values();
    return true;
  }

  void solve(CoveringLp& lp, const FleetBag& bag) {
    work_ += lp.solve(pivots_of_dive) * work_of_pivot(bag.shapes.size());
    const std::vector<double> duals = lp.duals();
    for (std::size_t row = 0; row < bag.shapes.size(); ++row) values_[bag.shapes[row]] = duals[row];
  }

  /// The host of one shape alone that holds most of it for its weight.
  std::optional<FleetHost> best_alone(const FleetBag& bag, const FleetBudget& budget, std::size_t s) const {
    std::optional<FleetHost> best;
    double best_gain = 0;
    for (const std::size_t type : input_.open) {
      if (input_.types[type].accepts[s] == 0 || !budget.allows(type)) continue;
      FleetHost host;
      host.type = type;
      const std::int64_t copies = copies_that_fit(input_, host, s, bag.counts[s]);
      const double gain = static_cast<double>(copies) / static_cast<double>(input_.types[type].weight);
      if (gain <= best_gain) continue;
      best_gain = gain;
      put(input_, host, s, copies);
      best = std::move(host);
    }
    return best;
  }

  /// A column of what the bag has of the pattern, on the lightest type for it.
  void add_rest_of(const FleetPattern& pattern, CoveringLp& lp, const FleetBag& bag, const FleetBudget& budget) {
    FleetHost host;
    host.type = pattern.type;
    for (const HeldCopies& held : pattern.held) {
      const std::int64_t copies = std::min(held.copies, bag.counts[held.shape]);
      if (copies > 0) put(input_, host, held.shape, copies);
    }
    if (host.held.empty()) return;
    shrink(input_, budget, host);
    if (budget.allows(host.type)) add(lp, std::move(host));
  }

  bool add(CoveringLp& lp, FleetHost host) {
    CoveringLp::Entries entries;
    for (const HeldCopies& held : host.held) {
      entries.emplace_back(row_of_[held.shape], static_cast<double>(held.copies));
    }
    std::sort(entries.begin(), entries.end());
    if (!known_.insert({host.type, entries}).second) return false;
    lp.add_column(static_cast<double>(input_.types[host.type].weight), std::move(entries));
    columns_.push_back(std::move(host));
    return true;
  }

  /// Adds hosts filled from the bag that gain by the duals. They are patterns from then on.
  bool price(CoveringLp& lp, const FleetBag& bag, const FleetBudget& budget) {
    filler_.look_at(bag, values_, random_, true);
    bool is_any = false;
    for (const std::size_t type : input_.open) {
      if (!budget.allows(type)) continue;
      filler_.begin(least_gain_of_column);
      filler_.try_type(type, budget);
      std::optional<FleetHost> host = filler_.best();
      if (!host || !add(lp, *host)) continue;
      patterns_.push_back(std::move(*host));
      is_any = true;
    }
    return is_any;
  }

  bool take_largest(FleetBag& bag, FleetBudget& budget, std::vector<FleetHost>& hosts) {
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (counts_[c] > 0) order.emplace_back(-counts_[c], c);
    }
    if (order.empty()) return false;
    std::sort(order.begin(), order.end());
    const double least = std::min(1 - rounding, -order.front().first * share_of_largest);
    bool is_any = false;
    for (const auto& [count, c] : order) {
      if (-count < least) break;
      const std::int64_t whole = static_cast<std::int64_t>(rounding - count);
      is_any |= take_hosts(input_, columns_[c], std::max<std::int64_t>(1, whole), values_, bag, budget, hosts);
    }
    if (is_any) return true;
    // Whatever its worth: something has to be taken.
    values_.assign(values_.size(), std::numeric_limits<double>::infinity());
    return take_hosts(input_, columns_[order.front().second], 1, values_, bag, budget, hosts);
  }

  const FleetInput& input_;
  std::vector<FleetPattern> patterns_;
  HostFiller filler_;
  FleetRandom random_;
  std::vector<std::size_t> row_of_;  ///< By shape of the bag.
  std::vector<double> values_;       ///< Duals by shape.
  std::vector<FleetHost> columns_;
  std::set<std::pair<std::size_t, CoveringLp::Entries>> known_;
  std::vector<double> counts_;  ///< By column.
  std::int64_t work_ = 0;
};

}  // namespace

bool take_hosts(const FleetInput& input, const FleetPattern& pattern, std::int64_t count,
                const std::vector<double>& values, FleetBag& bag, FleetBudget& budget, std::vector<FleetHost>& hosts) {
  const std::size_t before = hosts.size();
  for (count = std::min(count, budget.most(pattern.type)); count > 0;) {
    FleetHost host;
    host.type = pattern.type;
    host.count = count;
    double worth = 0;
    for (const HeldCopies& held : pattern.held) {
      const std::int64_t copies = std::min(held.copies, bag.counts[held.shape]);
      if (copies == 0) continue;
      put(input, host, held.shape, copies);
      worth += values[held.shape] * static_cast<double>(copies);
      host.count = std::min(host.count, bag.counts[held.shape] / copies);
    }
    if (host.held.empty() || worth < static_cast<double>(input.types[host.type].weight) * nearly_its_weight) break;
    for (const HeldCopies& held : host.held) bag.counts[held.shape] -= held.copies * host.count;
    std::erase_if(bag.shapes, [&](std::size_t s) { return bag.counts[s] == 0; });
    budget.take(host.type, host.count);
    count -= host.count;
    hosts.push_back(std::move(host));
  }
  return hosts.size() > before;
}

void dive(const FleetInput& input, const std::vector<FleetPattern>& patterns, const DiveLimits& limits, FleetBag& bag,
          FleetBudget& budget, std::vector<FleetHost>& hosts) {
  Dive(input, patterns, limits.seed).run(limits.most_work, bag, budget, hosts);
}

}  // namespace container_tco::detail
