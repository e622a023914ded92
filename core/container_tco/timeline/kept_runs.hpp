#pragma once
// Inside of the stage: copies that are wanted again so soon that they are kept.

#include <functional>

#include "container_tco/timeline/level_runs.hpp"

namespace container_tco {

/// `runs` with those joined between which a copy is missing for no more than `kept_seconds` of the later one. A copy
/// that is kept all around counts repeating for ever is one that is always there.
LevelRuns kept_runs(LevelRuns runs, std::int64_t steps, std::int64_t step_seconds, bool repeats,
                    const std::function<std::int64_t(const LevelRun& next)>& kept_seconds);

}  // namespace container_tco
