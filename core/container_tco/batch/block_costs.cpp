#include "container_tco/batch/block_costs.hpp"

#include <algorithm>

namespace container_tco {

BlockCosts::BlockCosts(const CompareTable::State& state, const BatchColumns& columns)
    : state_(state),
      columns_(columns),
      costs_(state.options.deployments.size(), std::vector<RowCosts>(std::min(most_rows, columns.rows()))) {}

void BlockCosts::price(std::size_t first, std::size_t count) {
  sort_by_context(first, count);
  for (std::size_t begin = 0; begin < sorted_.size();) {
    const std::size_t most = std::min(sorted_.size(), begin + rows_priced_at_once);
    std::size_t end = begin + 1;
    while (end < most && sorted_[end].context == sorted_[begin].context) ++end;
    price_context(std::span(sorted_).subspan(begin, end - begin));
    begin = end;
  }
}

// So that the tables of a context stay in the cache. Rows of several contexts may share a bucket: only time depends on
// the order.
void BlockCosts::sort_by_context(std::size_t first, std::size_t count) {
  std::array<std::uint32_t, buckets + 1> begins{};
  good_.clear();
  for (std::size_t place = 0; place < count; ++place) {
    const std::size_t row = first + place;
    faults_[place] = state_.is_surely_good(columns_, row) ? RowError::none : state_.fault_of_row(columns_, row);
    if (faults_[place] != RowError::none) continue;
    good_.push_back({{row, place}, state_.context_index(columns_, row)});
    ++begins[good_.back().context % buckets + 1];
  }
  for (std::size_t bucket = 1; bucket < buckets; ++bucket) begins[bucket] += begins[bucket - 1];
  sorted_.resize(good_.size());
  for (const Sorted& each : good_) sorted_[begins[each.context % buckets]++] = each;
}

void BlockCosts::price_context(std::span<const Sorted> rows) {
  const RowContext& context = state_.context(rows.front().context, columns_, rows.front().placed.row);
  for (std::size_t d = 0; d < context.size(); ++d) price_deployment(rows, d, *context[d]);
}

void BlockCosts::price_deployment(std::span<const Sorted> rows, std::size_t d, const DeploymentCosts& deployment) {
  std::size_t asked = 0;
  for (const Sorted& each : rows) {
    RowCosts& costs = costs_[d][each.placed.place];
    if (costs.rationals) costs = {};
    costs.error = RowError::not_requested;
    asked_[asked] = each.placed;
    asked += is_requested(each.placed.row, d) ? 1 : 0;
  }
  deployment.price(columns_, std::span(asked_).first(asked), costs_[d]);
}

}  // namespace container_tco
