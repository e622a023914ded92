#pragma once
// Who makes and replaces the nodes of an EKS cluster that the team runs (rules M7, M9).

#include <string>
#include <string_view>

namespace container_tco {

/// Each without a fee. Karpenter runs as pods on capacity that it does not manage, which is priced on Fargate.
enum class NodeProvisioner { managed_node_group, self_managed, karpenter };
std::string to_string(NodeProvisioner provisioner);
NodeProvisioner parse_node_provisioner(std::string_view text);  ///< Throws InvalidInputError.

}  // namespace container_tco
