#include "container_tco/feasibility/feasibility.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/feasibility/platform.hpp"
#include "container_tco/feasibility/rule_table.hpp"
#include "container_tco/feasibility/service_demands.hpp"

namespace container_tco {
namespace {

using ValuesByFeature = std::map<std::string, std::vector<std::string>>;

ValuesByFeature values_by_feature(const std::vector<HostDemand>& demands) {
  ValuesByFeature values;
  for (const HostDemand& demand : demands) values[demand.feature].push_back(demand.value);
  return values;
}

// A daemon that cannot even be a sidecar has a way out that other tasks do not have.
std::string remedy_for(const Rule& rule, const Service& service, Verdict verdict, const Deployment& deployment) {
  if (!service.is_daemon || deployment.uses_hosts() || verdict != Verdict::impossible) return rule.remedy;
  return "Leave the daemon out on Fargate (usage: daemon_as_sidecar false), or keep hosts.";
}

// A rule that was written for Fargate reads as such: say why it holds here.
std::string reason_for(const Rule& rule, Platform platform) {
  if (platform != Platform::ecs_managed_instances || !rule.inherits(platform)) return rule.reason;
  return "ECS Managed Instances keep this rule of Fargate (X61): " + rule.reason;
}

Finding unknown_feature(const Service& service, const HostDemand& demand) {
  return {Verdict::warning,
          service.name,
          "scope",
          demand.feature,
          demand.value,
          demand.json_path,
          "No rule speaks of this feature.",
          "Judge it by hand.",
          "scope of this library"};
}

void judge_demand(const Service& service, const HostDemand& demand, const ValuesByFeature& values,
                  const Deployment& deployment, std::vector<Finding>& findings) {
  const Platform platform = platform_of(service.task, deployment);
  bool is_known = false;
  for (const Rule& rule : rule_table()) {
    if (rule.feature != demand.feature) continue;
    is_known = true;
    const Verdict verdict = rule.verdict(platform);
    if (verdict == Verdict::ok || !rule.match.fits(demand.value, values.at(demand.feature))) continue;
    findings.push_back({verdict, service.name, rule.id, demand.feature, demand.value, demand.json_path,
                        reason_for(rule, platform), remedy_for(rule, service, verdict, deployment), rule.source});
  }
  if (!is_known) findings.push_back(unknown_feature(service, demand));
}

// "X6" before "X10".
std::tuple<std::string, std::size_t, std::string> natural_key(const std::string& rule_id) {
  const std::size_t digits = std::min(rule_id.find_first_of("0123456789"), rule_id.size());
  return {rule_id.substr(0, digits), rule_id.size(), rule_id};
}

bool comes_before(const Finding& a, const Finding& b) {
  const auto key_a = natural_key(a.rule);
  const auto key_b = natural_key(b.rule);
  return std::tie(key_a, a.json_path, a.feature, a.value) < std::tie(key_b, b.json_path, b.feature, b.value);
}

std::vector<Finding> judge_service(const Service& service, const Workload& workload, const Deployment& deployment) {
  const std::vector<HostDemand> demands = service_demands(service, workload, deployment);
  const ValuesByFeature values = values_by_feature(demands);
  std::vector<Finding> findings;
  for (const HostDemand& demand : demands) judge_demand(service, demand, values, deployment, findings);
  std::stable_sort(findings.begin(), findings.end(), comes_before);
  return findings;
}

}  // namespace

std::string to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::ok:
      return "ok";
    case Verdict::warning:
      return "warning";
    case Verdict::impossible:
      return "impossible";
  }
  throw InternalError("a verdict has a name");
}

Verdict Feasibility::verdict() const {
  Verdict worst = Verdict::ok;
  for (const Finding& finding : findings) worst = std::max(worst, finding.verdict);
  return worst;
}

Feasibility check_feasibility(const Workload& workload, const Deployment& deployment) {
  Feasibility result{deployment.name(), {}};
  for (const Service& service : workload.services) {
    for (Finding& finding : judge_service(service, workload, deployment)) result.findings.push_back(std::move(finding));
  }
  return result;
}

}  // namespace container_tco
