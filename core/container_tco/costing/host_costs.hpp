#pragma once
// What hosts cost: instances, root disks, and disk space that tasks asked for.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/costing/ledger.hpp"
#include "container_tco/pricebook/management_fee.hpp"
#include "container_tco/quantity/resources.hpp"
#include "container_tco/workload/deployment.hpp"

namespace container_tco {

/// How hosts are bought, and who is paid for looking after them.
struct HostTerms {
  Purchase purchase = Purchase::on_demand;
  std::optional<HostManagement> management;  ///< Nothing for hosts of the team.
  std::string fee_day;                       ///< ISO date whose fee counts; may be empty without `management`.
};
HostTerms host_terms(const Deployment& deployment, std::string fee_day);

/// Equal hosts that run all the time.
struct HostPurchase {
  std::string pool;  ///< "linux/x86_64"
  std::string instance_type;
  OperatingSystem operating_system = OperatingSystem::linux_os;
  std::int64_t hosts = 0;
  HostTerms terms = {};
};

/// "ec2/linux/on_demand/m5.large"
std::string on_demand_key(OperatingSystem operating_system, const std::string& instance_type);
std::string spot_key(OperatingSystem operating_system, const std::string& instance_type);

/// What an hour of such a host costs by which candidates are ranked: the instance, and the fee for looking after it.
/// Nothing when the book lacks one of them.
std::optional<Money> host_hour_price(const PriceBook& book, const Contract* contract, const std::string& region,
                                     OperatingSystem operating_system, const std::string& instance_type,
                                     const HostTerms& terms);

/// Adds the line of `charge`, hours of hosts of a type, at the fee of `terms`. Throws as `management_fee` does.
void add_management_fee(Ledger& ledger, const Charge& charge, const std::string& instance_type, const HostTerms& terms);

/// A line for the instances, and one for the fee if there is one: AWS discounts the fee neither for commitments nor for
/// Spot (rule U13).
void add_host_costs(Ledger& ledger, const HostPurchase& purchase);
/// The ids of the lines that every host of `pool` causes, whether or not they are there. A part of an estimate puts its
/// name behind them.
std::vector<std::string> host_line_ids(const std::string& pool);
void add_root_disk_costs(Ledger& ledger, const std::string& pool, std::int64_t hosts, std::int64_t root_disk_gib);
/// Disk on hosts for tasks that ask for ephemeral storage of their own: `gib` in all.
void add_task_scratch_costs(Ledger& ledger, const Rational& gib);

}  // namespace container_tco
