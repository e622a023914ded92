#include "container_tco/estimate/add_ons.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace container_tco {
namespace {

std::vector<ClusterAddOn> beside(const Workload& workload, std::vector<ClusterAddOn> add_ons) {
  std::set<std::string_view> taken;
  for (const Service& service : workload.services) taken.insert(service.name);
  for (ClusterAddOn& add_on : add_ons) {
    while (taken.contains(add_on.name)) add_on.name += " (add-on)";
  }
  return add_ons;
}

}  // namespace

std::vector<ClusterAddOn> node_add_ons(const Workload& workload, const Deployment& deployment,
                                       const HostPlanOptions& options) {
  if (deployment.has_managed_hosts()) return {};
  std::vector<ClusterAddOn> add_ons = cluster_add_ons(deployment.control_plane);
  std::erase_if(add_ons,
                [&](const ClusterAddOn& add_on) { return !add_on.is_daemon && !options.run_cluster_services; });
  return beside(workload, std::move(add_ons));
}

bool wants_linux_host(const Deployment& deployment, const HostPlanOptions& options) {
  const std::vector<ClusterAddOn> add_ons = node_add_ons({}, deployment, options);
  return std::any_of(add_ons.begin(), add_ons.end(), [](const ClusterAddOn& add_on) { return !add_on.is_daemon; });
}

std::vector<ClusterAddOn> fargate_add_ons(const Workload& workload, const Deployment& deployment,
                                          const HostPlanOptions& options) {
  if (deployment.control_plane != ControlPlane::eks) return {};
  if (!deployment.uses_hosts()) {
    std::vector<ClusterAddOn> add_ons = cluster_add_ons(deployment.control_plane);
    std::erase_if(add_ons, [](const ClusterAddOn& add_on) { return !add_on.on_fargate; });
    return beside(workload, std::move(add_ons));
  }
  const bool by_karpenter = !deployment.has_managed_hosts() && options.run_cluster_services &&
                            options.node_provisioner == NodeProvisioner::karpenter;
  if (!by_karpenter) return {};
  return beside(workload, {karpenter_add_on()});
}

}  // namespace container_tco
