#pragma once
// What a workload would cost if its images were built for other architectures.

#include <vector>

#include "container_tco/costing/ledger.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// `workload` with every Linux task built for `architectures`, its own first where it is among them; unchanged when the
/// list is empty. Windows tasks stay as they are (rule F4). Throws InvalidInputError for an architecture that is named
/// twice.
Workload rebuilt_for(Ledger& ledger, const Workload& workload, const std::vector<Architecture>& architectures);

}  // namespace container_tco
