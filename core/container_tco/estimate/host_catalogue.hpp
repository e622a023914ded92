#pragma once
// Instance types made ready for choosing hosts: capacity and cost of one host of each, worked out once and used for
// every pool and every what-if of a comparison.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/estimate/options.hpp"
#include "container_tco/pricebook/price_book.hpp"

namespace container_tco {

/// Weights of hosts are whole millionths of the currency.
inline constexpr std::int64_t weights_per_unit = 1'000'000;

/// One host of a type in a region, with its overhead taken off and everything that each host costs added up.
struct PricedHost {
  const InstanceType* type = nullptr;
  HostCapacity capacity;
  Money per_host;                   ///< In the period: instance, fee, disk, address, labour driven by hosts.
  std::int64_t per_host_floor = 0;  ///< `per_host` in millionths, rounded down: for ordering candidates fast.
};

/// What a list of priced hosts depends on.
struct HostRequest {
  Deployment deployment;  ///< Who runs the containers, who looks after the hosts, and how they are bought.
  OperatingSystem operating_system = OperatingSystem::linux_os;
  Architecture architecture = Architecture::x86_64;
  std::optional<Accelerator> accelerator;  ///< That its tasks ask for: what the capacity of hosts counts as GPUs.
  Money surcharge;                         ///< Of each host, besides its instance.
};

/// Remembers what it worked out. Belongs to one call of `compare` or `estimate`: not to be shared between threads, nor
/// used with another book, region, period, contract or host setup than it began with.
class HostCatalogue {
 public:
  /// The priced candidates for `request`, by name of the type. Types without a price in the region (for Spot:
  /// without an observation) are not among them, nor those that AWS does not look after where it shall.
  const std::vector<PricedHost>& hosts(const PriceBook& book, const EstimateOptions& options,
                                       const HostRequest& request);

 private:
  std::map<std::string, std::vector<PricedHost>> lists_;
};

}  // namespace container_tco
