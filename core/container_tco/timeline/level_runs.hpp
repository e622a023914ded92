#pragma once
// Inside of the stage: a count over time as the times in which each of its copies is there. The copy that came last
// goes first, as if copies were numbered from the bottom.

#include <cstdint>
#include <vector>

namespace container_tco {

/// One copy from `begin` to before `end`, in steps. When the counts repeat, `end` may lie beyond the last step.
struct LevelRun {
  std::int64_t level = 0;  ///< Of the copy, from 1.
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

struct LevelRuns {
  std::int64_t always = 0;     ///< Copies that are there in every step of counts that repeat.
  std::vector<LevelRun> runs;  ///< Of the others, by level and begin.
};

LevelRuns level_runs(const std::vector<std::int64_t>& counts, bool repeats);

/// Seconds in steps. Of a span that repeats, what lies before or after it falls on its other end; otherwise on the
/// first or the last step.
class StepSeconds {
 public:
  StepSeconds(std::int64_t steps, std::int64_t step_seconds, bool repeats);
  /// The seconds from `begin` to before `end`, `copies` times.
  void add(std::int64_t begin, std::int64_t end, std::int64_t copies = 1);
  /// One number a step.
  std::vector<std::int64_t> values() const;

 private:
  void add_inside(std::int64_t begin, std::int64_t end, std::int64_t copies);
  std::int64_t steps_;
  std::int64_t step_seconds_;
  bool repeats_;
  std::vector<std::int64_t> parts_;   // Seconds of steps that are covered in part.
  std::vector<std::int64_t> change_;  // Of the number of copies that cover a step as a whole.
};

/// What happens at moments, in steps; moments before or after the span as StepSeconds has them.
class StepCounts {
 public:
  StepCounts(std::int64_t steps, std::int64_t step_seconds, bool repeats);
  void add(std::int64_t second, std::int64_t number = 1);
  /// One number a step.
  const std::vector<std::int64_t>& values() const { return counts_; }

 private:
  std::int64_t step_seconds_;
  bool repeats_;
  std::vector<std::int64_t> counts_;
};

}  // namespace container_tco
