#include "container_tco/estimate/standby_hosts.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "container_tco/costing/wording.hpp"

namespace container_tco {
namespace {

bool has_minimum(const HostPlanOptions& options) {
  if (options.min_hosts > 0 || options.min_hosts_per_zone > 0) return true;
  for (const NodeGroup& group : options.groups) {
    if (group.min_hosts > 0) return true;
  }
  return false;
}

// A plan does not say of each empty host which of the demands it is there for: all that may be are named.
std::string reasons_for(const Estimate& estimate, const HostPlanOptions& options) {
  std::vector<std::string> reasons;
  if (options.survive_host_loss) reasons.emplace_back("the loss of any one host (N+1)");
  if (estimate.deployment.data_plane == DataPlane::by_strategy) {
    reasons.emplace_back("the target capacity of its capacity provider");
  } else if (estimate.deployment.may_hold_target_capacity() && options.target_capacity_percent < 100) {
    reasons.push_back("a target capacity of " + std::to_string(options.target_capacity_percent) + " %");
  }
  if (has_minimum(options)) reasons.emplace_back("the least number of hosts");
  if (!options.kept_hosts.empty()) reasons.emplace_back("hosts that are kept");
  std::string text;
  for (const std::string& reason : reasons) text += (text.empty() ? ": " : ", ") + reason;
  return text;
}

}  // namespace

void note_standby_hosts(Ledger& ledger, const Estimate& estimate, const HostPlanOptions& options) {
  std::map<std::string, std::int64_t> standby;  // By fleet, or pool without one.
  for (const HostPool& pool : estimate.pools) {
    if (pool.plan && pool.plan->standby_hosts > 0) {
      standby[pool.fleet.empty() ? "pool " + pool.name : "fleet " + pool.fleet] += pool.plan->standby_hosts;
    }
  }
  for (const auto& [whose, hosts] : standby) {
    ledger.assume("standby_hosts/" + whose.substr(whose.find(' ') + 1),
                  exact_count(hosts, "host") + " of " + whose + (hosts == 1 ? " holds" : " hold") + " no tasks and " +
                      (hosts == 1 ? "is" : "are") + " paid for all the time" + reasons_for(estimate, options),
                  options.survive_host_loss ? "user; S19" : "S19, S20");
  }
}

}  // namespace container_tco
