#include "container_tco/batch/block_costs.hpp"

#include <algorithm>

namespace container_tco {

BlockCosts::BlockCosts(const CompareTable::State& state, std::size_t rows)
    : state_(state), costs_(state.options.deployments.size(), BlockColumns(std::min(most_rows, rows))) {}

void BlockCosts::price(const BatchColumns& block, CompareBatch& out, std::size_t first) {
  for (std::size_t d = 0; d < costs_.size(); ++d) costs_[d].open(out.deployments[d], first);
  sort_by_context(block);
  if (good_count_ < block.rows()) refuse_faulty(block.rows());
  for (std::size_t begin = 0; begin < good_count_;) {
    const std::size_t most = std::min(good_count_, begin + rows_priced_at_once);
    std::size_t end = begin + 1;
    while (end < most && contexts_[sorted_[end]] == contexts_[sorted_[begin]]) ++end;
    price_context(block, std::span(sorted_).subspan(begin, end - begin));
    begin = end;
  }
}

// So that the tables of a context stay in the cache. Rows of several contexts may share a bucket: only time depends on
// the order.
void BlockCosts::sort_by_context(const BatchColumns& block) {
  std::array<std::uint16_t, buckets + 1> begins{};
  good_count_ = 0;
  for (std::size_t row = 0; row < block.rows(); ++row) {
    faults_[row] = state_.is_surely_good(block, row) ? RowError::none : state_.fault_of_row(block, row);
    if (faults_[row] != RowError::none) continue;
    contexts_[row] = state_.context_index(block, row);
    good_[good_count_++] = static_cast<std::uint16_t>(row);
    ++begins[contexts_[row] % buckets + 1];
  }
  for (std::size_t bucket = 1; bucket < buckets; ++bucket) {
    begins[bucket] = static_cast<std::uint16_t>(begins[bucket] + begins[bucket - 1]);
  }
  for (std::size_t i = 0; i < good_count_; ++i) sorted_[begins[contexts_[good_[i]] % buckets]++] = good_[i];
}

void BlockCosts::refuse_faulty(std::size_t rows) {
  for (std::size_t row = 0; row < rows; ++row) {
    if (faults_[row] == RowError::none) continue;
    for (BlockColumns& costs : costs_) costs.refuse(row, faults_[row]);
  }
}

void BlockCosts::price_context(const BatchColumns& block, std::span<const std::uint16_t> rows) {
  const RowContext& context = state_.context(contexts_[rows.front()], block, rows.front());
  for (std::size_t d = 0; d < context.size(); ++d) context[d]->price(block, requested(block, rows, d), costs_[d]);
}

std::span<const std::uint16_t> BlockCosts::requested(const BatchColumns& block, std::span<const std::uint16_t> rows,
                                                     std::size_t d) {
  if (block.deployment_masks.empty()) return rows;
  std::size_t asked = 0;
  for (const std::uint16_t row : rows) {
    if ((block.deployment_masks[row] >> d & 1) != 0) {
      asked_[asked++] = row;
    } else {
      costs_[d].refuse(row, RowError::not_requested);
    }
  }
  return std::span(asked_).first(asked);
}

}  // namespace container_tco
