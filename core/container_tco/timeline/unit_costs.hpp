#pragma once
// Inside of the stage: what an hour of a task or host costs by the lines of an estimate.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "container_tco/timeline/timeline.hpp"

namespace container_tco {

/// The seconds of all steps, in hours.
Rational hours_of(const std::vector<std::int64_t>& seconds_by_step);

/// What a billed hour of a task of `purchase` takes of each price.
std::vector<UsageRate> usage_rates(const Estimate& estimate, const FargatePurchase& purchase);
/// Their cost.
Money cost_per_hour(const std::vector<UsageRate>& rates, const Currency& currency);

/// An hour of a host by the price key of its instance: the instance, the fee for looking after it, its root disk.
std::map<std::string, Money> host_hour_costs(const Estimate& estimate);

/// Of the instance alone, by its price key.
Money instance_price(const Estimate& estimate, const std::string& price_key);

}  // namespace container_tco
