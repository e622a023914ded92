#pragma once
// ecs-ec2 of a row: the cheapest single type by a table of types, costed in whole numbers. Inside of the stage.

#include <memory>

#include "container_tco/batch/compare_options.hpp"
#include "container_tco/batch/deployment_costs.hpp"

namespace container_tco {

/// `options` are those of the rows, `workload` is any row of them. Nothing when 63 bits do not hold the prices exactly.
/// Throws PriceNotFoundError, what labour throws, and InvalidInputError for a filter that names unknown types.
std::unique_ptr<DeploymentCosts> host_costs_of_rows(const PriceBook& book, const Workload& workload,
                                                    const Deployment& deployment, const EstimateOptions& options,
                                                    const CompareBatchOptions& batch);

}  // namespace container_tco
