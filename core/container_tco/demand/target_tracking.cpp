#include "container_tco/demand/target_tracking.hpp"

#include <algorithm>
#include <string>

#include "container_tco/demand/civil_time.hpp"
#include "container_tco/demand/task_profile.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

void check(const TargetTracking& tracking) {
  if (tracking.load_per_task <= Rational(0)) {
    throw InvalidInputError("load per task", tracking.load_per_task.to_text(), "a number above 0");
  }
  require_range("maximum", tracking.maximum, 0, max_profile_count);
  require_range("minimum", tracking.minimum, 0, tracking.maximum);
  require_range("scale-out cooldown (seconds)", tracking.scale_out_cooldown_seconds, 0, seconds_per_day);
  require_range("scale-in cooldown (seconds)", tracking.scale_in_cooldown_seconds, 0, seconds_per_day);
}

std::int64_t wanted_tasks(const Rational& load, const TargetTracking& tracking, std::size_t row) {
  if (load.is_negative()) {
    throw InvalidInputError("load row " + std::to_string(row), load.to_text(), "a load that is not negative");
  }
  const Rational tasks = load / tracking.load_per_task;
  if (tasks >= Rational(tracking.maximum)) return tracking.maximum;
  return std::max(tasks.ceil(), tracking.minimum);
}

class Scaling {
 public:
  Scaling(const TargetTracking& tracking, std::int64_t tasks) : tracking_(tracking), tasks_(tasks) {}

  std::int64_t follow(std::int64_t wanted, std::int64_t now) {
    if (wanted > tasks_) scale_out(wanted, now);
    if (wanted < tasks_) scale_in(wanted, now);
    return tasks_;
  }

 private:
  void scale_out(std::int64_t wanted, std::int64_t now) {
    const std::int64_t added = wanted - tasks_;
    if (now < out_cooldown_until_ && added <= last_added_) return;
    tasks_ = wanted;
    last_added_ = added;
    out_cooldown_until_ = now + tracking_.scale_out_cooldown_seconds;
    in_cooldown_until_ = now;
  }

  void scale_in(std::int64_t wanted, std::int64_t now) {
    if (now < in_cooldown_until_) return;
    tasks_ = wanted;
    in_cooldown_until_ = now + tracking_.scale_in_cooldown_seconds;
  }

  const TargetTracking& tracking_;
  std::int64_t tasks_;
  std::int64_t last_added_ = 0;
  std::int64_t out_cooldown_until_ = 0;
  std::int64_t in_cooldown_until_ = 0;
};

}  // namespace

std::vector<std::int64_t> track_target(const std::vector<Rational>& load, std::int64_t step_seconds,
                                       const TargetTracking& tracking) {
  check(tracking);
  std::vector<std::int64_t> counts;
  counts.reserve(load.size());
  if (load.empty()) return counts;
  Scaling scaling(tracking, wanted_tasks(load.front(), tracking, 1));
  for (std::size_t i = 0; i < load.size(); ++i) {
    counts.push_back(
        scaling.follow(wanted_tasks(load[i], tracking, i + 1), static_cast<std::int64_t>(i) * step_seconds));
  }
  return counts;
}

}  // namespace container_tco
