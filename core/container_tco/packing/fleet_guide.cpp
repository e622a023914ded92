#include "container_tco/packing/fleet_guide.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "container_tco/packing/apart_bound.hpp"
#include "container_tco/packing/fleet_fluid.hpp"

namespace container_tco::detail {
namespace {

/// Of many types, a host loses about so much of what the CPU and memory of a mean copy are worth: small hosts lose a
/// larger share.
constexpr double loss_of_host = 0.1;
/// One part in so many that is lost by rounding makes a difference.
constexpr std::int64_t rounded_away = 500;
constexpr double nearly_one = 1 - 1e-9;

double worth_of_all(const FleetInput& input, const std::vector<double>& values) {
  double worth = 0;
  for (std::size_t s = 0; s < input.shapes.size(); ++s) worth += values[s] * static_cast<double>(input.shapes[s].count);
  return worth;
}

double mean_worth(const FleetInput& input, const ResourceDuals& duals) {
  double copies = 0;
  double worth = 0;
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    const double count = static_cast<double>(input.shapes[s].count);
    copies += count;
    double value = duals.values[s];
    for (std::size_t r = 2; r < pack_resource_count; ++r) {
      value -= duals.prices[duals.class_of[s]][r] * static_cast<double>(input.shapes[s].need[r]);
    }
    worth += std::max(value, 0.0) * count;
  }
  return copies > 0 ? worth / copies : 0;
}

bool has_rounded_capacity(const FleetInput& input) {
  for (const std::size_t t : input.open) {
    const FleetType& type = input.types[t];
    for (std::size_t r = 0; r < pack_resource_count; ++r) {
      if (type.whole_capacity[r] - type.capacity[r] > type.whole_capacity[r] / rounded_away) return true;
    }
  }
  return false;
}

FastBound bound_by_resources(const FleetInput& input, std::size_t item_count, std::size_t type_count) {
  FastBound fast;
  fast.duals = solve_resource_duals(input);
  fast.bound = resource_bound(input, fast.duals, item_count, type_count);
  const std::optional<FluidDuals> fluid = solve_fluid_duals(input, fast.duals);
  if (!fluid) return fast;
  std::optional<FleetBound> other = fluid_bound(input, fast.duals, *fluid, item_count, type_count);
  if (!other || other->weight < fast.bound.weight) return fast;
  fast.bound = std::move(*other);
  fast.duals.values = fluid->values;
  fast.duals.told_apart = fluid->told_apart;
  return fast;
}

}  // namespace

FastBound fast_bound(const FleetInput& input, std::size_t item_count, std::size_t type_count) {
  FastBound fast = bound_by_resources(input, item_count, type_count);
  const auto of_lighter = [&](const FleetInput& lighter) {
    return bound_by_resources(lighter, item_count, type_count).bound;
  };
  std::optional<FleetBound> apart = apart_bound(input, fast.bound.weight, of_lighter, item_count);
  if (apart && apart->weight > fast.bound.weight) fast.bound = std::move(*apart);
  return fast;
}

// Of few types the capacities are not rounded to units: rounded ones make many types equally good to the last digit,
// and a search wanders among them.
ResourceDuals search_guide(const FleetInput& input, const ResourceDuals& duals) {
  const bool has_many_types = input.open.size() >= many_types;
  if (!has_many_types && !has_rounded_capacity(input)) return duals;
  FleetInput lossy = input;
  const std::int64_t loss = static_cast<std::int64_t>(loss_of_host * mean_worth(input, duals));
  for (FleetType& type : lossy.types) {
    if (has_many_types) {
      type.weight += loss;
    } else {
      type.capacity = type.whole_capacity;
    }
  }
  ResourceDuals guide = solve_resource_duals(lossy);
  guide.told_apart = duals.told_apart;
  const std::optional<FluidDuals> fluid = solve_fluid_duals(lossy, guide);
  if (!fluid) return guide;
  guide.told_apart = fluid->told_apart;
  // Equal but for rounding, prices of each type tell more.
  const bool is_higher = fluid->worth >= worth_of_all(input, guide.values) * nearly_one;
  if (is_higher) guide.values = fluid->values;
  return guide;
}

}  // namespace container_tco::detail
