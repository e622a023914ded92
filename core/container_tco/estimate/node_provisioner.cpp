#include "container_tco/estimate/node_provisioner.hpp"

#include "container_tco/error.hpp"

namespace container_tco {

std::string to_string(NodeProvisioner provisioner) {
  switch (provisioner) {
    case NodeProvisioner::managed_node_group:
      return "managed_node_group";
    case NodeProvisioner::self_managed:
      return "self_managed";
    case NodeProvisioner::karpenter:
      return "karpenter";
  }
  throw InternalError("a node provisioner without a name");
}

NodeProvisioner parse_node_provisioner(std::string_view text) {
  for (const NodeProvisioner known :
       {NodeProvisioner::managed_node_group, NodeProvisioner::self_managed, NodeProvisioner::karpenter}) {
    if (text == to_string(known)) return known;
  }
  throw InvalidInputError("node_provisioner", std::string(text), "managed_node_group, self_managed or karpenter");
}

}  // namespace container_tco
