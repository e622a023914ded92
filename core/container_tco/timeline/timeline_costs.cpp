// What a timeline costs, and the usage that it is billed for.

#include <map>
#include <string>

#include "container_tco/error.hpp"
#include "container_tco/timeline/timeline.hpp"
#include "container_tco/timeline/unit_costs.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t seconds_of_hour = 3600;

class Columns {
 public:
  Columns(std::int64_t step_seconds, std::int64_t steps)
      : steps_of_hour_(seconds_of_hour / step_seconds), hours_((steps + steps_of_hour_ - 1) / steps_of_hour_) {}

  // `seconds` of each step, `rate` an hour.
  void add(const UsageRate& rate, const std::vector<std::int64_t>& seconds) {
    BilledUsage& column =
        columns_
            .try_emplace(rate.price_key, BilledUsage{rate.price_key, rate.unit, rate.unit_price,
                                                     std::vector<Rational>(static_cast<std::size_t>(hours_))})
            .first->second;
    std::int64_t of_hour = 0;
    for (std::size_t step = 0; step < seconds.size(); ++step) {
      of_hour += seconds[step];
      const bool is_last = step + 1 == seconds.size() || (step + 1) % static_cast<std::size_t>(steps_of_hour_) == 0;
      if (!is_last) continue;
      column.hours[step / static_cast<std::size_t>(steps_of_hour_)] +=
          Rational::ratio(of_hour, seconds_of_hour) * rate.quantity_per_hour;
      of_hour = 0;
    }
  }

  std::vector<BilledUsage> take() && {
    std::vector<BilledUsage> result;
    for (auto& [key, column] : columns_) result.push_back(std::move(column));
    return result;
  }

 private:
  std::int64_t steps_of_hour_;
  std::int64_t hours_;
  std::map<std::string, BilledUsage> columns_;
};

}  // namespace

Money Timeline::cost_of_step(std::int64_t step) const {
  require_range("step", step, 0, steps - 1);
  const auto at = static_cast<std::size_t>(step);
  Money cost = Money::zero(currency);
  for (const ServiceTimeline& service : services) {
    cost += service.cost_per_hour * Rational::ratio(service.tasks.billed_seconds[at], seconds_of_hour);
  }
  for (const HostTimeline& type : hosts) {
    cost += type.cost_per_hour * Rational::ratio(type.billed_seconds[at], seconds_of_hour);
  }
  return cost;
}

Money ServiceTimeline::total() const { return cost_per_hour * hours_of(tasks.billed_seconds); }

Money HostTimeline::total() const { return cost_per_hour * hours_of(billed_seconds); }

Money Timeline::total() const {
  Money cost = Money::zero(currency);
  for (const ServiceTimeline& service : services) cost += service.total();
  for (const HostTimeline& type : hosts) cost += type.total();
  return cost;
}

std::vector<BilledUsage> Timeline::billed_usage() const {
  Columns columns(step_seconds, steps);
  for (const ServiceTimeline& service : services) {
    for (const UsageRate& rate : service.rates) columns.add(rate, service.tasks.billed_seconds);
  }
  for (const HostTimeline& type : hosts) {
    columns.add({type.price_key, PricingUnit::parse("Hours"), Rational(1), type.instance_price}, type.billed_seconds);
  }
  return std::move(columns).take();
}

}  // namespace container_tco
