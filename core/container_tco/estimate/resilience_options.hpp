#pragma once
// What is asked for when versions are rolled out, hosts are patched or a zone is lost; the same on both sides.

#include <optional>
#include <string>
#include <string_view>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// Where the extra copies of a rollout run, on hosts. Fargate starts them as tasks, whatever is chosen.
enum class RolloutCapacity {
  temporary,  ///< Hosts are added while a rollout lasts, as far as the room on the others does not do.
  standing,   ///< The hosts that the largest rollout needs are always there.
  none        ///< None: a rollout waits for room.
};
std::string to_string(RolloutCapacity capacity);
/// "temporary", "standing" or "none". Throws InvalidInputError.
RolloutCapacity parse_rollout_capacity(std::string_view text);

/// Minutes are above 0 and at most 100,000. Defaults stand in resilience_defaults.json with their sources.
struct ResilienceOptions {
  /// Every service runs so many copies that its stated number is left when the zone with the most of them is lost.
  /// Zones are those of `HostPlanOptions::zones`, or as many as copies that keep apart take; for Fargate too.
  bool survive_zone_loss = false;
  /// From the start of new copies until the old ones that they replace are gone; of each wave of a rolling update.
  std::optional<Rational> rollout_minutes = {};
  RolloutCapacity rollout_capacity = RolloutCapacity::temporary;
  /// All services that are released roll out together; otherwise one after the other.
  bool rollouts_at_once = false;
  /// How much longer a host runs that is added for a while: booting, joining, draining, ending.
  std::optional<Rational> host_minutes = {};
  /// How often each host is replaced by a patched one, 0 to 1,000. Nothing: as often as AWS does it for managed hosts;
  /// for others the overlap is not priced, and named so.
  std::optional<Rational> host_replacements_per_month = {};
  /// How long the old and the new host run beside each other. Nothing: `host_minutes` and one wave of a rollout.
  std::optional<Rational> replacement_minutes = {};
};

/// Throws InvalidInputError for what is out of range.
void require_valid(const ResilienceOptions& options);

}  // namespace container_tco
