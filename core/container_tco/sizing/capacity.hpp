#pragma once
// Named parts of a size: what a host loses before tasks may use it, what a task gains before it is bought.

#include <string>
#include <vector>

#include "container_tco/quantity/resources.hpp"

namespace container_tco {

/// What a part of a size stands for.
enum class CapacityPartKind {
  requested,  ///< By the task itself.
  sidecar,
  overhead,  ///< Of the host or the platform.
  rounding   ///< Up to a size that is sold.
};

/// One named amount with the rule that asks for it.
struct CapacityPart {
  std::string name;  ///< "kube-reserved memory", "pod overhead", "rounding up to a Fargate size"
  Resources amount;
  std::string source;  ///< Rule id or publication.
  CapacityPartKind kind = CapacityPartKind::overhead;
};

/// The sum of `parts`.
Resources sum(const std::vector<CapacityPart>& parts);

}  // namespace container_tco
