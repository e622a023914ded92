#pragma once
// Rows as plain columns of equal length, in and out. Amounts are whole numbers of 10^-10 of the currency of the
// region's prices, as a decimal128(28, 10) holds them: the exact amount rounded half to even. The price pages of AWS
// have ten digits after the point.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "container_tco/batch/row_error.hpp"

namespace container_tco {

/// Digits after the point of an amount.
inline constexpr int amount_digits = 10;
/// Digits of an amount in all.
inline constexpr int amount_precision = 28;
inline constexpr std::int64_t amounts_per_unit = 10'000'000'000;

/// One row is one service: `task_counts` equal tasks. The columns from `reader_errors` on may be empty.
struct BatchColumns {
  std::span<const std::uint16_t> regions;           ///< Index into the region names of the call.
  std::span<const std::uint8_t> architectures;      ///< As the enum Architecture counts.
  std::span<const std::uint8_t> operating_systems;  ///< As the enum OperatingSystem counts.
  std::span<const std::int64_t> cpu_ticks;          ///< Of one task; see Cpu.
  std::span<const std::int64_t> memory_bytes;       ///< Of one task; above 0.
  std::span<const std::int64_t> ephemeral_bytes;    ///< Asked for by one task; 0 for the platform's default.
  std::span<const std::int64_t> task_counts;
  std::span<const std::int64_t> task_seconds;  ///< Billed seconds of each task in the period; 0 for none.
  /// What the reader found, as RowError: 0 for a good row. Other columns are not looked at in a bad one.
  std::span<const std::uint8_t> reader_errors = {};
  /// Bit i asks for deployment i of the options; all when empty.
  std::span<const std::uint32_t> deployment_masks = {};
  std::span<const std::uint16_t> candidate_filters = {};  ///< Index into those of the options; 0 when empty.
  std::span<const std::uint16_t> labour_profiles = {};    ///< Index into those of the options; 0 when empty.

  std::size_t rows() const { return regions.size(); }
  /// Rows `first` to `first + count`, as views of the same columns.
  BatchColumns slice(std::size_t first, std::size_t count) const;
  /// Throws InvalidInputError naming the column whose length differs.
  void require_equal_lengths() const;
};

/// Where the cost of Fargate goes: columns of the caller, as long as the rows. A row with an error has zeros, which
/// mean nothing.
struct FargateColumns {
  std::span<std::int64_t> amounts;     ///< A row that needs more than 63 bits has an error; a comparison holds it.
  std::span<std::int32_t> vcpu_milli;  ///< Of the size that is bought.
  std::span<std::int32_t> memory_mib;
  std::span<std::uint8_t> errors;  ///< RowError

  FargateColumns slice(std::size_t first, std::size_t count) const;
  /// Throws InvalidInputError naming the column that is not of `rows` elements.
  void require_lengths(std::size_t rows) const;
};

/// The same with columns of its own.
struct FargateBatch {
  std::vector<std::int64_t> amounts;
  std::vector<std::int32_t> vcpu_milli;
  std::vector<std::int32_t> memory_mib;
  std::vector<std::uint8_t> errors;
  BatchTotals totals;

  explicit FargateBatch(std::size_t rows) : amounts(rows), vcpu_milli(rows), memory_mib(rows), errors(rows) {}
  FargateColumns columns() { return {amounts, vcpu_milli, memory_mib, errors}; }
};

}  // namespace container_tco
