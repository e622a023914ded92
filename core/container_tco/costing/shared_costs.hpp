#pragma once
// What surrounds the tasks on either side: control plane, registry, image pulls, addresses, load balancers, logs.
// A line that the input says nothing about is left out and named, the same way for every deployment.

#include <cstdint>
#include <optional>
#include <string>

#include "container_tco/costing/ledger.hpp"
#include "container_tco/workload/deployment.hpp"

namespace container_tco {

/// What the surroundings' cost depends on besides the workload itself.
struct SharedCostInputs {
  Deployment deployment;
  Rational public_address_hours;  ///< Of tasks (Fargate) or hosts (EC2), were each to have a public address.
  std::string public_address_derivation;
  Rational image_pull_gb;  ///< In the period.
  std::string image_pull_derivation;
};

/// The Kubernetes version of EKS clusters, and the day (ISO) on which its support is looked at.
struct KubernetesChoice {
  std::string version;  ///< "1.33"; empty when nobody said.
  std::string as_of;
};

/// Throws InvalidInputError for a version or day that the book's Kubernetes versions do not cover.
void add_control_plane_costs(Ledger& ledger, const Workload& workload, ControlPlane control_plane,
                             const KubernetesChoice& kubernetes = {});
void add_registry_costs(Ledger& ledger, const Workload& workload);
void add_network_costs(Ledger& ledger, const Workload& workload, const SharedCostInputs& inputs);
void add_load_balancer_costs(Ledger& ledger, const Workload& workload);
void add_log_costs(Ledger& ledger, const Workload& workload);

/// Whether tasks (or their hosts) have public addresses: nothing when the input does not say.
std::optional<bool> uses_public_addresses(const Workload& workload);

/// Whether its demand is finite runs: each starts for itself, takes the images of the release that is there, and is
/// neither stopped nor started for a release.
bool is_made_of_runs(const Service& service);

/// Tasks of a service that start in a month, releases in a month, each with the assumption made where it was not given.
Rational task_starts_per_month(Ledger& ledger, const Service& service);
Rational releases_per_month(Ledger& ledger, const Service& service);

}  // namespace container_tco
