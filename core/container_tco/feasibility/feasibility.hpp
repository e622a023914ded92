#pragma once
// Can this workload run there at all? The table rules.json (X1 to X62, and those of the F, K, M and S rules that
// decide it), evaluated before any money is counted.

#include <string>
#include <vector>

#include "container_tco/workload/deployment.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

enum class Verdict { ok, warning, impossible };
std::string to_string(Verdict verdict);

/// One rule that one service touches.
struct Finding {
  Verdict verdict = Verdict::ok;
  std::string service;
  std::string rule;     ///< "X6", "K13"
  std::string feature;  ///< As in HostDemand, e.g. "privileged"
  std::string value;
  std::string json_path;
  std::string reason;  ///< One sentence.
  std::string remedy;  ///< What the owner can do; may be empty for an ok.
  std::string source;
  friend bool operator==(const Finding&, const Finding&) = default;
};

/// What stands against one deployment. Findings that are ok are left out.
struct Feasibility {
  std::string deployment;
  std::vector<Finding> findings;  ///< In the order of the services, then by rule and JSON path.

  Verdict verdict() const;  ///< The worst of the findings.
};

/// Evaluates every rule for every service; of ecs-strategy, ask for the capacity of each part instead. Sizes that no
/// Fargate task offers are found here too (rule F3).
Feasibility check_feasibility(const Workload& workload, const Deployment& deployment);

/// The rule table itself, as JSON: id, feature, values, verdict per platform, reason, remedy, source.
std::string feasibility_rules_json();

}  // namespace container_tco
