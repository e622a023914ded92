#include "container_tco/timeline/day_table.hpp"

#include <algorithm>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t seconds_of_day = 86'400;

Rational hours(std::int64_t seconds) { return Rational::ratio(seconds, 3600); }

// The service in each part of the deployment.
std::vector<const ServiceTimeline*> find_service(const Timeline& timeline, const std::string& service) {
  std::vector<const ServiceTimeline*> found;
  std::vector<std::string> known;
  for (const ServiceTimeline& one : timeline.services) {
    if (one.tasks.service == service) found.push_back(&one);
    known.push_back(one.tasks.service);
  }
  if (!found.empty()) return found;
  throw InvalidInputError("service", printable(service), join_alternatives(nearest_names(service, known)));
}

void require_same_span(const Timeline& a, const Timeline& b) {
  if (a.start_utc_seconds == b.start_utc_seconds && a.step_seconds == b.step_seconds && a.steps == b.steps) return;
  throw InvalidInputError("hosts", "a timeline of another span than that on Fargate", "the same profiles for both");
}

using ServiceParts = std::vector<const ServiceTimeline*>;

void add_tasks(DayRow& row, const ServiceParts& service, std::size_t step) {
  for (const ServiceTimeline* part : service) {
    row.wanted += part->tasks.wanted[step];
    row.standby += part->tasks.standby[step];
    row.unserved_task_hours += hours(part->tasks.unserved_seconds[step]);
  }
}

void add_fargate(DayRow& row, const Timeline& timeline, const ServiceParts& service, std::size_t step) {
  for (const ServiceTimeline* part : service) {
    // Tasks on hosts are not billed by themselves.
    if (!timeline.hosts.empty() && part->rates.empty()) continue;
    const Rational billed = hours(part->tasks.billed_seconds[step]);
    row.task_hours += billed;
    row.fargate_cost = row.fargate_cost.value_or(Money::zero(timeline.currency)) + part->cost_per_hour * billed;
  }
}

void add_hosts(DayRow& row, const Timeline& timeline, std::size_t step) {
  for (const HostTimeline& type : timeline.hosts) {
    row.hosts_needed += type.needed[step];
    row.hosts_running += type.running[step];
    row.host_hours += hours(type.billed_seconds[step]);
    row.booting_host_hours += hours(type.booting_seconds[step]);
    row.idle_host_hours += hours(type.idle_seconds[step]);
    row.hosts_cost =
        row.hosts_cost.value_or(Money::zero(timeline.currency)) + type.cost_per_hour * hours(type.billed_seconds[step]);
  }
}

void add_parts(DayRow& row, const Timeline& timeline, const ServiceParts& service, std::size_t step) {
  for (const TimelinePart& summary : timeline.parts) {
    DayPart part{timeline.deployment.name(), summary.name, 0, {}, 0, {}, Money::zero(timeline.currency)};
    for (const ServiceTimeline* one : service) {
      if (one->part != part.name) continue;
      part.wanted += one->tasks.wanted[step];
      if (!one->rates.empty()) part.task_hours += hours(one->tasks.billed_seconds[step]);
      part.cost += one->cost_per_hour * hours(one->tasks.billed_seconds[step]);
    }
    for (const HostTimeline& type : timeline.hosts) {
      if (type.part != part.name) continue;
      part.hosts_running += type.running[step];
      part.host_hours += hours(type.billed_seconds[step]);
      part.cost += type.cost_per_hour * hours(type.billed_seconds[step]);
    }
    row.parts.push_back(std::move(part));
  }
}

void add_cost(std::optional<Money>& sum, const std::optional<Money>& cost) {
  if (!cost) return;
  sum = sum ? *sum + *cost : *cost;
}

void add_part(DayPart& sum, const DayPart& part) {
  sum.wanted = std::max(sum.wanted, part.wanted);
  sum.task_hours += part.task_hours;
  sum.hosts_running = std::max(sum.hosts_running, part.hosts_running);
  sum.host_hours += part.host_hours;
  sum.cost += part.cost;
}

}  // namespace

DayTable day_table(const std::string& service, std::int64_t day, const Timeline* fargate, const Timeline* hosts) {
  const Timeline* any = fargate != nullptr ? fargate : hosts;
  if (any == nullptr) throw InvalidInputError("timeline", "none", "one on Fargate, on hosts, or both");
  if (fargate != nullptr && hosts != nullptr) require_same_span(*fargate, *hosts);
  const std::int64_t steps_of_day = seconds_of_day / any->step_seconds;
  require_range("day", day, 0, (any->steps - 1) / steps_of_day);
  const auto parts_of = [&](const Timeline* timeline) {
    return timeline == nullptr ? ServiceParts() : find_service(*timeline, service);
  };
  const ServiceParts on_fargate = parts_of(fargate);
  const ServiceParts on_hosts = parts_of(hosts);
  DayTable table{service, day, {}};
  const std::int64_t end = std::min(any->steps, (day + 1) * steps_of_day);
  for (std::int64_t i = day * steps_of_day; i < end; ++i) {
    const auto step = static_cast<std::size_t>(i);
    DayRow row;
    row.start_utc_seconds = any->start_utc_seconds + i * any->step_seconds;
    add_tasks(row, any == fargate ? on_fargate : on_hosts, step);
    if (fargate != nullptr) {
      add_fargate(row, *fargate, on_fargate, step);
      add_parts(row, *fargate, on_fargate, step);
    }
    if (hosts != nullptr) add_hosts(row, *hosts, step);
    if (hosts != nullptr && hosts != fargate) add_parts(row, *hosts, on_hosts, step);
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
    if (sum.parts.empty()) {
      sum.parts = row.parts;
      continue;
    }
    for (std::size_t i = 0; i < row.parts.size(); ++i) add_part(sum.parts[i], row.parts[i]);
  }
  return sum;
}

}  // namespace container_tco
