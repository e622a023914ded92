#pragma once
// Inside of the stage: what is taken for granted about rollouts and replacements. Table: resilience_defaults.json.

#include <string>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

struct SourcedNumber {
  Rational value;
  std::string source;
};

struct ResilienceDefaults {
  SourcedNumber rollout_minutes;
  SourcedNumber host_minutes;
  SourcedNumber least_billed_host_minutes;
  SourcedNumber fargate_vcpu_quota;
};

const ResilienceDefaults& resilience_defaults();

}  // namespace container_tco
