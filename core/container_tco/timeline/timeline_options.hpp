#pragma once
// How tasks and hosts start and stop. What is not stated comes from launch_times.json, with its source.

#include <cstdint>
#include <optional>
#include <string_view>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// When a task that will be wanted is launched.
enum class LaunchMoment {
  early,  ///< So that it serves when it is wanted: it stands by first. The rise must be known beforehand.
  late    ///< When it is wanted: demand waits until it serves.
};
/// "early" or "late". Throws InvalidInputError.
LaunchMoment parse_launch_moment(std::string_view text);

/// Seconds are whole, 0 to 86,400.
struct TimelineOptions {
  LaunchMoment launch_moment = LaunchMoment::early;
  /// A rise that nobody knows beforehand: tasks that cover so many more each minute stand by all the time. 0 or more.
  Rational ramp_tasks_per_minute;
  std::optional<std::int64_t> provisioning_seconds = {};   ///< Of a task on Fargate, before its pull; not billed.
  std::optional<std::int64_t> pull_seconds = {};           ///< Of all images of one task; by their size otherwise.
  std::optional<std::int64_t> start_seconds = {};          ///< From the pull until it serves, health checks included.
  std::optional<std::int64_t> stop_seconds = {};           ///< Billed after it is not wanted any more.
  std::int64_t service_launches_per_minute = 500;          ///< Of one service (rule F25), 1 to 100,000.
  std::optional<std::int64_t> host_boot_seconds = {};      ///< From its start (billed) until it takes tasks.
  std::optional<std::int64_t> host_warmup_seconds = {};    ///< Between two steps of scaling out (rule S18).
  std::int64_t min_host_step = 1;                          ///< Hosts of a step of scaling out, 1 to 10,000 …
  std::int64_t max_host_step = 10000;                      ///< … and at the most, not below the minimum.
  std::optional<std::int64_t> host_scale_in_seconds = {};  ///< An empty host stays so long.
  /// Fleets that are planned for different levels of demand, 1 to 1,000. With more levels, several share the fleet
  /// that carries the most of each service among them.
  std::int64_t max_levels = 24;
};

/// Throws InvalidInputError.
void validate(const TimelineOptions& options);

/// Tasks that must stand by to cover a rise of `tasks_per_minute` with tasks that take `launch_seconds` until they
/// serve: ceil(r × t / 60). Throws InvalidInputError for negative numbers.
std::int64_t standby_tasks(const Rational& tasks_per_minute, std::int64_t launch_seconds);

/// How much earlier than the last of a burst its task must be requested that `later` tasks follow: the service launches
/// `per_minute`, the account 100 at once and 20 a second after that (rule F25). Whole seconds, rounded up.
std::int64_t launch_queue_seconds(std::int64_t later, std::int64_t per_minute);

}  // namespace container_tco
