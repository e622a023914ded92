#pragma once
// Inside of the stage: profiles of several services in the same steps.

#include <map>
#include <string>

#include "container_tco/demand/task_profile.hpp"

namespace container_tco {

/// Brings profiles of one span, by service, into the longest step that is whole in all of theirs. Those that repeat
/// begin with the first from then on. Throws InvalidInputError for none, invalid ones, different spans, and too many
/// steps.
void share_clock(std::map<std::string, TaskProfile>& profiles);

}  // namespace container_tco
