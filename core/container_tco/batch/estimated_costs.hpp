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

/// For a row that tables could not cost: an amount that they cannot hold is `estimated`, any other error refuses it.
void estimate_or_refuse(RowError error, const DeploymentCosts& estimated, const BatchColumns& columns,
                        const std::uint16_t& row, BlockColumns& out);

}  // namespace container_tco
