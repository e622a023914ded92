#pragma once
// Spot hosts on several instance types, where each pool takes one: what AWS takes back of one type, the others still
// have.

#include <cstdint>
#include <vector>

#include "container_tco/estimate/host_plan.hpp"

namespace container_tco {

/// `demand` cut into as many like shares as types are wanted, no more than it has copies: each copy is in one share,
/// and the zones are shared out. A demand that one type may serve comes back alone.
std::vector<PoolDemand> divide_among_types(const PoolDemand& demand, std::int64_t types);

/// Says once that Spot hosts stand on fewer types than wanted.
void warn_of_few_types(Ledger& ledger, std::int64_t types);

}  // namespace container_tco
