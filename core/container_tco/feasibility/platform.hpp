#pragma once
// The columns of the rule table.

#include <array>
#include <string_view>

#include "container_tco/workload/deployment.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// Where a task runs, as the rules tell places apart.
enum class Platform { fargate_linux, fargate_windows, eks_fargate, ecs_ec2_linux, ecs_ec2_windows, eks_ec2 };

/// Names of the platforms in rules.json, in the order of the enumerators.
inline constexpr std::array<std::string_view, 6> platform_names = {"fargate_linux", "fargate_windows", "eks_fargate",
                                                                   "ecs_ec2_linux", "ecs_ec2_windows", "eks_ec2"};

/// The column that speaks for `task` under `deployment`.
Platform platform_of(const Task& task, const Deployment& deployment);

}  // namespace container_tco
