#include "container_tco/workload/rollout.hpp"

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/quantity/rational.hpp"

namespace container_tco {

std::string to_string(RolloutStrategy strategy) {
  switch (strategy) {
    case RolloutStrategy::rolling:
      return "rolling";
    case RolloutStrategy::blue_green:
      return "blue_green";
    case RolloutStrategy::recreate:
      return "recreate";
  }
  throw InternalError("a rollout strategy without a name");
}

std::int64_t CopyShare::of(std::int64_t count) const {
  if (!is_percent) return amount;
  const Rational share = Rational(count) * Rational::ratio(amount, 100);
  return rounds_up ? share.ceil() : share.floor();
}

std::string CopyShare::to_text() const { return std::to_string(amount) + (is_percent ? " %" : ""); }

std::int64_t Rollout::extra_copies(std::int64_t count) const {
  if (strategy == RolloutStrategy::recreate) return 0;
  return strategy == RolloutStrategy::blue_green ? count : surge.of(count);
}

std::int64_t Rollout::missing_copies(std::int64_t count) const {
  if (strategy == RolloutStrategy::recreate) return count;
  return strategy == RolloutStrategy::blue_green ? 0 : std::min(unavailable.of(count), count);
}

}  // namespace container_tco
