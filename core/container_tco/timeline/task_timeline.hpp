#pragma once
// Tasks of one service over time, from their launch to their end.

#include <cstdint>
#include <string>
#include <vector>

#include "container_tco/demand/task_profile.hpp"
#include "container_tco/timeline/timeline_options.hpp"

namespace container_tco {

/// The life of a task around the time in which it is wanted. Whole seconds.
struct TaskPhases {
  std::int64_t provisioning = 0;  ///< Before the pull of its images; not billed (rule F14).
  std::int64_t pull = 0;          ///< Of its images; Fargate bills from here on (rule F11).
  std::int64_t start = 0;         ///< From the pull until it serves.
  std::int64_t stop = 0;          ///< From the time when it is not wanted any more to its end.
  std::int64_t least_billed = 0;  ///< Of every task, from its pull to its end (rule F12).

  /// From the request until it serves.
  std::int64_t launch_seconds() const { return provisioning + pull + start; }
};

/// Tasks of one service; one number a step.
struct TaskTimeline {
  std::string service;
  TaskPhases phases;
  std::vector<std::int64_t> wanted;            ///< Tasks, as the profile says.
  std::vector<std::int64_t> standby;           ///< The most tasks at one time that are requested or there unwanted.
  std::vector<std::int64_t> billed_seconds;    ///< Of all tasks, from the pull to the end.
  std::vector<std::int64_t> unserved_seconds;  ///< Task-seconds that are wanted and not served; late launches only.
  std::int64_t standing_tasks = 0;             ///< That stand by all the time, for rises that nobody knows.
  std::int64_t task_starts = 0;
};

/// The tasks that `profile` takes. A task that is wanted again before a new one would be billed from, or could be
/// launched, is kept. Launched early, a span that does not repeat starts from nothing: what is billed before it stands
/// in its first step, what is billed after it in its last.
///
/// Finite runs start when they are due, take the time that they state from the pull to the end, and are billed for
/// `least_billed` at least; none is kept for the next, none stands by, and the other phases are zero.
///
/// Throws InvalidInputError for an invalid profile, and one whose tasks start more than 20,000,000 times.
TaskTimeline task_timeline(const std::string& service, const TaskProfile& profile, const TaskPhases& phases,
                           const TimelineOptions& options);

}  // namespace container_tco
