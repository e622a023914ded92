#include "container_tco/estimate/host_replacement.hpp"

#include <map>
#include <optional>
#include <utility>

#include "container_tco/costing/purpose_lines.hpp"
#include "container_tco/costing/wording.hpp"
#include "container_tco/estimate/host_limits.hpp"
#include "container_tco/estimate/pool_hours.hpp"
#include "container_tco/estimate/resilience_defaults.hpp"
#include "container_tco/estimate/rollout_costs.hpp"
#include "container_tco/sizing/managed_hosts.hpp"

namespace container_tco {
namespace {

// How often each host is replaced in the period.
struct Replacements {
  Rational times;
  std::string text;  // "1 replacement", "730 h / 24 / 14 days"
};

std::optional<Replacements> replacements(const Ledger& ledger, const HostPool& pool, const ResilienceOptions& options) {
  const BillingPeriod& period = ledger.period();
  if (options.host_replacements_per_month) {
    const Rational& each = *options.host_replacements_per_month;
    return Replacements{each * period.months(),
                        exact_count(each, "replacement") +
                            (period.months() == Rational(1) ? "" : " × " + exact_count(period.months(), "month"))};
  }
  if (!pool.deployment.has_managed_hosts()) return std::nullopt;
  // Draining begins on this day: what AWS promises at the latest would be less often.
  const std::int64_t days = managed_hosts(pool.deployment.control_plane).drained_after_days;
  return Replacements{period.days() / Rational(days),
                      period.hours().to_text() + " h / 24 / " + exact_count(days, "day")};
}

Rational overlap_minutes(Ledger& ledger, const ResilienceOptions& options) {
  const Rational given = options.replacement_minutes ? *options.replacement_minutes
                                                     : host_minutes(ledger, options) + rollout_minutes(ledger, options);
  return max(given, resilience_defaults().least_billed_host_minutes.value);
}

}  // namespace

void add_host_replacements(Estimate& result, Ledger& ledger, const ResilienceOptions& options) {
  if (!result.fargate.empty()) {
    ledger.assume("task_retirement",
                  "AWS patches the hosts of Fargate; the overlap of a task that it retires with the one that replaces "
                  "it is not priced",
                  "K15; assumption");
  }
  std::map<std::size_t, PoolHours> hours;
  std::vector<ExtraHosts> beside;
  for (std::size_t i = 0; i < result.pools.size(); ++i) {
    const HostPool& pool = result.pools[i];
    const std::optional<Replacements> number = replacements(ledger, pool, options);
    if (!number) {
      ledger.leave_out(
          "Overlap of hosts with those that replace them for patches, as it is not given how often they are replaced "
          "(host_replacements_per_month)");
    } else if (!number->times.is_zero()) {
      const Rational minutes = overlap_minutes(ledger, options);
      // One after the other at the least; of several pools each by itself.
      if (pool.hosts > 0) beside.push_back({{i, 1}});
      hours[i] = {Rational(pool.hosts) * number->times * minutes / Rational(60),
                  exact_count(pool.hosts, "host") + " × " + number->text + " × " + minutes.to_text() + " min / 60"};
      result.resilience.replacement_host_hours += hours[i].hours;
      ledger.assume("host_replacement",
                    "A host is replaced by a new one that starts first: " + minutes.to_text() + " minutes of both",
                    options.replacement_minutes ? "user" : "assumption");
    }
  }
  warn_beyond_limits(ledger, result, beside, "While a host is replaced");
  add_pool_hours(ledger, result.pools, hours, purpose_replacement, "Hosts beside those that replace them");
}

}  // namespace container_tco
