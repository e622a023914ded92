#include "container_tco/timeline/network_rates.hpp"

#include <algorithm>

#include "container_tco/costing/price_keys.hpp"
#include "container_tco/costing/shared_costs.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/fargate_plan.hpp"
#include "container_tco/estimate/host_plan.hpp"
#include "container_tco/timeline/level_plan.hpp"
#include "container_tco/timeline/sum_of.hpp"

namespace container_tco {
namespace {

// On EKS pods on Fargate are in private subnets (rule K13).
bool has_private_pods(const Deployment& deployment) {
  return deployment.control_plane == ControlPlane::eks && !deployment.uses_hosts();
}

// Where the placements are not known, every host pulls all images: of what was packed, or of its operating system.
Rational of_every_host(const HostPool& pool, const Workload& workload, const std::map<std::string, Rational>& gb) {
  const auto is_among = [](const std::vector<PackItem>& items, const std::string& name) {
    return std::any_of(items.begin(), items.end(), [&](const PackItem& item) { return item.id == name; });
  };
  Rational each;
  for (const Service& service : workload.services) {
    const auto found = gb.find(service.name);
    const bool is_here = pool.items.empty()
                             ? service.task.operating_system == pool.operating_system
                             : is_among(pool.items, service.name) || is_among(pool.daemons, service.name);
    if (found != gb.end() && is_here) each += found->second;
  }
  return each * Rational(pool.hosts);
}

}  // namespace

Rational PullRate::gb(std::int64_t starts, std::int64_t there) const {
  return gb_per_start * Rational(starts) + gb_per_step * Rational(there);
}

Money PullRate::cost(std::int64_t starts, std::int64_t there) const { return unit_price * gb(starts, there); }

NetworkRates::NetworkRates(const Part& part, const PriceBook& book, const EstimateOptions& options,
                           std::int64_t step_seconds)
    : part_(part),
      ledger_(book, options.region, options.period, options.contract ? &*options.contract : nullptr),
      step_hours_(Rational::ratio(step_seconds, 3600)) {}

UsageRate NetworkRates::priced(const char* key) const {
  const PriceRow& row = ledger_.book().price(key, ledger_.region());
  return {key, row.unit, Rational(1), ledger_.find_first_price(key).value_or(row.tiers.front().price)};
}

std::optional<UsageRate> NetworkRates::address_of_task(const Service& service) const {
  if (has_private_pods(part_.deployment) || !has_public_address(service, part_.workload)) return std::nullopt;
  return priced(public_address_key);
}

std::optional<UsageRate> NetworkRates::address_of_host() const {
  if (!uses_public_addresses(part_.workload).value_or(false)) return std::nullopt;
  return priced(public_address_key);
}

std::optional<PullRate> NetworkRates::pull_rate() const {
  const std::optional<Egress> egress = part_.workload.surroundings.egress;
  if (!egress || *egress == Egress::public_subnets) return std::nullopt;
  const UsageRate price = priced(*egress == Egress::nat_gateway ? nat_gateway_gb_key : interface_endpoint_gb_key);
  return PullRate{price.price_key, price.unit, price.unit_price, {}, {}};
}

Rational NetworkRates::months_of(const Rational& steps) const {
  return steps * step_hours_ / ledger_.period().hours() * ledger_.period().months();
}

// Of the span, beside the starts that demand causes.
Rational NetworkRates::starts_of_releases(const Service& service, const TaskTimeline& tasks,
                                          const Rational& task_steps) {
  if (service.usage.task_starts_per_month) {
    const Rational steps(static_cast<std::int64_t>(tasks.wanted.size()));
    return max(Rational(), *service.usage.task_starts_per_month * months_of(steps) - Rational(sum_of(tasks.starts)));
  }
  if (is_made_of_runs(service)) return Rational();
  return releases_per_month(ledger_, service) * months_of(task_steps);
}

std::optional<PullRate> NetworkRates::pulls_of_task(const Service& service, const TaskTimeline& tasks) {
  const Rational gb = image_gb_per_start(part_.workload, service);
  if (gb.is_zero()) return std::nullopt;
  std::optional<PullRate> rate = pull_rate();
  if (!rate) return std::nullopt;
  rate->gb_per_start = gb;
  const auto standing = tasks.standing_tasks * static_cast<std::int64_t>(tasks.wanted.size());
  const Rational task_steps(sum_of(tasks.wanted) + standing);
  if (!task_steps.is_zero()) rate->gb_per_step = gb * starts_of_releases(service, tasks, task_steps) / task_steps;
  return rate;
}

std::optional<PullRate> NetworkRates::pulls_of_host(const Estimate& peak, const std::string& key) {
  std::map<std::string, Rational> gb;
  for (const Service& service : part_.workload.services) {
    if (service.usage.image_gb) gb[service.name] = *service.usage.image_gb;
  }
  if (gb.empty()) return std::nullopt;
  std::optional<PullRate> rate = pull_rate();
  if (!rate) return std::nullopt;
  std::map<std::string, Rational> released_gb = gb;
  for (const Service& service : part_.workload.services) {
    if (service.usage.image_gb) released_gb[service.name] *= releases_per_month(ledger_, service);
  }
  std::int64_t hosts = 0;
  for (const HostPool& pool : peak.pools) {
    if (hosts_key(pool) != key) continue;
    const auto all = [&](const std::map<std::string, Rational>& each) {
      return pool.plan ? host_image_pull_gb(each, pool.items, pool.daemons, *pool.plan)
                       : of_every_host(pool, part_.workload, each);
    };
    hosts += pool.hosts;
    rate->gb_per_start += all(gb);
    rate->gb_per_step += all(released_gb) * months_of(Rational(1));
  }
  if (hosts == 0) return std::nullopt;
  rate->gb_per_start /= Rational(hosts);
  rate->gb_per_step /= Rational(hosts);
  ledger_.assume("host_image_pulls",
                 "A host pulls the images of its tasks when it starts and at each release: as many GB as hosts of its "
                 "type pull on average at the peak",
                 "F27; assumption");
  return rate;
}

}  // namespace container_tco
