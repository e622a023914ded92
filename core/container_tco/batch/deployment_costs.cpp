#include "container_tco/batch/deployment_costs.hpp"

#include <algorithm>
#include <utility>

namespace container_tco {
namespace {

class FailingCosts : public DeploymentCosts {
 public:
  explicit FailingCosts(RowError error) : error_(error) {}
  void price(const BatchColumns&, std::span<const std::uint16_t> rows, BlockColumns& out) const override {
    for (const std::uint16_t row : rows) out.refuse(row, error_);
  }

 private:
  RowError error_;
};

}  // namespace

// All columns at once and in order: rows come in any order, and few of them lack a cost.
void BlockColumns::open(DeploymentColumns& out, std::size_t first, std::size_t rows) {
  const auto opened = [&](auto& column, auto value) {
    auto* begin = column.data() + first;
    std::fill_n(begin, rows, value);
    return begin;
  };
  errors_ = opened(out.errors, std::uint8_t{0});
  infrastructure_ = opened(out.infrastructure, no_amount);
  labour_ = opened(out.labour, no_amount);
  amounts_ = opened(out.totals, no_amount);
  vcpu_milli_ = opened(out.vcpu_milli, 0);
  memory_mib_ = opened(out.memory_mib, 0);
  instance_types_ = opened(out.instance_types, no_type);
  instances_ = opened(out.instances, 0);
  first_ = first;
  rationals_.clear();
}

RowError BlockColumns::price(std::size_t row, std::shared_ptr<const RationalCosts> costs) {
  const auto infrastructure = amount_of(costs->infrastructure);
  const auto labour = amount_of(costs->labour);
  const auto total = amount_of(costs->total());
  if (!infrastructure || !labour || !total) return RowError::amount_too_large;
  rationals_.resize(wholes_.size());
  rationals_[row] = std::move(costs);
  const std::size_t at = first_ + row;
  write(row, narrow(*infrastructure, at, wide_infrastructure_), narrow(*labour, at, wide_labour_),
        narrow(*total, at, wide_totals_));
  return RowError::none;
}

void BlockColumns::give_wide_amounts(DeploymentColumns& out) {
  out.infrastructure.add(wide_infrastructure_);
  out.labour.add(wide_labour_);
  out.totals.add(wide_totals_);
}

Rational BlockColumns::exact_total(std::size_t row) const {
  if (is_rational(row)) return rationals_[row]->total();
  const SplitAmount total = split_total(row);
  return exact_amount(total, divisors_[row]);
}

Rational exact_amount(const SplitAmount& amount, std::int64_t divisor) {
  return (Rational(amount.whole) + Rational(amount.rest) / Rational(divisor)) / Rational(amounts_per_unit);
}

std::unique_ptr<DeploymentCosts> failing_costs(RowError error) { return std::make_unique<FailingCosts>(error); }

}  // namespace container_tco
