#include "container_tco/workload/scenario_demand.hpp"

#include <doctest/doctest.h>

#include "container_tco/demand/civil_time.hpp"
#include "container_tco/workload/read.hpp"
#include "documents.hpp"

namespace scenario_demand_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

// Clocks in this zone go forward by an hour on 29 March 2026 at 01:00 UTC and stay there.
const TimeZone forward{"Europe/Forward", 3600, {{civil_seconds({2026, 3, 29, 1, 0, 0}), 7200}}, {}, {}};

ReadResult read_demand(const std::string& members) {
  return read_scenario({"scenario.json", R"({"schema_version": "1", "services": [
      {"name": "web", "vcpu": 1, "memory_gib": 2, "demand": )" +
                                             members + "}]}"},
                       {forward});
}

ProfileDemand demand_of(const std::string& members) {
  return std::get<ProfileDemand>(read_demand(members).workload.services.at(0).demand);
}

void check_refused(const std::string& members, const std::string& message) {
  CAPTURE(members);
  CHECK_THROWS_WITH_AS(read_demand(members), doctest::Contains(message.c_str()), ParseError);
}

std::string repeated(const std::string& item, std::size_t times) {
  std::string text = item;
  for (std::size_t i = 1; i < times; ++i) text += "," + item;
  return "[" + text + "]";
}

}  // namespace

TEST_CASE("a schedule stands for any week, or for a year in a zone with daylight saving") {
  const ProfileDemand any_week = demand_of(R"({"schedule": "weekdays 08-20: 10, else 2", "time_zone": "+09:00"})");
  CHECK(any_week.profile.counts.size() == 168);
  CHECK(mean_count(Demand(any_week)) == Rational::ratio(816, 168));
  CHECK(peak_count(Demand(any_week)) == 10);
  CHECK(any_week.time_zone == "+09:00");
  CHECK(any_week.description == "weekly schedule \"weekdays 08-20: 10, else 2\", any week");
  const ProfileDemand march =
      demand_of(R"({"schedule": "00-06, else 0", "busy_count": 1, "time_zone": "Europe/Forward", "year": 2026,
                    "month": 3})");
  CHECK(summarise(march.profile).task_hours == Rational(31 * 6 - 1));
  CHECK(read_demand(R"({"schedule": "daily: 1"})").workload.assumptions.size() == 1);  // Only that of rollouts.
}

TEST_CASE("counts, loads, cron schedules and bursts") {
  CHECK(demand_of(R"({"hourly_counts": )" + repeated("3", 168) + "}").profile.counts.size() == 168);
  CHECK(demand_of(R"({"year": 2028, "hourly_counts": )" + repeated("3", 8784) + "}").profile.counts.size() == 8784);
  const ProfileDemand load = demand_of(R"({"load_per_task": "12.5", "minimum": 2, "maximum": 8, "step_seconds": 1800,
      "scale_out_cooldown_seconds": 60, "scale_in_cooldown_seconds": 60, "load": )" +
                                       repeated("\"30.5\"", 336) + "}");
  CHECK(load.profile.counts == std::vector<std::int64_t>(336, 3));
  const ProfileDemand cron = demand_of(R"json({"cron": "cron(0 8 * * ? *)", "seconds_per_run": 1800,
      "tasks_per_run": 4, "overlap": "forbid", "year": 2026, "month": 2})json");
  CHECK(summarise(cron.profile).task_hours == Rational(28 * 2));
  const ProfileDemand bursts = demand_of(R"json({"arrivals": ["06:00", "rate(1 day)"], "jobs_per_burst": 10,
      "seconds_per_job": 360, "concurrent": 5, "year": 2026, "month": 2})json");
  CHECK(summarise(bursts.profile).task_hours == Rational(28 * 2));
}

TEST_CASE("what a demand cannot be is refused at its place") {
  check_refused(R"({"schedule": "wekdays 08-20: 10, else 2"})", "$.services[0].demand.schedule");
  check_refused(R"({"schedule": "weekdays 08-25: 10, else 2"})", "schedule, column 13");
  check_refused(R"({"schedule": "daily: 1", "time_zone": "Europe/Foward"})", "$.services[0].demand.time_zone");
  check_refused(R"({"schedule": "daily: 1", "time_zone": "Europe/Forward"})", "a 'year', as clocks change");
  check_refused(R"({"schedule": "daily: 1", "month": 2})", "a 'year' for the 'month'");
  check_refused(R"({"schedule": "daily: 1", "cron": "@daily"})", "cron");
  check_refused(R"({"schedule": "daily: 1", "yaer": 2026})", "year");
  check_refused(R"({"cron": "@daily", "seconds_per_run": 60})", "a 'year'");
  check_refused(R"({"cron": "@dayly", "seconds_per_run": 60, "year": 2026})", "$.services[0].demand.cron");
  check_refused(R"({"cron": "@daily", "seconds_per_run": 60, "year": 2026, "overlap": "skip"})", "allow, forbid");
  check_refused(R"({"cron": "@daily", "year": 2026})", "seconds_per_run");
  check_refused(R"({"arrivals": [], "jobs_per_burst": 1, "seconds_per_job": 1, "concurrent": 1, "year": 2026})",
                "at least one schedule");
  check_refused(R"({"hourly_counts": )" + repeated("1", 167) + "}", "168 rows for a week");
  check_refused(R"({"year": 2026, "hourly_counts": )" + repeated("1", 8759) + "}", "8760");
  check_refused(R"({"hourly_counts": [1, 2.5]})", "$.services[0].demand.hourly_counts[1]");
  check_refused(R"({"hourly_counts": [1, -1]})", "$.services[0].demand.hourly_counts[1]");
  check_refused(R"({"hourly_counts": [1, 10000001]})", "$.services[0].demand.hourly_counts[1]");
  check_refused(R"({"load": [1, -1], "load_per_task": 1})", "$.services[0].demand.load[1]");
  check_refused(R"({"load": [1], "load_per_task": 0})", "$.services[0].demand.load_per_task");
  check_refused(R"({"load": [1]})", "load_per_task");
  check_refused(R"({})", "'schedule', 'hourly_counts'");
  check_refused(R"("weekdays 08-20: 10, else 2")", "an object");
}

TEST_CASE("a demand stands alone, and not at a daemon") {
  const auto refused = [](const char* members) {
    CHECK_THROWS_AS(read_scenario({"s.json", R"({"schema_version": "1", "services": [
        {"name": "web", "vcpu": 1, "memory_gib": 2, "demand": {"schedule": "daily: 1"}, )" +
                                                 std::string(members) + "}]}"}),
                    ParseError);
  };
  refused(R"("count": 2)");
  refused(R"("runs": {"per_day": 1, "seconds": 60})");
  refused(R"("daemon": true)");
}

TEST_CASE("a usage file may state a demand over time") {
  Workload workload = read_scenario({"s.json", R"({"schema_version": "1", "services": [
      {"name": "web", "vcpu": 1, "memory_gib": 2}]})"})
                          .workload;
  apply_usage(workload, {"usage.json", R"({"schema_version": "1", "services": [
      {"name": "web", "demand": {"schedule": "daily: 7", "time_zone": "Europe/Forward", "year": 2026}}]})"},
              {forward});
  CHECK(peak_count(workload.services[0].demand) == 7);
  CHECK_NOTHROW(validate(workload));
  std::get<ProfileDemand>(workload.services[0].demand).profile.counts[3] = -1;
  CHECK_THROWS_WITH_AS(validate(workload), doctest::Contains("service 'web' profile row 4"), InvalidInputError);
}

}  // namespace scenario_demand_test
