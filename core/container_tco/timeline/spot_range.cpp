#include "container_tco/timeline/spot_range.hpp"

#include <algorithm>
#include <utility>

#include "container_tco/contract/contracted_price.hpp"
#include "container_tco/costing/spot_costs.hpp"
#include "container_tco/error.hpp"
#include "container_tco/timeline/spot_bands.hpp"
#include "container_tco/timeline/unit_costs.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t seconds_of_hour = 3600;

// What is bought and interrupted as one: hosts of a type, or tasks of a service.
struct SpotUnits {
  std::vector<UsageRate> rates;
  Money cost_per_hour;  // All of it, also what is not Spot.
  Rational hours;
  std::int64_t most_at_once = 0;
  Rational tasks_of_unit = Rational(1);
};

bool is_spot_key(const std::string& key) {
  return key.find("/spot/") != std::string::npos || key.find("_spot/") != std::string::npos;
}

std::string on_demand_key_of(std::string key) {
  if (const std::size_t at = key.find("/spot/"); at != std::string::npos) return key.replace(at, 6, "/on_demand/");
  return key.replace(key.find("_spot/"), 6, "/");
}

Money on_demand_price(const PriceBook& book, const Timeline& timeline, const std::string& spot_key) {
  const std::string key = on_demand_key_of(spot_key);
  const std::optional<Contract>& contract = timeline.peak.options.contract;
  if (!contract) return book.price(key, timeline.region).unit_price().money;
  return contracted_unit_price(contracted_price(book, *contract, key, timeline.region));
}

LowBaseHigh times(const LowBaseHigh& a, const LowBaseHigh& b) {
  return {a.low * b.low, a.base * b.base, a.high * b.high};
}
LowBaseHigh times(const LowBaseHigh& range, const Rational& factor) { return times(range, {factor, factor, factor}); }

void add(LowBaseHigh& sum, const LowBaseHigh& more) {
  sum.low += more.low;
  sum.base += more.base;
  sum.high += more.high;
}

// What an hour of a unit costs at the lowest price observed, on average, and at the highest; and on demand.
struct HourCosts {
  LowBaseHigh spot;
  Rational on_demand;
};

HourCosts hour_costs(const SpotUnits& units, const PriceBook& book, const Timeline& timeline) {
  const Rational& known = units.cost_per_hour.amount();
  HourCosts costs{{known, known, known}, known};
  for (const UsageRate& rate : units.rates) {
    if (!is_spot_key(rate.price_key)) continue;
    const Rational& price = rate.unit_price.amount();
    const auto shift = [&](Rational& cost, const Money& to) {
      cost += (to - rate.unit_price).amount() * rate.quantity_per_hour;
    };
    shift(costs.on_demand, on_demand_price(book, timeline, rate.price_key));
    const std::optional<SpotPrice> seen = find_spot_price(book, rate.price_key, timeline.region);
    // A price of the user's own has no spread.
    if (!seen || seen->price.money.amount() != price) continue;
    shift(costs.spot.low, seen->low);
    shift(costs.spot.high, seen->high);
  }
  return costs;
}

std::string band_of(const SpotUnits& units, const PriceBook& book, const std::string& region) {
  for (const UsageRate& rate : units.rates) {
    const SpotObservation* seen = book.find_spot(rate.price_key, region);
    if (seen != nullptr && !seen->interruption_band.empty()) return seen->interruption_band;
  }
  return {};
}

// Hours of the tasks on the hosts of a part, for each hour of a host.
Rational tasks_of_host(const Timeline& timeline, const std::string& part) {
  Rational task_hours;
  for (const ServiceTimeline& service : timeline.services) {
    if (service.rates.empty() && service.part == part) task_hours += hours_of(service.tasks.billed_seconds);
  }
  Rational host_hours;
  for (const HostTimeline& type : timeline.hosts) {
    if (type.part == part) host_hours += hours_of(type.billed_seconds);
  }
  return host_hours.is_zero() ? Rational() : task_hours / host_hours;
}

std::vector<SpotUnits> units_of(const Timeline& timeline) {
  std::vector<SpotUnits> units;
  for (const ServiceTimeline& service : timeline.services) {
    const bool is_spot = std::any_of(service.rates.begin(), service.rates.end(),
                                     [](const UsageRate& rate) { return is_spot_key(rate.price_key); });
    if (!is_spot) continue;
    const auto& wanted = service.tasks.wanted;
    units.push_back({service.rates, service.cost_per_hour, hours_of(service.tasks.billed_seconds),
                     *std::max_element(wanted.begin(), wanted.end()) + service.tasks.standing_tasks});
  }
  for (const HostTimeline& type : timeline.hosts) {
    const Rational hours = hours_of(type.billed_seconds);
    if (!is_spot_key(type.price_key) || hours.is_zero()) continue;
    units.push_back({{{type.price_key, PricingUnit::parse("Hours"), Rational(1), type.instance_price}},
                     type.cost_per_hour,
                     hours,
                     *std::max_element(type.running.begin(), type.running.end()),
                     tasks_of_host(timeline, type.part)});
  }
  return units;
}

std::int64_t host_types(const std::vector<SpotUnits>& all) {
  return std::count_if(all.begin(), all.end(),
                       [](const SpotUnits& units) { return units.rates.front().price_key.starts_with("ec2/"); });
}

}  // namespace

SpotRange spot_range(const Timeline& timeline, const PriceBook& book, const InterruptionOptions& options) {
  const LowBaseHigh fallback = options.fallback_hours.value_or(spot_bands().fallback_hours);
  if (options.redone_seconds.is_negative()) {
    throw InvalidInputError("redone_seconds", options.redone_seconds.to_text(), "0 or more");
  }
  if (fallback.low.is_negative() || fallback.base < fallback.low || fallback.high < fallback.base) {
    throw InvalidInputError("fallback_hours",
                            fallback.low.to_text() + ", " + fallback.base.to_text() + ", " + fallback.high.to_text(),
                            "low, base and high, rising from 0 or more");
  }
  const std::vector<SpotUnits> all = units_of(timeline);
  if (all.empty()) {
    throw InvalidInputError("deployment", timeline.deployment.name(), "one on Spot that runs something");
  }
  SpotRange result{{}, {}, {}, {}, {timeline.total(), timeline.total(), timeline.total()}, 0, 0, {}};
  LowBaseHigh cost{timeline.total().amount(), timeline.total().amount(), timeline.total().amount()};
  for (const SpotUnits& units : all) {
    const std::string band = band_of(units, book, timeline.region);
    const Rational months = units.hours / Rational(730);
    const LowBaseHigh interruptions = times(spot_bands().interrupted_in_month.at(band), months);
    const HourCosts costs = hour_costs(units, book, timeline);
    const Rational& known = units.cost_per_hour.amount();
    const auto premium = [&](const Rational& spot) { return max(Rational(), costs.on_demand - spot); };
    const LowBaseHigh bought = times(interruptions, fallback);
    const LowBaseHigh redone = times(interruptions, options.redone_seconds / Rational(seconds_of_hour));
    add(cost, {(costs.spot.low - known) * units.hours, Rational(), (costs.spot.high - known) * units.hours});
    add(cost, times(bought, {premium(costs.spot.low), premium(costs.spot.base), premium(costs.spot.high)}));
    add(cost, times(redone, costs.spot));
    add(result.interruptions, interruptions);
    add(result.fallback_hours, bought);
    add(result.lost_task_hours, times(redone, units.tasks_of_unit));
    result.most_lost_at_once = std::max(result.most_lost_at_once, units.most_at_once);
    result.capacities.push_back({units.rates.front().price_key, band, units.hours, interruptions});
  }
  const auto money = [&](const Rational& amount) { return Money(amount, timeline.currency); };
  result.cost = {money(cost.low), money(cost.base), money(cost.high)};
  result.types = std::max<std::int64_t>(1, host_types(all));
  if (!options.fallback_hours) {
    result.assumptions.push_back(
        {"fallback_hours", "Until Spot is had again, capacity is bought on demand", spot_bands().fallback_source});
  }
  result.assumptions.push_back({"redone_seconds",
                                "An interruption has each of its tasks redo " + options.redone_seconds.to_text() + " s",
                                "assumption"});
  return result;
}

}  // namespace container_tco
