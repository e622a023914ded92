#pragma once
// How many block volumes of tasks a host can attach.

#include <cstdint>
#include <string>

#include "container_tco/pricebook/instance_type.hpp"
#include "container_tco/sizing/host_capacity.hpp"

namespace container_tco {

/// EBS volumes that tasks may attach to a host of `type`: its limit without the root volume. Where volumes share the
/// limit with network interfaces, those beyond the first are taken off as well: the trunk on ECS with trunking, else as
/// many as the type may have. For types with local disks whose figure is not in the table the least of such types
/// counts. Never below zero.
std::int64_t volumes_for_tasks(const InstanceType& type, ControlPlane control_plane, const HostOptions& options);

/// Where the figures come from.
std::string volume_limits_source();

}  // namespace container_tco
