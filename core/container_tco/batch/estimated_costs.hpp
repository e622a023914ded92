#pragma once
// Any deployment of a row by the single estimate, which every different row takes once. Inside of the stage.

#include <memory>

#include "container_tco/batch/compare_options.hpp"
#include "container_tco/batch/deployment_costs.hpp"

namespace container_tco {

/// `book` and `batch` must outlive the result.
std::unique_ptr<DeploymentCosts> estimated_costs_of_rows(const PriceBook& book, const Deployment& deployment,
                                                         const EstimateOptions& options,
                                                         const CompareBatchOptions& batch);

}  // namespace container_tco
