#pragma once
// Hosts that AWS looks after: ECS Managed Instances (rule M4) and EKS Auto Mode (rule M6). Table: managed_hosts.json.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/pricebook/instance_type.hpp"
#include "container_tco/workload/deployment.hpp"

namespace container_tco {

struct ManagedHosts {
  ControlPlane control_plane = ControlPlane::ecs;
  std::string name;              ///< "EKS Auto Mode"
  std::string rule;              ///< "M6"
  std::string absent_prefix;     ///< Regions whose codes begin so have none; empty: all have.
  std::string absent_regions;    ///< Their name.
  std::int64_t fewest_vcpu = 1;  ///< Of the instance types that it takes.
  std::vector<std::string> excluded_sizes;
  std::vector<std::string> families;  ///< That it takes, and no others.
  std::string families_source;
  std::optional<std::int64_t> most_pods;  ///< Of one node, whatever its addresses allow.
  std::int64_t volume_gib = 0;            ///< Of the data volume, unless the user chooses another size …
  std::int64_t least_volume_gib = 0;      ///< … within these bounds.
  std::int64_t most_volume_gib = 0;
  std::string volume_source;
  /// A host is drained from this day of its life on, and replaced by the second: its tasks move at least so often.
  std::int64_t drained_after_days = 0;
  std::int64_t replaced_after_days = 0;
  std::string lifetime_source;
  std::string fee_rule;
  std::string spot_rule;
  std::string spot_since;  ///< ISO date of the day from which on its hosts may be bought as Spot.
  std::string spot_source;
  std::string source;
  /// What the pools that come with it take; empty when every type is offered without more ado.
  std::vector<std::string> built_in_series;
  std::int64_t built_in_generation = 0;
  bool built_in_spot = true;  ///< Whether these pools may be of Spot hosts.
};

/// Those of ECS (Managed Instances) or of EKS (Auto Mode).
const ManagedHosts& managed_hosts(ControlPlane control_plane);

/// Whether the operator takes hosts of `type` at all.
bool may_be_managed(const InstanceType& type, ControlPlane control_plane);

/// Whether the pools that come with EKS Auto Mode hold `type`; others take a NodePool of the team. True on ECS.
bool is_in_built_in_pools(const InstanceType& type, ControlPlane control_plane);

}  // namespace container_tco
