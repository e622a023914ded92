#include "container_tco/estimate/host_limits.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "container_tco/costing/wording.hpp"

namespace container_tco {
namespace {

struct ExceededLimit {
  std::string whose;  // "fleet linux", "node group web"
  std::int64_t planned = 0;
  std::int64_t extra = 0;
  std::int64_t limit = 0;

  std::string hosts_text() const {
    return "the " + exact_count(planned, "host") + " of " + whose + " and " + exact_count(extra, "host") + " more";
  }
  std::string limit_text() const { return "its limit of " + exact_count(limit, "host") + " (max_hosts)"; }
};

template <typename Belongs>
ExceededLimit hosts_of(const Estimate& estimate, const ExtraHosts& extra, Belongs belongs) {
  ExceededLimit sums;
  for (std::size_t i = 0; i < estimate.pools.size(); ++i) {
    if (!belongs(estimate.pools[i])) continue;
    sums.planned += estimate.pools[i].hosts;
    const auto found = extra.find(i);
    if (found != extra.end()) sums.extra += found->second;
  }
  return sums;
}

// Kept hosts may stand beyond a limit by themselves: only what is added counts against it.
void add_if_exceeded(std::vector<ExceededLimit>& exceeded, ExceededLimit sums, std::string whose, std::int64_t limit) {
  if (sums.extra == 0 || sums.planned + sums.extra <= limit) return;
  sums.whose = std::move(whose);
  sums.limit = limit;
  exceeded.push_back(std::move(sums));
}

std::vector<ExceededLimit> exceeded_limits(const Estimate& estimate, const ExtraHosts& extra) {
  const HostPlanOptions& options = estimate.options.hosts;
  std::vector<ExceededLimit> exceeded;
  std::set<std::string> fleets;
  for (const HostPool& pool : estimate.pools) fleets.insert(pool.fleet);
  for (const std::string& fleet : fleets) {
    if (!options.max_hosts || fleet.empty()) continue;
    const auto belongs = [&](const HostPool& pool) { return pool.fleet == fleet; };
    add_if_exceeded(exceeded, hosts_of(estimate, extra, belongs), "fleet " + fleet, *options.max_hosts);
  }
  for (const NodeGroup& group : options.groups) {
    if (!group.max_hosts) continue;
    // "linux/x86_64/web/m7i.large"
    const auto belongs = [&](const HostPool& pool) {
      return pool.operating_system == group.operating_system &&
             pool.name.find("/" + group.name + "/" + pool.instance_type) != std::string::npos;
    };
    add_if_exceeded(exceeded, hosts_of(estimate, extra, belongs), "node group " + group.name, *group.max_hosts);
  }
  return exceeded;
}

}  // namespace

void warn_beyond_limits(Ledger& ledger, const Estimate& estimate, const std::vector<ExtraHosts>& occasions,
                        const std::string& when) {
  std::map<std::string, ExceededLimit> most;
  for (const ExtraHosts& extra : occasions) {
    for (const ExceededLimit& limit : exceeded_limits(estimate, extra)) {
      const auto [known, is_new] = most.try_emplace(limit.whose, limit);
      if (!is_new && known->second.extra < limit.extra) known->second = limit;
    }
  }
  for (const auto& [whose, limit] : most) {
    ledger.warnings.push_back(when + " " + limit.hosts_text() + " exceed " + limit.limit_text() +
                              ": the limit holds for what runs all the time only");
  }
}

void refuse_beyond_limits(Estimate& estimate, const ExtraHosts& extra) {
  for (const ExceededLimit& limit : exceeded_limits(estimate, extra)) {
    estimate.feasibility.findings.push_back(
        {.verdict = Verdict::impossible,
         .service = "",
         .rule = "S20",
         .feature = "max_hosts",
         .value = std::to_string(limit.limit),
         .json_path = "",
         .reason = limit.hosts_text() + " that stand ready for rollouts exceed " + limit.limit_text(),
         .remedy = "Raise max_hosts, or let rollouts add hosts for a while (temporary) or wait for room (none)",
         .source = "user"});
  }
}

}  // namespace container_tco
