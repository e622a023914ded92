#pragma once
// Inside of the stage: extra copies while new versions are rolled out.

#include <optional>
#include <string>
#include <vector>

#include "container_tco/estimate/estimate.hpp"
#include "container_tco/estimate/rollout_shape.hpp"

namespace container_tco {

/// A service whose copies run all the time, and a rollout of those of them that one side runs.
struct ServiceRollout {
  const Service* service = nullptr;
  RolloutShape shape;
  /// In the period; nothing when the input does not say.
  std::optional<Rational> releases;
  std::string releases_text;  ///< "web: 4 releases × 1 month"
};

/// Whether any rollout can be priced: a service whose copies run all the time has known releases.
bool has_known_releases(const Workload& workload);

/// Minutes of one wave, and of an added host besides: as given, or by the table with its assumption noted.
Rational rollout_minutes(Ledger& ledger, const ResilienceOptions& options);
Rational host_minutes(Ledger& ledger, const ResilienceOptions& options);

/// The rollout of `copies` copies of `service`; nothing for daemons, runs and no copies.
std::optional<ServiceRollout> rollout_of(const Ledger& ledger, const Service& service, std::int64_t copies,
                                         const Rational& wave_minutes);

/// Prices the extra tasks on Fargate, and says which vCPU quota they take.
void add_fargate_rollouts(Estimate& result, Ledger& ledger, const Workload& workload, const ResilienceOptions& options);

/// Prices the hosts that rollouts add. Returns how many stand ready all the time.
std::int64_t add_host_rollouts(Estimate& result, Ledger& ledger, const Workload& workload,
                               const ResilienceOptions& options);

/// Names what cannot be priced, as releases are unknown, and warns of rollouts that stop copies or cannot go on.
void note_rollouts(Ledger& ledger, const Workload& workload);

}  // namespace container_tco
