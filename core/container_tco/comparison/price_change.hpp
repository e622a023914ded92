#pragma once
// What did the price change cost? One deployment of one workload under two price books: what the new prices do to the
// old plan, and what choosing another plan does on top. Exact: the effects of all lines add up to the difference.

#include <optional>
#include <string>
#include <vector>

#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// One cost component under both books. Tiers of one charge are one line here. An absent amount means that there is no
/// such line, and counts as zero.
struct PriceChangeLine {
  std::string id;  ///< "compute/web/vcpu"
  CostCategory category = CostCategory::compute;
  std::string description;  ///< That of before, unless the line is new.
  std::string price_key;
  std::optional<Money> before;    ///< The old plan at the old prices.
  std::optional<Money> repriced;  ///< The old plan at the new prices.
  std::optional<Money> after;     ///< The new plan at the new prices.
  Money price_effect;             ///< repriced − before
  Money plan_effect;              ///< after − repriced
};

struct PriceChange {
  Estimate before;
  Estimate after;
  std::vector<PriceChangeLine> lines;  ///< In the order of `before`, then the new ones in that of `after`.
  Money total_before;
  Money total_after;
  Money price_effect;  ///< Of all lines. total_after − total_before = price_effect + plan_effect.
  Money plan_effect;
  std::vector<std::string> plan_changes;  ///< "linux/x86_64: 3 m5.large → 4 m6a.large"; empty when the plan stays.

  Money difference() const { return total_after - total_before; }
};

/// Throws what `estimate` throws; InfeasibleError when the deployment is impossible or its price incomplete under one
/// of the books; PriceNotFoundError when `after` lacks a price of the old plan; CurrencyMismatchError when the books
/// price the region in different currencies.
PriceChange price_change(const Workload& workload, const Deployment& deployment, const PriceBook& before,
                         const PriceBook& after, const EstimateOptions& options);

}  // namespace container_tco
