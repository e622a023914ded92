#pragma once
// Capacity providers of ECS (rules S21, S22, J6, J7): what they are, and the strategies that name them.

#include <map>
#include <string>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// What a capacity provider document says about a provider.
struct EcsCapacityProvider {
  std::string name;
  std::string file;
  CapacityKind kind = CapacityKind::auto_scaling_group;
  bool is_spot = false;
  std::optional<std::int64_t> target_capacity_percent;
};

/// Providers by name. FARGATE and FARGATE_SPOT need no document.
using EcsCapacityProviders = std::map<std::string, EcsCapacityProvider>;

/// Reads an item of `describe-capacity-providers` output, or the input of create-capacity-provider.
EcsCapacityProvider read_ecs_capacity_provider(const JsonCursor& document);

/// A strategy, and the names in it that no document explains: they are taken for Auto Scaling groups.
struct EcsCapacityStrategy {
  std::vector<CapacityShare> shares;
  std::vector<std::string> unknown_providers;
};

/// Reads the strategy `member` of a service or cluster; empty when it is absent. Throws ParseError at the strategy when
/// it breaks a rule of validate_strategy.
EcsCapacityStrategy read_ecs_capacity_strategy(const JsonCursor& owner, std::string_view member,
                                               const EcsCapacityProviders& providers);

}  // namespace container_tco
