#pragma once
// The stages of the block kernel, each a plain loop that compilers turn into vector instructions. Inside of the stage;
// the benchmark puts a money stage of its own behind the same look-ups.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "container_tco/batch/batch_columns.hpp"
#include "container_tco/batch/fargate_table.hpp"

#if defined(__GNUC__)
#define CONTAINER_TCO_IN_PLACE [[gnu::always_inline]] inline
#else
#define CONTAINER_TCO_IN_PLACE inline
#endif

namespace container_tco::detail {

inline constexpr std::size_t block_rows = 1024;

/// What is known of the rows of one block between two stages.
struct FargateBlock {
  alignas(64) std::array<std::uint32_t, block_rows> cpu_steps;
  alignas(64) std::array<std::uint32_t, block_rows> memory_steps;
  alignas(64) std::array<std::uint32_t, block_rows> groups;
  alignas(64) std::array<std::uint8_t, block_rows> gib;
  alignas(64) std::array<std::int64_t, block_rows> prices;  ///< Of one task-hour, in units of the table.
  alignas(64) std::array<std::int64_t, block_rows> signs;   ///< Negative for a row that the plain way must look at.
  alignas(64) std::array<std::uint8_t, block_rows> faults;  ///< Not 0 for such a row, too.
};

/// Where rows look up: capped, so that whatever stands in a row no look-up leaves its table. Negative amounts and no
/// memory look up what is too large, which is a fault, too.
CONTAINER_TCO_IN_PLACE void index_rows(const BatchColumns& columns, std::size_t region_count, FargateBlock& block) {
  const std::size_t count = columns.rows();
  const std::int64_t* __restrict ticks = columns.cpu_ticks.data();
  const std::int64_t* __restrict bytes = columns.memory_bytes.data();
  std::uint32_t* __restrict cpu_steps = block.cpu_steps.data();
  std::uint32_t* __restrict memory_steps = block.memory_steps.data();
  constexpr std::int64_t most_ticks = most_cpu_steps * ticks_per_step;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t least = ticks[i] < 0 ? most_ticks : ticks[i];
    const auto capped = static_cast<std::uint32_t>(least > most_ticks ? most_ticks : least);
    cpu_steps[i] =
        (capped + static_cast<std::uint32_t>(ticks_per_step - 1)) / static_cast<std::uint32_t>(ticks_per_step);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto whole = static_cast<std::int64_t>((static_cast<std::uint64_t>(bytes[i]) - 1) >> memory_step_bits);
    memory_steps[i] = static_cast<std::uint32_t>(whole >= most_memory_steps ? most_memory_steps : whole + 1);
  }
  const std::uint16_t* __restrict regions = columns.regions.data();
  const std::uint8_t* __restrict architectures = columns.architectures.data();
  const std::uint8_t* __restrict systems = columns.operating_systems.data();
  std::uint32_t* __restrict groups = block.groups.data();
  const auto known_regions = static_cast<std::uint32_t>(region_count);
  const auto none = static_cast<std::uint32_t>(region_count * platforms_per_region);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t platform = systems[i] * 2U + architectures[i];
    const std::uint32_t group = regions[i] * static_cast<std::uint32_t>(platforms_per_region) + platform;
    groups[i] = regions[i] < known_regions && (systems[i] | architectures[i]) < 2 ? group : none;
  }
  const std::int32_t* __restrict ephemeral = columns.ephemeral_gib.data();
  std::uint8_t* __restrict gib = block.gib.data();
  for (std::size_t i = 0; i < count; ++i) {
    const auto wanted = static_cast<std::uint32_t>(ephemeral[i]);
    constexpr auto too_much = static_cast<std::uint32_t>(most_ephemeral_gib + 1);
    gib[i] = static_cast<std::uint8_t>(wanted > too_much ? too_much : wanted);
  }
}

/// Sizes and prices; no branch depends on a row. Returns whether any row has a fault.
CONTAINER_TCO_IN_PLACE bool look_up_rows(const FargateLookups& lookups, std::size_t count, FargateBlock& block,
                                         std::int32_t* __restrict vcpu_milli, std::int32_t* __restrict memory_mib) {
  const std::uint8_t* __restrict cells = lookups.cells.data();
  const std::uint32_t* __restrict cells_of_group = lookups.cells_of_group.data();
  const std::int64_t* __restrict prices = lookups.prices.data();
  const std::int64_t* __restrict storage_prices = lookups.storage_prices.data();
  const std::uint8_t* __restrict storage_is_priced = lookups.storage_is_priced.data();
  std::uint32_t any_fault = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t group = block.groups[i];
    const std::size_t cell = cells_of_group[group] + lookups.cpu_class[block.cpu_steps[i]] * size_stride +
                             lookups.memory_class[block.memory_steps[i]];
    const std::size_t size = cells[cell];
    const std::size_t gib = block.gib[i];
    const std::uint32_t billed = lookups.billed_gib[gib];
    block.prices[i] = prices[group * size_stride + size] + static_cast<std::int64_t>(billed) * storage_prices[group];
    vcpu_milli[i] = lookups.vcpu_milli[size];
    memory_mib[i] = lookups.memory_mib[size];
    const std::uint32_t fault = static_cast<std::uint32_t>(size == no_size) | lookups.storage_is_too_large[gib] |
                                (static_cast<std::uint32_t>(billed != 0) & (1U ^ storage_is_priced[group]));
    block.faults[i] = static_cast<std::uint8_t>(fault);
    any_fault |= fault;
  }
  return any_fault != 0;
}

/// Rows that the reader refused.
CONTAINER_TCO_IN_PLACE bool add_reader_errors(const BatchColumns& columns, FargateBlock& block) {
  if (columns.reader_errors.empty()) return false;
  const std::size_t count = columns.rows();
  std::uint32_t any = 0;
  for (std::size_t i = 0; i < count; ++i) {
    block.faults[i] = static_cast<std::uint8_t>(block.faults[i] | columns.reader_errors[i]);
    any |= columns.reader_errors[i];
  }
  return any != 0;
}

}  // namespace container_tco::detail
