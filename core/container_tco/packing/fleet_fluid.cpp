#include "container_tco/packing/fleet_fluid.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

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

/// Shapes of one kind that ask for about the same memory for their CPU, as shares of all there is to place.
struct Blend {
  double cpu = 0;
  double memory = 0;
  std::vector<std::size_t> shapes;
  std::vector<char> takers;  ///< By type: takes some of them.
};

class FluidProblem {
 public:
  FluidProblem(const FleetInput& input, const ResourceDuals& resources, const std::vector<std::int64_t>& counts)
      : input_(input), resources_(resources), counts_(counts) {
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
    for (const Blend& blend : blends_) start.push_back(best_single(blend));
    CoveringLp lp(std::vector<double>(blends_.size(), 1.0), start);
    for (int round = 0; round < most_fluid_rounds; ++round) {
      lp.solve(most_fluid_pivots);
      if (!add_columns(lp)) break;
    }
    return duals_of(lp.duals());
  }

 private:
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
    std::map<std::string, std::vector<std::size_t>> kinds;
    for (std::size_t s = 0; s < input_.shapes.size(); ++s) {
      if (counts_[s] == 0 || (input_.shapes[s].need[cpu_at] == 0 && input_.shapes[s].need[memory_at] == 0)) continue;
      std::string key;
      for (const std::size_t type : input_.open) key.push_back(input_.types[type].compatible[s]);
      kinds[std::move(key)].push_back(s);
    }
    if (kinds.empty()) return;
    const std::size_t blends = std::clamp(most_blends / kinds.size(), fewest_blends_of_kind, most_blends_of_kind);
    for (auto& [key, shapes] : kinds) blend_kind(shapes, blends);
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
    for (Blend& blend : blends_) blend.takers.assign(input_.types.size(), 0);
    for (const std::size_t t : priced_) {
      const std::vector<char>& accepts = input_.types[t].accepts;
      for (Blend& blend : blends_) {
        const bool takes_some =
            std::any_of(blend.shapes.begin(), blend.shapes.end(), [&](std::size_t s) { return accepts[s] != 0; });
        blend.takers[t] = takes_some ? 1 : 0;
      }
    }
  }

  /// Weight and amount of the best type for a blend alone.
  std::pair<double, double> best_single(const Blend& blend) const {
    std::pair<double, double> best{0, 0};
    for (const std::size_t t : input_.open) {
      if (blend.takers[t] == 0) continue;
      double amount = 1e18;
      if (blend.cpu > 0) amount = std::min(amount, room_[t].first / blend.cpu);
      if (blend.memory > 0) amount = std::min(amount, room_[t].second / blend.memory);
      if (amount <= 0 || (best.second != 0 && weights_[t] * best.second >= best.first * amount)) continue;
      best = {weights_[t], amount};
    }
    // Only existing hosts take it: a column that never pays keeps the problem solvable.
    return best.second > 0 ? best : std::pair<double, double>{1e18, 1};
  }

  double worth_of_host(std::size_t t, const FluidPrices& prices) const {
    return prices.cpu * room_[t].first + prices.memory * room_[t].second;
  }

  bool add_columns(CoveringLp& lp) const {
    const std::vector<double> duals = lp.duals();
    bool is_any = false;
    for (const std::size_t t : input_.open) {
      const FluidPrices prices = cheapest_fill(t, duals);
      if (worth_of_host(t, prices) <= weights_[t] * (1 + fluid_tolerance)) continue;
      CoveringLp::Entries entries;
      for (const FluidPrices::Part& part : prices.fill) {
        if (part.copies > 0) entries.emplace_back(part.shape, part.copies);
      }
      if (entries.empty()) continue;
      std::sort(entries.begin(), entries.end());
      lp.add_column(weights_[t], std::move(entries));
      is_any = true;
    }
    return is_any;
  }

  /// The cheapest prices of a type at which no blend is worth more than it pays, and what fills a host at them.
  FluidPrices cheapest_fill(std::size_t t, const std::vector<double>& duals) const {
    std::vector<PricedShape> taken;
    for (std::size_t k = 0; k < blends_.size(); ++k) {
      const Blend& blend = blends_[k];
      if (blend.takers[t] != 0 && duals[k] > 0) taken.push_back({blend.cpu, blend.memory, duals[k], k});
    }
    return cheapest_prices(taken, room_[t].first, room_[t].second);
  }

  FluidDuals duals_of(const std::vector<double>& duals) const {
    FluidDuals result;
    result.prices.resize(input_.types.size());
    for (const std::size_t t : priced_) {
      const FluidPrices prices = cheapest_fill(t, duals);
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
    for (std::size_t s = 0; s < input_.shapes.size(); ++s) result.values.push_back(value_of(s, result));
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

  const FleetInput& input_;
  const ResourceDuals& resources_;
  const std::vector<std::int64_t>& counts_;  ///< Copies to place, by shape.
  PackAmounts total_{};
  bool has_other_prices_ = false;                ///< Of GPUs, slots or volumes.
  std::vector<std::size_t> priced_;              ///< Types that can be used and that no other stands in for.
  std::vector<std::pair<double, double>> room_;  ///< By type: CPU and memory, as shares.
  std::vector<double> weights_;                  ///< By type: what they may be worth.
  std::vector<Blend> blends_;
};

}  // namespace

std::optional<FluidDuals> solve_fluid_duals(const FleetInput& input, const ResourceDuals& resources,
                                            const std::vector<std::int64_t>& counts) {
  return FluidProblem(input, resources, counts).run();
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
