#pragma once
// What rows cost under one deployment. Inside of the stage.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "container_tco/batch/batch_compare.hpp"
#include "container_tco/batch/split_amount.hpp"
#include "container_tco/quantity/rational.hpp"

namespace container_tco {

struct RationalCosts {
  Rational infrastructure;
  Rational labour;

  Rational total() const { return infrastructure + labour; }
};

/// Without rounding, in units of the currency: `whole` and `rest` / `divisor` count 10^-10 of one.
Rational exact_amount(const SplitAmount& amount, std::int64_t divisor);

/// Rows of a block are costed in groups of no more than this.
inline constexpr std::size_t rows_priced_at_once = 64;

/// Where the costs of a block of rows under one deployment go: into the columns of the result, and as exact totals,
/// which are compared. By row of the block.
class BlockColumns {
 public:
  /// For blocks of at most so many rows.
  explicit BlockColumns(std::size_t most_rows) : wholes_(most_rows), rests_(most_rows), divisors_(most_rows) {}

  /// The next block: `out` from the row `first` on, where nothing has a cost yet.
  void open(DeploymentColumns& out, std::size_t first, std::size_t rows);

  /// No cost for a row that has none.
  void refuse(std::size_t row, RowError error) { errors_[row] = static_cast<std::uint8_t>(error); }
  /// Exact amounts of one divisor. False, and then no cost, when 63 bits do not hold them.
  bool price(std::size_t row, const SplitAmount& infrastructure, const SplitAmount& labour, std::int64_t divisor) {
    const auto total = sum(infrastructure, labour, divisor);
    const auto infrastructure_amount = rounded(infrastructure, divisor);
    const auto labour_amount = rounded(labour, divisor);
    const auto total_amount = total ? rounded(*total, divisor) : std::nullopt;
    if (!infrastructure_amount || !labour_amount || !total_amount || *total_amount == wide_amount) return false;
    wholes_[row] = total->whole;
    rests_[row] = total->rest;
    divisors_[row] = divisor;
    write(row, *infrastructure_amount, *labour_amount, *total_amount);
    return true;
  }
  /// Costs of the single estimate. An error, and then no cost, when the result does not hold them.
  RowError price(std::size_t row, std::shared_ptr<const RationalCosts> costs);

  /// What is bought for a row that has a cost.
  void buy_size(std::size_t row, std::int32_t vcpu_milli, std::int32_t memory_mib) {
    vcpu_milli_[row] = vcpu_milli;
    memory_mib_[row] = memory_mib;
  }
  void buy_hosts(std::size_t row, std::uint16_t instance_type, std::int64_t instances) {
    instance_types_[row] = instance_type;
    instances_[row] = instances;
  }

  bool has_cost(std::size_t row) const { return errors_[row] == 0; }
  RowError error(std::size_t row) const { return static_cast<RowError>(errors_[row]); }
  /// Of a row that has a cost; wide_amount above 63 bits.
  std::int64_t rounded_total(std::size_t row) const { return amounts_[row]; }
  Rational exact_total(std::size_t row) const;

  /// What `other` costs more than the cheaper `winner`, rounded.
  static Int128 saving(const BlockColumns& winner, const BlockColumns& other, std::size_t row) {
    // Two amounts that can be held have a difference that can.
    if (winner.is_rational(row) || other.is_rational(row)) {
      return amount_of(other.exact_total(row) - winner.exact_total(row)).value();
    }
    return rounded_difference(other.split_total(row), other.divisors_[row], winner.split_total(row),
                              winner.divisors_[row]);
  }
  /// What the columns of the result still lack after all blocks: amounts of more than 63 bits.
  void give_wide_amounts(DeploymentColumns& out);

 private:
  SplitAmount split_total(std::size_t row) const { return {wholes_[row], rests_[row]}; }
  bool is_rational(std::size_t row) const { return !rationals_.empty() && rationals_[row] != nullptr; }
  void write(std::size_t row, std::int64_t infrastructure, std::int64_t labour, std::int64_t total) {
    infrastructure_[row] = infrastructure;
    labour_[row] = labour;
    amounts_[row] = total;
  }

  std::uint8_t* errors_ = nullptr;
  std::int64_t* infrastructure_ = nullptr;
  std::int64_t* labour_ = nullptr;
  std::int64_t* amounts_ = nullptr;
  std::int32_t* vcpu_milli_ = nullptr;
  std::int32_t* memory_mib_ = nullptr;
  std::uint16_t* instance_types_ = nullptr;
  std::int64_t* instances_ = nullptr;
  // Exact totals. Whole and rest apart: together they would be copied as one, which waits for each to be written.
  std::vector<std::int64_t> wholes_;
  std::vector<std::int64_t> rests_;
  std::vector<std::int64_t> divisors_;
  std::vector<std::shared_ptr<const RationalCosts>> rationals_;  // Empty unless a row of the block has them.
  std::size_t first_ = 0;                                        // Row of the result that the block begins with.
  // Of all blocks, by row of the result.
  WideAmounts wide_infrastructure_;
  WideAmounts wide_labour_;
  WideAmounts wide_totals_;
};

/// One deployment for the rows of one region, platform, filter and labour profile. Safe to share between threads.
class DeploymentCosts {
 public:
  DeploymentCosts() = default;
  DeploymentCosts(const DeploymentCosts&) = delete;
  DeploymentCosts& operator=(const DeploymentCosts&) = delete;
  virtual ~DeploymentCosts() = default;

  /// For rows of the block `columns` without errors of their own, at most `rows_priced_at_once`.
  virtual void price(const BatchColumns& columns, std::span<const std::uint16_t> rows, BlockColumns& out) const = 0;
};

/// The same error for every row.
std::unique_ptr<DeploymentCosts> failing_costs(RowError error);

}  // namespace container_tco
