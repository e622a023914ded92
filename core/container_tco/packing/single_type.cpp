// TypeTable::cheapest. Each row first bounds every type from below by a few multiplications that a compiler can do for
// several types at once, then counts exactly, in whole numbers, on the few types whose bound is not above the best
// found.

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/packing/type_table.hpp"

namespace container_tco {
namespace {

using detail::TypeClass;

constexpr std::size_t block_size = 64;
constexpr std::int64_t most_zones = 100;
// Bounds are products of few rounded numbers; a type is passed over only when its bound is above the best by more than
// what rounding could do.
constexpr double beyond_rounding = 1.0 + 1e-12;
constexpr std::int64_t exact_in_double = std::int64_t{1} << 53;

struct Row {
  std::array<std::int64_t, 4> need{};
  std::int64_t copies = 0;
  std::int64_t most_per_host = no_copy_limit;  // Not above the copies.
  std::int64_t min_hosts = 0;
  std::int64_t zones = 1;  // Not above the copies.
};

bool is_valid(const Row& row) {
  return row.copies >= 0 && row.most_per_host >= 1 && row.min_hosts >= 0 && row.zones >= 1 && row.zones <= most_zones &&
         std::all_of(row.need.begin(), row.need.end(), [](std::int64_t amount) { return amount >= 0; });
}

// floor(a / b) for a ≥ 0 and b ≥ 1. Below 2^53 the quotient in double is at most one too large, never too small, and
// several times as fast as a division of 64-bit integers on many processors.
std::int64_t floor_quotient(std::int64_t a, std::int64_t b) {
  if (b > a) return 0;
  if (a >= exact_in_double) return a / b;
  const auto quotient = static_cast<std::int64_t>(static_cast<double>(a) / static_cast<double>(b));
  return quotient - (quotient * b > a ? 1 : 0);
}

std::int64_t ceil_quotient(std::int64_t a, std::int64_t b) { return a == 0 ? 0 : floor_quotient(a - 1, b) + 1; }

// Zones differ by one copy at the most.
std::int64_t hosts_for(const Row& row, std::int64_t per_host) {
  if (row.zones <= 1) return ceil_quotient(row.copies, per_host);
  const std::int64_t least = row.copies / row.zones;
  const std::int64_t fuller_zones = row.copies % row.zones;
  const std::int64_t hosts = row.zones * ceil_quotient(least, per_host);
  return least % per_host == 0 ? hosts + fuller_zones : hosts;
}

// Whether `count` hosts weigh more than 64 bits hold. The division is for the few that are near.
bool is_too_heavy(std::int64_t count, std::int64_t weight) {
  return static_cast<double>(count) * static_cast<double>(weight) > 9e18 &&
         count > std::numeric_limits<std::int64_t>::max() / weight;
}

// The least weight so far; of equals the fewest hosts, then the first type. Types come by weight, then name, and equal
// weights of equally many hosts are those of equal types: so the first type has the first name.
struct Best {
  bool fits = false;   // Some type holds a copy.
  bool found = false;  // And its weight fits into 64 bits.
  std::int64_t weight = 0;
  std::int64_t hosts = 0;
  std::size_t index = 0;
  double limit = std::numeric_limits<double>::infinity();  // Bounds above it cannot win.

  void consider(const TypeClass& types, std::size_t candidate, const Row& row) {
    const TypeClass::Type& type = types.types[candidate];
    std::int64_t per_host = row.most_per_host;
    for (std::size_t r = 0; r < row.need.size(); ++r) {
      if (row.need[r] > 0) per_host = std::min(per_host, floor_quotient(type.amounts[r], row.need[r]));
    }
    if (per_host < 1) return;
    fits = true;
    const std::int64_t count = std::max(row.min_hosts, hosts_for(row, per_host));
    if (is_too_heavy(count, type.weight)) return;
    const std::int64_t total = count * type.weight;
    if (found && !is_before(total, count, candidate)) return;
    found = true;
    weight = total;
    hosts = count;
    index = candidate;
    limit = static_cast<double>(total) * beyond_rounding;
  }

  bool is_before(std::int64_t total, std::int64_t count, std::size_t candidate) const {
    if (total != weight) return total < weight;
    if (count != hosts) return count < hosts;
    return candidate < index;
  }
};

// What all copies ask for, of the resources that the class looks at, and the fewest hosts of any type.
struct Demand {
  double cpu = 0;
  double memory = 0;
  double gpus = 0;
  double slots = 0;
  double hosts = 0;
};

template <bool with_gpus, bool with_slots>
void bound_weights(const TypeClass& types, std::size_t first, std::size_t count, const Demand& demand,
                   double* __restrict bounds) {
  const double* __restrict weights = types.weights.data() + first;
  const double* __restrict per_cpu = types.weight_per[0].data() + first;
  const double* __restrict per_memory = types.weight_per[1].data() + first;
  const double* __restrict per_gpu = types.weight_per[2].data() + first;
  const double* __restrict per_slot = types.weight_per[3].data() + first;
  const Demand all = demand;
  for (std::size_t i = 0; i < count; ++i) {
    double bound = std::max(all.hosts * weights[i], std::max(all.cpu * per_cpu[i], all.memory * per_memory[i]));
    if constexpr (with_gpus) bound = std::max(bound, all.gpus * per_gpu[i]);
    if constexpr (with_slots) bound = std::max(bound, all.slots * per_slot[i]);
    bounds[i] = bound;
  }
}

Demand demand_of(const Row& row) {
  const auto copies = static_cast<double>(row.copies);
  return {static_cast<double>(row.need[0]) * copies, static_cast<double>(row.need[1]) * copies,
          static_cast<double>(row.need[2]) * copies, static_cast<double>(row.need[3]) * copies,
          static_cast<double>(std::max(row.min_hosts, hosts_for(row, row.most_per_host)))};
}

template <bool with_gpus, bool with_slots>
Best search(const TypeClass& types, const Row& row) {
  const Demand demand = demand_of(row);
  std::array<double, block_size> bounds;
  Best best;
  for (std::size_t first = 0; first < types.types.size(); first += block_size) {
    // Types come by weight: those of this block and the rest weigh at least as much.
    if (types.weights[first] * demand.hosts > best.limit) break;
    const std::size_t count = std::min(block_size, types.types.size() - first);
    bound_weights<with_gpus, with_slots>(types, first, count, demand, bounds.data());
    const auto lowest = static_cast<std::size_t>(
        std::min_element(bounds.begin(), bounds.begin() + static_cast<std::ptrdiff_t>(count)) - bounds.begin());
    if (bounds[lowest] > best.limit) continue;
    best.consider(types, first + lowest, row);
    for (std::size_t i = 0; i < count; ++i) {
      if (bounds[i] <= best.limit && i != lowest) best.consider(types, first + i, row);
    }
  }
  return best;
}

Best search(const std::array<TypeClass, 4>& classes, const Row& row) {
  if (row.need[2] > 0) {
    return row.need[3] > 0 ? search<true, true>(classes[3], row) : search<true, false>(classes[1], row);
  }
  return row.need[3] > 0 ? search<false, true>(classes[2], row) : search<false, false>(classes[0], row);
}

TypeChoice choose(const std::array<TypeClass, 4>& classes, Row row) {
  if (!is_valid(row)) return {TypeOutcome::invalid};
  if (row.copies == 0) {
    if (row.min_hosts == 0) return {TypeOutcome::nothing_to_place};
    row.need = {};
  }
  // More than all copies on one host changes nothing; without this a task that asks for nothing has no limit.
  row.most_per_host = std::min(row.most_per_host, std::max<std::int64_t>(row.copies, 1));
  row.zones = std::min(row.zones, row.copies);
  const Best best = search(classes, row);
  if (!best.fits) return {TypeOutcome::fits_nowhere};
  if (!best.found) return {TypeOutcome::too_heavy};
  const std::size_t kind = (row.need[2] > 0 ? 1U : 0U) + (row.need[3] > 0 ? 2U : 0U);
  return {TypeOutcome::chosen, classes[kind].types[best.index].source, best.hosts, best.weight};
}

void require_length(std::span<const std::int64_t> column, const char* name, std::size_t length, bool may_be_empty) {
  if (column.size() == length || (may_be_empty && column.empty())) return;
  throw InvalidInputError("length of " + std::string(name), std::to_string(column.size()),
                          "as many rows as choices, " + std::to_string(length));
}

std::int64_t at(std::span<const std::int64_t> column, std::size_t row, std::int64_t otherwise) {
  return column.empty() ? otherwise : column[row];
}

}  // namespace

TypeChoice TypeTable::cheapest(const EqualTasks& tasks) const {
  const TypeChoice choice =
      choose(classes_,
             {{tasks.request.cpu.ticks(), tasks.request.memory.bytes(), tasks.request.gpu_count, tasks.network_slots},
              tasks.copies,
              tasks.max_copies_per_host,
              tasks.min_hosts,
              tasks.zones});
  if (choice.outcome == TypeOutcome::invalid) {
    throw InvalidInputError("equal tasks", "a negative amount, a limit of copies below 1, or no 1 to 100 zones",
                            "amounts of at least 0, limits of copies of at least 1, 1 to 100 zones");
  }
  return choice;
}

void TypeTable::cheapest(const TaskColumns& rows, std::span<TypeChoice> choices) const {
  require_length(rows.cpu_ticks, "cpu_ticks", choices.size(), false);
  require_length(rows.memory_bytes, "memory_bytes", choices.size(), false);
  require_length(rows.copies, "copies", choices.size(), false);
  require_length(rows.gpu_counts, "gpu_counts", choices.size(), true);
  require_length(rows.network_slots, "network_slots", choices.size(), true);
  require_length(rows.max_copies_per_host, "max_copies_per_host", choices.size(), true);
  require_length(rows.min_hosts, "min_hosts", choices.size(), true);
  for (std::size_t i = 0; i < choices.size(); ++i) {
    choices[i] = choose(
        classes_, {{rows.cpu_ticks[i], rows.memory_bytes[i], at(rows.gpu_counts, i, 0), at(rows.network_slots, i, 0)},
                   rows.copies[i],
                   at(rows.max_copies_per_host, i, no_copy_limit),
                   at(rows.min_hosts, i, 0),
                   rows.zones});
  }
}

}  // namespace container_tco
