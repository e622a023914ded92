#include "container_tco/packing/fleet_bound.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <utility>

#include "container_tco/packing/covering_lp.hpp"

namespace container_tco::detail {
namespace {

constexpr std::size_t most_classes = 24;
constexpr std::int64_t most_pivots = 2000;
constexpr int most_rounds = 400;
__extension__ using Wide = __int128;
constexpr double fixed_point = static_cast<double>(std::int64_t{1} << price_bits);

/// The kinds of shapes, or one class of all when there are too many.
std::vector<std::size_t> classify(const FleetInput& input, const std::set<std::size_t>& told_apart) {
  std::vector<std::size_t> class_of = number_kinds(input, told_apart);
  const auto most = std::max_element(class_of.begin(), class_of.end());
  if (most != class_of.end() && *most >= most_classes) std::fill(class_of.begin(), class_of.end(), 0);
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
    if (existing == 0) continue;
    total -= Rational(existing) * Rational(certificate.types[type.source].value);
  }
  if (total <= Rational(0)) return 0;
  std::optional<Rational> least;  // Weight per value.
  for (const FleetType& type : input.types) {
    const std::int64_t value = certificate.types[type.source].value;
    if (type.max_new == 0 || value == 0) continue;
    const Rational per_value = Rational::ratio(type.weight, value);
    if (!least || per_value < *least) least = per_value;
  }
  return least ? (total * *least).ceil() : 0;
}

bool is_one_class(const std::vector<std::size_t>& class_of) {
  return std::all_of(class_of.begin(), class_of.end(), [](std::size_t k) { return k == 0; });
}

/// Columns of the resource problem: one type, each of its resources given to one class.
class ResourceProblem {
 public:
  ResourceProblem(const FleetInput& input, std::vector<std::size_t> class_of)
      : input_(input), total_(total_need(input)) {
    duals_.class_of = std::move(class_of);
    for (const std::size_t k : duals_.class_of) class_count_ = std::max(class_count_, k + 1);
    demand_.assign(class_count_, {});
    takes_.assign(input.types.size(), std::vector<char>(class_count_, 0));
    takes_all_.assign(input.types.size(), std::vector<char>(class_count_, 1));
    for (std::size_t s = 0; s < input.shapes.size(); ++s) {
      for (std::size_t r = 0; r < pack_resource_count; ++r) {
        demand_[duals_.class_of[s]][r] += input.shapes[s].need[r] * input.shapes[s].count;
      }
      for (const std::size_t t : input.open) {
        (input.types[t].accepts[s] != 0 ? takes_[t][duals_.class_of[s]] = 1 : takes_all_[t][duals_.class_of[s]] = 0);
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
    return duals_;
  }

  /// Types that the solution opens for a class of which they take only a part, those with most hosts first: it would be
  /// less rosy if these classes were told apart.
  const std::vector<std::size_t>& flattered() const { return flattered_; }

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

  bool can_be_bought(const Row& row) const {
    return std::any_of(input_.open.begin(), input_.open.end(), [&](std::size_t type) {
      return takes_[type][row.of_class] != 0 && share(type, row.resource) > 0;
    });
  }

  /// What only existing hosts take is worth nothing: no host can be opened for it.
  void list_rows() {
    for (std::size_t k = 0; k < class_count_; ++k) {
      for (std::size_t r = 0; r < pack_resource_count; ++r) {
        if (demand_[k][r] > 0 && can_be_bought({k, r})) rows_.push_back({k, r});
      }
    }
  }

  void solve() {
    std::vector<double> demand;
    std::vector<std::pair<double, double>> start;
    for (const Row& row : rows_) {
      std::pair<double, double> best{0, 0};
      column_types_.push_back(0);
      for (const std::size_t type : input_.open) {
        if (takes_[type][row.of_class] == 0) continue;
        const double weight = static_cast<double>(input_.types[type].weight);
        const double amount = share(type, row.resource);
        if (amount <= 0 || (best.second != 0 && weight * best.second >= best.first * amount)) continue;
        best = {weight, amount};
        column_types_.back() = type;
      }
      column_rows_.push_back({column_types_.size() - 1});
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
    find_flattered(lp.values());
  }

  void find_flattered(const std::vector<double>& counts) {
    std::map<std::size_t, double> hosts;
    for (std::size_t c = 0; c < counts.size(); ++c) {
      const std::size_t type = column_types_[c];
      const bool is_partial = std::any_of(column_rows_[c].begin(), column_rows_[c].end(),
                                          [&](std::size_t row) { return takes_all_[type][rows_[row].of_class] == 0; });
      if (is_partial && counts[c] > 1e-9) hosts[type] += counts[c];
    }
    for (const auto& [type, count] : hosts) flattered_.push_back(type);
    std::stable_sort(flattered_.begin(), flattered_.end(),
                     [&](std::size_t a, std::size_t b) { return hosts.at(a) > hosts.at(b); });
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
      column_types_.push_back(type);
      column_rows_.emplace_back();
      for (const auto& [row, amount] : entries) column_rows_.back().push_back(row);
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
  std::vector<std::vector<char>> takes_;      ///< By open type and class: some shape of it.
  std::vector<std::vector<char>> takes_all_;  ///< By open type and class: every shape of it.
  std::vector<Row> rows_;
  std::vector<std::size_t> column_types_;
  std::vector<std::vector<std::size_t>> column_rows_;
  std::vector<std::size_t> flattered_;
};

}  // namespace

std::vector<std::size_t> number_kinds(const FleetInput& input, const std::set<std::size_t>& told_apart) {
  // Most types take all shapes alike: they tell nothing apart.
  std::vector<const std::vector<char>*> answers;
  for (const std::size_t type : input.open) answers.push_back(&input.types[type].compatible);
  for (const std::size_t type : told_apart) answers.push_back(&input.types[type].accepts);
  std::erase_if(answers, [](const std::vector<char>* by_shape) {
    return std::all_of(by_shape->begin(), by_shape->end(), [&](char answer) { return answer == by_shape->front(); });
  });
  std::map<std::string, std::size_t> kinds;
  std::vector<std::size_t> kind_of;
  std::string key;
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    key.clear();
    for (const std::vector<char>* by_shape : answers) key.push_back((*by_shape)[s]);
    kind_of.push_back(kinds.emplace(key, kinds.size()).first->second);
  }
  return kind_of;
}

PackAmounts total_need(const FleetInput& input) {
  PackAmounts total{};
  for (const FleetShape& shape : input.shapes) {
    for (std::size_t r = 0; r < pack_resource_count; ++r) total[r] += shape.need[r] * shape.count;
  }
  return total;
}

PackAmounts useful_capacity(const FleetType& type, const PackAmounts& total) {
  PackAmounts capacity = type.capacity;
  for (std::size_t r = 0; r < pack_resource_count; ++r) capacity[r] = std::min(capacity[r], total[r]);
  return capacity;
}

// A class that a type takes in part counts as taken. Telling apart only what matters keeps the problem small: a tiny
// type with cheap CPU must not seem to give it to large items.
ResourceDuals solve_resource_duals(const FleetInput& input) {
  std::set<std::size_t> told_apart;
  std::vector<std::size_t> class_of = classify(input, told_apart);
  for (;;) {
    ResourceProblem problem(input, class_of);
    ResourceDuals duals = problem.run();
    bool is_finer = false;
    for (const std::size_t type : problem.flattered()) {
      if (!told_apart.insert(type).second) continue;
      std::vector<std::size_t> finer = classify(input, told_apart);
      if (is_one_class(finer) && !is_one_class(class_of)) {
        told_apart.erase(type);
        continue;
      }
      is_finer = is_finer || finer != class_of;
      class_of = std::move(finer);
    }
    if (!is_finer) return duals;
  }
}

double value_scale(const FleetInput& input) {
  std::int64_t heaviest = 1;
  for (const std::size_t type : input.open) heaviest = std::max(heaviest, input.types[type].weight);
  return 0x1p29 / static_cast<double>(heaviest);
}

std::vector<PackAmounts> whole_prices(const std::vector<std::vector<double>>& prices, double scale) {
  std::vector<PackAmounts> result;
  for (const std::vector<double>& by_resource : prices) {
    PackAmounts whole{};
    for (std::size_t r = 0; r < pack_resource_count; ++r) {
      whole[r] = static_cast<std::int64_t>(std::min(by_resource[r] * scale * fixed_point, 0x1p60));
    }
    result.push_back(whole);
  }
  return result;
}

PackAmounts dearest_prices(const FleetType& type, const std::vector<std::size_t>& class_of,
                           const std::vector<PackAmounts>& prices) {
  std::vector<char> is_taken(prices.size(), 0);
  std::size_t taken = 0;
  for (std::size_t s = 0; s < class_of.size() && taken < prices.size(); ++s) {
    if (type.accepts[s] == 0 || is_taken[class_of[s]] != 0) continue;
    is_taken[class_of[s]] = 1;
    ++taken;
  }
  PackAmounts dearest{};
  for (std::size_t k = 0; k < prices.size(); ++k) {
    for (std::size_t r = 0; r < pack_resource_count && is_taken[k] != 0; ++r) {
      dearest[r] = std::max(dearest[r], prices[k][r]);
    }
  }
  return dearest;
}

std::int64_t worth_of(const PackAmounts& prices, const PackAmounts& amounts) {
  Wide sum = 0;
  for (std::size_t r = 0; r < pack_resource_count; ++r) sum += static_cast<Wide>(prices[r]) * amounts[r];
  return static_cast<std::int64_t>(std::min(sum >> price_bits, static_cast<Wide>(most_worth)));
}

void list_prices(const PackAmounts& prices, FleetCertificate::TypeProof& proof) {
  proof.resource_prices.clear();
  for (const std::int64_t price : prices) {
    proof.resource_prices.push_back(Rational::ratio(price, std::int64_t{1} << price_bits));
  }
}

void prove(const FleetInput& input, std::vector<std::int64_t> shape_values, std::size_t item_count, FleetBound& bound) {
  bound.certificate.item_values.assign(item_count, 0);
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    // What only existing hosts take calls for no new one.
    if (!can_be_bought(input, s)) shape_values[s] = 0;
    for (const std::size_t item : input.shapes[s].items) {
      if (item < item_count) bound.certificate.item_values[item] = shape_values[s];
    }
  }
  bound.weight = prove_weight(input, bound.certificate, shape_values);
}

/// A class whose prices lead beyond all numbers, on existing hosts far larger than those that can be opened, counts for
/// nothing, which is always valid.
void drop_boundless_classes(const FleetInput& input, const std::vector<std::size_t>& class_of, const PackAmounts& total,
                            std::vector<PackAmounts>& prices) {
  constexpr std::int64_t most = most_worth / static_cast<std::int64_t>(pack_resource_count);
  for (const FleetType& type : input.types) {
    const PackAmounts capacity = useful_capacity(type, total);
    const auto is_boundless = [&](const PackAmounts& price) { return worth_of(price, capacity) >= most; };
    if (std::none_of(prices.begin(), prices.end(), is_boundless)) continue;
    for (std::size_t s = 0; s < class_of.size(); ++s) {
      PackAmounts& price = prices[class_of[s]];
      if (type.accepts[s] != 0 && is_boundless(price)) price = {};
    }
  }
}

FleetBound resource_bound(const FleetInput& input, const ResourceDuals& duals, std::size_t item_count,
                          std::size_t type_count) {
  std::vector<PackAmounts> prices = whole_prices(duals.prices, value_scale(input));
  const PackAmounts total = total_need(input);
  drop_boundless_classes(input, duals.class_of, total, prices);
  std::vector<std::int64_t> values;
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    // Too large a product would be cut: then the item counts for nothing, which is always valid.
    const std::int64_t worth = worth_of(prices[duals.class_of[s]], input.shapes[s].need);
    values.push_back(worth >= most_worth ? 0 : worth);
  }
  FleetBound bound;
  bound.by = "resources";
  bound.certificate.types.resize(type_count);
  for (const FleetType& type : input.types) {
    const PackAmounts dearest = dearest_prices(type, duals.class_of, prices);
    FleetCertificate::TypeProof& proof = bound.certificate.types[type.source];
    list_prices(dearest, proof);
    proof.value = worth_of(dearest, useful_capacity(type, total)) + 1;
  }
  prove(input, values, item_count, bound);
  return bound;
}

}  // namespace container_tco::detail
