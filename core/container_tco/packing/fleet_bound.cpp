#include "container_tco/packing/fleet_bound.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "container_tco/packing/covering_lp.hpp"

namespace container_tco::detail {
namespace {

constexpr std::size_t most_classes = 24;
constexpr std::int64_t most_pivots = 2000;
constexpr int most_rounds = 400;
constexpr double fixed_point = 0x1p20;

bool can_be_used(const FleetType& type) {
  return type.max_new > 0 || std::any_of(type.existing.begin(), type.existing.end(), [](auto n) { return n > 0; });
}

/// What of a resource a type can ever give: at most all there is to place.
PackAmounts useful_capacity(const FleetType& type, const PackAmounts& total) {
  PackAmounts capacity = type.capacity;
  for (std::size_t r = 0; r < pack_resource_count; ++r) capacity[r] = std::min(capacity[r], total[r]);
  return capacity;
}

PackAmounts total_need(const FleetInput& input) {
  PackAmounts total{};
  for (const FleetShape& shape : input.shapes) {
    for (std::size_t r = 0; r < pack_resource_count; ++r) total[r] += shape.need[r] * shape.count;
  }
  return total;
}

/// Shapes that the same open types take, as numbers; all one class when there are too many.
std::vector<std::size_t> classify(const FleetInput& input) {
  std::map<std::vector<char>, std::size_t> classes;
  std::vector<std::size_t> class_of;
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    std::vector<char> key;
    for (const std::size_t type : input.open) key.push_back(input.types[type].accepts[s]);
    class_of.push_back(classes.emplace(std::move(key), classes.size()).first->second);
  }
  if (classes.size() <= most_classes) return class_of;
  classes.clear();
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    std::vector<char> key;
    for (const std::size_t type : input.open) key.push_back(input.types[type].compatible[s]);
    class_of[s] = classes.emplace(std::move(key), classes.size()).first->second;
  }
  if (classes.size() > most_classes) std::fill(class_of.begin(), class_of.end(), 0);
  return class_of;
}

/// The bound of item values and proofs, in exact arithmetic: (sum of values − what existing hosts hold) × the least
/// weight per value of any type that can be opened.
std::int64_t prove_weight(const FleetInput& input, const FleetCertificate& certificate,
                          const std::vector<std::int64_t>& shape_values) {
  Rational total = 0;
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    total += Rational(shape_values[s]) * Rational(input.shapes[s].count);
  }
  for (const FleetType& type : input.types) {
    const std::int64_t existing = std::accumulate(type.existing.begin(), type.existing.end(), std::int64_t{0});
    total -= Rational(existing) * Rational(certificate.types[type.source].value);
  }
  if (total <= Rational(0)) return 0;
  Rational best = 0;
  bool is_first = true;
  for (const FleetType& type : input.types) {
    const std::int64_t value = certificate.types[type.source].value;
    if (type.max_new == 0 || value == 0) continue;
    const Rational weight = total * Rational(type.weight) / Rational(value);
    if (is_first || weight < best) best = weight;
    is_first = false;
  }
  return is_first ? 0 : best.ceil();
}

void list_item_values(const FleetInput& input, const std::vector<std::int64_t>& shape_values, std::size_t item_count,
                      FleetCertificate& certificate) {
  certificate.item_values.assign(item_count, 0);
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    for (const std::size_t item : input.shapes[s].items)
      if (item < item_count) certificate.item_values[item] = shape_values[s];
  }
}

/// Columns of the resource problem: one type, each of its resources given to one class.
class ResourceProblem {
 public:
  explicit ResourceProblem(const FleetInput& input) : input_(input), total_(total_need(input)) {
    duals_.class_of = classify(input);
    for (const std::size_t k : duals_.class_of) class_count_ = std::max(class_count_, k + 1);
    demand_.assign(class_count_, {});
    takes_.assign(input.types.size(), std::vector<char>(class_count_, 0));
    for (std::size_t s = 0; s < input.shapes.size(); ++s) {
      for (std::size_t r = 0; r < pack_resource_count; ++r) {
        demand_[duals_.class_of[s]][r] += input.shapes[s].need[r] * input.shapes[s].count;
      }
      for (std::size_t t = 0; t < input.types.size(); ++t) {
        if (input.types[t].accepts[s] != 0) takes_[t][duals_.class_of[s]] = 1;
      }
    }
    duals_.prices.assign(class_count_, std::vector<double>(pack_resource_count, 0.0));
  }

  ResourceDuals run() {
    list_rows();
    if (!rows_.empty() && !input_.open.empty()) solve();
    duals_.values.assign(input_.shapes.size(), 0.0);
    for (std::size_t s = 0; s < input_.shapes.size(); ++s) {
      for (std::size_t r = 0; r < pack_resource_count; ++r) {
        const double price = duals_.prices[duals_.class_of[s]][r];
        duals_.values[s] += price * static_cast<double>(input_.shapes[s].need[r]);
      }
    }
    return std::move(duals_);
  }

 private:
  struct Row {
    std::size_t of_class = 0;
    std::size_t resource = 0;
  };

  /// Amounts are scaled by their totals, so that the numbers of the problem are near 1.
  double share(std::size_t type, std::size_t resource) const {
    const PackAmounts capacity = useful_capacity(input_.types[type], total_);
    return static_cast<double>(capacity[resource]) / static_cast<double>(total_[resource]);
  }

  void list_rows() {
    for (std::size_t k = 0; k < class_count_; ++k) {
      for (std::size_t r = 0; r < pack_resource_count; ++r) {
        if (demand_[k][r] > 0) rows_.push_back({k, r});
      }
    }
  }

  void solve() {
    std::vector<double> demand;
    std::vector<std::pair<double, double>> start;
    for (const Row& row : rows_) {
      std::pair<double, double> best{0, 0};
      for (const std::size_t type : input_.open) {
        if (takes_[type][row.of_class] == 0) continue;
        const double weight = static_cast<double>(input_.types[type].weight);
        const double amount = share(type, row.resource);
        if (best.second == 0 || weight * best.second < best.first * amount) best = {weight, amount};
      }
      // Only existing hosts take this class: a column that never pays keeps the problem solvable.
      if (best.second <= 0) best = {1e18, 1};
      demand.push_back(static_cast<double>(demand_[row.of_class][row.resource]) /
                       static_cast<double>(total_[row.resource]));
      start.push_back(best);
    }
    CoveringLp lp(demand, start);
    for (int round = 0; round < most_rounds; ++round) {
      lp.solve(most_pivots);
      if (!add_columns(lp, lp.duals())) break;
    }
    const std::vector<double> duals = lp.duals();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      duals_.prices[rows_[i].of_class][rows_[i].resource] = duals[i] / static_cast<double>(total_[rows_[i].resource]);
    }
  }

  bool add_columns(CoveringLp& lp, const std::vector<double>& duals) {
    bool is_any = false;
    for (const std::size_t type : input_.open) {
      std::vector<std::size_t> best_row(pack_resource_count, rows_.size());
      for (std::size_t i = 0; i < rows_.size(); ++i) {
        std::size_t& best = best_row[rows_[i].resource];
        if (takes_[type][rows_[i].of_class] == 0) continue;
        if (best == rows_.size() || duals[i] > duals[best]) best = i;
      }
      CoveringLp::Entries entries;
      double worth = 0;
      for (std::size_t r = 0; r < pack_resource_count; ++r) {
        if (best_row[r] == rows_.size()) continue;
        const double amount = share(type, r);
        if (amount <= 0) continue;
        entries.emplace_back(best_row[r], amount);
        worth += duals[best_row[r]] * amount;
      }
      const double weight = static_cast<double>(input_.types[type].weight);
      if (worth <= weight * (1 + 1e-7)) continue;
      lp.add_column(weight, std::move(entries));
      is_any = true;
    }
    return is_any;
  }

  const FleetInput& input_;
  PackAmounts total_;
  ResourceDuals duals_;
  std::size_t class_count_ = 0;
  std::vector<PackAmounts> demand_;
  std::vector<std::vector<char>> takes_;  ///< By type and class.
  std::vector<Row> rows_;
};

}  // namespace

ResourceDuals solve_resource_duals(const FleetInput& input) { return ResourceProblem(input).run(); }

double value_scale(const FleetInput& input) {
  std::int64_t heaviest = 1;
  for (const std::size_t type : input.open) heaviest = std::max(heaviest, input.types[type].weight);
  return 0x1p26 / static_cast<double>(heaviest);
}

FleetBound resource_bound(const FleetInput& input, const ResourceDuals& duals, std::size_t item_count,
                          std::size_t type_count) {
  const double scale = value_scale(input) * fixed_point;
  const PackAmounts total = total_need(input);
  // In 2^-20 of a value. Any whole numbers do; these are near the duals.
  std::vector<PackAmounts> prices;
  for (const std::vector<double>& by_resource : duals.prices) {
    PackAmounts whole{};
    for (std::size_t r = 0; r < pack_resource_count; ++r) {
      whole[r] = static_cast<std::int64_t>(std::min(by_resource[r] * scale, 0x1p60));
    }
    prices.push_back(whole);
  }
  const auto worth = [](const PackAmounts& price, const PackAmounts& amounts) {
    std::int64_t sum = 0;
    for (std::size_t r = 0; r < pack_resource_count; ++r) sum += saturated_product(price[r], amounts[r]);
    return sum;
  };
  constexpr std::int64_t one = std::int64_t{1} << 20;
  std::vector<std::int64_t> values;
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    // Too large a product would be cut: then the item counts for nothing, which is always valid.
    const std::int64_t sum = worth(prices[duals.class_of[s]], input.shapes[s].need);
    values.push_back(sum >= std::int64_t{1} << 60 ? 0 : sum / one);
  }
  FleetBound bound;
  bound.by = "resources";
  bound.certificate.types.resize(type_count);
  for (const FleetType& type : input.types) {
    PackAmounts dearest{};
    for (std::size_t s = 0; s < input.shapes.size(); ++s) {
      if (type.accepts[s] == 0) continue;
      for (std::size_t r = 0; r < pack_resource_count; ++r) {
        dearest[r] = std::max(dearest[r], prices[duals.class_of[s]][r]);
      }
    }
    FleetCertificate::TypeProof& proof = bound.certificate.types[type.source];
    for (std::size_t r = 0; r < pack_resource_count; ++r) {
      proof.resource_prices.push_back(Rational::ratio(dearest[r], one));
    }
    proof.value = worth(dearest, useful_capacity(type, total)) / one + 1;
  }
  list_item_values(input, values, item_count, bound.certificate);
  bound.weight = prove_weight(input, bound.certificate, values);
  return bound;
}

PricingTables make_pricing_tables(const FleetInput& input, std::int64_t exact_cells, std::int64_t round_cells) {
  PricingTables result;
  result.table_of.assign(input.types.size(), 0);
  GridSteps unit{0, 0};
  for (const FleetShape& shape : input.shapes) {
    unit.cpu = std::gcd(unit.cpu, shape.need[0]);
    unit.memory = std::gcd(unit.memory, shape.need[1]);
  }
  unit = {std::max<std::int64_t>(unit.cpu, 1), std::max<std::int64_t>(unit.memory, 1)};
  struct Group {
    std::int64_t cpu = 0;
    std::int64_t memory = 0;
    std::vector<std::size_t> types;
  };
  std::map<std::pair<std::vector<char>, GridSteps>, Group> groups;
  for (std::size_t t = 0; t < input.types.size(); ++t) {
    const FleetType& type = input.types[t];
    GridSteps steps = unit;
    const auto is_above = [&](std::int64_t cells) {
      return type.capacity[0] / steps.cpu + 1 > cells / (type.capacity[1] / steps.memory + 1);
    };
    const bool is_rounded = is_above(exact_cells);
    while (is_rounded && is_above(round_cells)) {
      // Halves the longer axis.
      if (type.capacity[0] / steps.cpu > type.capacity[1] / steps.memory) {
        steps.cpu *= 2;
      } else {
        steps.memory *= 2;
      }
    }
    Group& group = groups[{input.types[type.stand_in].compatible, steps}];
    group.cpu = std::max(group.cpu, type.capacity[0]);
    group.memory = std::max(group.memory, type.capacity[1]);
    group.types.push_back(t);
  }
  for (const auto& [key, group] : groups) {
    for (const std::size_t t : group.types) result.table_of[t] = result.tables.size();
    result.tables.emplace_back(input, key.first, key.second, group.cpu, group.memory);
  }
  return result;
}

FleetBound table_bound(const FleetInput& input, const std::vector<std::int64_t>& values, const PricingTables& tables,
                       SidePrices prices, std::size_t item_count, std::size_t type_count) {
  FleetBound bound;
  bound.by = "column generation";
  bound.certificate.types.resize(type_count);
  for (std::size_t t = 0; t < input.types.size(); ++t) {
    const PatternTable& table = tables.tables[tables.table_of[t]];
    FleetCertificate::TypeProof& proof = bound.certificate.types[input.types[t].source];
    proof.by_grid = true;
    proof.cpu_step = table.steps().cpu;
    proof.memory_step = table.steps().memory;
    proof.resource_prices = {0, 0, prices.gpu, prices.slot};
    proof.value = can_be_used(input.types[t]) ? table.bound(input.types[t]) : 0;
  }
  list_item_values(input, values, item_count, bound.certificate);
  bound.weight = prove_weight(input, bound.certificate, values);
  return bound;
}

}  // namespace container_tco::detail
