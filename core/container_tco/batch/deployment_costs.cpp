#include "container_tco/batch/deployment_costs.hpp"

#include <limits>
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

void BlockColumns::open(DeploymentColumns& out, std::size_t first) {
  errors_ = out.errors.data() + first;
  infrastructure_ = out.infrastructure.data() + first;
  labour_ = out.labour.data() + first;
  amounts_ = out.totals.data() + first;
  vcpu_milli_ = out.vcpu_milli.data() + first;
  memory_mib_ = out.memory_mib.data() + first;
  instance_types_ = out.instance_types.data() + first;
  instances_ = out.instances.data() + first;
  rationals_.clear();
}

void BlockColumns::price(std::size_t row, std::shared_ptr<const RationalCosts> costs, const BoughtCapacity& bought) {
  const auto infrastructure = amount_of(costs->infrastructure);
  const auto labour = amount_of(costs->labour);
  const auto total = amount_of(costs->total());
  if (!infrastructure || !labour || !total) return refuse(row, RowError::amount_too_large);
  rationals_.resize(wholes_.size());
  rationals_[row] = std::move(costs);
  write(row, RowError::none, *infrastructure, *labour, *total);
  write(row, bought);
}

Rational BlockColumns::exact_total(std::size_t row) const {
  if (is_rational(row)) return rationals_[row]->total();
  const SplitAmount total = split_total(row);
  return (Rational(total.whole) + Rational(total.rest) / Rational(divisors_[row])) / Rational(amounts_per_unit);
}

std::optional<std::int64_t> amount_of(const Rational& exact) {
  const Rational scaled = exact.rounded(amount_digits, Rounding::half_even) * Rational(amounts_per_unit);
  if (scaled > Rational(std::numeric_limits<std::int64_t>::max())) return std::nullopt;
  return scaled.floor();
}

std::unique_ptr<DeploymentCosts> failing_costs(RowError error) { return std::make_unique<FailingCosts>(error); }

}  // namespace container_tco
