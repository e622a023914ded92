#include "container_tco/packing/fleet_columns.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include "container_tco/packing/columns_bound.hpp"
#include "container_tco/packing/covering_lp.hpp"
#include "container_tco/packing/fleet_coarse.hpp"
#include "container_tco/packing/pricing_tables.hpp"
#include "container_tco/packing/resource_rows.hpp"

namespace container_tco::detail {
namespace {

constexpr int most_column_rounds = 300;
/// Duals before the fractional optimum do for pricing.
constexpr std::int64_t pivots_per_round = 300;
constexpr std::int64_t pivots_at_the_end = 5000;
/// Rounds without a better bound after which more are not worth their time.
constexpr int most_rounds_without_proof = 20;
/// About how many there are, to count the work of a pivot.
constexpr std::size_t entries_per_column = 8;
/// Work of the fractional problem takes longer than that of tables, which is vector code. In a bound it counts so.
constexpr std::size_t work_of_pivots = 6;
constexpr double usual_pull = 0.3;
/// A type whose hosts, if they were fluid, are worth less of their weight than this is not looked at for now.
constexpr double share_worth_a_table = 0.98;
/// The same with values that fluid hosts prove: such a type has no say in how fine the steps of tables are.
constexpr double share_worth_fine_steps = 0.9;
/// Of the box around the centre, as shares of what a shape is worth.
constexpr double first_radius = 0.03;
constexpr double least_radius = 0.001;
constexpr double shrinkage = 0.8;
constexpr double expansion = 2;
constexpr double growth = 6;
constexpr double no_radius = 1e3;
/// What a shape may be worth at least, as a share of hosts of its own: by resources it may seem worth nothing where
/// heavier ones leave much CPU free.
constexpr double least_reach = 0.25;
/// The bound is this near to the fractional optimum, as a share: no round will change much.
constexpr double near_enough = 2e-5;

/// Values of shapes and prices of resource rows, in weight.
struct DualPoint {
  std::vector<double> values;
  std::vector<double> prices;
};

/// On shapes that may be rounded down (`coarse`); resources are counted in true sizes by `rows`.
class ColumnGeneration {
 public:
  ColumnGeneration(const FleetInput& input, const ResourceRows& rows, const ColumnLimits& limits, bool is_rounded,
                   GridSteps steps, std::int64_t most_cells, double scale, DualPoint start, std::vector<double> worths)
      : input_(input),
        rows_(rows),
        limits_(limits),
        is_rounded_(is_rounded),
        scale_(scale),
        tables_(input, steps, most_cells, limits.wants_bound ? PatternLimits::table : PatternLimits::all, !is_rounded),
        centre_(std::move(start)),
        worths_(std::move(worths)) {}

  bool run(const std::vector<FleetHost>& start) {
    std::vector<double> demand;
    std::vector<std::pair<double, double>> single;
    for (std::size_t s = 0; s < input_.shapes.size(); ++s) {
      if (!add_single(s, single)) return false;
      demand.push_back(static_cast<double>(input_.shapes[s].count));
    }
    for (std::size_t row = 0; row < rows_.count(); ++row) {
      single.push_back(rows_.best_single(row));
      demand.push_back(rows_.demand()[row]);
      patterns_.emplace_back();
    }
    lp_.emplace(std::move(demand), single);
    prices_ = centre_.prices;
    reach_ = worths_;
    reach_.insert(reach_.end(), prices_.begin(), prices_.end());
    for (std::size_t row = 0; row < reach_.size(); ++row) {
      reach_[row] = std::max(reach_[row], least_reach * single[row].first / single[row].second);
    }
    for (const FleetHost& host : start) {
      if (!host.existing && !host.held.empty()) add(host);
    }
    for (int round = 0; round < most_column_rounds; ++round) {
      bound_duals();
      const std::int64_t pivots = lp_->solve(pivots_per_round);
      const std::size_t work = reach_.size() * reach_.size() + entries_per_column * patterns_.size();
      work_ += pivots * static_cast<std::int64_t>(limits_.wants_bound ? work * work_of_pivots : work);
      if (!price_all()) break;
    }
    // Without the box, as hosts must be bought.
    radius_ = no_radius;
    bound_duals();
    lp_->solve(pivots_at_the_end);
    return true;
  }

  const DualPoint& centre() const { return centre_; }
  const ProvenPoint& best() const { return best_; }
  std::vector<double> counts() const { return lp_->values(); }
  std::vector<FleetPattern>& patterns() { return patterns_; }
  double scale() const { return scale_; }

 private:
  /// Duals stay near the centre, where columns are known well: free ones swing widely from round to round. The box
  /// moves with the centre, and shrinks when a round proves nothing.
  void bound_duals() {
    for (std::size_t row = 0; row < reach_.size(); ++row) lp_->bound_dual(row, least(row), most(row));
  }

  double middle(std::size_t row) const {
    const std::size_t shapes = input_.shapes.size();
    return row < shapes ? centre_.values[row] : centre_.prices[row - shapes];
  }
  double least(std::size_t row) const { return std::max(0.0, middle(row) - radius_ * reach_[row]); }
  double most(std::size_t row) const { return middle(row) + radius_ * reach_[row]; }

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
      if (copies == 0 || (ratio.second != 0 && weight * ratio.second >= ratio.first * static_cast<double>(copies))) {
        continue;
      }
      ratio = {weight, static_cast<double>(copies)};
      put(input_, host, s, copies);
      best = std::move(host);
    }
    if (ratio.second == 0) return false;
    single.push_back(ratio);
    patterns_.push_back(std::move(best));
    return true;
  }

  /// Type, rows and coefficients.
  using Key = std::pair<std::size_t, CoveringLp::Entries>;

  bool add(FleetHost host) {
    CoveringLp::Entries entries = rows_.entries(host.type, prices_.data(), input_.shapes.size());
    for (const HeldCopies& held : host.held) entries.emplace_back(held.shape, static_cast<double>(held.copies));
    return add_column(std::move(host), std::move(entries));
  }

  bool add_column(FleetHost host, CoveringLp::Entries entries) {
    std::sort(entries.begin(), entries.end());
    if (!known_.insert({host.type, entries}).second) return false;
    lp_->add_column(static_cast<double>(input_.types[host.type].weight), std::move(entries));
    host.count = 1;
    patterns_.push_back(std::move(host));
    return true;
  }

  /// Prices every type by exact knapsack, at a point between the duals that prove most so far and those of the
  /// fractional problem: the latter alone swing from round to round. Returns whether another round may help.
  bool price_all() {
    const std::size_t shapes = input_.shapes.size();
    std::vector<double> duals = lp_->duals();
    // Before the optimum they may lie outside of the box.
    for (std::size_t row = 0; row < duals.size(); ++row) duals[row] = std::clamp(duals[row], least(row), most(row));
    values_.clear();
    for (std::size_t s = 0; s < shapes; ++s) {
      const double value = pull_ * centre_.values[s] + (1 - pull_) * duals[s];
      // What is rounded down to nothing would fit any number of times.
      const PackAmounts& need = input_.shapes[s].need;
      const bool is_nothing = is_rounded_ && need[0] == 0 && need[1] == 0 && need[2] == 0;
      values_.push_back(is_nothing ? 0 : static_cast<std::int64_t>(value * scale_));
    }
    for (std::size_t row = 0; row < rows_.count(); ++row) {
      prices_[row] = pull_ * centre_.prices[row] + (1 - pull_) * duals[shapes + row];
    }
    tables_.solve(values_, enough());
    work_ += tables_.work();
    move_centre();
    order_shapes();
    bool is_any = false;
    for (const std::size_t type : input_.open) {
      if (!tables_.is_promising(type)) continue;
      is_any |= add_if_worth(tables_.pattern(type), duals);
      if (!tables_.has_table(type)) is_any |= add_fluid(type, duals);
    }
    for (std::size_t s = 0; s < shapes; ++s) {
      const std::optional<std::size_t> type = best_type_with(s);
      if (type) is_any |= add_if_worth(tables_.pattern_with(*type, s), duals);
    }
    const bool is_near = proven_ >= lp_->objective() * (1 - near_enough);
    const bool is_last = is_near || (!is_any && pull_ == 0 && rounds_without_proof_ > 0);
    pull_ = is_any ? usual_pull : 0;
    const bool is_serious = rounds_without_proof_ == 0;
    const bool is_stuck = ++rounds_without_proof_ > most_rounds_without_proof;
    if (is_last || is_stuck) {
      // Settled within the box, or lost in it: once more in a larger one.
      if (largest_radius_ > 1 || (is_stuck && !limits_.wants_bound)) return false;
      radius_ = largest_radius_ *= growth;
      rounds_without_proof_ = 0;
    } else if (is_serious) {
      radius_ = std::min(radius_ * expansion, largest_radius_);
    } else if (is_any) {
      radius_ = std::max(radius_ * shrinkage, least_radius);
    }
    return work_ < limits_.most_work;
  }

  /// What fluid hosts of each type need not exceed: a column of it would not pay, or hardly.
  std::vector<double> enough() const {
    std::vector<double> result(input_.types.size(), 0.0);
    for (const std::size_t t : input_.open) {
      const double weight = static_cast<double>(input_.types[t].weight) * share_worth_a_table;
      result[t] = (weight - rows_.worth(t, prices_.data())) * scale_;
    }
    return result;
  }

  bool add_if_worth(FleetHost host, const std::vector<double>& duals) {
    top_up(host);
    double worth = rows_.worth(host.type, duals.data() + input_.shapes.size());
    for (const HeldCopies& held : host.held) worth += duals[held.shape] * static_cast<double>(held.copies);
    return worth > static_cast<double>(input_.types[host.type].weight) * (1 + 1e-6) && add(std::move(host));
  }

  /// A host filled with fractions of shapes, which a type without table is priced as.
  bool add_fluid(std::size_t type, const std::vector<double>& duals) {
    FleetHost host;
    host.type = type;
    CoveringLp::Entries entries = rows_.entries(type, prices_.data(), input_.shapes.size());
    double worth = rows_.worth(type, duals.data() + input_.shapes.size());
    for (const FluidPrices::Part& part : tables_.fluid_prices(type).fill) {
      if (part.copies <= 0) continue;
      entries.emplace_back(part.shape, part.copies);
      worth += duals[part.shape] * part.copies;
    }
    return worth > static_cast<double>(input_.types[type].weight) * (1 + 1e-6) &&
           add_column(std::move(host), std::move(entries));
  }

  /// The promising type whose most valuable content with a copy of shape `s` is worth most per weight: columns for
  /// every shape make the duals settle in fewer rounds.
  std::optional<std::size_t> best_type_with(std::size_t s) const {
    std::optional<std::size_t> best;
    double best_gain = -1;
    for (const std::size_t type : input_.open) {
      if (input_.types[type].accepts[s] == 0 || !tables_.is_promising(type)) continue;
      const double value =
          static_cast<double>(values_[s] + tables_.rest_value(type, s)) + rows_.worth(type, prices_.data()) * scale_;
      const double gain = value / static_cast<double>(input_.types[type].weight);
      if (gain <= best_gain) continue;
      best_gain = gain;
      best = type;
    }
    return best;
  }

  /// Scales the point until no host holds more than its weight; the centre is where that proves most.
  void move_centre() {
    double excess = 0;
    for (const std::size_t type : input_.open) {
      const double value = static_cast<double>(tables_.most(type)) / scale_ + rows_.worth(type, prices_.data());
      excess = std::max(excess, value / static_cast<double>(input_.types[type].weight));
    }
    double sum = 0;
    for (std::size_t s = 0; s < values_.size(); ++s) {
      sum += static_cast<double>(values_[s]) / scale_ * static_cast<double>(input_.shapes[s].count);
    }
    const std::vector<double> demand = rows_.demand();
    for (std::size_t row = 0; row < demand.size(); ++row) sum += prices_[row] * demand[row];
    if (excess <= 0 || sum / excess <= proven_) return;
    if (sum / excess > proven_ * (1 + near_enough)) rounds_without_proof_ = 0;
    proven_ = sum / excess;
    for (std::size_t s = 0; s < values_.size(); ++s) {
      centre_.values[s] = static_cast<double>(values_[s]) / (excess * scale_);
    }
    for (std::size_t row = 0; row < demand.size(); ++row) centre_.prices[row] = prices_[row] / excess;
    if (!limits_.wants_bound) return;
    best_.values = values_;
    best_.prices = prices_;
    best_.most.assign(input_.types.size(), 0);
    best_.fluid.clear();
    best_.steps.assign(input_.types.size(), {});
    for (std::size_t t = 0; t < input_.types.size(); ++t) {
      best_.fluid.push_back(tables_.fluid_prices(t));
      if (tables_.has_table(t)) best_.steps[t] = tables_.steps(t);
      best_.most[t] = tables_.has_table(t) ? tables_.most(t) : -1;
    }
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
    if (!type_holds(input_, host.type, host)) return;
    for (const std::size_t s : order_) {
      const std::int64_t copies = copies_that_fit(input_, host, s, input_.shapes[s].count);
      if (copies > 0) put(input_, host, s, copies);
    }
  }

  const FleetInput& input_;
  const ResourceRows& rows_;
  ColumnLimits limits_;
  bool is_rounded_;
  double scale_;
  PricingTables tables_;
  std::optional<CoveringLp> lp_;
  std::vector<FleetPattern> patterns_;  ///< By column; those of resource rows are empty.
  std::set<Key> known_;
  std::vector<std::int64_t> values_;
  std::vector<double> prices_;
  std::vector<std::size_t> order_;
  DualPoint centre_;            ///< No host exceeds its weight at it.
  double proven_ = 0;           ///< What it proves.
  ProvenPoint best_;            ///< The same before scaling.
  double pull_ = 1;             ///< How near to the centre prices are taken, 0 to 1.
  std::vector<double> worths_;  ///< By shape: what it is worth about.
  std::vector<double> reach_;   ///< By row: the same, for the box.
  double largest_radius_ = first_radius;
  double radius_ = first_radius;  ///< Of the box, as a share.
  int rounds_without_proof_ = 0;
  std::int64_t work_ = 0;
};

/// Open types that may be of use: by values of shapes that no fluid host exceeds.
std::vector<std::size_t> useful_types(const FleetInput& input, const ResourceDuals& resources) {
  const PackAmounts total = total_need(input);
  std::vector<double> values;
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    double value = resources.values[s];
    for (std::size_t r = 2; r < pack_resource_count; ++r) {
      value -= resources.prices[resources.class_of[s]][r] * static_cast<double>(input.shapes[s].need[r]);
    }
    values.push_back(value);
  }
  std::vector<std::size_t> result;
  for (const std::size_t t : input.open) {
    const FleetType& type = input.types[t];
    const PackAmounts useful = useful_capacity(type, total);
    double worth = cheapest_prices(input, type, useful, values).worth(useful);
    for (std::size_t r = 2; r < pack_resource_count; ++r) {
      double dearest = 0;
      for (std::size_t s = 0; s < input.shapes.size(); ++s) {
        if (type.accepts[s] != 0) dearest = std::max(dearest, resources.prices[resources.class_of[s]][r]);
      }
      worth += dearest * static_cast<double>(useful[r]);
    }
    if (worth >= static_cast<double>(type.weight) * share_worth_fine_steps) result.push_back(t);
  }
  return result;
}

/// The factor from weight to whole values of a table: fine also where a type that is of no use is very heavy.
double table_scale(const FleetInput& input, const std::vector<std::size_t>& useful) {
  std::int64_t heaviest = 1;
  for (const std::size_t type : useful.empty() ? input.open : useful) {
    heaviest = std::max(heaviest, input.types[type].weight);
  }
  return 0x1p27 / static_cast<double>(heaviest);
}

/// Hosts with coarse shapes.
std::vector<FleetHost> coarsen(const CoarseFleet& coarse, const std::vector<FleetHost>& hosts) {
  std::vector<FleetHost> result;
  for (const FleetHost& host : hosts) {
    FleetHost rounded;
    rounded.type = host.type;
    rounded.existing = host.existing;
    for (const HeldCopies& held : host.held) put(coarse.input, rounded, coarse.shape_of[held.shape], held.copies);
    result.push_back(std::move(rounded));
  }
  return result;
}

}  // namespace

std::optional<FleetColumns> generate_columns(const FleetInput& input, const std::vector<FleetHost>& start,
                                             const ResourceDuals& resources, const ColumnLimits& limits,
                                             std::size_t item_count, std::size_t type_count) {
  if (input.shapes.empty() || input.open.empty()) return std::nullopt;
  const bool keeps_sizes =
      input.shapes.size() <= (limits.wants_bound ? limits.most_shapes : limits.most_pattern_shapes);
  const std::size_t most_shapes = keeps_sizes ? input.shapes.size() : limits.most_shapes;
  const std::int64_t cells =
      limits.most_table / static_cast<std::int64_t>(std::min(most_shapes, input.shapes.size())) + 1;
  const std::vector<std::size_t> useful = useful_types(input, resources);
  const CoarseFleet coarse = round_down(input, resources.class_of, useful, most_shapes, cells);
  const bool is_exact = coarse.steps == common_steps(input) && coarse.input.shapes.size() == input.shapes.size();
  const bool by_size = is_exact || keeps_sizes;
  const FleetInput& priced = by_size ? input : coarse.input;
  std::vector<std::size_t> place_of = coarse.shape_of;
  if (by_size) std::iota(place_of.begin(), place_of.end(), std::size_t{0});
  // Of true sizes tables of small types may count in fine steps, whatever large ones need.
  const GridSteps steps = keeps_sizes ? common_steps(input) : coarse.steps;
  // Patterns of true sizes know no more of CPU and memory than these sizes say.
  const ResourceRows rows(input, resources, is_exact || (keeps_sizes && !limits.wants_bound) ? 2 : 0);
  DualPoint from{std::vector<double>(priced.shapes.size(), 0.0), rows.start_prices()};
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    from.values[place_of[s]] = std::max(0.0, resources.values[s] - rows.shape_worth(s, from.prices));
  }
  std::vector<double> worths(priced.shapes.size(), 0.0);
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    worths[place_of[s]] = std::max(worths[place_of[s]], resources.values[s]);
  }
  ColumnGeneration generation(priced, rows, limits, !by_size, steps, cells, table_scale(input, useful), std::move(from),
                              std::move(worths));
  if (!generation.run(by_size ? start : coarsen(coarse, start))) return std::nullopt;
  FleetColumns result;
  const DualPoint& centre = generation.centre();
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    result.values.push_back(centre.values[place_of[s]] + rows.shape_worth(s, centre.prices));
  }
  if (by_size) {
    result.counts = generation.counts();
    result.patterns = std::move(generation.patterns());
  }
  if (limits.wants_bound && !generation.best().values.empty()) {
    result.bound =
        columns_bound(input, place_of, resources, rows, generation.best(), generation.scale(), item_count, type_count);
  }
  return result;
}

}  // namespace container_tco::detail
