#include "container_tco/estimate/options.hpp"

#include <algorithm>

#include "container_tco/error.hpp"

namespace container_tco {

std::string to_string(Provisioning provisioning) {
  return provisioning == Provisioning::mixed ? "mixed" : "single_type";
}

Provisioning parse_provisioning(std::string_view text) {
  for (const Provisioning provisioning : {Provisioning::mixed, Provisioning::single_type}) {
    if (text == to_string(provisioning)) return provisioning;
  }
  throw InvalidInputError("provisioning", std::string(text), "mixed or single_type");
}

bool HostPlanOptions::needs_mixed_fleet() const {
  return !groups.empty() || !kept_hosts.empty() || min_hosts_per_zone > 0 || max_hosts || max_types ||
         headroom_percent > 0 || survive_host_loss;
}

const NodeGroup* find_group(const std::vector<NodeGroup>& groups, const std::string& name) {
  const auto found =
      std::find_if(groups.begin(), groups.end(), [&](const NodeGroup& group) { return group.name == name; });
  return found == groups.end() ? nullptr : &*found;
}

}  // namespace container_tco
