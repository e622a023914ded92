#include "container_tco/batch/batch_compare.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "container_tco/batch/compare_state.hpp"
#include "container_tco/batch/row_check.hpp"
#include "container_tco/batch/row_ranges.hpp"
#include "container_tco/error.hpp"

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

/// A deployment that is complete for a row.
struct Ranked {
  std::size_t deployment = 0;
  std::int64_t total = 0;
};

class RowPricer {
 public:
  RowPricer(const CompareTable::State& state, const BatchColumns& columns, CompareBatch& out)
      : state_(state), columns_(columns), out_(out) {
    for (const Deployment& deployment : state.options.deployments) names_.push_back(deployment.name());
    costs_.resize(names_.size());
    errors_.resize(names_.size());
  }

  // Rows of one context after the other, so that its tables stay in the cache. Rows of several contexts may share a
  // bucket: only time depends on the order.
  void compare(std::size_t first, std::size_t count) {
    std::array<std::uint32_t, buckets + 1> begins{};
    good_.clear();
    for (std::size_t row = first; row < first + count; ++row) {
      const RowError fault = state_.fault_of_row(columns_, row);
      if (fault != RowError::none) {
        refuse(row, fault);
        continue;
      }
      good_.push_back({row, state_.context_index(columns_, row)});
      ++begins[good_.back().context % buckets + 1];
    }
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

  void refuse(std::size_t row, RowError fault) {
    out_.errors[row] = static_cast<std::uint8_t>(fault);
    for (DeploymentColumns& deployment : out_.deployments) deployment.errors[row] = out_.errors[row];
  }

  void compare_sorted() {
    const RowContext* context = nullptr;
    for (std::size_t i = 0; i < sorted_.size(); ++i) {
      const Placed& each = sorted_[i];
      if (i == 0 || each.context != sorted_[i - 1].context) {
        context = &state_.context(each.context, columns_, each.row);
      }
      ranked_.clear();
      for (std::size_t d = 0; d < context->size(); ++d) price(each.row, d, *(*context)[d]);
      choose(each.row);
    }
  }

  bool is_requested(std::size_t row, std::size_t d) const {
    return columns_.deployment_masks.empty() || (columns_.deployment_masks[row] >> d & 1) != 0;
  }

  void price(std::size_t row, std::size_t d, const DeploymentCosts& deployment) {
    DeploymentColumns& out = out_.deployments[d];
    RowCosts& costs = costs_[d];
    if (costs.rationals) costs = {};
    RowError error = is_requested(row, d) ? deployment.price(columns_, row, costs) : RowError::not_requested;
    if (error == RowError::none) {
      const Amounts amounts = amounts_of(costs);
      if (amounts.infrastructure && amounts.labour && amounts.total) {
        write(out, row, amounts, costs);
        ranked_.push_back({d, *amounts.total});
        return;
      }
      error = RowError::amount_too_large;
    }
    errors_[d] = error;
    out.errors[row] = static_cast<std::uint8_t>(error);
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
  bool is_before(const Ranked& a, const Ranked& b) const {
    if (a.total != b.total) return a.total < b.total;
    const Rational left = costs_[a.deployment].exact_total();
    const Rational right = costs_[b.deployment].exact_total();
    return left != right ? left < right : names_[a.deployment] < names_[b.deployment];
  }

  void choose(std::size_t row) {
    const Ranked* first = nullptr;
    const Ranked* second = nullptr;
    for (const Ranked& each : ranked_) {
      if (first == nullptr || is_before(each, *first)) {
        second = first;
        first = &each;
      } else if (second == nullptr || is_before(each, *second)) {
        second = &each;
      }
    }
    if (first == nullptr) {
      out_.errors[row] = static_cast<std::uint8_t>(reason_of_no_cost(errors_));
      return;
    }
    out_.winners[row] = static_cast<std::uint8_t>(first->deployment);
    if (second == nullptr) return;
    out_.savings[row] = saving(costs_[first->deployment], costs_[second->deployment]);
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
  std::vector<RowCosts> costs_;   // Of the row, by deployment.
  std::vector<RowError> errors_;  // The same, where it has no cost; looked at where none has.
  std::vector<Ranked> ranked_;
  std::vector<Placed> good_;  // Of the block.
  std::vector<Placed> sorted_;
};

CompareBatch empty_batch(const CompareTable& table, std::size_t rows) {
  CompareBatch batch;
  for (const Deployment& deployment : table.options().deployments) {
    const std::vector<std::int64_t> amounts(rows, no_amount);
    const std::vector<std::int32_t> sizes(rows, 0);
    batch.deployments.push_back({deployment, std::vector<std::uint8_t>(rows, 0), amounts, amounts, amounts, sizes,
                                 sizes, std::vector<std::uint16_t>(rows, no_type), std::vector<std::int64_t>(rows, 0)});
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
