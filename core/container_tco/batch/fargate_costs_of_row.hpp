#pragma once
// ecs-fargate and ecs-fargate-spot of a row, in whole numbers. Inside of the stage.

#include <memory>

#include "container_tco/batch/compare_options.hpp"
#include "container_tco/batch/deployment_costs.hpp"
#include "container_tco/batch/fargate_table.hpp"

namespace container_tco {

/// `options` are those of the rows; `book`, `table` and `batch` must outlive the result. Amounts of more than 63 bits
/// are those of the single estimate. Nothing when 63 bits do not hold the prices exactly. Throws PriceNotFoundError and
/// what labour throws.
std::unique_ptr<DeploymentCosts> fargate_costs_of_rows(const PriceBook& book, const FargateTable& table,
                                                       const Deployment& deployment, const EstimateOptions& options,
                                                       const CompareBatchOptions& batch);

}  // namespace container_tco
