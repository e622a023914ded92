#include "container_tco/batch/batch_compare.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "container_tco/batch/block_costs.hpp"
#include "container_tco/batch/row_check.hpp"
#include "container_tco/batch/row_ranges.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

constexpr std::size_t rows_per_range = 64;

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

// Writes what rows cost, and which deployment wins.
class ResultWriter {
 public:
  ResultWriter(const CompareTable::State& state, const BatchColumns& columns, CompareBatch& out)
      : block_(state, columns), out_(out) {
    for (const Deployment& deployment : state.options.deployments) names_.push_back(deployment.name());
    totals_.resize(names_.size());
    errors_.resize(names_.size());
  }

  void compare(std::size_t first, std::size_t count) {
    block_.price(first, count);
    for (std::size_t place = 0; place < count; ++place) {
      const RowError fault = block_.fault(place);
      if (fault == RowError::none) {
        for (std::size_t d = 0; d < names_.size(); ++d) write(d, first + place, block_.costs(d, place));
        choose(first + place, place);
      } else {
        refuse(first + place, fault);
      }
    }
  }

 private:
  void refuse(std::size_t row, RowError fault) {
    out_.errors[row] = static_cast<std::uint8_t>(fault);
    for (DeploymentColumns& deployment : out_.deployments) deployment.errors[row] = out_.errors[row];
  }

  void write(std::size_t d, std::size_t row, const RowCosts& costs) {
    DeploymentColumns& out = out_.deployments[d];
    errors_[d] = costs.error;
    if (costs.error == RowError::none) {
      const Amounts amounts = amounts_of(costs);
      if (amounts.infrastructure && amounts.labour && amounts.total) {
        totals_[d] = *amounts.total;
        write(out, row, amounts, costs);
        return;
      }
      errors_[d] = RowError::amount_too_large;
    }
    out.errors[row] = static_cast<std::uint8_t>(errors_[d]);
  }

  static void write(DeploymentColumns& out, std::size_t row, const Amounts& amounts, const RowCosts& costs) {
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
  bool is_before(std::size_t a, std::size_t b, std::size_t place) {
    return totals_[a] == totals_[b] ? is_exactly_before(a, b, place) : totals_[a] < totals_[b];
  }

  bool is_exactly_before(std::size_t a, std::size_t b, std::size_t place) {
    const Rational left = block_.costs(a, place).exact_total();
    const Rational right = block_.costs(b, place).exact_total();
    return left != right ? left < right : names_[a] < names_[b];
  }

  void choose(std::size_t row, std::size_t place) {
    constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    std::size_t first = none;
    std::size_t second = none;
    for (std::size_t d = 0; d < names_.size(); ++d) {
      if (errors_[d] != RowError::none) continue;
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
      out_.errors[row] = static_cast<std::uint8_t>(reason_of_no_cost(errors_));
      return;
    }
    out_.winners[row] = static_cast<std::uint8_t>(first);
    if (second != none) out_.savings[row] = saving(block_.costs(first, place), block_.costs(second, place));
  }

  static std::int64_t saving(const RowCosts& winner, const RowCosts& other) {
    if (winner.rationals || other.rationals) {
      return amount_of(other.exact_total() - winner.exact_total()).value_or(no_amount);
    }
    return rounded_difference(*other.total(), other.divisor, *winner.total(), winner.divisor);
  }

  BlockCosts block_;
  CompareBatch& out_;
  std::vector<std::string> names_;
  // Of the row, by deployment.
  std::vector<std::int64_t> totals_;
  std::vector<RowError> errors_;
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
    ResultWriter writer(table.state(), columns, batch);
    const std::size_t end = first + count;
    for (; first < end; first += BlockCosts::most_rows) {
      writer.compare(first, std::min(BlockCosts::most_rows, end - first));
    }
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
