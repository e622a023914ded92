#include "container_tco/feasibility/platform.hpp"

namespace container_tco {

Platform platform_of(const Task& task, const Deployment& deployment) {
  if (deployment.has_managed_hosts()) {
    return deployment.control_plane == ControlPlane::ecs ? Platform::ecs_managed_instances : Platform::eks_auto_mode;
  }
  if (deployment.control_plane == ControlPlane::eks) {
    return deployment.uses_hosts() ? Platform::eks_ec2 : Platform::eks_fargate;
  }
  const bool is_windows = task.operating_system == OperatingSystem::windows_os;
  if (deployment.uses_hosts()) return is_windows ? Platform::ecs_ec2_windows : Platform::ecs_ec2_linux;
  if (deployment.is_spot()) return Platform::fargate_spot;
  return is_windows ? Platform::fargate_windows : Platform::fargate_linux;
}

}  // namespace container_tco
