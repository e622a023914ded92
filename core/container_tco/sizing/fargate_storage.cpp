#include "container_tco/sizing/fargate_storage.hpp"

#include <algorithm>
#include <string>

#include "container_tco/error.hpp"
#include "container_tco/sizing/fargate_rules.hpp"

namespace container_tco {

FargateStorage fargate_storage(const std::optional<Bytes>& request, ControlPlane control_plane) {
  const std::int64_t included = fargate_rules().included_storage_gib;
  if (!request) return {Bytes::from_gib(included), Bytes()};
  const FargateStorageRule& rule = fargate_rules().storage_rule(control_plane);
  const std::int64_t wanted = request->gib().ceil();
  if (wanted > rule.maximum_request_gib) {
    throw InfeasibleError(
        "a Fargate task with " + std::to_string(wanted) + " GiB of ephemeral storage",
        {"the platform gives " + std::to_string(rule.maximum_request_gib) + " GiB at the most (" + rule.source + ")"});
  }
  const Rational with_overhead = request->gib() * (Rational(1) + rule.overhead_fraction) + rule.overhead_gib;
  const std::int64_t provisioned = std::max(included, with_overhead.ceil());
  return {Bytes::from_gib(provisioned), Bytes::from_gib(provisioned - included)};
}

}  // namespace container_tco
