#pragma once
// How many block volumes of tasks a host can attach.

#include <cstdint>
#include <string>

#include "container_tco/pricebook/instance_type.hpp"
#include "container_tco/sizing/host_capacity.hpp"

namespace container_tco {

/// EBS volumes that tasks may attach to a host of `type`: its limit without the volumes of the host itself, which are
/// one, or two on hosts that AWS looks after (rules M4, M10). Where volumes share the limit with network interfaces,
/// those beyond the first are taken off as well: the trunk on ECS with trunking, else as many as the type may have. For
/// types with local disks whose figure is not in the table the least of such types counts. Never below zero. `setup` is
/// that of the host itself, whoever looks after it.
std::int64_t volumes_for_tasks(const InstanceType& type, ControlPlane control_plane, const HostOptions& setup,
                               HostOperator host_operator);

/// Where the figures come from.
std::string volume_limits_source();

}  // namespace container_tco
