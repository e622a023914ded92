#include "container_tco/batch/fargate_costs_of_row.hpp"

#include "container_tco/batch/fargate_row.hpp"
#include "container_tco/batch/labour_shares.hpp"
#include "container_tco/batch/whole_scale.hpp"

namespace container_tco {
namespace {

struct FargateTerms {
  std::int64_t unit = 0;                    // Of amounts.
  std::int64_t units_per_price_second = 0;  // Of amounts, in one price unit × second.
  std::int64_t address_hour = 0;            // In price units; 0 for tasks without public addresses.
  std::int64_t fixed_labour = 0;
};

class FargateCosts : public DeploymentCosts {
 public:
  FargateCosts(const FargateTable& table, const FargateTerms& terms) : table_(table), terms_(terms) {}

  RowCosts costs(const BatchColumns& columns, std::size_t row) const override {
    const FargateRow priced = fargate_row(table_, columns, row);
    if (priced.error != RowError::none) return {priced.error};
    const auto used = price_seconds(columns, row, priced.task_hour_price + terms_.address_hour);
    const auto cost = used ? product(*used, terms_.units_per_price_second) : std::nullopt;
    if (!cost) return {RowError::amount_too_large};
    RowCosts result;
    result.infrastructure = *cost;
    result.labour = terms_.fixed_labour;
    result.unit = terms_.unit;
    result.vcpu_milli = table_.lookups().vcpu_milli[priced.size];
    result.memory_mib = table_.lookups().memory_mib[priced.size];
    return result;
  }

 private:
  const FargateTable& table_;
  FargateTerms terms_;
};

}  // namespace

std::unique_ptr<DeploymentCosts> fargate_costs_of_rows(const PriceBook& book, const FargateTable& table,
                                                       const Deployment& deployment, const EstimateOptions& options,
                                                       const CompareBatchOptions& batch) {
  Rational address_hour;
  if (batch.egress == Egress::public_subnets) {
    address_hour = book.price("vpc/public_ipv4/in_use", options.region).unit_price().money.amount();
  }
  const Rational labour = fixed_labour(book, options, deployment, batch.share);
  std::int64_t price_second_unit = 0;
  if (__builtin_mul_overflow(table.scale(), std::int64_t{3600}, &price_second_unit)) return nullptr;
  WholeScale scale(price_second_unit);
  if (!scale.include(labour)) return nullptr;
  const auto address_units = WholeScale(table.scale()).units(address_hour);
  const auto labour_units = scale.units(labour);
  if (!address_units || !labour_units) return nullptr;
  return std::make_unique<FargateCosts>(
      table, FargateTerms{scale.factor(), scale.factor() / price_second_unit, *address_units, *labour_units});
}

}  // namespace container_tco
