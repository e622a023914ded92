#pragma once
// Time in which places on hosts are held for runs, or for the peak of a demand, and nothing runs.

#include <map>
#include <string>

#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// By name of each service that runs at times or follows a demand over time: the share of the period, 0 to 1, in which
/// a place held for it on a host stands empty. `mean_count` tasks run on average, and `peak_count` places are held.
std::map<std::string, Rational> idle_fractions(const Workload& workload);

}  // namespace container_tco
