#pragma once
// How a new version of a service replaces the old one, and how many copies run on top meanwhile (rules S23, J14).

#include <cstdint>
#include <optional>
#include <string>

namespace container_tco {

/// `rolling` replaces copies a few at a time. `blue_green` starts a whole second set first; ECS's linear and canary
/// deployments, which keep both sets just as long, count as it. `recreate` stops the old copies before new ones start.
enum class RolloutStrategy { rolling, blue_green, recreate };
std::string to_string(RolloutStrategy strategy);

/// A number of copies, or a percentage of the wanted number that is rounded to whole copies.
struct CopyShare {
  std::int64_t amount = 0;  ///< 0 or more.
  bool is_percent = false;
  bool rounds_up = false;  ///< Percentages only; down otherwise.

  std::int64_t of(std::int64_t count) const;
  std::string to_text() const;  ///< "25 %" or "2"
  friend bool operator==(const CopyShare&, const CopyShare&) = default;
};

struct Rollout {
  RolloutStrategy strategy = RolloutStrategy::rolling;
  /// Copies above the wanted number, while rolling. ECS: maximumPercent − 100, rounded down, which is 100 unless it is
  /// given. Kubernetes: maxSurge, rounded up.
  CopyShare surge = {100, true, false};
  /// Copies below the wanted number, while rolling. ECS: 100 − minimumHealthyPercent, rounded down. Kubernetes:
  /// maxUnavailable, rounded down.
  CopyShare unavailable = {0, true, false};
  /// How long a blue/green deployment keeps both sets after the traffic has moved; nothing when the input does not say.
  std::optional<std::int64_t> bake_minutes;
  bool is_default = true;  ///< Nobody said so: what the platform does of itself.

  /// How many copies run beside the `count` wanted ones at the most: `count` when blue/green, none when recreating.
  std::int64_t extra_copies(std::int64_t count) const;
  /// How many of the `count` wanted copies may be missing: none when blue/green, all when recreating.
  std::int64_t missing_copies(std::int64_t count) const;
  friend bool operator==(const Rollout&, const Rollout&) = default;
};

}  // namespace container_tco
