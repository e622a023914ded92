#pragma once
// Which support a Kubernetes version has on EKS on a day, and what that costs (rules M7, M8).

#include <optional>
#include <string>
#include <vector>

#include "container_tco/pricebook/kubernetes_version.hpp"

namespace container_tco {

/// standard: the cluster's plain fee. extended: a surcharge on top, from 00:00 UTC of the day on which standard support
/// ends. ended: EKS has upgraded the control plane by itself.
enum class KubernetesSupportPhase { standard, extended, ended };
std::string to_string(KubernetesSupportPhase phase);  ///< "standard", "extended", "ended"

struct KubernetesSupport {
  KubernetesVersion version;
  std::string date;
  KubernetesSupportPhase phase = KubernetesSupportPhase::standard;
  std::string since;                 ///< First day of the phase.
  std::optional<std::string> until;  ///< First day of the next phase; nothing when there is none.
  /// The price to pay on top of "eks/control_plane/standard". An upgrade at the end of extended support leads to the
  /// oldest version that still has it, so the surcharge stays as long as there is one.
  std::optional<std::string> surcharge_key;

  /// "Kubernetes 1.32 is under extended support on 2026-11-25 (2026-03-23 until 2027-03-23)"
  std::string sentence() const;
};

/// The support of `version` on `date` (ISO). Throws InvalidInputError for a version that `versions` do not have, naming
/// the nearest; for a bad date, and one before the version's release.
KubernetesSupport kubernetes_support(const std::vector<KubernetesVersion>& versions, const std::string& version,
                                     const std::string& date);

}  // namespace container_tco
