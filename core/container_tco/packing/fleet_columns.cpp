#include "container_tco/packing/fleet_columns.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "container_tco/packing/covering_lp.hpp"

namespace container_tco::detail {
namespace {

constexpr int most_rounds = 300;
constexpr std::int64_t pivots_per_round = 5000;
/// Rounds without a better bound after which more are not worth their time.
constexpr int most_rounds_without_proof = 20;
constexpr double usual_pull = 0.8;
/// The bound is this near to the fractional optimum, as a share: no round will change much.
constexpr double near_enough = 2e-5;

class ColumnGeneration {
 public:
  ColumnGeneration(const FleetInput& input, const ResourceDuals& resources, const ColumnLimits& limits,
                   std::size_t item_count, std::size_t type_count)
      : input_(input),
        limits_(limits),
        item_count_(item_count),
        type_count_(type_count),
        scale_(value_scale(input)),
        tables_(make_pricing_tables(input, limits.exact_cells, limits.round_cells)),
        centre_(resources.values) {
    double gpu = 0;
    double slot = 0;
    for (const std::vector<double>& prices : resources.prices) {
      gpu = std::max(gpu, prices[2]);
      slot = std::max(slot, prices[3]);
    }
    side_prices_.gpu = static_cast<std::int64_t>(std::ceil(gpu * scale_));
    side_prices_.slot = static_cast<std::int64_t>(std::ceil(slot * scale_));
  }

  std::optional<FleetColumns> run(const std::vector<FleetHost>& start) {
    std::vector<double> demand;
    std::vector<std::pair<double, double>> single;
    for (std::size_t s = 0; s < input_.shapes.size(); ++s) {
      if (!add_single(s, single)) return std::nullopt;
      demand.push_back(static_cast<double>(input_.shapes[s].count));
    }
    lp_.emplace(std::move(demand), single);
    for (const FleetHost& host : start) {
      if (!host.existing && !host.held.empty()) add(host);
    }
    for (int round = 0; round < most_rounds; ++round) {
      lp_->solve(pivots_per_round);
      if (!price_all()) break;
    }
    lp_->solve(pivots_per_round);
    result_.values = std::move(centre_);
    result_.counts = lp_->values();
    return std::move(result_);
  }

 private:
  /// The column that starts shape `s`: as many copies as the best type for it alone holds.
  bool add_single(std::size_t s, std::vector<std::pair<double, double>>& single) {
    FleetHost best;
    std::pair<double, double> ratio{0, 0};
    for (const std::size_t type : input_.open) {
      if (input_.types[type].accepts[s] == 0) continue;
      FleetHost host;
      host.type = type;
      const std::int64_t copies = copies_that_fit(input_, host, s, input_.shapes[s].count);
      const double weight = static_cast<double>(input_.types[type].weight);
      if (ratio.second != 0 && weight * ratio.second >= ratio.first * static_cast<double>(copies)) continue;
      ratio = {weight, static_cast<double>(copies)};
      put(input_, host, s, copies);
      best = std::move(host);
    }
    if (ratio.second == 0) return false;
    single.push_back(ratio);
    known_.insert(key_of(best));
    result_.patterns.push_back(std::move(best));
    return true;
  }

  using Key = std::pair<std::size_t, std::vector<std::pair<std::size_t, std::int64_t>>>;
  static Key key_of(const FleetHost& host) {
    Key key{host.type, {}};
    for (const HeldCopies& held : host.held) key.second.emplace_back(held.shape, held.copies);
    std::sort(key.second.begin(), key.second.end());
    return key;
  }

  bool add(FleetHost host) {
    if (!known_.insert(key_of(host)).second) return false;
    CoveringLp::Entries entries;
    for (const HeldCopies& held : host.held) entries.emplace_back(held.shape, static_cast<double>(held.copies));
    lp_->add_column(static_cast<double>(input_.types[host.type].weight), std::move(entries));
    host.count = 1;
    result_.patterns.push_back(std::move(host));
    return true;
  }

  /// Prices every type by exact knapsack, at a point between the duals that prove most so far and those of the
  /// fractional problem: the latter alone swing from round to round. Returns whether another round may help.
  bool price_all() {
    const std::vector<double> duals = lp_->duals();
    values_.clear();
    for (std::size_t s = 0; s < duals.size(); ++s) {
      values_.push_back(static_cast<std::int64_t>((pull_ * centre_[s] + (1 - pull_) * duals[s]) * scale_));
    }
    for (PatternTable& table : tables_.tables) {
      work_ += table.work();
      if (!table.solve(values_, side_prices_)) return false;
    }
    move_centre();
    order_shapes();
    bool is_any = false;
    for (const std::size_t type : input_.open) is_any |= add_if_worth(table(type).pattern(type), duals);
    for (std::size_t s = 0; s < duals.size(); ++s) {
      const std::size_t type = best_type_with(s);
      is_any |= add_if_worth(table(type).pattern_with(type, s), duals);
    }
    const bool is_near = proven_ >= lp_->objective() * (1 - near_enough);
    const bool is_last = !is_any && pull_ == 0;
    pull_ = is_any ? usual_pull : pull_ > 0.1 ? pull_ / 2 : 0;
    return !is_last && !is_near && work_ < limits_.most_work && ++rounds_without_proof_ <= most_rounds_without_proof;
  }

  const PatternTable& table(std::size_t type) const { return tables_.tables[tables_.table_of[type]]; }

  bool add_if_worth(FleetHost host, const std::vector<double>& duals) {
    top_up(host);
    double worth = 0;
    for (const HeldCopies& held : host.held) worth += duals[held.shape] * static_cast<double>(held.copies);
    return worth > static_cast<double>(input_.types[host.type].weight) * (1 + 1e-6) && add(std::move(host));
  }

  /// The open type whose most valuable content with a copy of shape `s` is worth most per weight: columns for every
  /// shape make the duals settle in fewer rounds.
  std::size_t best_type_with(std::size_t s) const {
    std::size_t best = input_.open.front();
    double best_gain = -1;
    for (const std::size_t type : input_.open) {
      if (input_.types[type].accepts[s] == 0) continue;
      const double value = static_cast<double>(values_[s] + table(type).rest_value(input_.types[type], s));
      const double gain = value / static_cast<double>(input_.types[type].weight);
      if (gain <= best_gain) continue;
      best_gain = gain;
      best = type;
    }
    return best;
  }

  /// Scales the values until no host holds more than its weight; the centre is where they prove most.
  void move_centre() {
    double excess = 0;
    for (const std::size_t type : input_.open) {
      const double value = static_cast<double>(tables_.tables[tables_.table_of[type]].bound(input_.types[type]));
      excess = std::max(excess, value / (static_cast<double>(input_.types[type].weight) * scale_));
    }
    double sum = 0;
    for (std::size_t s = 0; s < values_.size(); ++s) {
      sum += static_cast<double>(values_[s]) * static_cast<double>(input_.shapes[s].count);
    }
    if (excess <= 0 || sum / (excess * scale_) <= proven_) return;
    if (sum / (excess * scale_) > proven_ * (1 + near_enough)) rounds_without_proof_ = 0;
    proven_ = sum / (excess * scale_);
    for (std::size_t s = 0; s < values_.size(); ++s) centre_[s] = static_cast<double>(values_[s]) / (excess * scale_);
    if (limits_.wants_bound) raise_bound();
  }

  /// Shapes by value per size, best first.
  void order_shapes() {
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t s = 0; s < values_.size(); ++s) {
      if (values_[s] == 0) continue;
      const PackAmounts& need = input_.shapes[s].need;
      const double size = static_cast<double>(need[0]) / 1e5 + static_cast<double>(need[1]) / 1e9 + 1e-9;
      order.emplace_back(-static_cast<double>(values_[s]) / size, s);
    }
    std::sort(order.begin(), order.end());
    order_.clear();
    for (const auto& [key, s] : order) order_.push_back(s);
  }

  /// Fills what a coarse table left free.
  void top_up(FleetHost& host) {
    for (const std::size_t s : order_) {
      const std::int64_t copies = copies_that_fit(input_, host, s, input_.shapes[s].count);
      if (copies > 0) put(input_, host, s, copies);
    }
  }

  void raise_bound() {
    FleetBound bound = table_bound(input_, values_, tables_, side_prices_, item_count_, type_count_);
    if (!result_.bound || bound.weight > result_.bound->weight) result_.bound = std::move(bound);
  }

  const FleetInput& input_;
  ColumnLimits limits_;
  std::size_t item_count_;
  std::size_t type_count_;
  double scale_;
  PricingTables tables_;
  SidePrices side_prices_;
  std::optional<CoveringLp> lp_;
  FleetColumns result_;
  std::set<Key> known_;
  std::vector<std::int64_t> values_;
  std::vector<std::size_t> order_;
  std::vector<double> centre_;  ///< Values, in weight, that no host exceeds.
  double proven_ = 0;           ///< Their sum over all copies.
  double pull_ = 1;             ///< How near to the centre prices are taken, 0 to 1.
  int rounds_without_proof_ = 0;
  std::int64_t work_ = 0;
};

}  // namespace

std::optional<FleetColumns> generate_columns(const FleetInput& input, const std::vector<FleetHost>& start,
                                             const ResourceDuals& resources, const ColumnLimits& limits,
                                             std::size_t item_count, std::size_t type_count) {
  if (input.shapes.empty() || input.open.empty() || input.shapes.size() > most_column_shapes) return std::nullopt;
  return ColumnGeneration(input, resources, limits, item_count, type_count).run(start);
}

}  // namespace container_tco::detail
