#pragma once
// What hosts cost: instances, root disks, and disk space that tasks asked for.

#include <cstdint>
#include <string>

#include "container_tco/costing/ledger.hpp"
#include "container_tco/quantity/resources.hpp"

namespace container_tco {

/// Equal hosts that run all the time.
struct HostPurchase {
  std::string pool;  ///< "linux/x86_64"
  std::string instance_type;
  OperatingSystem operating_system = OperatingSystem::linux_os;
  std::int64_t hosts = 0;
};

/// "ec2/linux/on_demand/m5.large"
std::string on_demand_key(OperatingSystem operating_system, const std::string& instance_type);

void add_host_costs(Ledger& ledger, const HostPurchase& purchase);
void add_root_disk_costs(Ledger& ledger, const std::string& pool, std::int64_t hosts, std::int64_t root_disk_gib);
/// Disk on hosts for tasks that ask for ephemeral storage of their own: `gib` in all.
void add_task_scratch_costs(Ledger& ledger, const Rational& gib);

}  // namespace container_tco
