#pragma once
// Inside of comparison: what a task would have to do without.

#include <string>

#include "container_tco/quantity/rational.hpp"
#include "container_tco/quantity/resources.hpp"

namespace container_tco::detail {

/// The larger share of the request that is cut, of CPU and of memory; 1 where something is cut off nothing.
Rational share_of_request(const Resources& cut, const Resources& request);
/// "0.25 vCPU (20 %) and 205 MiB (9.1 %)"
std::string cut_in_words(const Resources& cut, const Resources& request);

}  // namespace container_tco::detail
