#pragma once
// What a comparison of rows needs of the price book, worked out once for each region, platform, filter and labour
// profile that a row has, and kept for all batches.

#include <memory>

#include "container_tco/batch/compare_options.hpp"
#include "container_tco/pricebook/price_book.hpp"

namespace container_tco {

/// Immutable as seen from outside; safe to share between threads.
class CompareTable {
 public:
  /// Throws InvalidInputError for options that no estimate takes.
  CompareTable(const PriceBook& book, CompareBatchOptions options);
  ~CompareTable();
  CompareTable(CompareTable&&) noexcept;
  CompareTable& operator=(CompareTable&&) noexcept;

  const PriceBook& book() const;
  const CompareBatchOptions& options() const;

  struct State;
  /// Inside of the stage.
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<const State> state_;
};

}  // namespace container_tco
