#include "container_tco/estimate/rollout_costs.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "container_tco/costing/purpose_lines.hpp"
#include "container_tco/costing/shared_costs.hpp"
#include "container_tco/costing/wording.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/fargate_plan.hpp"
#include "container_tco/estimate/pool_hours.hpp"
#include "container_tco/estimate/resilience_defaults.hpp"

namespace container_tco {
namespace {

// What Fargate runs of one service, over all purchases.
struct Bought {
  std::int64_t tasks = 0;
  Rational task_hours;
  Rational vcpu;           // Of one task.
  std::string derivation;  // Of the first purchase.
  ServiceRollout rollout;
  Rational extra_hours;
};

// A job runs on, and its next run is of the new release.
bool ends_by_itself(const Service& service) { return is_made_of_runs(service) || service.run_schedule; }

std::map<std::string, Bought> bought_tasks(const Estimate& result) {
  std::map<std::string, Bought> bought;
  for (const FargatePurchase& purchase : result.fargate) {
    Bought& of_service = bought[purchase.service];
    of_service.tasks += purchase.tasks;
    of_service.task_hours += purchase.task_hours;
    of_service.vcpu = purchase.task.size.vcpu();
    if (of_service.derivation.empty()) of_service.derivation = purchase.derivation;
  }
  return bought;
}

// "6 tasks × 730 h × 0.5 vCPU" with the hours of a rollout in place of those of the tasks.
std::string derivation_of(const LineItem& line, const Bought& bought) {
  const ServiceRollout& rollout = bought.rollout;
  const std::string hours = rollout.releases_text + " × " + rollout.shape.derivation + " / 60";
  if (line.derivation.starts_with(bought.derivation)) return hours + line.derivation.substr(bought.derivation.size());
  return hours + " × " + (line.quantity.value / bought.task_hours).to_text() + " a task";
}

bool pays_for_tasks(const LineItem& line) {
  return line.purpose.empty() && (line.category == CostCategory::compute || line.category == CostCategory::storage);
}

void add_lines(Ledger& ledger, const std::map<std::string, Bought>& bought) {
  std::vector<LineItem> extra;
  for (const LineItem& line : ledger.lines) {
    if (line.service.empty() || !pays_for_tasks(line)) continue;
    const auto found = bought.find(line.service);
    if (found == bought.end() || found->second.extra_hours.is_zero()) continue;
    extra.push_back(scaled_line(line, found->second.extra_hours / found->second.task_hours, purpose_rollout,
                                line.description + ", extra tasks during rollouts",
                                derivation_of(line, found->second)));
  }
  for (LineItem& line : extra) ledger.add(std::move(line));
}

// Tasks with an address pay for it meanwhile, too.
void add_addresses(Ledger& ledger, const Workload& workload, const Deployment& deployment,
                   const std::map<std::string, Bought>& bought) {
  if (deployment.control_plane == ControlPlane::eks) return;
  Rational hours;
  for (const Service& service : workload.services) {
    const auto found = bought.find(service.name);
    if (found != bought.end() && has_public_address(service, workload)) hours += found->second.extra_hours;
  }
  auto line = address_hours_line(ledger, "tasks", hours, purpose_rollout, "Extra tasks during rollouts");
  if (line) ledger.add(*std::move(line));
}

// Rule F26: the quota counts vCPU in flight.
void note_peak(Estimate& result, Ledger& ledger, const std::map<std::string, Bought>& bought, bool at_once) {
  Rational steady;
  Rational most;
  for (const auto& [name, of_service] : bought) {
    steady += of_service.vcpu * Rational(of_service.tasks);
    const Rational extra = of_service.vcpu * Rational(of_service.rollout.shape.extra);
    most = at_once ? most + extra : max(most, extra);
  }
  const SourcedNumber& quota = resilience_defaults().fargate_vcpu_quota;
  result.resilience.fargate_peak_vcpu = steady + most;
  ledger.assume("fargate_quota",
                "The Fargate quota of the region allows " + (steady + most).to_text() +
                    " vCPU at one time: " + steady.to_text() + " all the time and " + most.to_text() + " more during " +
                    (at_once ? "rollouts of all services at once" : "the largest rollout") + " (by default it is " +
                    quota.value.to_text() + ")",
                "F26; " + quota.source);
}

}  // namespace

bool has_known_releases(const Workload& workload) {
  return std::any_of(workload.services.begin(), workload.services.end(), [](const Service& service) {
    return !service.is_daemon && !ends_by_itself(service) && service.usage.releases_per_month &&
           peak_count(service.demand) > 0;
  });
}

Rational rollout_minutes(Ledger& ledger, const ResilienceOptions& options) {
  if (options.rollout_minutes) return *options.rollout_minutes;
  const SourcedNumber& minutes = resilience_defaults().rollout_minutes;
  ledger.assume(
      "rollout_minutes",
      "New copies run beside the old ones for " + minutes.value.to_text() + " minutes in each wave of a rollout",
      minutes.source);
  return minutes.value;
}

Rational host_minutes(Ledger& ledger, const ResilienceOptions& options) {
  if (options.host_minutes) return *options.host_minutes;
  const SourcedNumber& minutes = resilience_defaults().host_minutes;
  ledger.assume("host_minutes",
                "A host that is added for a while runs " + minutes.value.to_text() +
                    " minutes longer than its tasks need it: it boots, joins, drains and ends",
                minutes.source);
  return minutes.value;
}

std::optional<ServiceRollout> rollout_of(const Ledger& ledger, const Service& service, std::int64_t copies,
                                         const Rational& wave_minutes) {
  if (service.is_daemon || copies == 0 || ends_by_itself(service)) return std::nullopt;
  ServiceRollout rollout{&service, rollout_shape(service.rollout, copies, wave_minutes), std::nullopt, ""};
  if (service.usage.releases_per_month) {
    const Rational& months = ledger.period().months();
    rollout.releases = *service.usage.releases_per_month * months;
    rollout.releases_text = exact_count(*service.usage.releases_per_month, "release") +
                            (months == Rational(1) ? "" : " × " + exact_count(months, "month"));
  }
  return rollout;
}

void add_fargate_rollouts(Estimate& result, Ledger& ledger, const Workload& workload,
                          const ResilienceOptions& options) {
  if (result.fargate.empty()) return;
  std::map<std::string, Bought> bought = bought_tasks(result);
  const Rational minutes = has_known_releases(workload) ? rollout_minutes(ledger, options) : Rational(1);
  for (const Service& service : workload.services) {
    const auto found = bought.find(service.name);
    if (found == bought.end() || service.is_daemon) continue;
    Bought& of_service = found->second;
    std::optional<ServiceRollout> rollout = rollout_of(ledger, service, of_service.tasks, minutes);
    if (!rollout) continue;
    of_service.rollout = *std::move(rollout);
    if (!of_service.rollout.releases) continue;
    of_service.extra_hours = *of_service.rollout.releases * of_service.rollout.shape.extra_copy_minutes / Rational(60);
    result.resilience.rollout_task_hours += of_service.extra_hours;
  }
  add_lines(ledger, bought);
  add_addresses(ledger, workload, result.deployment, bought);
  note_peak(result, ledger, bought, options.rollouts_at_once);
}

void note_rollouts(Ledger& ledger, const Workload& workload) {
  std::int64_t unknown = 0;
  for (const Service& service : workload.services) {
    const std::int64_t count = peak_count(service.demand);
    const std::optional<ServiceRollout> rollout = rollout_of(ledger, service, count, Rational(1));
    if (!rollout) continue;
    const std::string name = printable(service.name);
    if (rollout->shape.waves == 0) {
      ledger.warnings.push_back("Rollouts of " + name + " cannot go on: of " + exact_count(count, "task") +
                                " neither one more nor one fewer may run (rule S23)");
    } else if (rollout->shape.missing == count && rollout->shape.extra == 0) {
      ledger.warnings.push_back("Rollouts of " + name + " stop every task before new ones start: it is down meanwhile");
    }
    if (!rollout->releases && rollout->shape.extra > 0) ++unknown;
    if (service.rollout.strategy == RolloutStrategy::blue_green && !service.rollout.bake_minutes) {
      ledger.assume("bake_minutes", "Blue/green deployments whose bake time is not given bake for no time",
                    "assumption");
    }
  }
  if (unknown > 0) {
    ledger.leave_out("Extra capacity during rollouts of " + exact_count(unknown, "service") +
                     ", as the releases are not given (usage.releases_per_month)");
  }
}

}  // namespace container_tco
