#pragma once
// The ways to run a whole workload that the library prices.

#include <string>
#include <string_view>
#include <vector>

namespace container_tco {

enum class ControlPlane { ecs, eks };
enum class DataPlane { ec2, fargate };

/// A control plane and a data plane, on demand. Printed as "ecs-fargate", "ecs-ec2", "eks-fargate", "eks-ec2".
struct Deployment {
  ControlPlane control_plane = ControlPlane::ecs;
  DataPlane data_plane = DataPlane::fargate;

  std::string name() const;
  bool uses_hosts() const { return data_plane == DataPlane::ec2; }
  /// Throws InvalidInputError that lists the names.
  static Deployment parse(std::string_view name);
  /// Every deployment, in the order of the names.
  static std::vector<Deployment> all();
  friend bool operator==(const Deployment&, const Deployment&) = default;
};

}  // namespace container_tco
