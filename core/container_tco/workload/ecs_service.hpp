#pragma once
// One ECS service and one cluster (rules J4–J6): which task definition runs, how often, and with what around it.

#include <optional>
#include <string>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/ecs_placement.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

struct EcsService {
  std::string name;     ///< Empty when the document does not say.
  std::string arn;      ///< Empty when the document does not say.
  std::string cluster;  ///< Its name; empty when the document does not say.
  std::optional<JsonCursor> task_definition;
  std::optional<std::int64_t> desired_count;
  bool is_active = true;  ///< Not INACTIVE or DRAINING.
  bool is_daemon = false;
  EcsConstraints constraints;
  PlacementStrategy placement = PlacementStrategy::spread_zones;
  Rollout rollout;
  bool load_balanced = false;
  std::int64_t attached_ebs_volumes = 0;  ///< For each task.
  bool names_capacity = false;            ///< A launch type or a capacity provider strategy (rule S22).
  std::optional<bool> assign_public_ip;
  std::vector<HostDemand> host_demands;
};

/// The default strategy applies to the services that name no capacity of their own.
struct EcsCluster {
  std::string name;
  JsonCursor document;
  std::vector<HostDemand> default_capacity_demands;
  std::vector<CapacityShare> default_capacity;  ///< Set when all providers are known.
};

/// Reads an item of `describe-services` output, or the input of create-service or update-service.
EcsService read_ecs_service(const JsonCursor& service);

/// Reads an item of `describe-clusters` output.
EcsCluster read_ecs_cluster(const JsonCursor& cluster);

}  // namespace container_tco
