#include <algorithm>
#include <map>

#include "container_tco/comparison/break_even_search.hpp"
#include "container_tco/error.hpp"
#include "container_tco/workload/task_count.hpp"

namespace container_tco::detail {
namespace {

// The ladder doubles from the tasks of now up to 64 times as many, and falls to one task in at most so many equal
// ratios.
constexpr int rungs_above = 6;
constexpr int rungs_below = 6;
// Keeps a comparison fast: what the ladder leaves narrows the crossings down.
constexpr std::int64_t most_values = 30;
// Above as many services one value takes long: then the ladder alone is priced, and fewer of its rungs.
constexpr std::size_t many_services = 200;
constexpr std::int64_t most_values_of_many = 8;
// A what-if plans its fleets with fewer steps, as there are many.
constexpr std::int64_t most_fleet_iterations = 20;
// No count is scaled beyond this, far below what packing refuses.
constexpr std::int64_t most_tasks = 1'000'000;

std::int64_t scaled(std::int64_t count, std::int64_t target, std::int64_t current) {
  return (Rational(count) * Rational(target) / Rational(current)).ceil();
}

std::int64_t total_tasks(const Workload& workload) {
  std::int64_t total = 0;
  for (const Service& service : workload.services) {
    if (!service.is_daemon) total += peak_count(service.demand);
  }
  return total;
}

Workload scaled_workload(const Workload& workload, std::int64_t target, std::int64_t current) {
  Workload result = workload;
  for (Service& service : result.services) {
    if (!service.is_daemon) set_task_count(service, scaled(peak_count(service.demand), target, current));
  }
  return result;
}

// Target totals, ascending: one task, a few below now, now, a few above.
std::vector<std::int64_t> ladder(std::int64_t current) {
  std::int64_t divisor = 2;
  const auto reach = [](std::int64_t base) {
    std::int64_t power = 1;
    for (int i = 0; i < rungs_below && power < most_tasks; ++i) power *= base;
    return power;
  };
  while (reach(divisor) < current) divisor *= 2;
  std::vector<std::int64_t> targets{current};
  for (std::int64_t target = current; target > 1; targets.push_back(target))
    target = std::max<std::int64_t>(1, target / divisor);
  for (int rung = 1; rung <= rungs_above; ++rung) targets.push_back(current << rung);
  std::erase_if(targets, [&](std::int64_t target) { return target > std::max(current, most_tasks); });
  std::sort(targets.begin(), targets.end());
  targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
  return targets;
}

// Which side is cheaper by target total; every target is priced once.
class TaskCurve {
 public:
  TaskCurve(const PairedEstimates& pair, std::int64_t current)
      : pair_(pair),
        options_(pair.options),
        current_(current),
        limit_(pair.workload.services.size() > many_services ? most_values_of_many : most_values) {
    options_.hosts.fleet_iterations = std::min(options_.hosts.fleet_iterations, most_fleet_iterations);
    options_.hosts.strong_bound = false;
    known_[current] = cheaper_side(pair.hosts.total(), pair.fargate.total());
  }

  /// Nothing when one side cannot be priced there, or enough was priced already.
  std::optional<Side> cheaper_at(std::int64_t target) {
    if (const auto known = known_.find(target); known != known_.end()) return known->second;
    if (values_priced() >= limit_) return std::nullopt;
    const Workload workload = scaled_workload(pair_.workload, target, current_);
    const Estimate hosts = estimate(workload, pair_.hosts.deployment, pair_.book, options_, pair_.catalogue);
    const Estimate fargate = estimate(workload, pair_.fargate.deployment, pair_.book, options_, pair_.catalogue);
    const bool complete = hosts.is_complete() && fargate.is_complete();
    return known_[target] = complete ? std::optional(cheaper_side(hosts.total(), fargate.total())) : std::nullopt;
  }

  /// Tasks that really run: each service has whole ones.
  Rational tasks_at(std::int64_t target) const {
    return Rational(total_tasks(scaled_workload(pair_.workload, target, current_)));
  }
  std::int64_t values_priced() const { return static_cast<std::int64_t>(known_.size()); }

 private:
  const PairedEstimates& pair_;
  EstimateOptions options_;
  std::int64_t current_;
  std::int64_t limit_;
  std::map<std::int64_t, std::optional<Side>> known_;
};

Crossing narrow(TaskCurve& curve, std::int64_t low, std::int64_t high, Side side_at_low) {
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    const std::optional<Side> side = curve.cheaper_at(middle);
    if (!side) break;
    (*side == side_at_low ? low : high) = middle;
  }
  return {.value = curve.tasks_at(high), .before = curve.tasks_at(low), .exact = false};
}

struct Rung {
  std::int64_t target;
  Side side;
};

// The rungs around `current` at which both sides can be priced, without a hole between them.
std::vector<Rung> priced_rungs(TaskCurve& curve, std::int64_t current) {
  std::vector<Rung> rungs;
  for (const std::int64_t target : ladder(current)) {
    if (const std::optional<Side> side = curve.cheaper_at(target)) {
      rungs.push_back({target, *side});
    } else if (target < current) {
      rungs.clear();
    } else {
      break;
    }
  }
  return rungs;
}

}  // namespace

std::optional<BreakEven> task_count_break_even(const PairedEstimates& pair) {
  const std::int64_t current = total_tasks(pair.workload);
  if (current == 0) return std::nullopt;
  TaskCurve curve(pair, current);
  const std::vector<Rung> rungs = priced_rungs(curve, current);
  if (rungs.empty()) throw InternalError("the ladder of task counts holds the current count");

  BreakEven result = empty_break_even(pair, "task_count", "tasks");
  result.current = Rational(current);
  result.searched_from = curve.tasks_at(rungs.front().target);
  result.searched_to = curve.tasks_at(rungs.back().target);
  result.cheaper_at_start = rungs.front().side;
  for (std::size_t i = 1; i < rungs.size(); ++i) {
    if (rungs[i].side == rungs[i - 1].side) continue;
    result.crossings.push_back(narrow(curve, rungs[i - 1].target, rungs[i].target, rungs[i - 1].side));
  }
  result.values_priced = curve.values_priced();
  return result;
}

}  // namespace container_tco::detail
