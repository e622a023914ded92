#pragma once
// Inside of estimate: the zones that tasks insist on, seen from the region where they run.

#include <string>

#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// A zone is named after its region: "eu-west-1a", "us-east-1-bos-1a".
bool is_zone_of(const std::string& zone, const std::string& region);

/// `workload` with only the zones of `region` among those that its tasks insist on: there are no hosts for it in
/// others. A task that insists on other regions alone keeps them, and so has no zone to be in.
Workload with_zones_of(const std::string& region, Workload workload);

}  // namespace container_tco
