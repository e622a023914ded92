#pragma once
// One day of one service that a person can follow: what is wanted, what is there, and what each step costs on Fargate
// and on hosts.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/timeline/timeline.hpp"

namespace container_tco {

/// What one part of a deployment adds to a step.
struct DayPart {
  std::string deployment;  ///< "ecs-strategy"; the one that has several parts.
  std::string name;        ///< "spot", "on-demand base", "FARGATE"
  std::int64_t wanted = 0;
  Rational task_hours;  ///< Billed on Fargate; zero on hosts.
  std::int64_t hosts_running = 0;
  Rational host_hours;
  Money cost;  ///< Of the service on Fargate, or of all hosts of the part.
};

/// One step of the day. Without a timeline of Fargate, or of hosts, its columns are zero and its cost is nothing.
struct DayRow {
  std::int64_t start_utc_seconds = 0;
  std::int64_t wanted = 0;   ///< Tasks.
  std::int64_t standby = 0;  ///< The most tasks at one time that stand by or are on their way.
  Rational task_hours;       ///< Billed on Fargate.
  Rational unserved_task_hours;
  std::int64_t hosts_needed = 0;
  std::int64_t hosts_running = 0;
  Rational host_hours;  ///< Billed; booting and idle ones too.
  Rational booting_host_hours;
  Rational idle_host_hours;
  std::optional<Money> fargate_cost;  ///< Of the service.
  std::optional<Money> hosts_cost;    ///< Of all hosts, which other services may share.
  std::vector<DayPart> parts;         ///< Of deployments in several parts.
};

struct DayTable {
  std::string service;
  std::int64_t day = 0;
  std::vector<DayRow> rows;

  /// Sums of the hours and costs; counts are the highest of the day.
  DayRow total() const;
};

/// Day `day` (0 is the first 24 hours of the span) of `service`; a day that the span cuts short has fewer rows. Either
/// timeline may be missing. One deployment that runs tasks on both stands for both. Throws InvalidInputError for
/// timelines of different spans, none at all, a service or day that is not in them.
DayTable day_table(const std::string& service, std::int64_t day, const Timeline* fargate, const Timeline* hosts);

}  // namespace container_tco
