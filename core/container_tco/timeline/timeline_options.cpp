#include "container_tco/timeline/timeline_options.hpp"

#include <algorithm>
#include <string>

#include "container_tco/demand/civil_time.hpp"
#include "container_tco/error.hpp"
#include "container_tco/timeline/launch_times.hpp"

namespace container_tco {
namespace {

void require_seconds(const char* field, const std::optional<std::int64_t>& seconds) {
  if (seconds) require_range(field, *seconds, 0, seconds_per_day);
}

}  // namespace

LaunchMoment parse_launch_moment(std::string_view text) {
  if (text == "early") return LaunchMoment::early;
  if (text == "late") return LaunchMoment::late;
  throw InvalidInputError("launch_moment", printable(std::string(text)), "early or late");
}

void validate(const TimelineOptions& options) {
  const Rational most_tasks(1'000'000);
  if (options.ramp_tasks_per_minute.is_negative() || options.ramp_tasks_per_minute > most_tasks) {
    throw InvalidInputError("ramp_tasks_per_minute", options.ramp_tasks_per_minute.to_text(), "0 to 1,000,000");
  }
  require_seconds("provisioning_seconds", options.provisioning_seconds);
  require_seconds("pull_seconds", options.pull_seconds);
  require_seconds("start_seconds", options.start_seconds);
  require_seconds("stop_seconds", options.stop_seconds);
  require_seconds("host_boot_seconds", options.host_boot_seconds);
  require_seconds("host_warmup_seconds", options.host_warmup_seconds);
  require_seconds("host_scale_in_seconds", options.host_scale_in_seconds);
  require_range("service_launches_per_minute", options.service_launches_per_minute, 1, 100'000);
  require_range("min_host_step", options.min_host_step, 1, 10'000);
  require_range("max_host_step", options.max_host_step, options.min_host_step, 10'000);
  require_range("max_levels", options.max_levels, 1, 1'000);
}

std::int64_t standby_tasks(const Rational& tasks_per_minute, std::int64_t launch_seconds) {
  if (tasks_per_minute.is_negative()) {
    throw InvalidInputError("ramp_tasks_per_minute", tasks_per_minute.to_text(), "0 or more");
  }
  require_range("launch_seconds", launch_seconds, 0, 10 * seconds_per_day);
  return (tasks_per_minute * Rational(launch_seconds) / Rational(60)).ceil();
}

std::int64_t launch_queue_seconds(std::int64_t later, std::int64_t per_minute) {
  static const std::int64_t burst = launch_number("account_launch_burst");
  static const std::int64_t per_second = launch_number("account_launches_per_second");
  const std::int64_t of_service = (later * 60 + per_minute - 1) / per_minute;
  const std::int64_t of_account = (std::max<std::int64_t>(0, later + 1 - burst) + per_second - 1) / per_second;
  return std::max(of_service, of_account);
}

}  // namespace container_tco
