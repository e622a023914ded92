#pragma once
// The Kubernetes versions of Amazon EKS and how long each is supported.

#include <string>
#include <string_view>
#include <vector>

#include "container_tco/pricebook/provenance.hpp"

namespace container_tco {

/// One minor version. Dates are ISO dates: "2025-05-29".
struct KubernetesVersion {
  std::string version;                  ///< "1.33"
  std::string released;                 ///< On EKS.
  std::string end_of_standard_support;  ///< From then on the surcharge of extended support applies.
  std::string end_of_extended_support;  ///< From then on EKS upgrades the cluster by itself.
  Provenance provenance;
  friend bool operator==(const KubernetesVersion&, const KubernetesVersion&) = default;
};

/// A table of the format pricing/schema/kubernetes_versions.schema.json. Throws ParseError, also when a version stands
/// twice or its dates do not rise.
std::vector<KubernetesVersion> parse_kubernetes_versions(std::string_view text, const std::string& file);

}  // namespace container_tco
