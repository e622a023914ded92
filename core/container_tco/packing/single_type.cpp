// TypeTable::cheapest. A row counts hosts on eight types at once, in double, and begins with those that are the
// lightest for its ratio of memory to CPU; it ends where no type that is left can be lighter. The few that come within
// rounding of the least weight are then counted in whole numbers, and decide.

#include <algorithm>
#include <cmath>

#include "container_tco/error.hpp"
#include "container_tco/packing/type_table.hpp"
#include "container_tco/quantity/vector_code.hpp"

namespace container_tco {
namespace {

using detail::TypeClass;

using detail::type_lanes;

constexpr std::int64_t most_zones = 100;
// Weights in double are products of few rounded numbers; a type is passed over only when its own is above the best by
// more than what rounding could do.
constexpr double beyond_rounding = 1.0 + 1e-12;
constexpr std::int64_t exact_in_double = std::int64_t{1} << 53;

struct Row {
  std::array<std::int64_t, 4> need{};
  std::int64_t copies = 0;
  std::int64_t most_per_host = no_copy_limit;
  std::int64_t min_hosts = 0;
  std::int64_t zones = 1;
};

bool is_valid(const Row& row) {
  return row.copies >= 0 && row.most_per_host >= 1 && row.min_hosts >= 0 && row.zones >= 1 && row.zones <= most_zones &&
         std::all_of(row.need.begin(), row.need.end(), [](std::int64_t amount) { return amount >= 0; });
}

// A row with all that is the same for every type: a division of 64-bit integers takes longer than all else for one.
struct Search {
  std::array<std::int64_t, 4> need{};
  std::array<double, 4> inverse{};  // Of the needs.
  std::int64_t copies = 0;
  std::int64_t most_per_host = 0;  // Not above the copies.
  std::int64_t min_hosts = 0;
  std::int64_t zones = 1;  // Not above the copies, which differ by one between zones at the most.
  std::int64_t least_of_zone = 0;
  std::int64_t fuller_zones = 0;

  explicit Search(const Row& row)
      : need(row.need),
        copies(row.copies),
        // More than all copies on one host changes nothing; without this a task that asks for nothing has no limit.
        most_per_host(std::min(row.most_per_host, std::max<std::int64_t>(row.copies, 1))),
        min_hosts(row.min_hosts),
        zones(std::clamp<std::int64_t>(row.copies, 1, row.zones)),
        least_of_zone(zones == 1 ? copies : copies / zones),
        fuller_zones(copies - least_of_zone * zones) {
    for (std::size_t r = 0; r < need.size(); ++r)
      inverse[r] = 1.0 / static_cast<double>(std::max<std::int64_t>(need[r], 1));
  }
};

// floor(a / b) for a ≥ 0 and b ≥ 1. Below 2^53 a × inverse, where inverse is 1 / b rounded, is off by one at the most.
CONTAINER_TCO_IN_PLACE std::int64_t floor_quotient(std::int64_t a, std::int64_t b, double inverse) {
  if (b > a) return 0;
  if (a >= exact_in_double) return a / b;
  const auto quotient = static_cast<std::int64_t>(static_cast<double>(a) * inverse);
  const std::int64_t rest = a - quotient * b;
  return quotient + (rest >= b ? 1 : 0) - (rest < 0 ? 1 : 0);
}

CONTAINER_TCO_IN_PLACE std::int64_t hosts_for(const Search& row, std::int64_t per_host) {
  const std::int64_t full = floor_quotient(row.least_of_zone, per_host, 1.0 / static_cast<double>(per_host));
  const bool are_all_full = full * per_host == row.least_of_zone;
  return are_all_full ? row.zones * full + row.fuller_zones : row.zones * (full + 1);
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

  CONTAINER_TCO_IN_PLACE void consider(const TypeClass& types, std::size_t candidate, const Search& row) {
    const TypeClass::Type& type = types.types[candidate];
    std::int64_t per_host = row.most_per_host;
    for (std::size_t r = 0; r < row.need.size(); ++r) {
      if (row.need[r] > 0) per_host = std::min(per_host, floor_quotient(type.amounts[r], row.need[r], row.inverse[r]));
    }
    if (per_host >= 1) consider_counted(types, candidate, std::max(row.min_hosts, hosts_for(row, per_host)));
  }

  // The same, where the hosts that the row needs are counted already.
  CONTAINER_TCO_IN_PLACE void consider_counted(const TypeClass& types, std::size_t candidate, std::int64_t count) {
    const TypeClass::Type& type = types.types[candidate];
    fits = true;
    if (is_too_heavy(count, type.weight)) return;
    const std::int64_t total = count * type.weight;
    if (found && !is_before(total, count, candidate)) return;
    found = true;
    weight = total;
    hosts = count;
    index = candidate;
  }

  bool is_before(std::int64_t total, std::int64_t count, std::size_t candidate) const {
    if (total != weight) return total < weight;
    if (count != hosts) return count < hosts;
    return candidate < index;
  }
};

// A row in double. `inverse` is a little above 1 / need: times a whole number below 2^49 it gives the quotient rounded
// down once its fraction is dropped, since no quotient lies so close below a whole number.
struct LaneRow {
  std::array<double, 4> inverse{};
  double most_per_host = 0;
  double min_hosts = 0;
  double zones = 0;
  double least_of_zone = 0;
  double fuller_zones = 0;

  explicit LaneRow(const Search& row)
      : most_per_host(static_cast<double>(row.most_per_host)),
        min_hosts(static_cast<double>(row.min_hosts)),
        zones(static_cast<double>(row.zones)),
        least_of_zone(static_cast<double>(row.least_of_zone)),
        fuller_zones(static_cast<double>(row.fuller_zones)) {
    for (std::size_t r = 0; r < inverse.size(); ++r) inverse[r] = row.inverse[r] * (1.0 + 0x1p-50);
  }
};

// For 0 to 2^51. One instruction where the processor rounds; elsewhere adding 2^52 leaves no room for a fraction.
template <bool rounds>
CONTAINER_TCO_IN_PLACE double floor_of(double value) {
  if constexpr (rounds) return std::floor(value);
  const double nearest = (value + 0x1p52) - 0x1p52;
  return nearest > value ? nearest - 1.0 : nearest;
}

constexpr double fits_nowhere = 1e300;

// How many hosts of each type of the group the row needs, exactly, and what they weigh; beyond all weights where no
// copy fits.
template <bool rounds, bool with_gpus, bool with_slots>
CONTAINER_TCO_IN_PLACE void weigh(const detail::TypeGroup& group, const LaneRow& row, double* __restrict counts,
                                  double* __restrict weights) {
  const LaneRow same = row;
  for (std::size_t lane = 0; lane < type_lanes; ++lane) {
    const double by_cpu = group.amounts[0][lane] * same.inverse[0];
    const double by_memory = group.amounts[1][lane] * same.inverse[1];
    double fits = by_cpu < by_memory ? by_cpu : by_memory;
    fits = same.most_per_host < fits ? same.most_per_host : fits;
    if constexpr (with_gpus) {
      const double by_gpus = group.amounts[2][lane] * same.inverse[2];
      fits = by_gpus < fits ? by_gpus : fits;
    }
    if constexpr (with_slots) {
      const double by_slots = group.amounts[3][lane] * same.inverse[3];
      fits = by_slots < fits ? by_slots : fits;
    }
    const double per_host = floor_of<rounds>(fits);
    const double divisor = per_host < 1.0 ? 1.0 : per_host;
    const double full = floor_of<rounds>(same.least_of_zone / divisor);
    const double hosts =
        full * divisor == same.least_of_zone ? same.zones * full + same.fuller_zones : same.zones * (full + 1.0);
    const double count = hosts < same.min_hosts ? same.min_hosts : hosts;
    counts[lane] = count;
    weights[lane] = per_host < 1.0 ? fits_nowhere : count * group.weights[lane];
  }
}

CONTAINER_TCO_IN_PLACE double lowest_of(const double* __restrict weights) {
  // In halves, as vectors are compared.
  std::array<double, type_lanes / 2> lowest;
  for (std::size_t lane = 0; lane < lowest.size(); ++lane) {
    const double other = weights[lane + lowest.size()];
    lowest[lane] = weights[lane] < other ? weights[lane] : other;
  }
  const double even = lowest[0] < lowest[2] ? lowest[0] : lowest[2];
  const double odd = lowest[1] < lowest[3] ? lowest[1] : lowest[3];
  return even < odd ? even : odd;
}

// How many weights are within the limit, and which is the last of them.
struct Hit {
  std::size_t count = 0;
  std::size_t index = 0;
};

CONTAINER_TCO_IN_PLACE Hit hit_of(const double* __restrict weights, std::size_t count, double limit) {
  Hit hit;
  for (std::size_t i = 0; i < count; ++i) {
    const bool is_hit = weights[i] <= limit;
    hit.count += is_hit ? 1 : 0;
    hit.index = is_hit ? i : hit.index;
  }
  return hit;
}

constexpr std::size_t most_groups = 32;

template <bool rounds, bool with_gpus, bool with_slots>
CONTAINER_TCO_IN_PLACE Best search_lanes(const TypeClass& types, const Search& search) {
  const LaneRow row(search);
  const auto ticks = static_cast<double>(search.need[0]) * static_cast<double>(search.copies);
  const double ratio = static_cast<double>(search.need[1]) * row.inverse[0];
  // The ratio is rounded, and may be one step of the last bit above that of the band.
  const detail::TypeOrder& order = types.orders[detail::ratio_band(ratio * (1.0 - 0x1p-48))];
  alignas(64) std::array<double, most_groups * type_lanes> counts;
  alignas(64) std::array<double, most_groups * type_lanes> weights;
  std::array<double, most_groups> lowest;
  double limit = std::numeric_limits<double>::infinity();
  std::size_t seen = 0;
  for (; seen < order.size(); ++seen) {
    if (ticks * order[seen].least_per_tick > limit) break;
    const std::size_t first = seen * type_lanes;
    weigh<rounds, with_gpus, with_slots>(order[seen], row, &counts[first], &weights[first]);
    lowest[seen] = lowest_of(&weights[first]);
    limit = std::min(limit, lowest[seen] * beyond_rounding);
  }
  Best best;
  const auto consider = [&](std::size_t group, std::size_t lane) {
    const double count = counts[group * type_lanes + lane];
    best.consider_counted(types, order[group].index[lane], static_cast<std::int64_t>(count));
  };
  if (limit >= fits_nowhere) return best;
  // Nearly always one type is left. Found without branches, as nobody can foresee which it is.
  const Hit group = hit_of(lowest.data(), seen, limit);
  const Hit lane = hit_of(&weights[group.index * type_lanes], type_lanes, limit);
  if (group.count == 1 && lane.count == 1) {
    consider(group.index, lane.index);
    return best;
  }
  for (std::size_t type = 0; type < seen * type_lanes; ++type) {
    if (weights[type] <= limit) consider(type / type_lanes, type % type_lanes);
  }
  return best;
}

// Type after type, for rows beyond what the lanes can count.
Best search_plainly(const TypeClass& types, const Search& search) {
  Best best;
  for (std::size_t i = 0; i < types.types.size(); ++i) best.consider(types, i, search);
  return best;
}

CONTAINER_TCO_IN_PLACE bool are_lanes_exact(const TypeClass& types, const Search& row) {
  return !types.orders.empty() && types.orders.front().size() <= most_groups && row.need[0] > 0 && row.need[1] > 0 &&
         std::max({row.need[0], row.need[1], row.need[2], row.need[3], row.copies, row.min_hosts}) <
             detail::exact_lane_amount;
}

template <bool rounds, bool with_gpus, bool with_slots>
CONTAINER_TCO_IN_PLACE Best search_class(const TypeClass& types, const Search& row) {
  return are_lanes_exact(types, row) ? search_lanes<rounds, with_gpus, with_slots>(types, row)
                                     : search_plainly(types, row);
}

template <bool rounds>
CONTAINER_TCO_IN_PLACE Best search_classes(const std::array<TypeClass, 4>& classes, const Search& row) {
  if (row.need[2] > 0) {
    return row.need[3] > 0 ? search_class<rounds, true, true>(classes[3], row)
                           : search_class<rounds, true, false>(classes[1], row);
  }
  return row.need[3] > 0 ? search_class<rounds, false, true>(classes[2], row)
                         : search_class<rounds, false, false>(classes[0], row);
}

using SearchFunction = Best (*)(const std::array<TypeClass, 4>&, const Search&);

Best search_portable(const std::array<TypeClass, 4>& classes, const Search& row) {
  return search_classes<false>(classes, row);
}

#if defined(CONTAINER_TCO_X86_VERSIONS)
[[gnu::target("arch=x86-64-v3")]] Best search_v3(const std::array<TypeClass, 4>& classes, const Search& row) {
  return search_classes<true>(classes, row);
}

SearchFunction fastest_search() { return __builtin_cpu_supports("x86-64-v3") != 0 ? search_v3 : search_portable; }
#else
SearchFunction fastest_search() { return search_portable; }
#endif

TypeChoice choose(const std::array<TypeClass, 4>& classes, Row row) {
  static const SearchFunction search_types = fastest_search();
  if (!is_valid(row)) return {TypeOutcome::invalid};
  if (row.copies == 0) {
    if (row.min_hosts == 0) return {TypeOutcome::nothing_to_place};
    row.need = {};
  }
  const Best best = search_types(classes, Search(row));
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
