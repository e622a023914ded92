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

  /// For blocks of a batch of so many rows.
  BlockCosts(const CompareTable::State& state, std::size_t rows);

  /// Prices the rows of `block`, at most `most_rows`, into `out` from the row `first` on: every element of its
  /// deployments.
  void price(const BatchColumns& block, CompareBatch& out, std::size_t first);

  /// Why a row of the block cannot be compared under any deployment; none when it can.
  RowError fault(std::size_t row) const { return faults_[row]; }
  const BlockColumns& costs(std::size_t deployment) const { return costs_[deployment]; }
  BlockColumns& costs(std::size_t deployment) { return costs_[deployment]; }

 private:
  static constexpr std::size_t buckets = 64;

  void sort_by_context(const BatchColumns& block);
  void refuse_faulty(std::size_t rows);
  void price_context(const BatchColumns& block, std::span<const std::uint16_t> rows);
  std::span<const std::uint16_t> requested(const BatchColumns& block, std::span<const std::uint16_t> rows,
                                           std::size_t d);

  const CompareTable::State& state_;
  std::vector<BlockColumns> costs_;  // By deployment.
  // By row of the block.
  std::array<RowError, most_rows> faults_;
  std::array<std::uint32_t, most_rows> contexts_;
  std::array<std::uint16_t, most_rows> good_;    // Rows without a fault, in their order.
  std::array<std::uint16_t, most_rows> sorted_;  // Those of one context after the other.
  std::size_t good_count_ = 0;
  std::array<std::uint16_t, rows_priced_at_once> asked_;  // Of one context and deployment.
};

}  // namespace container_tco
