#pragma once
// Inside of the stage: the waste of hosts, and that of Fargate tasks.

#include <map>
#include <string>
#include <vector>

#include "container_tco/estimate/host_room.hpp"
#include "container_tco/estimate/waste.hpp"

namespace container_tco::detail {

/// Cost of compute by the resource that it pays for.
struct ComputeCost {
  Money vcpu;
  Money memory;
  Money gpu;
  Money sum() const { return vcpu + memory + gpu; }
};

struct PoolWasteCost {
  PoolWaste waste;
  ComputeCost cost;
};
/// What the waste of a pool depends on besides the pool.
struct PoolContext {
  const std::map<std::string, Rational>& idle_fractions;
  Rational headroom_fraction;  ///< Of what tasks request; of mixed fleets only.
};
/// `cost`: of the pool's instances.
PoolWasteCost waste_of_pool(const HostPool& pool, const Money& cost, const PoolContext& context);

struct FargateWasteCost {
  FargateWaste waste;
  ComputeCost cost;
};
/// `cost`: what the purchase's tasks cost by vCPU (licences among it) and memory.
FargateWasteCost waste_of_purchase(const FargatePurchase& purchase, const ComputeCost& cost,
                                   const BillingPeriod& period);

/// What stops every task of `pool` from taking the room that is free on hosts of it.
std::vector<std::string> limits_of(const HostPool& pool, const HostRoom& room);

}  // namespace container_tco::detail
