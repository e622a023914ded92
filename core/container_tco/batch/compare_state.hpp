#pragma once
// Inside of the stage: the tables of a comparison.

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "container_tco/batch/compare_table.hpp"
#include "container_tco/batch/deployment_costs.hpp"
#include "container_tco/batch/fargate_table.hpp"

namespace container_tco {

/// What rows of one region, platform, filter and labour profile share: by deployment of the options.
using RowContext = std::vector<std::unique_ptr<DeploymentCosts>>;

struct CompareTable::State {
  State(const PriceBook& price_book, CompareBatchOptions given);

  /// Why a row cannot be compared under any deployment; none when it can.
  RowError fault_of_row(const BatchColumns& columns, std::size_t row) const;
  /// Quickly, for nearly all rows, that a row has no fault. False says nothing.
  bool is_surely_good(const BatchColumns& columns, std::size_t row) const;
  /// Which context a row without a fault has.
  std::size_t context_index(const BatchColumns& columns, std::size_t row) const;
  /// That of a row with this index. Throws InvalidInputError for a filter or profile that no estimate takes.
  const RowContext& context(std::size_t index, const BatchColumns& columns, std::size_t row) const;

  PriceBook book;
  CompareBatchOptions options;
  std::int64_t period_seconds = 0;            ///< Rounded down.
  std::vector<std::uint8_t> region_is_known;  ///< 0 or 1.

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

}  // namespace container_tco
