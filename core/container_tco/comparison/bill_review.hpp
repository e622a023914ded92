#pragma once
// One deployment looked at for what could cost less.

#include <vector>

#include "container_tco/comparison/cheaper_variants.hpp"
#include "container_tco/comparison/marginal_cost.hpp"
#include "container_tco/estimate/waste.hpp"

namespace container_tco {

struct BillReview {
  Estimate estimate;
  Waste waste;
  std::vector<MarginalCost> marginal_costs;
  std::vector<CheaperVariant> cheaper_variants;
};

/// Throws InvalidInputError unless the deployment has a complete estimate, and what `estimate` throws.
BillReview review_bill(const Workload& workload, const Deployment& deployment, const PriceBook& book,
                       const EstimateOptions& options, const VariantOptions& variants = {});

}  // namespace container_tco
