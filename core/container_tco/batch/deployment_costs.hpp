#pragma once
// What one row costs under one deployment. Inside of the stage.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "container_tco/batch/batch_columns.hpp"
#include "container_tco/batch/wide_integer.hpp"
#include "container_tco/quantity/rational.hpp"

namespace container_tco {

inline constexpr std::int32_t no_instance_type = -1;

struct RationalCosts {
  Rational infrastructure;
  Rational labour;
};

/// Exact costs: whole numbers of 1 / unit, or rationals where they come from the single estimate.
struct RowCosts {
  RowError error = RowError::none;
  Wide infrastructure = 0;
  Wide labour = 0;
  std::int64_t unit = 0;  ///< How many make one of the currency.
  std::shared_ptr<const RationalCosts> rationals = {};
  std::int32_t vcpu_milli = 0;  ///< Of the Fargate size.
  std::int32_t memory_mib = 0;
  std::int32_t instance_type = no_instance_type;  ///< Index into the instance types of the book.
  std::int64_t instances = 0;

  Rational exact_total() const;
};

/// In 10^-10, rounded half to even; nothing when 63 bits do not hold it.
std::optional<std::int64_t> amount_of(const Rational& exact);

/// One deployment for the rows of one region, platform, filter and labour profile. Safe to share between threads.
class DeploymentCosts {
 public:
  DeploymentCosts() = default;
  DeploymentCosts(const DeploymentCosts&) = delete;
  DeploymentCosts& operator=(const DeploymentCosts&) = delete;
  virtual ~DeploymentCosts() = default;

  /// For a row without an error of its own.
  virtual RowCosts costs(const BatchColumns& columns, std::size_t row) const = 0;
};

/// The same error for every row.
std::unique_ptr<DeploymentCosts> failing_costs(RowError error);

}  // namespace container_tco
