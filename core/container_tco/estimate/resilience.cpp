#include "container_tco/estimate/resilience.hpp"

#include "container_tco/costing/purpose_lines.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/host_replacement.hpp"
#include "container_tco/estimate/rollout_costs.hpp"
#include "container_tco/estimate/standby_hosts.hpp"

namespace container_tco {
namespace {

void require_minutes(const char* field, const std::optional<Rational>& minutes) {
  if (!minutes || (*minutes > Rational(0) && *minutes <= Rational(100'000))) return;
  throw InvalidInputError(field, minutes->to_text(), "more than 0 and at most 100,000 minutes");
}

}  // namespace

std::string to_string(RolloutCapacity capacity) {
  switch (capacity) {
    case RolloutCapacity::temporary:
      return "temporary";
    case RolloutCapacity::standing:
      return "standing";
    case RolloutCapacity::none:
      return "none";
  }
  throw InternalError("a rollout capacity without a name");
}

RolloutCapacity parse_rollout_capacity(std::string_view text) {
  for (const RolloutCapacity capacity :
       {RolloutCapacity::temporary, RolloutCapacity::standing, RolloutCapacity::none}) {
    if (text == to_string(capacity)) return capacity;
  }
  throw InvalidInputError("rollout_capacity", std::string(text), "temporary, standing or none");
}

void require_valid(const ResilienceOptions& options) {
  require_minutes("rollout_minutes", options.rollout_minutes);
  require_minutes("host_minutes", options.host_minutes);
  require_minutes("replacement_minutes", options.replacement_minutes);
  const std::optional<Rational>& replacements = options.host_replacements_per_month;
  if (replacements && (replacements->is_negative() || *replacements > Rational(1000))) {
    throw InvalidInputError("host_replacements_per_month", replacements->to_text(), "0 to 1,000");
  }
}

std::string availability_target(const EstimateOptions& options) {
  const std::string zone =
      options.resilience.survive_zone_loss
          ? "Every service keeps its stated number of tasks when any one of " + std::to_string(options.hosts.zones) +
                " zones is lost"
          : "Every service runs its stated number of tasks, and none are held against the loss of a zone";
  return zone + (options.hosts.survive_host_loss ? "; room for all tasks is left when any one host is lost." : ".");
}

std::int64_t add_resilience(Estimate& result, Ledger& ledger, const Workload& workload,
                            const EstimateOptions& options) {
  const ResilienceOptions& resilience = options.resilience;
  result.resilience.availability_target = availability_target(options);
  note_standby_hosts(ledger, result, options.hosts);
  note_rollouts(ledger, workload);
  add_fargate_rollouts(result, ledger, workload, resilience);
  const std::int64_t standing = add_host_rollouts(result, ledger, workload, resilience);
  add_host_replacements(result, ledger, resilience);
  return standing;
}

Money Estimate::resilience_cost() const { return sum_of_purpose(lines, "", currency); }

}  // namespace container_tco
