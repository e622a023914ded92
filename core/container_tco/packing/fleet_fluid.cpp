#include "container_tco/packing/fleet_fluid.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "container_tco/packing/covering_lp.hpp"
#include "container_tco/packing/fluid_prices.hpp"

namespace container_tco::detail {
namespace {

/// Blends of all kinds together, and of one kind.
constexpr std::size_t most_blends = 96;
constexpr std::size_t most_blends_of_kind = 32;
constexpr std::size_t fewest_blends_of_kind = 4;
constexpr int most_fluid_rounds = 80;
constexpr std::int64_t most_fluid_pivots = 2000;
constexpr double fluid_tolerance = 1e-7;
/// Each solves the problem once more, of more kinds.
constexpr int most_refinements = 4;
constexpr std::size_t most_kinds = 24;

/// Shapes of one kind that ask for about the same memory for their CPU, as shares of all there is to place. Of a kind
/// are shapes that every type takes alike: by labels, and by size for types told apart.
struct Blend {
  double cpu = 0;
  double memory = 0;
  std::vector<std::size_t> shapes;
};

class FluidProblem {
 public:
  FluidProblem(const FleetInput& input, const ResourceDuals& resources, const std::vector<std::int64_t>& counts,
               const std::set<std::size_t>& told_apart)
      : input_(input), resources_(resources), counts_(counts), told_apart_(told_apart) {
    for (std::size_t s = 0; s < input.shapes.size(); ++s) {
      for (std::size_t r = 0; r < pack_resource_count; ++r) total_[r] += input.shapes[s].need[r] * counts[s];
    }
    for (const std::vector<double>& by_resource : resources.prices) {
      for (std::size_t r = 2; r < pack_resource_count; ++r) has_other_prices_ |= by_resource[r] > 0;
    }
    room_.assign(input.types.size(), {0, 0});
    weights_.assign(input.types.size(), 0);
    for (std::size_t t = 0; t < input.types.size(); ++t) {
      const FleetType& type = input.types[t];
      if (!can_be_used(type) || type.stand_in != t) continue;
      priced_.push_back(t);
      const PackAmounts useful = useful_capacity(type, total_);
      room_[t] = {share(useful[cpu_at], cpu_at), share(useful[memory_at], memory_at)};
      weights_[t] = weight_for_fluids(type, useful);
    }
    blend_shapes();
  }

  std::optional<FluidDuals> run() {
    if (blends_.empty() || input_.open.empty()) return std::nullopt;
    std::vector<std::pair<double, double>> start;
    for (std::size_t k = 0; k < blends_.size(); ++k) {
      const std::pair<double, double> best = best_single(k);
      has_host_.push_back(best.second > 0 ? 1 : 0);
      start.push_back(best.second > 0 ? best : std::pair<double, double>{1, 1});
    }
    CoveringLp lp(std::vector<double>(blends_.size(), 1.0), start);
    columns_.assign(blends_.size(), {});
    for (int round = 0; round < most_fluid_rounds; ++round) {
      lp.solve(most_fluid_pivots);
      if (!add_columns(lp)) break;
    }
    find_flattered(lp.values());
    return duals_of(lp.duals());
  }

  std::size_t kind_count() const { return kind_count_; }
  /// Types that the solution fills with a blend of which they take only a part: it would be less rosy if they were told
  /// apart.
  const std::set<std::size_t>& flattered() const { return flattered_; }

 private:
  using Curves = std::vector<PriceCurve>;  ///< By number of what types take.

  double share(std::int64_t amount, std::size_t resource) const {
    return total_[resource] == 0 ? 0 : static_cast<double>(amount) / static_cast<double>(total_[resource]);
  }

  /// What CPU and memory of a host may be worth: its weight less its other resources.
  double weight_for_fluids(const FleetType& type, const PackAmounts& useful) const {
    if (!has_other_prices_) return static_cast<double>(type.weight);
    std::vector<double> dearest(pack_resource_count, 0.0);
    for (std::size_t s = 0; s < input_.shapes.size(); ++s) {
      if (counts_[s] == 0 || type.accepts[s] == 0) continue;
      for (std::size_t r = 2; r < pack_resource_count; ++r) {
        dearest[r] = std::max(dearest[r], resources_.prices[resources_.class_of[s]][r]);
      }
    }
    double weight = static_cast<double>(type.weight);
    for (std::size_t r = 2; r < pack_resource_count; ++r) weight -= dearest[r] * static_cast<double>(useful[r]);
    return std::max(weight, static_cast<double>(type.weight) * fluid_tolerance);
  }

  void blend_shapes() {
    const std::vector<std::size_t> kind_of = number_kinds(input_, told_apart_);
    std::map<std::size_t, std::vector<std::size_t>> kinds;
    for (std::size_t s = 0; s < input_.shapes.size(); ++s) {
      if (counts_[s] == 0 || !can_be_bought(input_, s)) continue;
      if (input_.shapes[s].need[cpu_at] == 0 && input_.shapes[s].need[memory_at] == 0) continue;
      kinds[kind_of[s]].push_back(s);
    }
    kind_count_ = kinds.size();
    if (kinds.empty()) return;
    const std::size_t blends = std::clamp(most_blends / kinds.size(), fewest_blends_of_kind, most_blends_of_kind);
    for (auto& [kind, shapes] : kinds) blend_kind(shapes, blends);
    find_takers();
  }

  double size_of(std::size_t s) const {
    return share(input_.shapes[s].need[cpu_at], cpu_at) + share(input_.shapes[s].need[memory_at], memory_at);
  }

  void blend_kind(std::vector<std::size_t>& shapes, std::size_t count) {
    double all = 0;
    std::vector<std::pair<double, std::size_t>> order;
    for (const std::size_t s : shapes) {
      all += size_of(s) * static_cast<double>(counts_[s]);
      order.emplace_back(share(input_.shapes[s].need[memory_at], memory_at) / size_of(s), s);
    }
    std::sort(order.begin(), order.end());
    double done = 0;
    double next = 0;
    double last_ratio = -1;
    for (const auto& [ratio, s] : order) {
      if (ratio != last_ratio && done >= next) {
        blends_.emplace_back();
        next = done + all / static_cast<double>(count);
      }
      last_ratio = ratio;
      const double copies = static_cast<double>(counts_[s]);
      done += size_of(s) * copies;
      Blend& blend = blends_.back();
      blend.cpu += share(input_.shapes[s].need[cpu_at], cpu_at) * copies;
      blend.memory += share(input_.shapes[s].need[memory_at], memory_at) * copies;
      blend.shapes.push_back(s);
    }
  }

  void find_takers() {
    taking_of_.assign(input_.types.size(), 0);
    std::map<std::vector<char>, std::size_t> numbers;
    for (const std::size_t t : priced_) {
      const std::vector<char>& accepts = input_.types[t].accepts;
      const auto is_taken = [&](std::size_t s) { return accepts[s] != 0; };
      std::vector<char> takes;
      for (const Blend& blend : blends_) {
        takes.push_back(std::any_of(blend.shapes.begin(), blend.shapes.end(), is_taken) ? 1 : 0);
      }
      taking_of_[t] = numbers.emplace(takes, numbers.size()).first->second;
      if (taking_of_[t] == takings_.size()) takings_.push_back(std::move(takes));
    }
  }

  bool takes(std::size_t t, std::size_t blend) const { return takings_[taking_of_[t]][blend] != 0; }
  bool takes_all(std::size_t t, std::size_t blend) const {
    const std::vector<std::size_t>& shapes = blends_[blend].shapes;
    return std::all_of(shapes.begin(), shapes.end(), [&](std::size_t s) { return input_.types[t].accepts[s] != 0; });
  }

  void find_flattered(const std::vector<double>& counts) {
    for (std::size_t c = 0; c < counts.size(); ++c) {
      if (counts[c] <= fluid_tolerance) continue;
      for (const std::size_t k : columns_[c].blends) {
        if (!takes_all(columns_[c].type, k)) flattered_.insert(columns_[c].type);
      }
    }
  }

  /// Weight and amount of the best type for a blend alone; zeros where none can be filled with it.
  std::pair<double, double> best_single(std::size_t k) const {
    const Blend& blend = blends_[k];
    std::pair<double, double> best{0, 0};
    for (const std::size_t t : input_.open) {
      if (!takes(t, k)) continue;
      double amount = 1e18;
      if (blend.cpu > 0) amount = std::min(amount, room_[t].first / blend.cpu);
      if (blend.memory > 0) amount = std::min(amount, room_[t].second / blend.memory);
      if (amount <= 0 || (best.second != 0 && weights_[t] * best.second >= best.first * amount)) continue;
      best = {weights_[t], amount};
    }
    return best;
  }

  double worth_of_host(std::size_t t, const FluidPrices& prices) const {
    return prices.cpu * room_[t].first + prices.memory * room_[t].second;
  }

  bool add_columns(CoveringLp& lp) {
    const std::vector<double> duals = lp.duals();
    const Curves curves = curves_at(duals);
    bool is_any = false;
    for (const std::size_t t : input_.open) {
      const FluidPrices prices = cheapest_fill(t, curves);
      if (worth_of_host(t, prices) <= weights_[t] * (1 + fluid_tolerance)) continue;
      CoveringLp::Entries entries;
      for (const FluidPrices::Part& part : prices.fill) {
        if (part.copies > 0) entries.emplace_back(part.shape, part.copies);
      }
      if (entries.empty()) continue;
      std::sort(entries.begin(), entries.end());
      columns_.push_back({t, {}});
      for (const auto& [blend, copies] : entries) columns_.back().blends.push_back(blend);
      lp.add_column(weights_[t], std::move(entries));
      is_any = true;
    }
    return is_any;
  }

  /// For types that take the same blends there is one.
  Curves curves_at(const std::vector<double>& duals) const {
    Curves curves;
    for (const std::vector<char>& takes : takings_) {
      std::vector<PricedShape> taken;
      for (std::size_t k = 0; k < blends_.size(); ++k) {
        if (takes[k] != 0 && has_host_[k] != 0 && duals[k] > 0)
          taken.push_back({blends_[k].cpu, blends_[k].memory, duals[k], k});
      }
      curves.emplace_back(taken);
    }
    return curves;
  }

  /// The cheapest prices of a type at which no blend is worth more than it pays, and what fills a host at them.
  FluidPrices cheapest_fill(std::size_t t, const Curves& curves) const {
    return curves[taking_of_[t]].cheapest(room_[t].first, room_[t].second);
  }

  FluidDuals duals_of(const std::vector<double>& duals) const {
    const Curves curves = curves_at(duals);
    FluidDuals result;
    result.prices.resize(input_.types.size());
    for (const std::size_t t : priced_) {
      const FluidPrices prices = cheapest_fill(t, curves);
      const double worth = worth_of_host(t, prices);
      // A type that is not quite worth its weight may ask for more.
      const bool is_open = std::binary_search(input_.open.begin(), input_.open.end(), t);
      const double factor = is_open && worth > 0 ? weights_[t] / worth : 1;
      result.prices[t] = {factor * prices.cpu / std::max<double>(1, static_cast<double>(total_[cpu_at])),
                          factor * prices.memory / std::max<double>(1, static_cast<double>(total_[memory_at]))};
    }
    for (std::size_t t = 0; t < input_.types.size(); ++t) {
      if (can_be_used(input_.types[t])) result.prices[t] = result.prices[input_.types[t].stand_in];
    }
    for (std::size_t s = 0; s < input_.shapes.size(); ++s) {
      result.values.push_back(value_of(s, result));
      result.worth += result.values.back() * static_cast<double>(counts_[s]);
    }
    return result;
  }

  double value_of(std::size_t s, const FluidDuals& fluid) const {
    const FleetShape& shape = input_.shapes[s];
    std::optional<double> least;
    // A dominated type takes no item that its stand-in does not, at the same prices.
    for (const std::size_t t : priced_) {
      if (input_.types[t].accepts[s] == 0 || !fluid.prices[t]) continue;
      const double asked = fluid.prices[t]->first * static_cast<double>(shape.need[cpu_at]) +
                           fluid.prices[t]->second * static_cast<double>(shape.need[memory_at]);
      if (!least || asked < *least) least = asked;
    }
    double value = least.value_or(0);
    for (std::size_t r = 2; r < pack_resource_count; ++r) {
      value += resources_.prices[resources_.class_of[s]][r] * static_cast<double>(shape.need[r]);
    }
    return value;
  }

  /// What a column of the problem fills a host of its type with.
  struct Column {
    std::size_t type = 0;
    std::vector<std::size_t> blends;
  };

  const FleetInput& input_;
  const ResourceDuals& resources_;
  const std::vector<std::int64_t>& counts_;  ///< Copies to place, by shape.
  const std::set<std::size_t>& told_apart_;
  std::size_t kind_count_ = 0;
  PackAmounts total_{};
  bool has_other_prices_ = false;                ///< Of GPUs, slots or volumes.
  std::vector<std::size_t> priced_;              ///< Types that can be used and that no other stands in for.
  std::vector<std::pair<double, double>> room_;  ///< By type: CPU and memory, as shares.
  std::vector<double> weights_;                  ///< By type: what they may be worth.
  std::vector<Blend> blends_;
  std::vector<char> has_host_;              ///< By blend: one without is worth nothing.
  std::vector<std::vector<char>> takings_;  ///< What types take some of: each that there is, by blend.
  std::vector<std::size_t> taking_of_;      ///< By type: the number of what it takes.
  std::vector<Column> columns_;
  std::set<std::size_t> flattered_;
};

}  // namespace

std::optional<FluidDuals> solve_fluid_duals(const FleetInput& input, const ResourceDuals& resources,
                                            const std::vector<std::int64_t>& counts) {
  std::set<std::size_t> told_apart = resources.told_apart;
  std::optional<FluidDuals> best;
  for (int round = 0; round <= most_refinements; ++round) {
    FluidProblem problem(input, resources, counts, told_apart);
    if (problem.kind_count() > most_kinds && best) break;
    std::optional<FluidDuals> duals = problem.run();
    if (!duals) break;
    duals->told_apart = told_apart;
    const std::size_t known = told_apart.size();
    told_apart.insert(problem.flattered().begin(), problem.flattered().end());
    if (!best || duals->worth > best->worth) best = std::move(duals);
    if (told_apart.size() == known) break;
  }
  return best;
}

std::optional<FluidDuals> solve_fluid_duals(const FleetInput& input, const ResourceDuals& resources) {
  std::vector<std::int64_t> counts;
  for (const FleetShape& shape : input.shapes) counts.push_back(shape.count);
  return solve_fluid_duals(input, resources, counts);
}

std::optional<FleetBound> fluid_bound(const FleetInput& input, const ResourceDuals& resources, const FluidDuals& fluid,
                                      std::size_t item_count, std::size_t type_count) {
  const double scale = value_scale(input);
  const PackAmounts total = total_need(input);
  std::vector<PackAmounts> other = whole_prices(resources.prices, scale);
  for (PackAmounts& prices : other) prices[cpu_at] = prices[memory_at] = 0;
  std::vector<std::optional<PackAmounts>> own(input.types.size());
  FleetBound bound;
  bound.by = "resources";
  bound.certificate.types.resize(type_count);
  for (std::size_t t = 0; t < input.types.size(); ++t) {
    const FleetType& type = input.types[t];
    FleetCertificate::TypeProof& proof = bound.certificate.types[type.source];
    PackAmounts prices = dearest_prices(type, resources.class_of, other);
    if (fluid.prices[t]) {
      own[t] = whole_prices({{fluid.prices[t]->first, fluid.prices[t]->second, 0, 0, 0}}, scale).front();
      prices[cpu_at] = (*own[t])[cpu_at];
      prices[memory_at] = (*own[t])[memory_at];
    }
    list_prices(prices, proof);
    proof.value = worth_of(prices, useful_capacity(type, total)) + 1;
    if (proof.value >= most_worth) return std::nullopt;
  }
  std::vector<std::int64_t> values;
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    std::optional<std::int64_t> least;
    for (std::size_t t = 0; t < input.types.size(); ++t) {
      // A dominated type has the prices of its stand-in and takes no item that this one does not.
      if (!own[t] || input.types[t].stand_in != t || input.types[t].accepts[s] == 0) continue;
      const std::int64_t asked = worth_of(*own[t], input.shapes[s].need);
      if (!least || asked < *least) least = asked;
    }
    values.push_back(least.value_or(0) + worth_of(other[resources.class_of[s]], input.shapes[s].need));
  }
  prove(input, values, item_count, bound);
  return bound;
}

}  // namespace container_tco::detail
