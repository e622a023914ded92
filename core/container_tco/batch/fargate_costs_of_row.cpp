#include "container_tco/batch/fargate_costs_of_row.hpp"

#include <utility>

#include "container_tco/batch/estimated_costs.hpp"
#include "container_tco/batch/fargate_row.hpp"
#include "container_tco/batch/labour_shares.hpp"
#include "container_tco/batch/whole_scale.hpp"
#include "container_tco/costing/price_keys.hpp"

namespace container_tco {
namespace {

struct FargateTerms {
  std::int64_t rest_factor = 1;   // What rests of the table are multiplied with for the divisor of the costs.
  std::int64_t divisor = 1;       // Of the costs: that of the table × the factor.
  std::int64_t address_hour = 0;  // In price units; 0 for tasks without public addresses.
  SplitAmount fixed_labour;
};

class FargateCosts : public DeploymentCosts {
 public:
  FargateCosts(const FargateTable& table, const FargateTerms& terms, std::unique_ptr<DeploymentCosts> estimated)
      : table_(table), terms_(terms), estimated_(std::move(estimated)) {}

  void price(const BatchColumns& columns, std::span<const std::uint16_t> rows, BlockColumns& out) const override {
    if (rows.empty()) return;
    const std::size_t first = rows.front();
    const std::size_t group =
        table_.group(columns.regions[first], static_cast<OperatingSystem>(columns.operating_systems[first]),
                     static_cast<Architecture>(columns.architectures[first]));
    const RowError fault = table_.fault(group);
    for (const std::uint16_t& row : rows) {
      const RowError error = fault == RowError::none ? price_row(columns, row, group, out) : fault;
      if (error != RowError::none) estimate_or_refuse(error, *estimated_, columns, row, out);
    }
  }

 private:
  // amount_too_large where 63 bits do not hold it.
  RowError price_row(const BatchColumns& columns, std::size_t row, std::size_t group, BlockColumns& out) const {
    const FargateRow priced = fargate_row_of_group(table_, group, columns, row);
    if (priced.error != RowError::none) return priced.error;
    const auto used = price_seconds(columns, row, priced.task_hour_price + terms_.address_hour);
    const auto amount = used ? split(*used, table_.divisor()) : std::nullopt;
    if (!amount) return RowError::amount_too_large;
    const SplitAmount infrastructure{amount->whole, amount->rest * terms_.rest_factor};
    if (!out.price(row, infrastructure, terms_.fixed_labour, terms_.divisor)) return RowError::amount_too_large;
    out.buy_size(row, table_.lookups().vcpu_milli[priced.size], table_.lookups().memory_mib[priced.size]);
    return RowError::none;
  }

  const FargateTable& table_;
  FargateTerms terms_;
  std::unique_ptr<DeploymentCosts> estimated_;
};

}  // namespace

std::unique_ptr<DeploymentCosts> fargate_costs_of_rows(const PriceBook& book, const FargateTable& table,
                                                       const Deployment& deployment, const EstimateOptions& options,
                                                       const CompareBatchOptions& batch) {
  Rational address_hour;
  if (batch.egress == Egress::public_subnets) {
    address_hour = book.price(public_address_key, options.region).unit_price().money.amount();
  }
  const Rational labour = fixed_labour(book, options, deployment, batch.share);
  std::int64_t price_second_unit = 0;
  if (__builtin_mul_overflow(table.scale(), std::int64_t{3600}, &price_second_unit)) return nullptr;
  WholeScale scale(price_second_unit);
  if (!scale.include(labour)) return nullptr;
  const auto address_units = WholeScale(table.scale()).units(address_hour);
  const auto labour_units = scale.units(labour);
  if (!address_units || !labour_units) return nullptr;
  const std::int64_t divisor = scale.factor() / amounts_per_unit;
  const auto fixed = split(*labour_units, divisor);
  const FargateTerms terms{scale.factor() / price_second_unit, divisor, *address_units, *fixed};
  return std::make_unique<FargateCosts>(table, terms, estimated_costs_of_rows(book, deployment, options, batch));
}

}  // namespace container_tco
