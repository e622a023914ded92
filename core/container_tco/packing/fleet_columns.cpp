#include "container_tco/packing/fleet_columns.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "container_tco/packing/column_generation.hpp"
#include "container_tco/packing/columns_bound.hpp"
#include "container_tco/packing/fleet_coarse.hpp"
#include "container_tco/packing/pricing_tables.hpp"
#include "container_tco/packing/resource_rows.hpp"

namespace container_tco::detail {
namespace {

/// With values that fluid hosts prove, a type whose hosts, if they were fluid, are worth less of their weight than this
/// has no say in how fine the steps of tables are.
constexpr double share_worth_fine_steps = 0.9;

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
  PriceCurves curves(input);
  curves.set(values);
  std::vector<std::size_t> result;
  for (const std::size_t t : input.open) {
    const FleetType& type = input.types[t];
    const PackAmounts useful = useful_capacity(type, total);
    double worth = curves.cheapest(t, useful).worth(useful);
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

/// The heaviest of them: values of tables are fine also where a type that is of no use is very heavy.
std::int64_t heaviest_of(const FleetInput& input, const std::vector<std::size_t>& useful) {
  std::int64_t heaviest = 1;
  for (const std::size_t type : useful.empty() ? input.open : useful) {
    heaviest = std::max(heaviest, input.types[type].weight);
  }
  return heaviest;
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
  ColumnGeneration generation(priced, rows, limits, !by_size, steps, cells, table_scale(heaviest_of(input, useful)),
                              std::move(from), std::move(worths));
  if (!generation.run(by_size ? start : coarsen(coarse, start))) return std::nullopt;
  FleetColumns result;
  const DualPoint& centre = generation.centre();
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    result.values.push_back(centre.values[place_of[s]] + rows.shape_worth(s, centre.prices));
  }
  if (by_size && !limits.wants_bound) {
    generation.buy_hosts();
    result.duals = generation.bought_values();
    if (generation.has_other_values()) {
      for (std::size_t s = 0; s < result.values.size(); ++s) {
        result.values[s] = (result.values[s] + result.duals[s]) / 2;
      }
    }
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
