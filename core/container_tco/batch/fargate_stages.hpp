#pragma once
// The stages of the block kernel, each a plain loop that compilers turn into vector instructions. Inside of the stage;
// the benchmark puts a money stage of its own behind the same look-ups.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "container_tco/batch/batch_columns.hpp"
#include "container_tco/batch/fargate_table.hpp"
#include "container_tco/quantity/vector_code.hpp"

namespace container_tco::detail {

inline constexpr std::size_t block_rows = 512;

/// What is known of the rows of one block between two stages.
struct FargateBlock {
  alignas(64) std::array<std::uint16_t, block_rows> groups;
  alignas(64) std::array<std::uint64_t, block_rows> places;  ///< As fargate_places.hpp lays them out.
  /// Of one task-hour, in units of the table; negative for a row that the plain way must look at.
  alignas(64) std::array<std::int64_t, block_rows> prices;
};

/// In 16 bits all through: wider numbers take twice the instructions.
CONTAINER_TCO_IN_PLACE void group_rows(const BatchColumns& columns, const FargateTable& table, FargateBlock& block) {
  const std::size_t count = columns.rows();
  const std::uint16_t* __restrict regions = columns.regions.data();
  const std::uint8_t* __restrict architectures = columns.architectures.data();
  const std::uint8_t* __restrict systems = columns.operating_systems.data();
  std::uint16_t* __restrict groups = block.groups.data();
  const auto known_regions = static_cast<std::uint16_t>(table.regions().size());
  const auto none = static_cast<std::uint16_t>(table.group_of_none());
  for (std::size_t i = 0; i < count; ++i) {
    const auto platform = static_cast<std::uint16_t>(systems[i] * 2U + architectures[i]);
    const auto either = static_cast<std::uint16_t>(systems[i] | architectures[i]);
    const auto group = static_cast<std::uint16_t>(regions[i] * platforms_per_region + platform);
    const std::uint16_t of_platform = either < 2 ? group : none;
    groups[i] = regions[i] < known_regions ? of_platform : none;
  }
}

/// Whole steps of CPU, rounded up, for 0 to most_cpu_steps × ticks_per_step ticks. A step is 256 × 125 ticks; of a
/// number below 2^15 the 125th part is that of its product with 33,555 / 2^22, which is above 1 / 125 by 71 / (125 ×
/// 2^22): by less than a 125th for all of them.
CONTAINER_TCO_IN_PLACE std::uint64_t cpu_steps_up(std::uint64_t ticks) {
  static_assert(ticks_per_step == 256 * 125 && most_cpu_steps < 256);
  return ((ticks + (ticks_per_step - 1)) >> 8) * 33'555 >> 22;
}

/// Where rows look up: capped, so that whatever stands in a row no look-up leaves its table. Negative amounts, no
/// memory and too much storage look up what is too large, which has no size.
CONTAINER_TCO_IN_PLACE void index_rows(const BatchColumns& columns, const FargateTable& table, FargateBlock& block) {
  group_rows(columns, table, block);
  const std::size_t count = columns.rows();
  const std::int64_t* __restrict ticks = columns.cpu_ticks.data();
  const std::int64_t* __restrict bytes = columns.memory_bytes.data();
  const std::int64_t* __restrict ephemeral = columns.ephemeral_bytes.data();
  const std::uint16_t* __restrict groups = block.groups.data();
  std::uint64_t* __restrict places = block.places.data();
  constexpr std::uint64_t most_ticks = most_cpu_steps * ticks_per_step;
  constexpr std::uint64_t all_but_a_byte = (std::uint64_t{1} << gib_bits) - 1;
  const std::int64_t included = static_cast<std::int64_t>(table.lookups().included_gib) << gib_bits;
  const std::uint64_t most_storage = static_cast<std::uint64_t>(table.lookups().most_gib) << gib_bits;
  for (std::size_t i = 0; i < count; ++i) {
    // As unsigned numbers negative ones are too large.
    const auto asked = static_cast<std::uint64_t>(ticks[i]);
    const bool may_fit = (asked <= most_ticks) & (static_cast<std::uint64_t>(ephemeral[i]) <= most_storage);
    const std::uint64_t cpu = cpu_steps_up(may_fit ? asked : most_ticks);
    const auto whole = static_cast<std::int64_t>((static_cast<std::uint64_t>(bytes[i]) - 1) >> memory_step_bits);
    const auto memory = static_cast<std::uint64_t>(whole >= most_memory_steps ? most_memory_steps : whole + 1);
    const auto above = static_cast<std::uint64_t>(ephemeral[i] > included ? ephemeral[i] - included : 0);
    const std::uint64_t billed = (above + all_but_a_byte) >> gib_bits & 0xff;
    const std::uint64_t group = static_cast<std::uint64_t>(groups[i]) * group_stride;
    places[i] = cpu | memory << memory_bit | group << group_bit | billed << billed_bit;
  }
}

inline constexpr std::size_t cache_line_bytes = 64;

/// Asks for row `i` of a column when a line of memory begins there.
template <typename T>
CONTAINER_TCO_IN_PLACE void fetch_line(std::span<const T> column, std::size_t i) {
  if (i % (cache_line_bytes / sizeof(T)) == 0) fetch(&column[i]);
}

/// Processors do not foresee so many columns of which each is read by the block. Asked for while rows look up, which
/// leaves memory idle, the next block costs a seventh less.
CONTAINER_TCO_IN_PLACE void fetch_ahead(const BatchColumns& next, std::size_t i) {
  if (i >= next.rows()) return;
  fetch_line(next.cpu_ticks, i);
  fetch_line(next.memory_bytes, i);
  fetch_line(next.task_counts, i);
  fetch_line(next.task_seconds, i);
  fetch_line(next.ephemeral_bytes, i);
  fetch_line(next.regions, i);
  fetch_line(next.architectures, i);
  fetch_line(next.operating_systems, i);
}

/// Size and price of row `i`; no branch depends on it.
CONTAINER_TCO_IN_PLACE void look_up_row(const FargatePlaces& tables, std::size_t i, FargateBlock& block,
                                        std::int32_t* __restrict vcpu_milli, std::int32_t* __restrict memory_mib) {
  const std::uint64_t place = block.places[i];
  const std::size_t group = static_cast<std::uint32_t>(place >> group_bit);
  const std::size_t row = tables.rows[group + static_cast<std::uint8_t>(place)];
  const std::size_t size = tables.sizes[(row << size_row_bits) + static_cast<std::uint16_t>(place >> memory_bit)];
  const auto billed = static_cast<std::int64_t>(place >> billed_bit);
  block.prices[i] = tables.prices[group + size] + billed * tables.prices[group + storage_at];
  const std::uint64_t bought = tables.bought[size];
  vcpu_milli[i] = static_cast<std::int32_t>(bought);
  memory_mib[i] = static_cast<std::int32_t>(bought >> 32);
}

/// The same for a block, while the rows of the next one and the lines of the amounts are fetched. Returns whether the
/// plain way must look at any row.
CONTAINER_TCO_IN_PLACE bool look_up_rows(const FargatePlaces& tables, const BatchColumns& next, FargateBlock& block,
                                         const FargateColumns& out) {
  constexpr std::size_t rows_at_once = cache_line_bytes / sizeof(std::int64_t);
  std::int32_t* __restrict vcpu_milli = out.vcpu_milli.data();
  std::int32_t* __restrict memory_mib = out.memory_mib.data();
  const std::size_t count = out.amounts.size();
  std::size_t first = 0;
  for (; first + rows_at_once <= count; first += rows_at_once) {
    fetch_ahead(next, first);
    fetch_to_write(&out.amounts[first]);
    for (std::size_t i = 0; i < rows_at_once; ++i) look_up_row(tables, first + i, block, vcpu_milli, memory_mib);
  }
  for (; first < count; ++first) look_up_row(tables, first, block, vcpu_milli, memory_mib);
  std::int64_t all = 0;
  for (std::size_t i = 0; i < count; ++i) all |= block.prices[i];
  return all < 0;
}

/// Rows that the reader refused.
CONTAINER_TCO_IN_PLACE bool add_reader_errors(const BatchColumns& columns, FargateBlock& block) {
  if (columns.reader_errors.empty()) return false;
  const std::size_t count = columns.rows();
  std::uint32_t any = 0;
  for (std::size_t i = 0; i < count; ++i) {
    block.prices[i] = columns.reader_errors[i] != 0 ? no_price : block.prices[i];
    any |= columns.reader_errors[i];
  }
  return any != 0;
}

}  // namespace container_tco::detail
