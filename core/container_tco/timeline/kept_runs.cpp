#include "container_tco/timeline/kept_runs.hpp"

#include <algorithm>
#include <cstddef>

namespace container_tco {

LevelRuns kept_runs(LevelRuns given, std::int64_t steps, std::int64_t step_seconds, bool repeats,
                    const std::function<std::int64_t(const LevelRun& next)>& kept_seconds) {
  LevelRuns kept{given.always, {}};
  const auto is_kept = [&](std::int64_t end, const LevelRun& next) {
    return (next.begin - end) * step_seconds <= kept_seconds(next);
  };
  for (std::size_t i = 0; i < given.runs.size();) {
    const std::int64_t level = given.runs[i].level;
    const std::size_t first = kept.runs.size();
    for (; i < given.runs.size() && given.runs[i].level == level; ++i) {
      const LevelRun& run = given.runs[i];
      if (kept.runs.size() > first && is_kept(kept.runs.back().end, run)) {
        kept.runs.back().end = run.end;
      } else {
        kept.runs.push_back(run);
      }
    }
    if (!repeats) continue;
    LevelRun again = kept.runs[first];
    again.begin += steps;
    if (!is_kept(kept.runs.back().end, again)) continue;
    kept.runs.back().end = again.end + steps;
    if (kept.runs.size() == first + 1) ++kept.always;
    kept.runs.erase(kept.runs.begin() + static_cast<std::ptrdiff_t>(first));
  }
  return kept;
}

}  // namespace container_tco
