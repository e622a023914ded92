#include "container_tco/packing/fleet_coarse.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "container_tco/packing/pricing_tables.hpp"

namespace container_tco::detail {
namespace {

/// More levels than this of the mean size are never needed: counting shapes takes time.
constexpr std::int64_t most_levels = 256;
constexpr int most_doublings = 60;

using Key = std::tuple<std::size_t, std::int64_t, std::int64_t, std::int64_t, std::vector<std::size_t>>;

/// Shapes that look alike get the same number. What sets them apart besides size: what may hold them.
std::vector<std::size_t> number_kinds(const FleetInput& input, const std::vector<std::size_t>& class_of) {
  std::map<std::pair<std::size_t, std::vector<char>>, std::size_t> kinds;
  std::vector<std::size_t> result;
  std::vector<char> holders(input.types.size());
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    for (std::size_t t = 0; t < input.types.size(); ++t) holders[t] = input.types[t].compatible[s];
    result.push_back(kinds.emplace(std::make_pair(class_of[s], holders), kinds.size()).first->second);
  }
  return result;
}

Key key_of(const FleetShape& shape, std::size_t kind, GridSteps steps) {
  return {kind, shape.need[cpu_at] / steps.cpu, shape.need[memory_at] / steps.memory, shape.need[gpus_at], shape.names};
}

std::size_t count_keys(const FleetInput& input, const std::vector<std::size_t>& kinds, GridSteps steps) {
  std::vector<Key> keys;
  keys.reserve(input.shapes.size());
  for (std::size_t s = 0; s < input.shapes.size(); ++s) keys.push_back(key_of(input.shapes[s], kinds[s], steps));
  std::sort(keys.begin(), keys.end());
  return static_cast<std::size_t>(std::unique(keys.begin(), keys.end()) - keys.begin());
}

/// Coarsens the steps until half of the types have a table.
void fit_tables(const FleetInput& input, const std::vector<std::size_t>& types, const PackAmounts& total,
                std::int64_t most_cells, GridSteps& steps) {
  for (int i = 0; i < most_doublings; ++i) {
    std::size_t small = 0;
    PackAmounts largest{};
    for (const std::size_t t : types) {
      const FleetType& type = input.types[t];
      for (std::size_t r = 0; r < 2; ++r) largest[r] = std::max(largest[r], type.capacity[r]);
      if (cells_of(type, steps, total) <= most_cells) ++small;
    }
    if (2 * small >= types.size()) return;
    double_steps(steps, largest);
  }
}

GridSteps choose_steps(const FleetInput& input, const std::vector<std::size_t>& kinds,
                       const std::vector<std::size_t>& useful, std::size_t most_shapes, std::int64_t most_cells) {
  GridSteps steps = common_steps(input);
  const PackAmounts total = total_need(input);
  const GridSteps finest = steps;
  fit_tables(input, useful, total, most_cells, steps);
  fit_to_sizes(input, finest, steps);
  if (input.shapes.size() <= most_shapes) return steps;
  const std::int64_t copies = copy_count(input);
  const std::int64_t cpu = total[cpu_at] / copies;
  const std::int64_t memory = total[memory_at] / copies;
  while (cpu / steps.cpu > most_levels) steps.cpu *= 2;
  while (memory / steps.memory > most_levels) steps.memory *= 2;
  for (int i = 0; i < most_doublings && count_keys(input, kinds, steps) > most_shapes; ++i) {
    // The axis on which the mean size has more steps.
    (cpu / steps.cpu > memory / steps.memory ? steps.cpu : steps.memory) *= 2;
  }
  return steps;
}

}  // namespace

CoarseFleet round_down(const FleetInput& input, const std::vector<std::size_t>& class_of,
                       const std::vector<std::size_t>& useful, std::size_t most_shapes, std::int64_t most_cells) {
  const std::vector<std::size_t> kinds = number_kinds(input, class_of);
  CoarseFleet coarse;
  coarse.steps = choose_steps(input, kinds, useful, most_shapes, most_cells);
  std::map<Key, std::size_t> places;
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    const FleetShape& shape = input.shapes[s];
    const auto [place, is_new] = places.emplace(key_of(shape, kinds[s], coarse.steps), places.size());
    coarse.shape_of.push_back(place->second);
    if (is_new) {
      coarse.source_of.push_back(s);
      coarse.input.shapes.push_back(shape);
      FleetShape& rounded = coarse.input.shapes.back();
      rounded.need[cpu_at] = shape.need[cpu_at] / coarse.steps.cpu * coarse.steps.cpu;
      rounded.need[memory_at] = shape.need[memory_at] / coarse.steps.memory * coarse.steps.memory;
      rounded.items.clear();
      // Several items may become one shape: the coarse fleet knows none that keep apart.
      rounded.apart = {};
    } else {
      FleetShape& rounded = coarse.input.shapes[place->second];
      rounded.count += shape.count;
      for (std::size_t r = 3; r < pack_resource_count; ++r) rounded.need[r] = std::min(rounded.need[r], shape.need[r]);
      // Limits per host are those of one item each: together there may be more. The coarse fleet ignores them.
      rounded.most_per_host = no_host_limit;
    }
  }
  coarse.input.open = input.open;
  coarse.input.name_count = input.name_count;
  for (const FleetType& type : input.types) {
    FleetType rounded;
    rounded.capacity = type.capacity;
    rounded.capacity[cpu_at] = type.capacity[cpu_at] / coarse.steps.cpu * coarse.steps.cpu;
    rounded.capacity[memory_at] = type.capacity[memory_at] / coarse.steps.memory * coarse.steps.memory;
    rounded.weight = type.weight;
    rounded.source = type.source;
    rounded.max_new = type.max_new;
    rounded.existing = type.existing;
    rounded.stand_in = type.stand_in;
    rounded.compatible.assign(coarse.source_of.size(), 0);
    rounded.accepts.assign(coarse.source_of.size(), 0);
    for (std::size_t s = 0; s < input.shapes.size(); ++s) {
      const std::size_t k = coarse.shape_of[s];
      rounded.compatible[k] = type.compatible[s];
      rounded.accepts[k] = std::max(rounded.accepts[k], type.accepts[s]);
    }
    coarse.input.types.push_back(std::move(rounded));
  }
  return coarse;
}

}  // namespace container_tco::detail
