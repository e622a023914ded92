#pragma once
// The same service with more or fewer copies.

#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// Sets how many copies run at one time at the most, 1 or more; runs start in proportion, and so do replacements of
/// tasks. Of a demand over time every step is scaled, rounded up. Does nothing to a service without copies.
void set_task_count(Service& service, std::int64_t count);

/// The service with only `copies` of its copies, those after the `first` ones: what is counted for all of them is
/// counted for these alone. Of a demand over time each step is shared in proportion, so that the steps of all shares
/// together are those of the service; what does not divide goes to the first shares. Throws InternalError for copies
/// that it has not.
Service share_of(const Service& service, std::int64_t first, std::int64_t copies);

}  // namespace container_tco
