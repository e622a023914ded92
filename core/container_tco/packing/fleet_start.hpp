#pragma once
// Inside of packing: plans to start from. Each places a bag on new hosts of one zone, or gives nothing when the budget
// does not allow it.

#include <optional>
#include <vector>

#include "container_tco/packing/fleet_host.hpp"

namespace container_tco::detail {

/// The lightest plan on hosts of one type by first fit decreasing in the orders of `pack`. Every usable type is tried,
/// also dominated ones, unless a bound shows that it cannot weigh less. Of equals the lighter type, then the name.
std::optional<std::vector<FleetHost>> best_single_type(const FleetInput& input, const FleetBag& bag,
                                                       const FleetBudget& budget);

/// As Karpenter provisions: copies from large to small (CPU, then memory) go to the open host that holds fewest, while
/// some type still holds it all; the lightest such type is bought at the end. Work grows with copies × hosts.
std::optional<std::vector<FleetHost>> first_fit_type_last(const FleetInput& input, const FleetBag& bag,
                                                          const FleetBudget& budget);

/// Fills the existing hosts of a zone, largest first, and returns what is left.
FleetBag fill_existing(const FleetInput& input, std::size_t zone, std::vector<FleetHost>& hosts);

}  // namespace container_tco::detail
