#include "container_tco/comparison/claim.hpp"

#include "container_tco/error.hpp"

namespace container_tco {

std::string to_string(ClaimVerdict verdict) {
  switch (verdict) {
    case ClaimVerdict::holds:
      return "holds";
    case ClaimVerdict::fails:
      return "fails";
    case ClaimVerdict::undecided:
      return "undecided";
  }
  throw InternalError("a claim verdict without a name");
}

std::optional<Money> Claim::difference() const {
  if (!hosts_total || !fargate_total) return std::nullopt;
  return *hosts_total - *fargate_total;
}

std::optional<Money> Claim::difference_without_labour() const {
  if (!hosts_infrastructure || !fargate_infrastructure) return std::nullopt;
  return *hosts_infrastructure - *fargate_infrastructure;
}

namespace detail {
namespace {

void add_reasons(const Estimate& estimate, std::vector<std::string>& reasons) {
  const std::string name = estimate.deployment.name();
  for (const Finding& finding : estimate.feasibility.findings) {
    if (finding.verdict != Verdict::impossible) continue;
    const std::string what = finding.service.empty() ? " cannot run: " : " cannot run " + finding.service + ": ";
    reasons.push_back(name + what + finding.reason);
  }
  for (const Gap& gap : estimate.gaps) reasons.push_back(name + " cannot be priced: " + gap.what);
}

}  // namespace

Claim make_claim(const Estimate& hosts, const Estimate& fargate) {
  Claim claim;
  claim.control_plane = hosts.deployment.control_plane;
  claim.hosts_deployment = hosts.deployment.name();
  claim.fargate_deployment = fargate.deployment.name();
  if (!hosts.is_complete() || !fargate.is_complete()) {
    add_reasons(hosts, claim.undecided_because);
    add_reasons(fargate, claim.undecided_because);
    return claim;
  }
  claim.hosts_total = hosts.total();
  claim.fargate_total = fargate.total();
  claim.hosts_infrastructure = hosts.infrastructure();
  claim.fargate_infrastructure = fargate.infrastructure();
  claim.verdict = *claim.hosts_total > *claim.fargate_total ? ClaimVerdict::holds : ClaimVerdict::fails;
  return claim;
}

}  // namespace detail
}  // namespace container_tco
