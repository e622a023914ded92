#include "container_tco/packing/column_generation.hpp"

#include <algorithm>

namespace container_tco::detail {
namespace {

constexpr int most_column_rounds = 300;
/// Duals before the fractional optimum do for pricing.
constexpr std::int64_t pivots_per_round = 300;
constexpr std::int64_t pivots_to_buy = 5000;
constexpr int most_rounds_to_buy = 15;
/// Cells of tables to buy by for one of those that prove: GPUs leave few cells for sizes, and coarse ones miss hosts.
constexpr std::int64_t finer_with_gpus = 2;
constexpr double above_single = 1.001;
constexpr std::uint64_t seed_of_filling = 1;
/// A filling takes little of the time of a pivot or a table.
constexpr int looks_of_filling = 4;
constexpr int most_fillings = 60;
constexpr int most_fillings_without_gain = 4;
/// Before that the duals of the plan say more of the hosts that are not known yet.
constexpr int fewest_rounds_to_buy = 5;
constexpr double pull_to_buy = 0.5;
constexpr double least_pull_to_buy = 0.2;
/// A round that gains less, as a share, is tried nearer to the duals of the plan.
constexpr double worth_a_round = 1e-4;
/// A plan that is dearer than what is proven by no more than this share has the values that prove it.
constexpr double dearer = 1e-3;
/// A host that is worth less of its weight than this where types are priced hardly gains by the duals of the plan.
constexpr double share_worth_a_pattern = 0.99;
/// Rounds without a better bound after which more are not worth their time.
constexpr int most_rounds_without_proof = 20;
/// About how many there are, to count the work of a pivot.
constexpr std::size_t entries_per_column = 2;
/// Work of the fractional problem takes longer than that of tables, which is vector code. In a bound it counts so.
constexpr std::size_t work_of_pivots = 6;
constexpr double usual_pull = 0.3;
/// A type whose hosts, if they were fluid, are worth less of their weight than this is not looked at for now.
constexpr double share_worth_a_table = 0.98;
/// Of the box around the centre, as shares of what a shape is worth.
constexpr double first_radius = 0.03;
constexpr double least_radius = 0.001;
constexpr double shrinkage = 0.8;
constexpr double expansion = 2;
constexpr double growth = 6;
/// What a shape may be worth at least, as a share of hosts of its own: by resources it may seem worth nothing where
/// heavier ones leave much CPU free.
constexpr double least_reach = 0.25;
/// The bound is this near to the fractional optimum, as a share: no round will change much.
constexpr double near_enough = 2e-5;
/// The box has shown that its centre was wrong when so much more is proven than before, as a share.
constexpr double far_move = 1e-3;

}  // namespace

double table_scale(std::int64_t heaviest) { return 0x1p27 / static_cast<double>(heaviest); }

ColumnGeneration::ColumnGeneration(const FleetInput& input, const ResourceRows& rows, const ColumnLimits& limits,
                                   bool is_rounded, GridSteps steps, std::int64_t most_cells, double scale,
                                   DualPoint start, std::vector<double> worths)
    : input_(input),
      rows_(rows),
      limits_(limits),
      is_rounded_(is_rounded),
      scale_(scale),
      steps_(steps),
      most_cells_(most_cells),
      tables_(std::in_place, input, steps, most_cells, limits.wants_bound ? PatternLimits::table : PatternLimits::all,
              !is_rounded),
      centre_(std::move(start)),
      worths_(std::move(worths)),
      largest_radius_(first_radius),
      radius_(first_radius),
      filler_(input),
      all_(input.shapes.size()),
      random_(seed_of_filling) {
  for (std::size_t s = 0; s < input.shapes.size(); ++s) all_.add(s, input.shapes[s].count);
}

bool ColumnGeneration::run(const std::vector<FleetHost>& start) {
  std::vector<double> demand;
  for (std::size_t s = 0; s < input_.shapes.size(); ++s) {
    if (!add_single(s)) return false;
    demand.push_back(static_cast<double>(input_.shapes[s].count));
  }
  for (std::size_t row = 0; row < rows_.count(); ++row) {
    single_.push_back(rows_.best_single(row));
    demand.push_back(rows_.demand()[row]);
    patterns_.emplace_back();
  }
  lp_.emplace(std::move(demand), single_);
  prices_ = centre_.prices;
  reach_ = worths_;
  reach_.insert(reach_.end(), prices_.begin(), prices_.end());
  for (std::size_t row = 0; row < reach_.size(); ++row) {
    reach_[row] = std::max(reach_[row], least_reach * single_[row].first / single_[row].second);
  }
  for (const FleetHost& host : start) {
    if (!host.existing && !host.held.empty()) add(host);
  }
  for (int round = 0; round < most_column_rounds; ++round) {
    bound_duals();
    solve(pivots_per_round);
    if (!price_all()) break;
  }
  return true;
}

void ColumnGeneration::solve(std::int64_t most_pivots) {
  const std::int64_t pivots = lp_->solve(most_pivots);
  const std::size_t work = reach_.size() * reach_.size() + entries_per_column * patterns_.size();
  work_ += pivots * static_cast<std::int64_t>(limits_.wants_bound ? work * work_of_pivots : work);
}

void ColumnGeneration::leave_whole_hosts() {
  const std::size_t shapes = input_.shapes.size();
  // A little dearer than the host of the shape alone, which is to be bought itself.
  for (std::size_t s = 0; s < shapes; ++s) lp_->bound_dual(s, 0, above_single * single_[s].first / single_[s].second);
  // Hosts that hold everything have the resources for it.
  for (std::size_t row = shapes; row < single_.size(); ++row) lp_->bound_dual(row, 0, 0);
  for (std::size_t column = single_.size(); column < patterns_.size(); ++column) {
    if (patterns_[column].held.empty()) lp_->discourage(column);
  }
}

void ColumnGeneration::buy_hosts() {
  leave_whole_hosts();
  // Values of whole items are larger than those beyond GPUs and slots.
  std::int64_t heaviest = 1;
  for (const FleetPattern& pattern : patterns_) heaviest = std::max(heaviest, input_.types[pattern.type].weight);
  scale_ = std::min(scale_, table_scale(heaviest));
  solve(pivots_to_buy);
  if (!is_dearer()) return;
  fill_by_duals();
  if (!is_dearer()) return;
  if (total_need(input_)[gpus_at] > 0) {
    tables_.emplace(input_, steps_, most_cells_ * finer_with_gpus, PatternLimits::all, !is_rounded_);
  }
  pull_ = pull_to_buy;
  const std::int64_t most_work = limits_.most_work + limits_.most_work / 2;
  for (; rounds_to_buy_ < most_rounds_to_buy && is_dearer() && work_ < most_work; ++rounds_to_buy_) {
    const double before = lp_->objective();
    const std::vector<double> duals = lp_->duals();
    price_to_buy(duals);
    add_promising(duals);
    solve(pivots_to_buy);
    fill_by_duals();
    if (lp_->objective() <= before * (1 - worth_a_round)) continue;
    if (pull_ == 0) break;
    pull_ = pull_ < least_pull_to_buy ? 0 : pull_ / 2;
  }
}

bool ColumnGeneration::is_dearer() const { return lp_->objective() > proven_ * (1 + dearer); }

bool ColumnGeneration::has_other_values() const { return is_dearer() && rounds_to_buy_ >= fewest_rounds_to_buy; }

std::vector<double> ColumnGeneration::bought_values() const {
  std::vector<double> values = lp_->duals();
  values.resize(input_.shapes.size());
  return values;
}

std::vector<double> ColumnGeneration::values_of_centre() const {
  std::vector<double> values;
  for (std::size_t s = 0; s < input_.shapes.size(); ++s) {
    values.push_back(centre_.values[s] + rows_.shape_worth(s, centre_.prices));
  }
  return values;
}

void ColumnGeneration::price_to_buy(const std::vector<double>& duals) {
  const std::vector<double> home = values_of_centre();
  // A type must pay also where its GPUs and slots are worth what they are in the bound: fluid hosts do not know them.
  PricingTables::FluidTest by_resources{{}, enough(centre_.prices)};
  values_.clear();
  for (std::size_t s = 0; s < home.size(); ++s) {
    const double value = (pull_ * home[s] + (1 - pull_) * duals[s]) * scale_;
    values_.push_back(static_cast<std::int64_t>(value));
    by_resources.values.push_back(std::max(0.0, value - rows_.shape_worth(s, centre_.prices) * scale_));
  }
  std::fill(prices_.begin(), prices_.end(), 0.0);
  tables_->solve(values_, enough(prices_), &by_resources);
  work_ += tables_->work();
  order_shapes();
}

void ColumnGeneration::add_promising(const std::vector<double>& duals) {
  for (const std::size_t type : input_.open) {
    if (!tables_->is_promising(type) || !tables_->has_table(type)) continue;
    const double least = static_cast<double>(input_.types[type].weight) * scale_ * share_worth_a_pattern;
    if (static_cast<double>(tables_->most(type)) < least) continue;
    add_if_worth(tables_->pattern(type), duals);
    for (std::size_t s = 0; s < values_.size(); ++s) {
      if (input_.types[type].accepts[s] == 0) continue;
      if (static_cast<double>(values_[s] + tables_->rest_value(type, s)) < least) continue;
      add_if_worth(tables_->pattern_with(type, s), duals);
    }
  }
}

void ColumnGeneration::fill_by_duals() {
  int without_gain = 0;
  for (int filling = 0; filling < most_fillings && without_gain < most_fillings_without_gain; ++filling) {
    const double before = lp_->objective();
    const std::int64_t work = filler_.work();
    add_filled(lp_->duals());
    work_ += filler_.work() - work;
    solve(pivots_to_buy);
    without_gain = lp_->objective() > before * (1 - worth_a_round) ? without_gain + 1 : 0;
  }
}

void ColumnGeneration::add_filled(const std::vector<double>& duals) {
  FleetBudget any;
  any.new_by_type.assign(input_.types.size(), no_host_limit);
  const std::vector<double> values = bought_values();
  for (int look = 0; look < looks_of_filling; ++look) {
    filler_.look_at(all_, values, random_, true);
    for (const std::size_t type : input_.open) {
      filler_.begin(1);
      filler_.try_type(type, any);
      std::optional<FleetHost> host = filler_.best();
      if (host) add_if_worth(std::move(*host), duals);
    }
  }
}

void ColumnGeneration::bound_duals() {
  for (std::size_t row = 0; row < reach_.size(); ++row) lp_->bound_dual(row, least(row), most(row));
}

double ColumnGeneration::middle(std::size_t row) const {
  const std::size_t shapes = input_.shapes.size();
  return row < shapes ? centre_.values[row] : centre_.prices[row - shapes];
}

bool ColumnGeneration::add_single(std::size_t s) {
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
  single_.push_back(ratio);
  patterns_.push_back(std::move(best));
  return true;
}

bool ColumnGeneration::add(FleetHost host) {
  CoveringLp::Entries entries = rows_.entries(host.type, prices_.data(), input_.shapes.size());
  for (const HeldCopies& held : host.held) entries.emplace_back(held.shape, static_cast<double>(held.copies));
  return add_column(std::move(host), std::move(entries));
}

bool ColumnGeneration::add_column(FleetHost host, CoveringLp::Entries entries) {
  std::sort(entries.begin(), entries.end());
  if (!known_.insert({host.type, entries}).second) return false;
  lp_->add_column(static_cast<double>(input_.types[host.type].weight), std::move(entries));
  host.count = 1;
  patterns_.push_back(std::move(host));
  return true;
}

bool ColumnGeneration::price_all() {
  const std::size_t shapes = input_.shapes.size();
  std::vector<double> duals = lp_->duals();
  // Before the optimum they may lie outside of the box.
  for (std::size_t row = 0; row < duals.size(); ++row) duals[row] = std::clamp(duals[row], least(row), most(row));
  values_.clear();
  for (std::size_t s = 0; s < shapes; ++s) {
    const double value = pull_ * centre_.values[s] + (1 - pull_) * duals[s];
    // What is rounded down to nothing would fit any number of times.
    const PackAmounts& need = input_.shapes[s].need;
    const bool is_nothing = is_rounded_ && need[cpu_at] == 0 && need[memory_at] == 0 && need[gpus_at] == 0;
    values_.push_back(is_nothing ? 0 : static_cast<std::int64_t>(value * scale_));
  }
  for (std::size_t row = 0; row < rows_.count(); ++row) {
    prices_[row] = pull_ * centre_.prices[row] + (1 - pull_) * duals[shapes + row];
  }
  tables_->solve(values_, enough(prices_));
  work_ += tables_->work();
  move_centre();
  order_shapes();
  bool is_any = false;
  for (const std::size_t type : input_.open) {
    if (!tables_->is_promising(type)) continue;
    is_any |= add_if_worth(tables_->pattern(type), duals);
    if (!tables_->has_table(type)) is_any |= add_fluid(type, duals);
  }
  for (std::size_t s = 0; s < shapes; ++s) {
    const std::optional<std::size_t> type = best_type_with(s);
    if (type) is_any |= add_if_worth(tables_->pattern_with(*type, s), duals);
  }
  const bool is_near = proven_ >= lp_->objective() * (1 - near_enough);
  const bool is_last = is_near || (!is_any && pull_ == 0 && rounds_without_proof_ > 0);
  pull_ = is_any ? usual_pull : 0;
  const bool is_serious = rounds_without_proof_ == 0;
  const bool is_stuck = ++rounds_without_proof_ > most_rounds_without_proof;
  if (is_last || is_stuck) {
    // Settled within the box, or lost in it: once more in a larger one. A plan buys its hosts without one, where this
    // one has not shown that the centre was wrong.
    const bool is_moved = proven_ > proven_before_ * (1 + far_move);
    if (largest_radius_ > 1 || (!limits_.wants_bound && (is_stuck || !is_moved))) return false;
    proven_before_ = proven_;
    radius_ = largest_radius_ *= growth;
    rounds_without_proof_ = 0;
  } else if (is_serious) {
    radius_ = std::min(radius_ * expansion, largest_radius_);
  } else if (is_any) {
    radius_ = std::max(radius_ * shrinkage, least_radius);
  }
  return work_ < limits_.most_work;
}

std::vector<double> ColumnGeneration::enough(const std::vector<double>& prices) const {
  std::vector<double> result(input_.types.size(), 0.0);
  for (const std::size_t t : input_.open) {
    const double weight = static_cast<double>(input_.types[t].weight) * share_worth_a_table;
    result[t] = (weight - rows_.worth(t, prices.data())) * scale_;
  }
  return result;
}

bool ColumnGeneration::add_if_worth(FleetHost host, const std::vector<double>& duals) {
  top_up(host);
  double worth = rows_.worth(host.type, duals.data() + input_.shapes.size());
  for (const HeldCopies& held : host.held) worth += duals[held.shape] * static_cast<double>(held.copies);
  return worth > static_cast<double>(input_.types[host.type].weight) * (1 + 1e-6) && add(std::move(host));
}

bool ColumnGeneration::add_fluid(std::size_t type, const std::vector<double>& duals) {
  FleetHost host;
  host.type = type;
  CoveringLp::Entries entries = rows_.entries(type, prices_.data(), input_.shapes.size());
  double worth = rows_.worth(type, duals.data() + input_.shapes.size());
  for (const FluidPrices::Part& part : tables_->fluid_prices(type).fill) {
    if (part.copies <= 0) continue;
    entries.emplace_back(part.shape, part.copies);
    worth += duals[part.shape] * part.copies;
  }
  return worth > static_cast<double>(input_.types[type].weight) * (1 + 1e-6) &&
         add_column(std::move(host), std::move(entries));
}

std::optional<std::size_t> ColumnGeneration::best_type_with(std::size_t s) const {
  std::optional<std::size_t> best;
  double best_gain = -1;
  for (const std::size_t type : input_.open) {
    if (input_.types[type].accepts[s] == 0 || !tables_->is_promising(type)) continue;
    const double value =
        static_cast<double>(values_[s] + tables_->rest_value(type, s)) + rows_.worth(type, prices_.data()) * scale_;
    const double gain = value / static_cast<double>(input_.types[type].weight);
    if (gain <= best_gain) continue;
    best_gain = gain;
    best = type;
  }
  return best;
}

void ColumnGeneration::move_centre() {
  double excess = 0;
  for (const std::size_t type : input_.open) {
    const double value = static_cast<double>(tables_->most(type)) / scale_ + rows_.worth(type, prices_.data());
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
  if (proven_before_ == 0) proven_before_ = proven_;
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
    best_.fluid.push_back(tables_->fluid_prices(t));
    if (tables_->has_table(t)) best_.steps[t] = tables_->steps(t);
    best_.most[t] = tables_->has_table(t) ? tables_->most(t) : -1;
  }
}

void ColumnGeneration::order_shapes() {
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t s = 0; s < values_.size(); ++s) {
    if (values_[s] == 0) continue;
    const PackAmounts& need = input_.shapes[s].need;
    const double size = static_cast<double>(need[cpu_at]) / 1e5 + static_cast<double>(need[memory_at]) / 1e9 + 1e-9;
    order.emplace_back(-static_cast<double>(values_[s]) / size, s);
  }
  std::sort(order.begin(), order.end());
  order_.clear();
  for (const auto& [key, s] : order) order_.push_back(s);
}

void ColumnGeneration::top_up(FleetHost& host) {
  if (!type_holds(input_, host.type, host)) return;
  for (const std::size_t s : order_) {
    const std::int64_t copies = copies_that_fit(input_, host, s, input_.shapes[s].count);
    if (copies > 0) put(input_, host, s, copies);
  }
}

}  // namespace container_tco::detail
