#pragma once
// Inside of the stage: what hosts of a pool carry besides tasks, by type.

#include <map>
#include <vector>

#include "container_tco/estimate/host_plan.hpp"

namespace container_tco {

/// The sum over all copies of `items`. Throws InvalidInputError when 64 bits do not hold it.
Resources requested_by(const std::vector<PackItem>& items);

/// Daemons that run on a host, and with them the options of packing.
struct HostLoad {
  PackOptions packing;
  Resources daemons;  ///< Their sum.
};

/// The daemons of a pool that run on hosts of a type: those whose requirements the type meets with the labels of the
/// pool. `demand` must outlive it.
class PoolDaemons {
 public:
  explicit PoolDaemons(const PoolDemand& demand) : demand_(demand) {}
  /// Stays where it is as long as this.
  const HostLoad& on(const InstanceType& type);

 private:
  const PoolDemand& demand_;
  std::map<std::vector<bool>, HostLoad> loads_;  ///< By which of the daemons run.
};

/// The requirements of the pool that hosts of `type` do not meet, in order.
std::vector<std::string> unmet_requirements(const PoolDemand& demand, const InstanceType& type);

}  // namespace container_tco
