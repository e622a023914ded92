#pragma once
// A workload as tasks to be bought on Fargate.

#include <vector>

#include "container_tco/costing/fargate_costs.hpp"
#include "container_tco/estimate/options.hpp"

namespace container_tco {

/// Every service as Fargate tasks, daemons as sidecars of those beside which they would run on hosts (rule K16),
/// cluster add-ons as pods (K17). A task that is built for several architectures takes the cheapest. Throws
/// InfeasibleError when no size holds a task, PriceNotFoundError when a rate is missing.
std::vector<FargatePurchase> plan_fargate(Ledger& ledger, const Workload& workload, const Deployment& deployment,
                                          const HostPlanOptions& options);

/// What a cluster with nodes runs on Fargate all the same: nothing, or Karpenter.
std::vector<FargatePurchase> plan_fargate_beside_nodes(Ledger& ledger, const Workload& workload,
                                                       const Deployment& deployment, const HostPlanOptions& options);

/// GB of images that a task of `service` pulls when it starts, with those of daemons that ride along; unknown sizes are
/// 0.
Rational image_gb_per_start(const Workload& workload, const Service& service);

/// GB of image pulls in the period: every task that starts pulls its images (rule F27).
struct ImagePulls {
  Rational gb;
  std::string derivation;
};
ImagePulls fargate_image_pulls(Ledger& ledger, const Workload& workload);

/// Whether each task of it has one on Fargate: as it says, else as its subnets do.
bool has_public_address(const Service& service, const Workload& workload);
/// Hours of public addresses, one for each task that has one.
Rational fargate_address_hours(const Workload& workload, const std::vector<FargatePurchase>& purchases);

}  // namespace container_tco
