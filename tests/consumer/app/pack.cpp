// Only the packing: items and host types in, the lightest fleet that holds them out, with a bound that can be checked.
#include <container_tco/container_tco.hpp>
#include <iostream>

namespace tco = container_tco;

tco::FleetHostType host_type(const char* name, int vcpu, int gib, int weight) {
  tco::FleetHostType type;
  type.name = name;
  type.host.allocatable = {tco::Cpu::from_vcpu(vcpu), tco::Bytes::from_gib(gib)};
  type.weight = weight;
  return type;
}

int main() {
  tco::FleetItem web;
  web.id = "web";
  web.request = {tco::Cpu::from_vcpu(1), tco::Bytes::from_gib(1)};
  web.count = 10;
  const tco::PackedFleet fleet =
      tco::PackedFleet::of({web}, {host_type("large", 8, 32, 40), host_type("small", 2, 8, 12)});
  std::cout << fleet.plan.host_count << " hosts, weight " << fleet.plan.total_weight << ", at least "
            << fleet.plan.lower_bound() << "\n";
  return fleet.verify().empty() && fleet.check_bounds().empty() ? 0 : 1;
}
