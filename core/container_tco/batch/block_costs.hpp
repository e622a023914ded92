#pragma once
// What the rows of a block cost under every deployment. Inside of the stage.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "container_tco/batch/compare_state.hpp"

namespace container_tco {

/// For one block after the other; of one thread.
class BlockCosts {
 public:
  static constexpr std::size_t most_rows = 1024;

  /// For blocks of the rows of `columns`, which must outlive this.
  BlockCosts(const CompareTable::State& state, const BatchColumns& columns);

  /// Prices the rows `first` to `first + count`, at most `most_rows`.
  void price(std::size_t first, std::size_t count);

  /// Why a row of the block cannot be compared under any deployment; none when it can.
  RowError fault(std::size_t place) const { return faults_[place]; }
  /// Of a row of the block without a fault.
  RowCosts& costs(std::size_t deployment, std::size_t place) { return costs_[deployment][place]; }

 private:
  static constexpr std::size_t buckets = 64;

  struct Sorted {
    PlacedRow placed;
    std::size_t context = 0;
  };

  void sort_by_context(std::size_t first, std::size_t count);
  void price_context(std::span<const Sorted> rows);
  void price_deployment(std::span<const Sorted> rows, std::size_t d, const DeploymentCosts& deployment);
  bool is_requested(std::size_t row, std::size_t d) const {
    return columns_.deployment_masks.empty() || (columns_.deployment_masks[row] >> d & 1) != 0;
  }

  const CompareTable::State& state_;
  const BatchColumns& columns_;
  std::vector<std::vector<RowCosts>> costs_;          // By deployment and place in the block.
  std::array<RowError, most_rows> faults_;            // By place.
  std::vector<Sorted> good_;                          // Rows of the block without a fault, in their order.
  std::vector<Sorted> sorted_;                        // Those of one context after the other.
  std::array<PlacedRow, rows_priced_at_once> asked_;  // Of one context and deployment.
};

}  // namespace container_tco
