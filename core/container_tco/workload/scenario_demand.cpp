#include "container_tco/workload/scenario_demand.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "container_tco/demand/civil_time.hpp"
#include "container_tco/demand/make_profile.hpp"
#include "container_tco/error.hpp"
#include "container_tco/workload/made_at.hpp"

namespace container_tco {
namespace {

std::int64_t read_count(const JsonCursor& demand, const char* name, std::int64_t otherwise) {
  return demand.optional_integer(name, 0, max_profile_count).value_or(otherwise);
}

DemandForm read_schedule(const JsonCursor& demand) {
  const JsonCursor schedule = demand.at("schedule");
  const std::optional<std::int64_t> busy_count = demand.optional_integer("busy_count", 0, max_profile_count);
  return made_at(schedule, [&] { return parse_weekly_schedule(schedule.text(), busy_count); });
}

DemandForm read_hourly_counts(const JsonCursor& demand) {
  CountProfile profile;
  for (const JsonCursor& count : demand.items_of("hourly_counts")) {
    profile.counts.push_back(count.integer(0, max_profile_count));
  }
  return profile;
}

DemandForm read_load(const JsonCursor& demand) {
  LoadCurve curve;
  curve.step_seconds = demand.optional_integer("step_seconds", 1, seconds_per_hour).value_or(seconds_per_hour);
  for (const JsonCursor& load : demand.items_of("load")) {
    curve.load.push_back(load.decimal());
    if (curve.load.back().is_negative()) load.fail("a load that is not negative");
  }
  TargetTracking& tracking = curve.tracking;
  const JsonCursor per_task = demand.at("load_per_task");
  tracking.load_per_task = per_task.decimal();
  if (tracking.load_per_task <= Rational(0)) per_task.fail("a number above 0");
  tracking.minimum = read_count(demand, "minimum", tracking.minimum);
  tracking.maximum = read_count(demand, "maximum", tracking.maximum);
  const auto cooldown = [&](const char* name, std::int64_t& seconds) {
    seconds = demand.optional_integer(name, 0, seconds_per_day).value_or(seconds);
  };
  cooldown("scale_out_cooldown_seconds", tracking.scale_out_cooldown_seconds);
  cooldown("scale_in_cooldown_seconds", tracking.scale_in_cooldown_seconds);
  return curve;
}

CronExpression read_cron(const JsonCursor& schedule) {
  return made_at(schedule, [&] { return parse_cron(schedule.text()); });
}

DemandForm read_cron_runs(const JsonCursor& demand) {
  CronRuns runs;
  runs.schedule = read_cron(demand.at("cron"));
  runs.seconds_per_run = demand.at("seconds_per_run").integer(1, 366 * seconds_per_day);
  runs.tasks_per_run = read_count(demand, "tasks_per_run", runs.tasks_per_run);
  if (const auto overlap = demand.find("overlap")) {
    runs.overlap = made_at(*overlap, [&] { return parse_run_overlap(overlap->text()); });
  }
  return runs;
}

DemandForm read_bursts(const JsonCursor& demand) {
  QueueBursts bursts;
  for (const JsonCursor& arrival : demand.items_of("arrivals")) bursts.arrivals.push_back(read_cron(arrival));
  bursts.jobs_per_burst = demand.at("jobs_per_burst").integer(1, max_profile_count);
  bursts.seconds_per_job = demand.at("seconds_per_job").integer(1, 366 * seconds_per_day);
  bursts.concurrent = demand.at("concurrent").integer(1, max_profile_count);
  return bursts;
}

/// One way to state a demand, named by the member that only it has.
struct DemandKind {
  const char* member;
  const char* words;  ///< For people.
  std::vector<std::string> more_members;
  DemandForm (*read)(const JsonCursor&);
  bool may_be_any_week;
};

const std::vector<DemandKind>& demand_kinds() {
  static const std::vector<DemandKind> kinds = {
      {"schedule", "weekly schedule", {"busy_count"}, read_schedule, true},
      {"hourly_counts", "hourly counts", {}, read_hourly_counts, true},
      {"load",
       "load with target tracking",
       {"step_seconds", "load_per_task", "minimum", "maximum", "scale_out_cooldown_seconds",
        "scale_in_cooldown_seconds"},
       read_load,
       true},
      {"cron", "cron schedule", {"seconds_per_run", "tasks_per_run", "overlap"}, read_cron_runs, false},
      {"arrivals", "queue bursts", {"jobs_per_burst", "seconds_per_job", "concurrent"}, read_bursts, false},
  };
  return kinds;
}

const DemandKind& kind_of(const JsonCursor& demand) {
  std::vector<std::string> names;
  for (const DemandKind& kind : demand_kinds()) {
    names.push_back(std::string("'") + kind.member + "'");
    if (!demand.has(kind.member)) continue;
    std::vector<std::string> members = {kind.member, "time_zone", "year", "month"};
    members.insert(members.end(), kind.more_members.begin(), kind.more_members.end());
    demand.expect_only(members);
    return kind;
  }
  demand.fail("an object with " + join_alternatives(names));
}

CalendarSpan read_span(const JsonCursor& demand, bool may_be_any_week, const TimeZone& zone) {
  const auto year = demand.optional_integer("year", 1970, 2199);
  const auto month = demand.optional_integer("month", 1, 12);
  if (year && month) return CalendarSpan::month(static_cast<int>(*year), static_cast<int>(*month));
  if (year) return CalendarSpan::year(static_cast<int>(*year));
  if (month) demand.fail("a 'year' for the 'month'");
  if (!may_be_any_week) demand.fail("a 'year', or a 'year' and a 'month', in which it runs");
  if (!zone.transitions.empty()) demand.fail("a 'year', as clocks change in " + printable(zone.name));
  return CalendarSpan::any_week();
}

std::string description_of(const JsonCursor& demand, const DemandKind& kind, const CalendarSpan& span) {
  const JsonValue& value = demand.at(kind.member).value();
  return std::string(kind.words) + (value.is_string() ? " \"" + printable(value.text(), 200) + "\"" : "") + ", " +
         span.name();
}

TimeZone zone_at(const std::optional<JsonCursor>& name, const std::vector<TimeZone>& zones) {
  if (!name) return TimeZone();
  return made_at(*name, [&] { return find_time_zone(name->text(), zones); });
}

// The zone that the schedule names, else the one of the demand.
TimeZone zone_of(const RunSchedule& schedule, const JsonCursor& demand, const std::vector<TimeZone>& zones) {
  const auto given = demand.find("time_zone");
  if (schedule.time_zone.empty()) return zone_at(given, zones);
  if (given && given->text() != schedule.time_zone) {
    given->fail("no time zone but that of the schedule, " + printable(schedule.time_zone));
  }
  return made_at(demand, [&] { return find_time_zone(schedule.time_zone, zones); });
}

void require_within_deadline(const RunSchedule& schedule, const CronRuns& runs, const JsonCursor& seconds) {
  if (!schedule.deadline_seconds) return;
  const std::int64_t all = std::max(runs.completions, runs.tasks_per_run);
  const std::int64_t rounds = (all + runs.tasks_per_run - 1) / runs.tasks_per_run;
  if (rounds * runs.seconds_per_run <= *schedule.deadline_seconds) return;
  seconds.fail("at most " + std::to_string(*schedule.deadline_seconds / rounds) + ", as a run of " +
                   std::to_string(rounds) + " after each other ends after " +
                   std::to_string(*schedule.deadline_seconds) + " s (activeDeadlineSeconds)",
               "Kubernetes ends what takes longer");
}

}  // namespace

bool leaves_out_schedule(const JsonCursor& demand) {
  return std::none_of(demand_kinds().begin(), demand_kinds().end(),
                      [&](const DemandKind& kind) { return demand.has(kind.member); });
}

ProfileDemand read_scheduled_runs(const JsonCursor& demand, const RunSchedule& schedule,
                                  const std::vector<TimeZone>& zones) {
  demand.expect_only({"seconds_per_run", "time_zone", "year", "month"});
  const JsonCursor seconds = demand.at("seconds_per_run");
  CronRuns runs{schedule.schedule, seconds.integer(1, 366 * seconds_per_day), schedule.tasks_at_once, schedule.overlap,
                schedule.completions};
  require_within_deadline(schedule, runs, seconds);
  const TimeZone zone = zone_of(schedule, demand, zones);
  const CalendarSpan span = read_span(demand, false, zone);
  return made_at(demand, [&] {
    return ProfileDemand{make_profile(runs, span, zone),
                         "cron schedule \"" + printable(schedule.schedule.text, 200) + "\", " + span.name(), zone.name};
  });
}

ProfileDemand read_profile_demand(const JsonCursor& demand, const std::vector<TimeZone>& zones) {
  const DemandKind& kind = kind_of(demand);
  const TimeZone zone = zone_at(demand.find("time_zone"), zones);
  const CalendarSpan span = read_span(demand, kind.may_be_any_week, zone);
  const DemandForm form = kind.read(demand);
  return made_at(demand, [&] {
    return ProfileDemand{make_profile(form, span, zone), description_of(demand, kind, span), zone.name};
  });
}

}  // namespace container_tco
