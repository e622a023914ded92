#include "container_tco/timeline/unit_costs.hpp"

#include <algorithm>

#include "container_tco/costing/host_costs.hpp"
#include "container_tco/error.hpp"
#include "container_tco/timeline/level_plan.hpp"
#include "container_tco/timeline/sum_of.hpp"

namespace container_tco {
namespace {

bool is_of_tasks(const LineItem& line, const FargatePurchase& purchase) {
  return line.service == purchase.service && line.purpose.empty() &&
         (line.category == CostCategory::compute || line.category == CostCategory::storage);
}

std::vector<std::string> line_ids(const HostPool& pool) {
  std::vector<std::string> ids = host_line_ids(pool.name_in_lines());
  for (std::string& id : ids) id += pool.part.empty() ? "" : "/" + pool.part;
  return ids;
}

}  // namespace

Rational hours_of(const std::vector<std::int64_t>& seconds_by_step) {
  return Rational::ratio(sum_of(seconds_by_step), 3600);
}

std::vector<UsageRate> usage_rates(const Estimate& estimate, const FargatePurchase& purchase) {
  std::vector<UsageRate> rates;
  if (purchase.task_hours.is_zero()) return rates;
  for (const LineItem& line : estimate.lines) {
    if (!is_of_tasks(line, purchase)) continue;
    rates.push_back(
        {line.price_key, line.quantity.unit, line.quantity.value / purchase.task_hours, line.unit_price.money});
  }
  return rates;
}

Money cost_per_hour(const std::vector<UsageRate>& rates, const Currency& currency) {
  Money cost = Money::zero(currency);
  for (const UsageRate& rate : rates) cost += rate.unit_price * rate.quantity_per_hour;
  return cost;
}

std::map<std::string, Money> host_hour_costs(const Estimate& estimate) {
  std::map<std::string, Money> costs;
  const std::map<std::string, std::int64_t> hosts = hosts_by_key(estimate);
  for (const HostPool& pool : estimate.pools) {
    const std::string key = hosts_key(pool);
    const Rational host_hours = Rational(hosts.at(key)) * estimate.period.hours();
    if (host_hours.is_zero()) continue;
    Money& cost = costs.try_emplace(key, Money::zero(estimate.currency)).first->second;
    const std::vector<std::string> ids = line_ids(pool);
    for (const LineItem& line : estimate.lines) {
      if (std::find(ids.begin(), ids.end(), line.id) != ids.end()) cost += line.cost / host_hours;
    }
  }
  return costs;
}

Money instance_price(const Estimate& estimate, const std::string& key) {
  for (const LineItem& line : estimate.lines) {
    if (line.price_key == key && line.category == CostCategory::compute) return line.unit_price.money;
  }
  throw InternalError("every type of host has a line");
}

}  // namespace container_tco
