#pragma once
// The same service with more or fewer copies.

#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// Sets how many copies run at one time at the most, 1 or more; runs start in proportion, and so do replacements of
/// tasks. Does nothing to a service without copies.
void set_task_count(Service& service, std::int64_t count);

}  // namespace container_tco
