#include "container_tco/comparison/bill_review.hpp"

#include <utility>

namespace container_tco {

BillReview review_bill(const Workload& workload, const Deployment& deployment, const PriceBook& book,
                       const EstimateOptions& options, const VariantOptions& variants) {
  Estimate now = estimate(workload, deployment, book, options);
  Waste waste = waste_of(now);
  return {std::move(now), std::move(waste), marginal_costs(workload, deployment, book, options),
          cheaper_variants(workload, deployment, book, options, variants)};
}

}  // namespace container_tco
