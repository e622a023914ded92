#pragma once
// Time in which places on hosts are held for runs and none runs.

#include <map>
#include <string>

#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// By name of each service that runs at times: the share of the period, 0 to 1, in which a place held for it on a host
/// stands empty. Mean runs at one time = runs a day × seconds / 86,400, of as many places as `concurrent`.
std::map<std::string, Rational> idle_fractions(const Workload& workload);

}  // namespace container_tco
