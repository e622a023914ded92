#include "container_tco/batch/batch_compare.hpp"

#include <algorithm>
#include <limits>
#include <mutex>

#include "container_tco/batch/block_costs.hpp"
#include "container_tco/batch/row_check.hpp"
#include "container_tco/batch/row_ranges.hpp"

namespace container_tco {
namespace {

constexpr std::size_t rows_per_range = 64;

// Writes what rows cost, and which deployment wins.
class ResultWriter {
 public:
  ResultWriter(const CompareTable::State& state, const BatchColumns& columns, CompareBatch& out)
      : block_(state, columns.rows()), columns_(columns), out_(out) {
    for (const Deployment& deployment : state.options.deployments) names_.push_back(deployment.name());
    errors_.resize(names_.size());
  }

  void compare(std::size_t first, std::size_t count) {
    block_.price(columns_.slice(first, count), out_, first);
    for (std::size_t row = 0; row < count; ++row) {
      if (block_.fault(row) == RowError::none) {
        choose(first, row);
      } else {
        write(first + row, block_.fault(row), no_winner, no_amount);
      }
    }
  }

  // After all rows; not for several threads at one time.
  void give_wide_amounts() {
    for (std::size_t d = 0; d < names_.size(); ++d) block_.costs(d).give_wide_amounts(out_.deployments[d]);
    out_.savings.add(wide_savings_);
  }

 private:
  void write(std::size_t row, RowError error, std::size_t winner, Int128 saving) {
    out_.errors[row] = static_cast<std::uint8_t>(error);
    out_.winners[row] = static_cast<std::uint8_t>(winner);
    out_.savings.data()[row] = saving == no_amount ? no_amount : narrow(saving, row, wide_savings_);
  }

  // By exact total, then name. Rounding keeps the order, so that only equal rounded totals are looked at again.
  bool is_before(std::size_t a, std::size_t b, std::size_t row) const {
    const std::int64_t of_a = block_.costs(a).rounded_total(row);
    const std::int64_t of_b = block_.costs(b).rounded_total(row);
    return of_a == of_b ? is_exactly_before(a, b, row) : of_a < of_b;
  }

  bool is_exactly_before(std::size_t a, std::size_t b, std::size_t row) const {
    const Rational left = block_.costs(a).exact_total(row);
    const Rational right = block_.costs(b).exact_total(row);
    return left != right ? left < right : names_[a] < names_[b];
  }

  // A row of the block that begins with `begin`.
  void choose(std::size_t begin, std::size_t row) {
    if (names_.size() == 2 && block_.costs(0).has_cost(row) && block_.costs(1).has_cost(row)) {
      choose_of_two(begin, row);
    } else {
      choose_of_all(begin, row);
    }
  }

  // Most rows. Which of two costs less is not to be foreseen, and so it is no branch.
  void choose_of_two(std::size_t begin, std::size_t row) {
    const std::size_t first = is_before(1, 0, row) ? 1 : 0;
    write(begin + row, RowError::none, first, BlockColumns::saving(block_.costs(first), block_.costs(1 - first), row));
  }

  void choose_of_all(std::size_t begin, std::size_t row) {
    constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    std::size_t first = none;
    std::size_t second = none;
    for (std::size_t d = 0; d < names_.size(); ++d) {
      if (!block_.costs(d).has_cost(row)) continue;
      if (first == none) {
        first = d;
        continue;
      }
      const bool wins = is_before(d, first, row);
      const std::size_t loser = wins ? first : d;
      first = wins ? d : first;
      if (second == none || is_before(loser, second, row)) second = loser;
    }
    if (first == none) {
      for (std::size_t d = 0; d < names_.size(); ++d) errors_[d] = block_.costs(d).error(row);
      write(begin + row, reason_of_no_cost(errors_), no_winner, no_amount);
    } else {
      const Int128 saving =
          second == none ? no_amount : BlockColumns::saving(block_.costs(first), block_.costs(second), row);
      write(begin + row, RowError::none, first, saving);
    }
  }

  BlockCosts block_;
  const BatchColumns& columns_;
  CompareBatch& out_;
  std::vector<std::string> names_;
  std::vector<RowError> errors_;  // Of a row, by deployment.
  WideAmounts wide_savings_;
};

// Every element of the columns is written later.
void resize(CompareBatch& batch, const CompareTable& table, std::size_t rows) {
  batch.deployments.resize(table.options().deployments.size());
  for (std::size_t d = 0; d < batch.deployments.size(); ++d) {
    DeploymentColumns& columns = batch.deployments[d];
    columns.deployment = table.options().deployments[d];
    columns.errors.resize(rows);
    columns.infrastructure.resize(rows);
    columns.labour.resize(rows);
    columns.totals.resize(rows);
    columns.vcpu_milli.resize(rows);
    columns.memory_mib.resize(rows);
    columns.instance_types.resize(rows);
    columns.instances.resize(rows);
  }
  batch.instance_type_names = table.state().instance_type_names;
  batch.errors.resize(rows);
  batch.winners.resize(rows);
  batch.savings.resize(rows);
}

void count(CompareBatch& batch, OnRowError on_error) {
  batch.totals = checked_totals(batch.errors, on_error);
  batch.deployment_totals.clear();
  for (const DeploymentColumns& deployment : batch.deployments) {
    batch.deployment_totals.push_back(checked_totals(deployment.errors, OnRowError::mark));
  }
  batch.wins.assign(batch.deployments.size(), 0);
  for (const std::uint8_t winner : batch.winners) {
    if (winner != no_winner) ++batch.wins[winner];
  }
}

}  // namespace

void batch_compare(const BatchColumns& columns, const CompareTable& table, CompareBatch& out) {
  columns.require_equal_lengths();
  resize(out, table, columns.rows());
  std::mutex wide_amounts;
  for_row_ranges(columns.rows(), table.options().threads, rows_per_range, [&](std::size_t first, std::size_t rows) {
    ResultWriter writer(table.state(), columns, out);
    const std::size_t end = first + rows;
    for (; first < end; first += BlockCosts::most_rows) {
      writer.compare(first, std::min(BlockCosts::most_rows, end - first));
    }
    const std::lock_guard lock(wide_amounts);
    writer.give_wide_amounts();
  });
  count(out, table.options().on_error);
}

CompareBatch batch_compare(const BatchColumns& columns, const CompareTable& table) {
  CompareBatch batch;
  batch_compare(columns, table, batch);
  return batch;
}

CompareBatch batch_compare(const BatchColumns& columns, const PriceBook& book, const CompareBatchOptions& options) {
  return batch_compare(columns, CompareTable(book, options));
}

}  // namespace container_tco
