#include "container_tco/batch/deployment_costs.hpp"

#include <limits>

namespace container_tco {
namespace {

class FailingCosts : public DeploymentCosts {
 public:
  explicit FailingCosts(RowError error) : error_(error) {}
  void price(const BatchColumns&, std::span<const PlacedRow> rows, std::span<RowCosts> costs) const override {
    for (const PlacedRow& each : rows) costs[each.place].error = error_;
  }

 private:
  RowError error_;
};

}  // namespace

Rational RowCosts::exact_total() const {
  if (rationals) return rationals->infrastructure + rationals->labour;
  const Rational rests = Rational(infrastructure.rest) + Rational(labour.rest);
  const Rational wholes = Rational(infrastructure.whole) + Rational(labour.whole);
  return (wholes + rests / Rational(divisor)) / Rational(amounts_per_unit);
}

std::optional<std::int64_t> amount_of(const Rational& exact) {
  const Rational scaled = exact.rounded(amount_digits, Rounding::half_even) * Rational(amounts_per_unit);
  if (scaled > Rational(std::numeric_limits<std::int64_t>::max())) return std::nullopt;
  return scaled.floor();
}

std::unique_ptr<DeploymentCosts> failing_costs(RowError error) { return std::make_unique<FailingCosts>(error); }

}  // namespace container_tco
