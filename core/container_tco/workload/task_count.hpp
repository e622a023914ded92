#pragma once
// The same service with more or fewer copies.

#include <cstdint>
#include <functional>
#include <vector>

#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// Sets how many copies run at one time at the most, 0 or more; runs start in proportion, and so do replacements of
/// tasks. Of a demand over time every step is scaled, rounded up. Does nothing to a service without copies.
void set_task_count(Service& service, std::int64_t count);

/// How many of `count` copies each of several shares takes, in a fixed order; together `count`.
using CopySplit = std::function<std::vector<std::int64_t>(std::int64_t count)>;

/// The service cut into shares: what is counted for all of its copies is counted in each for those that it has at the
/// peak. Of a demand over time the tasks of each step are split, of finite runs those of each run. A share that never
/// has a copy is there, with none. Takes a service with copies.
std::vector<Service> shares_of(const Service& service, const CopySplit& split);

}  // namespace container_tco
