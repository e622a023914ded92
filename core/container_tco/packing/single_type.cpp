// TypeTable::cheapest. A row weighs all types that may win for its ratio of memory to CPU, several at once, in single
// precision and without a branch; rounding may make a type too light there, but not too heavy. Those within rounding of
// the lightest, nearly always one, are then counted in whole numbers, and decide.

#include <algorithm>
#include <bit>

#include "container_tco/error.hpp"
#include "container_tco/packing/lane_weights.hpp"
#include "container_tco/packing/type_table.hpp"
#include "container_tco/quantity/vector_code.hpp"

namespace container_tco {
namespace {

using detail::CandidateType;
using detail::LaneRow;
using detail::TypeClass;
using detail::TypeLanes;

using TypeClasses = std::array<TypeClass, 4>;

constexpr std::int64_t most_zones = 100;
constexpr std::int64_t exact_in_double = std::int64_t{1} << 53;

struct Row {
  std::array<std::int64_t, 4> need{};
  std::int64_t copies = 0;
  std::int64_t most_per_host = no_copy_limit;
  std::int64_t min_hosts = 0;
  std::int64_t zones = 1;
};

CONTAINER_TCO_IN_PLACE bool is_valid(const Row& row) {
  // The sign of all together is that of any negative one.
  const std::int64_t amounts = row.need[detail::cpu_at] | row.need[detail::memory_at] | row.need[detail::gpus_at] |
                               row.need[detail::slots_at] | row.copies | row.min_hosts;
  return amounts >= 0 && row.most_per_host >= 1 && row.zones >= 1 && row.zones <= most_zones;
}

// A row with all that is the same for every type: a division of 64-bit integers takes longer than all else for one.
struct Search {
  std::array<std::int64_t, 4> need;
  std::array<double, 4> inverse;  // Of the needs.
  std::int64_t copies;
  std::int64_t most_per_host;  // Not above the copies.
  std::int64_t min_hosts;
  std::int64_t zones;  // Not above the copies, which differ by one between zones at the most.
  std::int64_t least_of_zone;
  std::int64_t fuller_zones;
};

CONTAINER_TCO_IN_PLACE void set_search(const Row& row, Search& result) {
  for (std::size_t r = 0; r < row.need.size(); ++r) {
    result.need[r] = row.need[r];
    result.inverse[r] = 1.0 / static_cast<double>(std::max<std::int64_t>(row.need[r], 1));
  }
  result.copies = row.copies;
  // More than all copies on one host changes nothing; without this a task that asks for nothing has no limit.
  result.most_per_host = std::min(row.most_per_host, std::max<std::int64_t>(row.copies, 1));
  result.min_hosts = row.min_hosts;
  result.zones = std::clamp<std::int64_t>(row.copies, 1, row.zones);
  result.least_of_zone = result.zones == 1 ? row.copies : row.copies / result.zones;
  result.fuller_zones = row.copies - result.least_of_zone * result.zones;
}

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
CONTAINER_TCO_IN_PLACE bool is_too_heavy(std::int64_t count, std::int64_t weight) {
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
    const CandidateType& type = types.types[candidate];
    std::int64_t per_host = row.most_per_host;
    for (std::size_t r = 0; r < row.need.size(); ++r) {
      if (row.need[r] > 0) per_host = std::min(per_host, floor_quotient(type.amounts[r], row.need[r], row.inverse[r]));
    }
    if (per_host >= 1) consider_counted(types, candidate, std::max(row.min_hosts, hosts_for(row, per_host)));
  }

  // The same, where the hosts that the row needs are counted already.
  CONTAINER_TCO_IN_PLACE void consider_counted(const TypeClass& types, std::size_t candidate, std::int64_t count) {
    const CandidateType& type = types.types[candidate];
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

// A row in lanes. Without values to begin with: there are many.
struct Prepared {
  const TypeLanes* lanes;  // None for a row beyond what lanes can count, which is searched plainly.
  std::uint8_t kind;       // Of its class.
  LaneRow in_lanes;
};

CONTAINER_TCO_IN_PLACE std::uint8_t kind_of(const Row& row) {
  return static_cast<std::uint8_t>((row.need[detail::gpus_at] > 0 ? 1 : 0) + (row.need[detail::slots_at] > 0 ? 2 : 0));
}

// Of a valid row. Without a branch for each of the conditions: the first bit of each is that of a number below zero.
CONTAINER_TCO_IN_PLACE bool are_lanes_exact(const Row& row) {
  const std::int64_t signs = (row.need[detail::cpu_at] - 1) | (row.need[detail::memory_at] - 1) | (row.copies - 1) |
                             (detail::exact_in_lanes - row.copies) | (detail::exact_in_lanes - row.min_hosts);
  return signs >= 0;
}

CONTAINER_TCO_IN_PLACE void prepare(const TypeClasses& classes, const Row& row, Prepared& result) {
  result.lanes = nullptr;
  if (!is_valid(row) || !are_lanes_exact(row)) return;
  result.kind = kind_of(row);
  std::array<double, 4> inverse;
  for (std::size_t r = 0; r < inverse.size(); ++r) {
    inverse[r] = 1.0 / static_cast<double>(r < 2 ? row.need[r] : std::max<std::int64_t>(row.need[r], 1));
    result.in_lanes.inverse[r] = static_cast<float>(inverse[r] * detail::above_rounding);
  }
  const TypeLanes& lanes =
      classes[result.kind]
          .lanes[detail::ratio_band(static_cast<double>(row.need[detail::memory_at]) * inverse[detail::cpu_at])];
  if (lanes.count() <= detail::most_lanes) result.lanes = &lanes;
  const auto in_lane = [](std::int64_t number) { return static_cast<float>(static_cast<std::int32_t>(number)); };
  const float copies = in_lane(row.copies);
  const float zones = in_lane(std::min(row.copies, row.zones));
  result.in_lanes.most_per_host = in_lane(std::min(row.most_per_host, row.copies));
  result.in_lanes.min_hosts = in_lane(row.min_hosts);
  result.in_lanes.zones = zones;
  result.in_lanes.least_of_zone = detail::floor_of(copies / zones);
  result.in_lanes.fuller_zones = copies - result.in_lanes.least_of_zone * zones;
}

using FirstCounts = detail::LaneCounts<detail::first_lanes>;
using AllCounts = detail::LaneCounts<detail::most_lanes>;

template <typename Counts>
CONTAINER_TCO_IN_PLACE std::int32_t weigh_row(const Prepared& row, std::size_t count, Counts& counts) {
  switch (row.kind) {
    case 0:
      return detail::weigh<false, false>(*row.lanes, count, row.in_lanes, counts);
    case 1:
      return detail::weigh<true, false>(*row.lanes, count, row.in_lanes, counts);
    case 2:
      return detail::weigh<false, true>(*row.lanes, count, row.in_lanes, counts);
    default:
      return detail::weigh<true, true>(*row.lanes, count, row.in_lanes, counts);
  }
}

// Whether so many copies truly fit on a host, where the lanes find that they do. What they find is hardly above the
// amounts, so that no product wraps.
CONTAINER_TCO_IN_PLACE bool holds_copies(const CandidateType& type, const std::array<std::int64_t, 4>& needs,
                                         std::int64_t per_host) {
  bool holds = true;
  for (std::size_t r = 0; r < needs.size(); ++r) {
    const auto need = static_cast<std::uint64_t>(needs[r]) * static_cast<std::uint64_t>(per_host);
    holds &= need <= static_cast<std::uint64_t>(type.amounts[r]);
  }
  return holds;
}

// When more than one type is near the least weight, or the lightest is not as light as it seemed.
Best search_counts(const TypeClass& types, const TypeLanes& lanes, const Row& row, const AllCounts& counts,
                   float least) {
  Best best;
  if (least > detail::most_weight) return best;
  Search search;
  set_search(row, search);
  const auto consider_within = [&](double limit) {
    for (std::size_t lane = 0; lane < lanes.count(); ++lane) {
      if (std::bit_cast<float>(counts.weights[lane]) > limit) continue;
      const std::size_t index = lanes.index(lane);
      if (holds_copies(types.types[index], row.need, static_cast<std::int64_t>(counts.per_host[lane]))) {
        best.consider_counted(types, index, static_cast<std::int64_t>(counts.hosts[lane]));
      } else {
        best.consider(types, index, search);
      }
    }
  };
  consider_within(least * detail::beyond_rounding);
  if (best.found && static_cast<double>(best.weight) <= least * detail::weight_rounding) return best;
  consider_within(best.found ? static_cast<double>(best.weight) * detail::beyond_rounding : detail::most_weight);
  return best;
}

CONTAINER_TCO_IN_PLACE TypeChoice choice_of(const TypeClass& types, const Best& best) {
  if (!best.fits) return {TypeOutcome::fits_nowhere};
  if (!best.found) return {TypeOutcome::too_heavy};
  return {TypeOutcome::chosen, types.types[best.index].source, best.hosts, best.weight};
}

// By lanes that are counted in whole numbers.
TypeChoice choose_in_lanes(const TypeClasses& classes, const Prepared& prepared, const Row& row) {
  AllCounts counts;
  const auto least = std::bit_cast<float>(weigh_row(prepared, prepared.lanes->count(), counts));
  const TypeClass& types = classes[prepared.kind];
  return choice_of(types, search_counts(types, *prepared.lanes, row, counts, least));
}

// Type after type, for rows beyond what the lanes can count.
TypeChoice choose_plainly(const TypeClasses& classes, Row row) {
  if (!is_valid(row)) return {TypeOutcome::invalid};
  if (row.copies == 0) {
    if (row.min_hosts == 0) return {TypeOutcome::nothing_to_place};
    row.need = {};
  }
  Search search;
  set_search(row, search);
  const TypeClass& types = classes[kind_of(row)];
  Best best;
  for (std::size_t i = 0; i < types.types.size(); ++i) best.consider(types, i, search);
  return choice_of(types, best);
}

// The lightest type of a row in lanes, as far as they say.
struct Lightest {
  bool is_of_all;             // No later lane can be as light.
  const CandidateType* type;  // None when others are near, or no type holds the row.
  float per_host;
  float hosts;
};

template <typename Counts>
CONTAINER_TCO_IN_PLACE void set_lightest(const TypeClass& types, const Prepared& row, std::size_t lanes,
                                         Lightest& result) {
  const std::size_t count = lanes / detail::type_lanes * detail::type_lanes;  // As compilers do not know.
  Counts counts;
  const auto least = std::bit_cast<float>(weigh_row(row, count, counts));
  const auto limit = static_cast<float>(least * detail::beyond_rounding);
  const detail::Hits hits =
      detail::hits_of(counts.weights.data(), static_cast<std::int32_t>(count), std::bit_cast<std::int32_t>(limit));
  // Later types are not lighter, and a row takes a host in every zone.
  result.is_of_all = count == row.lanes->count() ||
                     std::max(row.in_lanes.zones, row.in_lanes.min_hosts) * row.lanes->weights()[count] > limit;
  const bool is_only = hits.count == 1 && least <= detail::most_weight;
  const auto lane = static_cast<std::size_t>(is_only ? hits.only : 0);
  result.type = is_only ? &types.types[row.lanes->index(lane)] : nullptr;
  result.per_host = counts.per_host[lane];
  result.hosts = counts.hosts[lane];
}

// False where whole numbers do not say the same.
CONTAINER_TCO_IN_PLACE bool choose_lightest(const Lightest& lightest, const Row& row, TypeChoice& choice) {
  if (lightest.type == nullptr) return false;
  const auto hosts = static_cast<std::int64_t>(lightest.hosts);
  choice = {TypeOutcome::chosen, lightest.type->source, hosts, 0};
  const bool holds = holds_copies(*lightest.type, row.need, static_cast<std::int64_t>(lightest.per_host));
  return holds && !__builtin_mul_overflow(hosts, lightest.type->weight, &choice.weight);
}

CONTAINER_TCO_IN_PLACE std::int64_t at(std::span<const std::int64_t> column, std::size_t row, std::int64_t otherwise) {
  return column.empty() ? otherwise : column[row];
}

CONTAINER_TCO_IN_PLACE Row row_of(const TaskColumns& rows, std::size_t row) {
  return {{rows.cpu_ticks[row], rows.memory_bytes[row], at(rows.gpu_counts, row, 0), at(rows.network_slots, row, 0)},
          rows.copies[row],
          at(rows.max_copies_per_host, row, no_copy_limit),
          at(rows.min_hosts, row, 0),
          rows.zones};
}

// In stages, so that a processor has several rows in work: one row alone would wait for itself most of the time.
constexpr std::size_t rows_in_stages = 64;

CONTAINER_TCO_IN_PLACE void choose_rows(const TypeClasses& classes, const TaskColumns& rows, std::size_t first,
                                        std::span<TypeChoice> choices) {
  std::array<Prepared, rows_in_stages> prepared;
  std::array<Lightest, rows_in_stages> lightest;
  for (std::size_t i = 0; i < choices.size(); ++i) prepare(classes, row_of(rows, first + i), prepared[i]);
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (prepared[i].lanes == nullptr) continue;
    set_lightest<FirstCounts>(classes[prepared[i].kind], prepared[i], detail::first_lanes, lightest[i]);
  }
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (prepared[i].lanes == nullptr || lightest[i].is_of_all) continue;
    set_lightest<AllCounts>(classes[prepared[i].kind], prepared[i], prepared[i].lanes->count(), lightest[i]);
  }
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const Row row = row_of(rows, first + i);
    if (prepared[i].lanes == nullptr) {
      choices[i] = choose_plainly(classes, row);
    } else if (!choose_lightest(lightest[i], row, choices[i])) {
      choices[i] = choose_in_lanes(classes, prepared[i], row);
    }
  }
}

using RowsFunction = void (*)(const TypeClasses&, const TaskColumns&, std::size_t, std::span<TypeChoice>);

void choose_portable(const TypeClasses& classes, const TaskColumns& rows, std::size_t first,
                     std::span<TypeChoice> choices) {
  choose_rows(classes, rows, first, choices);
}

#if defined(CONTAINER_TCO_X86_VERSIONS)
[[gnu::target("arch=x86-64-v3")]] void choose_v3(const TypeClasses& classes, const TaskColumns& rows, std::size_t first,
                                                 std::span<TypeChoice> choices) {
  choose_rows(classes, rows, first, choices);
}

RowsFunction fastest_choice() { return __builtin_cpu_supports("x86-64-v3") != 0 ? choose_v3 : choose_portable; }
#else
RowsFunction fastest_choice() { return choose_portable; }
#endif

void choose_all(const TypeClasses& classes, const TaskColumns& rows, std::span<TypeChoice> choices) {
  static const RowsFunction choose = fastest_choice();
  for (std::size_t first = 0; first < choices.size(); first += rows_in_stages) {
    choose(classes, rows, first, choices.subspan(first, std::min(rows_in_stages, choices.size() - first)));
  }
}

void require_length(std::span<const std::int64_t> column, const char* name, std::size_t length, bool may_be_empty) {
  if (column.size() == length || (may_be_empty && column.empty())) return;
  throw InvalidInputError("length of " + std::string(name), std::to_string(column.size()),
                          "as many rows as choices, " + std::to_string(length));
}

}  // namespace

TypeChoice TypeTable::cheapest(const EqualTasks& tasks) const {
  const std::int64_t ticks = tasks.request.cpu.ticks();
  const std::int64_t bytes = tasks.request.memory.bytes();
  const auto column = [](const std::int64_t& value) { return std::span(&value, 1); };
  TypeChoice choice;
  choose_all(classes_,
             {column(ticks), column(bytes), column(tasks.copies), column(tasks.request.gpu_count),
              column(tasks.network_slots), column(tasks.max_copies_per_host), column(tasks.min_hosts), tasks.zones},
             {&choice, 1});
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
  choose_all(classes_, rows, choices);
}

}  // namespace container_tco
