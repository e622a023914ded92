#include "container_tco/batch/deployment_costs.hpp"

namespace container_tco {
namespace {

class FailingCosts : public DeploymentCosts {
 public:
  explicit FailingCosts(RowError error) : error_(error) {}
  RowCosts costs(const BatchColumns&, std::size_t) const override { return {error_}; }

 private:
  RowError error_;
};

}  // namespace

Rational RowCosts::exact_total() const {
  if (rationals) return rationals->infrastructure + rationals->labour;
  return to_rational(infrastructure + labour) / Rational(unit);
}

std::unique_ptr<DeploymentCosts> failing_costs(RowError error) { return std::make_unique<FailingCosts>(error); }

}  // namespace container_tco
