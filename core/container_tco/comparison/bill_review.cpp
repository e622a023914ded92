#include "container_tco/comparison/bill_review.hpp"

#include <utility>

namespace container_tco {

BillReview review_bill(const Workload& workload, const Deployment& deployment, const PriceBook& book,
                       const EstimateOptions& options, const VariantOptions& variants) {
  HostCatalogue catalogue;
  Estimate now = estimate(workload, deployment, book, options, catalogue);
  Waste waste = waste_of(now);
  std::vector<MarginalCost> costs = marginal_costs(workload, book, now, catalogue);
  std::vector<CheaperVariant> cheaper = cheaper_variants(workload, book, now, catalogue, variants);
  return {std::move(now), std::move(waste), std::move(costs), std::move(cheaper)};
}

}  // namespace container_tco
