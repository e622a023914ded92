#pragma once
// Inside of the stage: what a result about commitments rests on, and what it warns of.

#include <vector>

#include "container_tco/commitment/usage_application.hpp"

namespace container_tco::detail {

std::vector<Assumption> application_notes(const UsageApplication& application,
                                          const std::vector<HeldCommitment>& commitments);

}  // namespace container_tco::detail
