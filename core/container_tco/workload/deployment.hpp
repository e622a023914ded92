#pragma once
// The ways to run a whole workload that the library prices.

#include <string>
#include <string_view>
#include <vector>

namespace container_tco {

enum class ControlPlane { ecs, eks };
/// `by_strategy`: every service as its capacity provider strategy says (rule S21); ECS only.
enum class DataPlane { ec2, fargate, by_strategy };
/// Who patches and replaces the hosts: the team, or AWS (ECS Managed Instances, EKS Auto Mode; rules M2 to M6).
enum class HostOperator { team, aws };
/// Spot capacity costs less and may be taken back with two minutes' notice.
enum class Purchase { on_demand, spot };

/// One way to run a whole workload. Printed as "ecs-ec2", "ecs-managed-instances", "eks-ec2-spot", …
struct Deployment {
  ControlPlane control_plane = ControlPlane::ecs;
  DataPlane data_plane = DataPlane::fargate;
  HostOperator host_operator = HostOperator::team;
  Purchase purchase = Purchase::on_demand;

  /// Throws InvalidInputError for a combination that is not on sale, such as EKS on Fargate Spot.
  std::string name() const;
  bool uses_hosts() const { return data_plane == DataPlane::ec2; }
  /// Hosts that AWS looks after.
  bool has_managed_hosts() const { return uses_hosts() && host_operator == HostOperator::aws; }
  bool is_spot() const { return purchase == Purchase::spot; }
  /// Whether its hosts may stand behind capacity providers of Auto Scaling groups, whose managed scaling holds a target
  /// capacity (rules S18 to S20). EKS and hosts that AWS looks after have none.
  bool may_hold_target_capacity() const {
    return uses_hosts() && host_operator == HostOperator::team && control_plane == ControlPlane::ecs;
  }
  /// Throws InvalidInputError that lists the names.
  static Deployment parse(std::string_view name);
  /// Every deployment, in the order of the names.
  static std::vector<Deployment> all();
  /// Those on which AWS takes no capacity back, and that need nothing besides the workload: what `compare` prices
  /// unless it is told otherwise.
  static std::vector<Deployment> uninterrupted();
  friend bool operator==(const Deployment&, const Deployment&) = default;
};

}  // namespace container_tco
