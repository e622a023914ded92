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

inline constexpr std::size_t block_rows = 1024;

/// What is known of the rows of one block between two stages.
struct FargateBlock {
  alignas(64) std::array<std::uint32_t, block_rows> cpu_steps;
  alignas(64) std::array<std::uint32_t, block_rows> memory_steps;
  alignas(64) std::array<std::uint16_t, block_rows> groups;
  alignas(64) std::array<std::uint8_t, block_rows> billed_gib;
  /// Of one task-hour, in units of the table; negative for a row that the plain way must look at.
  alignas(64) std::array<std::int64_t, block_rows> prices;
};

/// Where rows look up: capped, so that whatever stands in a row no look-up leaves its table. Negative amounts, no
/// memory and too much storage look up what is too large, which has no size.
CONTAINER_TCO_IN_PLACE void index_rows(const BatchColumns& columns, const FargateTable& table, FargateBlock& block) {
  const std::size_t count = columns.rows();
  const std::int64_t* __restrict ticks = columns.cpu_ticks.data();
  const std::int64_t* __restrict bytes = columns.memory_bytes.data();
  const std::int64_t* __restrict ephemeral = columns.ephemeral_bytes.data();
  std::uint32_t* __restrict cpu_steps = block.cpu_steps.data();
  std::uint32_t* __restrict memory_steps = block.memory_steps.data();
  constexpr std::int64_t most_ticks = most_cpu_steps * ticks_per_step;
  const std::uint64_t most_storage = static_cast<std::uint64_t>(table.lookups().most_gib) << gib_bits;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t least = ticks[i] < 0 ? most_ticks : ticks[i];
    const auto capped = static_cast<std::uint32_t>(least > most_ticks ? most_ticks : least);
    const std::uint32_t steps =
        (capped + static_cast<std::uint32_t>(ticks_per_step - 1)) / static_cast<std::uint32_t>(ticks_per_step);
    const bool has_storage = static_cast<std::uint64_t>(ephemeral[i]) <= most_storage;
    cpu_steps[i] = has_storage ? steps : static_cast<std::uint32_t>(most_cpu_steps);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto whole = static_cast<std::int64_t>((static_cast<std::uint64_t>(bytes[i]) - 1) >> memory_step_bits);
    memory_steps[i] = static_cast<std::uint32_t>(whole >= most_memory_steps ? most_memory_steps : whole + 1);
  }
  const std::uint16_t* __restrict regions = columns.regions.data();
  const std::uint8_t* __restrict architectures = columns.architectures.data();
  const std::uint8_t* __restrict systems = columns.operating_systems.data();
  std::uint16_t* __restrict groups = block.groups.data();
  const auto known_regions = static_cast<std::uint16_t>(table.regions().size());
  const auto none = static_cast<std::uint16_t>(table.group_of_none());
  // In 16 bits all through: wider ones take twice the instructions.
  for (std::size_t i = 0; i < count; ++i) {
    const auto platform = static_cast<std::uint16_t>(systems[i] * 2U + architectures[i]);
    const auto either = static_cast<std::uint16_t>(systems[i] | architectures[i]);
    const auto group = static_cast<std::uint16_t>(regions[i] * platforms_per_region + platform);
    const std::uint16_t of_platform = either < 2 ? group : none;
    groups[i] = regions[i] < known_regions ? of_platform : none;
  }
  std::uint8_t* __restrict billed_gib = block.billed_gib.data();
  const std::int64_t included = static_cast<std::int64_t>(table.lookups().included_gib) << gib_bits;
  constexpr std::uint64_t all_but_a_byte = (std::uint64_t{1} << gib_bits) - 1;
  for (std::size_t i = 0; i < count; ++i) {
    const auto above = static_cast<std::uint64_t>(ephemeral[i] > included ? ephemeral[i] - included : 0);
    billed_gib[i] = static_cast<std::uint8_t>((above + all_but_a_byte) >> gib_bits);
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

/// Sizes and prices of the rows `first` to `end`; no branch depends on a row.
CONTAINER_TCO_IN_PLACE void look_up_some(const FargateLookups& lookups, std::size_t first, std::size_t end,
                                         FargateBlock& block, std::int32_t* __restrict vcpu_milli,
                                         std::int32_t* __restrict memory_mib) {
  const std::uint8_t* __restrict cells = lookups.cells.data();
  const std::uint32_t* __restrict cells_of_group = lookups.cells_of_group.data();
  const std::int64_t* __restrict prices = lookups.prices.data();
  const std::int64_t* __restrict storage_prices = lookups.storage_prices.data();
  for (std::size_t i = first; i < end; ++i) {
    const std::size_t group = block.groups[i];
    const std::size_t cell = cells_of_group[group] + lookups.cpu_class[block.cpu_steps[i]] * size_stride +
                             lookups.memory_class[block.memory_steps[i]];
    const std::size_t size = cells[cell];
    const std::int64_t billed = block.billed_gib[i];
    block.prices[i] = prices[group * size_stride + size] + billed * storage_prices[group];
    vcpu_milli[i] = lookups.vcpu_milli[size];
    memory_mib[i] = lookups.memory_mib[size];
  }
}

/// The same for a block, while the rows of the next one and the lines of the amounts are fetched. Returns whether the
/// plain way must look at any row.
CONTAINER_TCO_IN_PLACE bool look_up_rows(const FargateLookups& lookups, const BatchColumns& next, FargateBlock& block,
                                         const FargateColumns& out) {
  constexpr std::size_t rows_at_once = cache_line_bytes / sizeof(std::int64_t);
  const std::size_t count = out.amounts.size();
  for (std::size_t first = 0; first < count; first += rows_at_once) {
    fetch_ahead(next, first);
    fetch_to_write(&out.amounts[first]);
    look_up_some(lookups, first, std::min(count, first + rows_at_once), block, out.vcpu_milli.data(),
                 out.memory_mib.data());
  }
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
