#pragma once
// Ephemeral storage of a Fargate task (rules F7, F10, K12).

#include <optional>

#include "container_tco/quantity/resources.hpp"
#include "container_tco/workload/deployment.hpp"

namespace container_tco {

struct FargateStorage {
  Bytes provisioned;
  Bytes billed;  ///< Above what comes with every task.
};

/// What is provisioned for `request` (nothing: the platform's default), in whole GiB.
/// Throws InfeasibleError when the platform does not sell that much.
FargateStorage fargate_storage(const std::optional<Bytes>& request, ControlPlane control_plane);

}  // namespace container_tco
