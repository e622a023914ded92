#pragma once
// The columns of the rule table.

#include <array>
#include <cstddef>
#include <string_view>

#include "container_tco/workload/deployment.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// Where a task runs, as the rules tell places apart.
enum class Platform {
  fargate_linux,
  fargate_windows,
  eks_fargate,
  ecs_ec2_linux,
  ecs_ec2_windows,
  eks_ec2,
  fargate_spot,
  ecs_managed_instances,
  eks_auto_mode
};

/// Names in rules.json of the platforms on which every rule says something, in the order of the enumerators.
inline constexpr std::array<std::string_view, 6> platform_names = {"fargate_linux", "fargate_windows", "eks_fargate",
                                                                   "ecs_ec2_linux", "ecs_ec2_windows", "eks_ec2"};

/// A platform that keeps the rules of another wherever rules.json says nothing else.
struct DerivedPlatform {
  std::string_view name;
  Platform base;
};
/// In the order of the enumerators, after those of `platform_names`. Managed Instances take the task definitions of
/// Fargate and give back some of what it forbids (rule X61).
inline constexpr std::array<DerivedPlatform, 3> derived_platforms = {
    {{"fargate_spot", Platform::fargate_linux},
     {"ecs_managed_instances", Platform::fargate_linux},
     {"eks_auto_mode", Platform::eks_ec2}}};
inline constexpr std::size_t platform_count = platform_names.size() + derived_platforms.size();

/// The column that speaks for `task` under `deployment`.
Platform platform_of(const Task& task, const Deployment& deployment);

}  // namespace container_tco
