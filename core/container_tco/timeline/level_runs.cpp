#include "container_tco/timeline/level_runs.hpp"

#include <algorithm>
#include <tuple>

namespace container_tco {

LevelRuns level_runs(const std::vector<std::int64_t>& counts, bool repeats) {
  const auto steps = static_cast<std::int64_t>(counts.size());
  const auto lowest = std::min_element(counts.begin(), counts.end());
  LevelRuns result;
  result.always = repeats ? *lowest : 0;
  // From a step with the fewest no copy above reaches over the seam.
  const std::int64_t first = repeats ? lowest - counts.begin() : 0;
  std::vector<std::int64_t> begins;  // Of the copies that are there, bottom first.
  for (std::int64_t i = 0; i <= steps; ++i) {
    const std::int64_t step = first + i;
    const std::int64_t count = i == steps ? 0 : counts[static_cast<std::size_t>(step % steps)] - result.always;
    for (; static_cast<std::int64_t>(begins.size()) > count; begins.pop_back()) {
      result.runs.push_back({result.always + static_cast<std::int64_t>(begins.size()), begins.back(), step});
    }
    begins.resize(static_cast<std::size_t>(count), step);
  }
  std::sort(result.runs.begin(), result.runs.end(), [](const LevelRun& a, const LevelRun& b) {
    return std::tie(a.level, a.begin) < std::tie(b.level, b.begin);
  });
  return result;
}

StepSeconds::StepSeconds(std::int64_t steps, std::int64_t step_seconds, bool repeats)
    : steps_(steps),
      step_seconds_(step_seconds),
      repeats_(repeats),
      parts_(static_cast<std::size_t>(steps)),
      change_(static_cast<std::size_t>(steps) + 1) {}

void StepSeconds::add(std::int64_t begin, std::int64_t end, std::int64_t copies) {
  if (begin >= end) return;
  const std::int64_t span = steps_ * step_seconds_;
  if (!repeats_) {
    parts_.front() += copies * std::max<std::int64_t>(0, std::min<std::int64_t>(end, 0) - begin);
    parts_.back() += copies * std::max<std::int64_t>(0, end - std::max(begin, span));
    add_inside(std::clamp<std::int64_t>(begin, 0, span), std::clamp<std::int64_t>(end, 0, span), copies);
    return;
  }
  while (begin < end) {
    const std::int64_t at = ((begin % span) + span) % span;
    const std::int64_t length = std::min(end - begin, span - at);
    add_inside(at, at + length, copies);
    begin += length;
  }
}

void StepSeconds::add_inside(std::int64_t begin, std::int64_t end, std::int64_t copies) {
  if (begin >= end) return;
  const std::int64_t first = begin / step_seconds_;
  const std::int64_t last = (end - 1) / step_seconds_;
  if (first == last) {
    parts_[static_cast<std::size_t>(first)] += copies * (end - begin);
    return;
  }
  parts_[static_cast<std::size_t>(first)] += copies * ((first + 1) * step_seconds_ - begin);
  parts_[static_cast<std::size_t>(last)] += copies * (end - last * step_seconds_);
  change_[static_cast<std::size_t>(first) + 1] += copies;
  change_[static_cast<std::size_t>(last)] -= copies;
}

std::vector<std::int64_t> StepSeconds::values() const {
  std::vector<std::int64_t> seconds = parts_;
  std::int64_t whole = 0;
  for (std::size_t i = 0; i < seconds.size(); ++i) {
    whole += change_[i];
    seconds[i] += whole * step_seconds_;
  }
  return seconds;
}

StepCounts::StepCounts(std::int64_t steps, std::int64_t step_seconds, bool repeats)
    : step_seconds_(step_seconds), repeats_(repeats), counts_(static_cast<std::size_t>(steps)) {}

void StepCounts::add(std::int64_t second, std::int64_t number) {
  const std::int64_t span = static_cast<std::int64_t>(counts_.size()) * step_seconds_;
  const std::int64_t at = repeats_ ? ((second % span) + span) % span : std::clamp<std::int64_t>(second, 0, span - 1);
  counts_[static_cast<std::size_t>(at / step_seconds_)] += number;
}

}  // namespace container_tco
