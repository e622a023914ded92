#include "container_tco/timeline/day_table.hpp"

#include <algorithm>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t seconds_of_day = 86'400;

Rational hours(std::int64_t seconds) { return Rational::ratio(seconds, 3600); }

const ServiceTimeline& find_service(const Timeline& timeline, const std::string& service) {
  std::vector<std::string> known;
  for (const ServiceTimeline& one : timeline.services) {
    if (one.tasks.service == service) return one;
    known.push_back(one.tasks.service);
  }
  throw InvalidInputError("service", printable(service), join_alternatives(nearest_names(service, known)));
}

void require_same_span(const Timeline& a, const Timeline& b) {
  if (a.start_utc_seconds == b.start_utc_seconds && a.step_seconds == b.step_seconds && a.steps == b.steps) return;
  throw InvalidInputError("hosts", "a timeline of another span than that on Fargate", "the same profiles for both");
}

void add_tasks(DayRow& row, const ServiceTimeline& service, std::size_t step) {
  row.wanted = service.tasks.wanted[step];
  row.standby = service.tasks.standby[step];
  row.unserved_task_hours = hours(service.tasks.unserved_seconds[step]);
}

void add_fargate(DayRow& row, const ServiceTimeline& service, std::size_t step) {
  row.task_hours = hours(service.tasks.billed_seconds[step]);
  row.fargate_cost = service.cost_per_hour * row.task_hours;
}

void add_hosts(DayRow& row, const Timeline& timeline, std::size_t step) {
  row.hosts_cost = Money::zero(timeline.currency);
  for (const HostTimeline& type : timeline.hosts) {
    row.hosts_needed += type.needed[step];
    row.hosts_running += type.running[step];
    row.host_hours += hours(type.billed_seconds[step]);
    row.booting_host_hours += hours(type.booting_seconds[step]);
    row.idle_host_hours += hours(type.idle_seconds[step]);
    *row.hosts_cost += type.cost_per_hour * hours(type.billed_seconds[step]);
  }
}

void add_cost(std::optional<Money>& sum, const std::optional<Money>& cost) {
  if (!cost) return;
  sum = sum ? *sum + *cost : *cost;
}

}  // namespace

DayTable day_table(const std::string& service, std::int64_t day, const Timeline* fargate, const Timeline* hosts) {
  const Timeline* any = fargate != nullptr ? fargate : hosts;
  if (any == nullptr) throw InvalidInputError("timeline", "none", "one on Fargate, on hosts, or both");
  if (fargate != nullptr && hosts != nullptr) require_same_span(*fargate, *hosts);
  const std::int64_t steps_of_day = seconds_of_day / any->step_seconds;
  require_range("day", day, 0, (any->steps - 1) / steps_of_day);
  DayTable table{service, day, {}};
  const std::int64_t end = std::min(any->steps, (day + 1) * steps_of_day);
  for (std::int64_t i = day * steps_of_day; i < end; ++i) {
    const auto step = static_cast<std::size_t>(i);
    DayRow row;
    row.start_utc_seconds = any->start_utc_seconds + i * any->step_seconds;
    add_tasks(row, find_service(*any, service), step);
    if (fargate != nullptr) add_fargate(row, find_service(*fargate, service), step);
    if (hosts != nullptr) add_hosts(row, *hosts, step);
    table.rows.push_back(std::move(row));
  }
  return table;
}

DayRow DayTable::total() const {
  DayRow sum;
  sum.start_utc_seconds = rows.front().start_utc_seconds;
  for (const DayRow& row : rows) {
    sum.wanted = std::max(sum.wanted, row.wanted);
    sum.standby = std::max(sum.standby, row.standby);
    sum.hosts_needed = std::max(sum.hosts_needed, row.hosts_needed);
    sum.hosts_running = std::max(sum.hosts_running, row.hosts_running);
    sum.task_hours += row.task_hours;
    sum.unserved_task_hours += row.unserved_task_hours;
    sum.host_hours += row.host_hours;
    sum.booting_host_hours += row.booting_host_hours;
    sum.idle_host_hours += row.idle_host_hours;
    add_cost(sum.fargate_cost, row.fargate_cost);
    add_cost(sum.hosts_cost, row.hosts_cost);
  }
  return sum;
}

}  // namespace container_tco
