#include "container_tco/batch/batch_compare.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <optional>

#include "container_tco/batch/compare_state.hpp"
#include "container_tco/batch/row_check.hpp"
#include "container_tco/batch/row_ranges.hpp"
#include "container_tco/error.hpp"
#include "container_tco/quantity/vector_code.hpp"

namespace container_tco {
namespace {

constexpr std::size_t rows_per_range = 64;
constexpr std::size_t rows_per_block = 1024;
constexpr std::size_t buckets = 64;

struct Amounts {
  std::optional<std::int64_t> infrastructure;
  std::optional<std::int64_t> labour;
  std::optional<std::int64_t> total;
};

Amounts amounts_of(const RowCosts& costs) {
  if (costs.rationals) {
    return {amount_of(costs.rationals->infrastructure), amount_of(costs.rationals->labour),
            amount_of(costs.exact_total())};
  }
  const auto total = costs.total();
  return {rounded(costs.infrastructure, costs.divisor), rounded(costs.labour, costs.divisor),
          total ? rounded(*total, costs.divisor) : std::nullopt};
}

// What rows cost under one deployment, by place.
struct Priced {
  std::array<RowCosts, rows_priced_at_once> costs;
  std::array<std::int64_t, rows_priced_at_once> totals;  // Rounded; of a row without an error.
};

// Rows of a column that are about to be written, in an order that no processor foresees.
template <typename T>
void fetch_rows(std::vector<T>& column, std::size_t first, std::size_t count) {
  constexpr std::size_t rows_per_line = 64 / sizeof(T);
  for (std::size_t row = first; row < first + count; row += rows_per_line) detail::fetch_to_write(&column[row]);
}

class RowPricer {
 public:
  RowPricer(const CompareTable::State& state, const BatchColumns& columns, CompareBatch& out)
      : state_(state), columns_(columns), out_(out) {
    for (const Deployment& deployment : state.options.deployments) {
      names_.push_back(deployment.name());
      priced_.push_back(std::make_unique<Priced>());
    }
    errors_.resize(names_.size());
  }

  // Rows of one context after the other, so that its tables stay in the cache. Rows of several contexts may share a
  // bucket: only time depends on the order.
  void compare(std::size_t first, std::size_t count) {
    std::array<std::uint32_t, buckets + 1> begins{};
    good_.clear();
    for (std::size_t row = first; row < first + count; ++row) {
      const RowError fault = state_.is_surely_good(columns_, row) ? RowError::none : state_.fault_of_row(columns_, row);
      if (fault != RowError::none) {
        refuse(row, fault);
        continue;
      }
      good_.push_back({row, state_.context_index(columns_, row)});
      ++begins[good_.back().context % buckets + 1];
    }
    fetch_results(first, count);
    for (std::size_t bucket = 1; bucket < buckets; ++bucket) begins[bucket] += begins[bucket - 1];
    sorted_.resize(good_.size());
    for (const Placed& each : good_) sorted_[begins[each.context % buckets]++] = each;
    compare_sorted();
  }

 private:
  struct Placed {
    std::size_t row = 0;
    std::size_t context = 0;
  };

  void fetch_results(std::size_t first, std::size_t count) {
    for (DeploymentColumns& deployment : out_.deployments) {
      fetch_rows(deployment.errors, first, count);
      fetch_rows(deployment.infrastructure, first, count);
      fetch_rows(deployment.labour, first, count);
      fetch_rows(deployment.totals, first, count);
      fetch_rows(deployment.vcpu_milli, first, count);
      fetch_rows(deployment.memory_mib, first, count);
      fetch_rows(deployment.instance_types, first, count);
      fetch_rows(deployment.instances, first, count);
    }
    fetch_rows(out_.winners, first, count);
    fetch_rows(out_.savings, first, count);
  }

  void refuse(std::size_t row, RowError fault) {
    out_.errors[row] = static_cast<std::uint8_t>(fault);
    for (DeploymentColumns& deployment : out_.deployments) deployment.errors[row] = out_.errors[row];
  }

  void compare_sorted() {
    for (std::size_t first = 0; first < sorted_.size();) {
      std::size_t end = first + 1;
      while (end < sorted_.size() && end - first < rows_priced_at_once &&
             sorted_[end].context == sorted_[first].context)
        ++end;
      compare_group(std::span(sorted_).subspan(first, end - first));
      first = end;
    }
  }

  // Rows of one context.
  void compare_group(std::span<const Placed> rows) {
    const RowContext& context = state_.context(rows.front().context, columns_, rows.front().row);
    for (std::size_t d = 0; d < context.size(); ++d) price(rows, d, *context[d]);
    for (std::size_t place = 0; place < rows.size(); ++place) choose(rows[place].row, place);
  }

  bool is_requested(std::size_t row, std::size_t d) const {
    return columns_.deployment_masks.empty() || (columns_.deployment_masks[row] >> d & 1) != 0;
  }

  void price(std::span<const Placed> rows, std::size_t d, const DeploymentCosts& deployment) {
    Priced& priced = *priced_[d];
    std::size_t asked = 0;
    for (std::size_t place = 0; place < rows.size(); ++place) {
      RowCosts& costs = priced.costs[place];
      if (costs.rationals) costs = {};
      costs.error = RowError::not_requested;
      asked_[asked] = {rows[place].row, place};
      asked += is_requested(rows[place].row, d) ? 1 : 0;
    }
    deployment.price(columns_, std::span(asked_).first(asked), priced.costs);
    for (std::size_t place = 0; place < rows.size(); ++place) {
      RowCosts& costs = priced.costs[place];
      if (costs.error == RowError::none) write(out_.deployments[d], rows[place].row, costs, priced.totals[place]);
      if (costs.error != RowError::none) {
        out_.deployments[d].errors[rows[place].row] = static_cast<std::uint8_t>(costs.error);
      }
    }
  }

  static void write(DeploymentColumns& out, std::size_t row, RowCosts& costs, std::int64_t& total) {
    const Amounts amounts = amounts_of(costs);
    if (!amounts.infrastructure || !amounts.labour || !amounts.total) {
      costs.error = RowError::amount_too_large;
      return;
    }
    total = *amounts.total;
    out.infrastructure[row] = *amounts.infrastructure;
    out.labour[row] = *amounts.labour;
    out.totals[row] = *amounts.total;
    out.vcpu_milli[row] = costs.vcpu_milli;
    out.memory_mib[row] = costs.memory_mib;
    if (costs.instance_type != no_instance_type) {
      out.instance_types[row] = static_cast<std::uint16_t>(costs.instance_type);
    }
    out.instances[row] = costs.instances;
  }

  // By exact total, then name. Rounding keeps the order, so that only equal rounded totals are looked at again.
  bool is_before(std::size_t a, std::size_t b, std::size_t place) const {
    const std::int64_t total = priced_[a]->totals[place];
    const std::int64_t other = priced_[b]->totals[place];
    return total == other ? is_exactly_before(a, b, place) : total < other;
  }

  bool is_exactly_before(std::size_t a, std::size_t b, std::size_t place) const {
    const Rational left = priced_[a]->costs[place].exact_total();
    const Rational right = priced_[b]->costs[place].exact_total();
    return left != right ? left < right : names_[a] < names_[b];
  }

  void choose(std::size_t row, std::size_t place) {
    constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    std::size_t first = none;
    std::size_t second = none;
    for (std::size_t d = 0; d < priced_.size(); ++d) {
      if (priced_[d]->costs[place].error != RowError::none) continue;
      if (first == none) {
        first = d;
        continue;
      }
      // Which of two costs less is not to be foreseen, and so it is no branch.
      const bool wins = is_before(d, first, place);
      const std::size_t loser = wins ? first : d;
      first = wins ? d : first;
      if (second == none || is_before(loser, second, place)) second = loser;
    }
    if (first == none) {
      for (std::size_t d = 0; d < priced_.size(); ++d) errors_[d] = priced_[d]->costs[place].error;
      out_.errors[row] = static_cast<std::uint8_t>(reason_of_no_cost(errors_));
      return;
    }
    out_.winners[row] = static_cast<std::uint8_t>(first);
    if (second != none) out_.savings[row] = saving(priced_[first]->costs[place], priced_[second]->costs[place]);
  }

  static std::int64_t saving(const RowCosts& winner, const RowCosts& other) {
    if (winner.rationals || other.rationals) {
      return amount_of(other.exact_total() - winner.exact_total()).value_or(no_amount);
    }
    return rounded_difference(*other.total(), other.divisor, *winner.total(), winner.divisor);
  }

  const CompareTable::State& state_;
  const BatchColumns& columns_;
  CompareBatch& out_;
  std::vector<std::string> names_;
  std::vector<std::unique_ptr<Priced>> priced_;       // By deployment.
  std::array<PlacedRow, rows_priced_at_once> asked_;  // Of one deployment.
  std::vector<RowError> errors_;                      // Of a row without a cost, by deployment.
  std::vector<Placed> good_;                          // Of the block.
  std::vector<Placed> sorted_;
};

CompareBatch empty_batch(const CompareTable& table, std::size_t rows) {
  CompareBatch batch;
  for (const Deployment& deployment : table.options().deployments) {
    DeploymentColumns& columns = batch.deployments.emplace_back();
    columns.deployment = deployment;
    columns.errors.resize(rows, 0);
    columns.infrastructure.resize(rows, no_amount);
    columns.labour.resize(rows, no_amount);
    columns.totals.resize(rows, no_amount);
    columns.vcpu_milli.resize(rows, 0);
    columns.memory_mib.resize(rows, 0);
    columns.instance_types.resize(rows, no_type);
    columns.instances.resize(rows, 0);
  }
  for (const InstanceType& type : table.book().instance_types()) batch.instance_type_names.push_back(type.name);
  if (batch.instance_type_names.size() >= no_type) {
    throw InvalidInputError("instance types of the price book", std::to_string(batch.instance_type_names.size()),
                            "fewer than 65,535");
  }
  batch.errors.resize(rows, 0);
  batch.winners.resize(rows, no_winner);
  batch.savings.resize(rows, no_amount);
  batch.wins.resize(batch.deployments.size());
  return batch;
}

}  // namespace

CompareBatch batch_compare(const BatchColumns& columns, const CompareTable& table) {
  columns.require_equal_lengths();
  CompareBatch batch = empty_batch(table, columns.rows());
  for_row_ranges(columns.rows(), table.options().threads, rows_per_range, [&](std::size_t first, std::size_t count) {
    RowPricer comparer(table.state(), columns, batch);
    const std::size_t end = first + count;
    for (; first < end; first += rows_per_block) comparer.compare(first, std::min(rows_per_block, end - first));
  });
  batch.totals = checked_totals(batch.errors, table.options().on_error);
  for (const DeploymentColumns& deployment : batch.deployments) {
    batch.deployment_totals.push_back(checked_totals(deployment.errors, OnRowError::mark));
  }
  for (const std::uint8_t winner : batch.winners) {
    if (winner != no_winner) ++batch.wins[winner];
  }
  return batch;
}

CompareBatch batch_compare(const BatchColumns& columns, const PriceBook& book, const CompareBatchOptions& options) {
  return batch_compare(columns, CompareTable(book, options));
}

}  // namespace container_tco
