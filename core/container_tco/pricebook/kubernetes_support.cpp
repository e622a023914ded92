#include "container_tco/pricebook/kubernetes_support.hpp"

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/calendar_date.hpp"

namespace container_tco {
namespace {

const char* const surcharge = "eks/control_plane/extended_support_surcharge";

const KubernetesVersion& find_version(const std::vector<KubernetesVersion>& versions, const std::string& name) {
  std::vector<std::string> known;
  for (const KubernetesVersion& version : versions) {
    if (version.version == name) return version;
    known.push_back(version.version);
  }
  if (known.empty()) {
    throw InvalidInputError("kubernetes_version", name, "no version",
                            "The price book has no table of Kubernetes versions; use one that has");
  }
  throw InvalidInputError("kubernetes_version", name,
                          "a version of the price book, such as " + join_alternatives(nearest_names(name, known, 3)));
}

// ISO dates sort as text.
KubernetesSupportPhase phase_on(const KubernetesVersion& version, const std::string& date) {
  if (date < version.end_of_standard_support) return KubernetesSupportPhase::standard;
  return date < version.end_of_extended_support ? KubernetesSupportPhase::extended : KubernetesSupportPhase::ended;
}

}  // namespace

std::string to_string(KubernetesSupportPhase phase) {
  switch (phase) {
    case KubernetesSupportPhase::standard:
      return "standard";
    case KubernetesSupportPhase::extended:
      return "extended";
    case KubernetesSupportPhase::ended:
      return "ended";
  }
  throw InternalError("a phase of support without a name");
}

std::string KubernetesSupport::sentence() const {
  const std::string name = "Kubernetes " + version.version;
  if (phase == KubernetesSupportPhase::ended) {
    return name + " has had no support since " + since + ", seen from " + date +
           ": EKS upgrades the control plane by itself";
  }
  return name + " is under " + to_string(phase) + " support on " + date + " (" + since + " until " + *until + ")";
}

KubernetesSupport kubernetes_support(const std::vector<KubernetesVersion>& versions, const std::string& version,
                                     const std::string& date) {
  parse_date(date, "as_of");
  const KubernetesVersion& found = find_version(versions, version);
  if (date < found.released) {
    throw InvalidInputError("as_of", date, found.released + " or later, the day on which EKS released " + version);
  }
  KubernetesSupport support{.version = found,
                            .date = date,
                            .phase = phase_on(found, date),
                            .since = found.released,
                            .until = found.end_of_standard_support,
                            .surcharge_key = {}};
  if (support.phase == KubernetesSupportPhase::standard) return support;
  support.since = found.end_of_standard_support;
  support.until = found.end_of_extended_support;
  support.surcharge_key = surcharge;
  if (support.phase == KubernetesSupportPhase::extended) return support;
  support.since = found.end_of_extended_support;
  support.until.reset();
  const bool any_extended = std::any_of(versions.begin(), versions.end(), [&](const KubernetesVersion& other) {
    return phase_on(other, date) == KubernetesSupportPhase::extended;
  });
  if (!any_extended) support.surcharge_key.reset();
  return support;
}

}  // namespace container_tco
