// What a timeline costs, and the usage that it is billed for.

#include <map>
#include <string>

#include "container_tco/demand/civil_time.hpp"
#include "container_tco/error.hpp"
#include "container_tco/timeline/sum_of.hpp"
#include "container_tco/timeline/timeline.hpp"
#include "container_tco/timeline/unit_costs.hpp"

namespace container_tco {
namespace {

class Columns {
 public:
  Columns(std::int64_t step_seconds, std::int64_t steps)
      : steps_of_hour_(seconds_per_hour / step_seconds), hours_((steps + steps_of_hour_ - 1) / steps_of_hour_) {}

  // `seconds` of each step.
  void add(const UsageRate& rate, const std::vector<std::int64_t>& seconds) {
    add(column(rate.price_key, rate.unit, rate.unit_price), rate.quantity_per_hour / Rational(seconds_per_hour),
        seconds);
  }

  void add(const PullRate& rate, const std::vector<std::int64_t>& starts, const std::vector<std::int64_t>& there) {
    BilledUsage& gb = column(rate.price_key, rate.unit, rate.unit_price);
    add(gb, rate.gb_per_start, starts);
    add(gb, rate.gb_per_step, there);
  }

  std::vector<BilledUsage> take() && {
    std::vector<BilledUsage> result;
    for (auto& [key, column] : columns_) result.push_back(std::move(column));
    return result;
  }

 private:
  BilledUsage& column(const std::string& key, const PricingUnit& unit, const Money& price) {
    const auto hours = static_cast<std::size_t>(hours_);
    return columns_.try_emplace(key, BilledUsage{key, unit, price, std::vector<Rational>(hours)}).first->second;
  }

  void add(BilledUsage& column, const Rational& each, const std::vector<std::int64_t>& counts) const {
    const auto steps_of_hour = static_cast<std::size_t>(steps_of_hour_);
    std::int64_t of_hour = 0;
    for (std::size_t step = 0; step < counts.size(); ++step) {
      of_hour += counts[step];
      if (step + 1 < counts.size() && (step + 1) % steps_of_hour != 0) continue;
      column.hours[step / steps_of_hour] += Rational(of_hour) * each;
      of_hour = 0;
    }
  }

  std::int64_t steps_of_hour_;
  std::int64_t hours_;
  std::map<std::string, BilledUsage> columns_;
};

std::vector<std::int64_t> tasks_there(const TaskTimeline& tasks) {
  std::vector<std::int64_t> there = tasks.wanted;
  for (std::int64_t& count : there) count += tasks.standing_tasks;
  return there;
}

Money cost_of_seconds(const Money& cost_per_hour, std::int64_t seconds) {
  return cost_per_hour * Rational::ratio(seconds, seconds_per_hour);
}

}  // namespace

Money ServiceTimeline::cost_of_step(std::size_t step) const {
  const Money cost = cost_of_seconds(cost_per_hour, tasks.billed_seconds[step]);
  return pulls ? cost + pulls->cost(tasks.starts[step], tasks.wanted[step] + tasks.standing_tasks) : cost;
}

Money HostTimeline::cost_of_step(std::size_t step) const {
  const Money cost = cost_of_seconds(cost_per_hour, billed_seconds[step]);
  return pulls ? cost + pulls->cost(starts[step], running[step]) : cost;
}

Money Timeline::cost_of_step(std::int64_t step) const {
  require_range("step", step, 0, steps - 1);
  const auto at = static_cast<std::size_t>(step);
  Money cost = Money::zero(currency);
  for (const ServiceTimeline& service : services) cost += service.cost_of_step(at);
  for (const HostTimeline& type : hosts) cost += type.cost_of_step(at);
  return cost;
}

Money ServiceTimeline::total() const {
  const Money cost = cost_per_hour * hours_of(tasks.billed_seconds);
  return pulls ? cost + pulls->cost(sum_of(tasks.starts), sum_of(tasks_there(tasks))) : cost;
}

Money HostTimeline::total() const {
  const Money cost = cost_per_hour * hours_of(billed_seconds);
  return pulls ? cost + pulls->cost(sum_of(starts), sum_of(running)) : cost;
}

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
    if (service.pulls) columns.add(*service.pulls, service.tasks.starts, tasks_there(service.tasks));
  }
  for (const HostTimeline& type : hosts) {
    columns.add({type.price_key, PricingUnit::parse("Hours"), Rational(1), type.instance_price}, type.billed_seconds);
    if (type.address) columns.add(*type.address, type.billed_seconds);
    if (type.pulls) columns.add(*type.pulls, type.starts, type.running);
  }
  return std::move(columns).take();
}

}  // namespace container_tco
