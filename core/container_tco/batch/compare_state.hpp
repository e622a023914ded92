#pragma once
// Inside of the stage: the tables of a comparison.

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/batch/compare_table.hpp"
#include "container_tco/batch/deployment_costs.hpp"
#include "container_tco/batch/fargate_table.hpp"
#include "container_tco/batch/wide_integer.hpp"

namespace container_tco {

/// The bounds of `validate` and of packing.
inline constexpr std::int64_t most_tasks = 10'000'000;
inline constexpr Wide most_memory = Wide(1) << 62;

inline std::size_t at_least_one(std::size_t count) { return std::max<std::size_t>(count, 1); }

/// What rows of one region, platform, filter and labour profile share: by deployment of the options.
using RowContext = std::vector<std::unique_ptr<DeploymentCosts>>;

struct CompareTable::State {
  State(const PriceBook& price_book, CompareBatchOptions given);

  /// Why a row cannot be compared under any deployment; none when it can.
  RowError fault_of_row(const BatchColumns& columns, std::size_t row) const;
  /// Quickly, for nearly all rows, that a row has no fault. False says nothing.
  bool is_surely_good(const BatchColumns& columns, std::size_t row) const;
  /// Which context a row without a fault has.
  std::uint32_t context_index(const BatchColumns& columns, std::size_t row) const;
  /// That of a row with this index. Throws InvalidInputError for a filter or profile that no estimate takes.
  const RowContext& context(std::size_t index, const BatchColumns& columns, std::size_t row) const;

  PriceBook book;
  CompareBatchOptions options;
  std::int64_t period_seconds = 0;                                      ///< Rounded down.
  std::vector<std::uint8_t> region_is_known;                            ///< 0 or 1.
  std::shared_ptr<const std::vector<std::string>> instance_type_names;  ///< Shared by all results.

 private:
  struct Slot {
    std::once_flag once;
    RowContext context;
  };

  void require_valid() const;
  void try_options() const;
  bool has_option(std::span<const std::uint16_t> column, std::size_t row, std::size_t count) const;
  RowContext make_context(const BatchColumns& columns, std::size_t row) const;
  std::unique_ptr<DeploymentCosts> costs_for(const Deployment& deployment, const Workload& workload,
                                             const EstimateOptions& own) const;
  const FargateTable& fargate_table(Purchase purchase) const;

  std::optional<FargateTable> on_demand_;
  std::optional<FargateTable> spot_;
  mutable std::vector<std::unique_ptr<Slot>> slots_;
};

// These are asked for every row.

inline bool CompareTable::State::has_option(std::span<const std::uint16_t> column, std::size_t row,
                                            std::size_t count) const {
  return column.empty() || column[row] < at_least_one(count);
}

// Without a branch for each of its conditions, of which each would cost as much as all of them do.
inline bool CompareTable::State::is_surely_good(const BatchColumns& columns, std::size_t row) const {
  constexpr std::int64_t usual_bytes = std::int64_t{1} << 37;  // Of which so many tasks are not too many.
  static_assert(Wide(usual_bytes) * most_tasks < most_memory / 2);
  const auto bits = [](std::int64_t amount) { return static_cast<std::uint64_t>(amount); };
  const std::uint64_t bytes = bits(columns.memory_bytes[row]);
  const std::uint64_t count = bits(columns.task_counts[row]);
  const std::uint64_t seconds = bits(columns.task_seconds[row]);
  // The first bit of each is that of a number below zero; differences cannot overflow unless another one has it.
  const std::uint64_t amounts = bits(columns.cpu_ticks[row]) | bits(columns.ephemeral_bytes[row]) |  //
                                bytes | (bytes - 1) | (bits(usual_bytes) - bytes) |                  //
                                count | (count - 1) | (bits(most_tasks) - count) |                   //
                                seconds | (seconds - 1) | (bits(period_seconds) - seconds);
  if (amounts >> 63 != 0 || columns.regions[row] >= options.regions.size()) return false;
  const bool is_known = region_is_known[columns.regions[row]] != 0;
  const bool is_platform = (columns.architectures[row] | columns.operating_systems[row]) < 2;
  const bool is_read = columns.reader_errors.empty() || columns.reader_errors[row] == 0;
  return is_known && is_platform && is_read &&
         has_option(columns.candidate_filters, row, options.candidate_filters.size()) &&
         has_option(columns.labour_profiles, row, options.labour_profiles.size());
}

inline std::uint32_t CompareTable::State::context_index(const BatchColumns& columns, std::size_t row) const {
  const std::size_t filter = columns.candidate_filters.empty() ? 0 : columns.candidate_filters[row];
  const std::size_t profile = columns.labour_profiles.empty() ? 0 : columns.labour_profiles[row];
  const std::size_t platform = columns.regions[row] * detail::platforms_per_region +
                               columns.operating_systems[row] * 2U + columns.architectures[row];
  return static_cast<std::uint32_t>((platform * at_least_one(options.candidate_filters.size()) + filter) *
                                        at_least_one(options.labour_profiles.size()) +
                                    profile);
}

}  // namespace container_tco
