#pragma once
// What one row costs under one deployment. Inside of the stage.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "container_tco/batch/batch_columns.hpp"
#include "container_tco/batch/split_amount.hpp"
#include "container_tco/quantity/rational.hpp"

namespace container_tco {

inline constexpr std::int32_t no_instance_type = -1;

struct RationalCosts {
  Rational infrastructure;
  Rational labour;
};

/// Exact costs: amounts of one divisor, or rationals where they come from the single estimate. Where there is an error,
/// all else means nothing.
struct RowCosts {
  RowError error = RowError::none;
  SplitAmount infrastructure = {};
  SplitAmount labour = {};
  std::int64_t divisor = 1;
  std::shared_ptr<const RationalCosts> rationals = {};
  std::int32_t vcpu_milli = 0;  ///< Of the Fargate size.
  std::int32_t memory_mib = 0;
  std::int32_t instance_type = no_instance_type;  ///< Index into the instance types of the book.
  std::int64_t instances = 0;

  /// Where there are no rationals; nothing when 63 bits do not hold it.
  std::optional<SplitAmount> total() const { return sum(infrastructure, labour, divisor); }
  Rational exact_total() const;
};

/// In 10^-10, rounded half to even; nothing when 63 bits do not hold it.
std::optional<std::int64_t> amount_of(const Rational& exact);

/// A row of the columns, and which of the costs are its own.
struct PlacedRow {
  std::size_t row = 0;
  std::size_t place = 0;
};

/// Rows are costed in groups of no more than this.
inline constexpr std::size_t rows_priced_at_once = 64;

/// One deployment for the rows of one region, platform, filter and labour profile. Safe to share between threads.
class DeploymentCosts {
 public:
  DeploymentCosts() = default;
  DeploymentCosts(const DeploymentCosts&) = delete;
  DeploymentCosts& operator=(const DeploymentCosts&) = delete;
  virtual ~DeploymentCosts() = default;

  /// For rows without errors of their own, at most `rows_priced_at_once`. Their `costs` are new, or of other rows of
  /// the same deployment that no estimate made.
  virtual void price(const BatchColumns& columns, std::span<const PlacedRow> rows, std::span<RowCosts> costs) const = 0;
};

/// The same error for every row.
std::unique_ptr<DeploymentCosts> failing_costs(RowError error);

}  // namespace container_tco
