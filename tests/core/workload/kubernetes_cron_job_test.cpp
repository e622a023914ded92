// The schedule of a CronJob becomes its demand once somebody says how long a run takes.

#include <string>

#include "container_tco/demand/civil_time.hpp"
#include "container_tco/error.hpp"
#include "kubernetes_reading.hpp"

namespace container_tco::kubernetes_cron_job_test {
namespace {

// Clocks go forward on 29 March 2026 at 01:00 UTC (02:00 there), and back on 25 October.
const TimeZone berlin{"Europe/Berlin",
                      3600,
                      {{civil_seconds({2026, 3, 29, 1, 0, 0}), 7200}, {civil_seconds({2026, 10, 25, 1, 0, 0}), 3600}},
                      {},
                      {}};

struct CronJob {
  std::string schedule;
  std::string more;      // Members of the spec.
  std::string job_more;  // Members of the job's spec.
};

std::string text_of(const CronJob& job) {
  return R"({"apiVersion": "batch/v1", "kind": "CronJob", "metadata": {"name": "backup"}, "spec": {"schedule": ")" +
         job.schedule + "\"" + job.more + R"(, "jobTemplate": {"spec": {"template": {"spec": {)" + one_container() +
         "}}" + job.job_more + "}}}}";
}

Workload with_usage(const CronJob& job, const std::string& demand) {
  Workload workload = read_text(text_of(job)).workload;
  apply_usage(
      workload,
      {"usage.json", R"({"schema_version": "1", "services": [{"name": "backup", "demand": {)" + demand + "}}]}"},
      {berlin});
  return workload;
}

// Of all pods together, and the most at one time.
ProfileSummary summary_of(const CronJob& job, const std::string& demand) {
  const Workload workload = with_usage(job, demand);
  return summarise(std::get<ProfileDemand>(workload.services.at(0).demand).profile);
}

Rational hours_of(const CronJob& job, const std::string& demand) { return summary_of(job, demand).task_hours; }

bool has_assumption(const Workload& workload, const std::string& id) {
  for (const Assumption& assumption : workload.assumptions) {
    if (assumption.id == id) return true;
  }
  return false;
}

void check_refused(const CronJob& job, const std::string& demand, const std::string& message) {
  CAPTURE(demand);
  CHECK_THROWS_WITH_AS(with_usage(job, demand), doctest::Contains(message.c_str()), ParseError);
}

void check_problem(const CronJob& job, const std::string& message) {
  const ReadResult result = read_text(text_of(job));
  REQUIRE(result.problems.size() == 1);
  CAPTURE(result.problems[0].message);
  CHECK(result.problems[0].message.find(message) != std::string::npos);
}

}  // namespace

TEST_CASE("runs are those of the schedule in the month or year that is given") {
  // 28 days × 96 runs × 5 minutes.
  CHECK(hours_of({"*/15 * * * *", "", ""}, R"("seconds_per_run": 300, "year": 2026, "month": 2)") == Rational(224));
  // March 2026 begins on a Sunday: 5 Mondays, 5 Tuesdays and 4 of each other weekday are 22 runs of half an hour.
  CHECK(hours_of({"0 2 * * 1-5", "", ""}, R"("seconds_per_run": 1800, "year": 2026, "month": 3)") == Rational(11));
  CHECK(hours_of({"@daily", "", ""}, R"("seconds_per_run": 3600, "year": 2026)") == Rational(365));
  CHECK(hours_of({"@daily", "", ""}, R"("seconds_per_run": 3600, "year": 2028)") == Rational(366));
  // Only leap years have the day.
  CHECK(hours_of({"0 12 29 FEB *", "", ""}, R"("seconds_per_run": 3600, "year": 2028)") == Rational(1));
  CHECK(hours_of({"0 12 29 FEB *", "", ""}, R"("seconds_per_run": 3600, "year": 2026)") == Rational(0));
  // Days of the month or of the week: the 1st and the 15th of June 2026 are Mondays, as are the 8th, 22nd and 29th, and
  // the 13th is none: 6 days, at minutes 5, 25, 45 of 8 and 9 o'clock and of 22.
  CHECK(hours_of({"5-59/20 8-9,22 1,13,15 * mon", "", ""}, R"("seconds_per_run": 60, "year": 2026, "month": 6)") ==
        Rational::ratio(6 * 9, 60));
}

TEST_CASE("a time zone with daylight saving: what clocks skip does not run") {
  const std::string zone = R"(, "timeZone": "Europe/Berlin")";
  const std::string march = R"("seconds_per_run": 3600, "year": 2026, "month": 3)";
  // 02:30 is skipped on the 29th of 31 days; 03:30 is not.
  CHECK(hours_of({"30 2 * * *", zone, ""}, march) == Rational(30));
  CHECK(hours_of({"30 3 * * *", zone, ""}, march) == Rational(31));
  // 31 × 24 hours but one.
  CHECK(hours_of({"0 * * * *", zone, ""}, march) == Rational(743));
  // October has an hour more, and 02:30 comes twice on the 25th: the clock of Kubernetes matches both times.
  const std::string october = R"("seconds_per_run": 3600, "year": 2026, "month": 10)";
  CHECK(hours_of({"30 2 * * *", zone, ""}, october) == Rational(32));
  CHECK(hours_of({"0 * * * *", zone, ""}, october) == Rational(745));
  // The same schedule in UTC, which is assumed when there is none, and said.
  CHECK(hours_of({"30 2 * * *", "", ""}, march) == Rational(31));
  CHECK(has_assumption(with_usage({"30 2 * * *", "", ""}, march), "cron_job_time_zone"));
  CHECK_FALSE(has_assumption(with_usage({"30 2 * * *", zone, ""}, march), "cron_job_time_zone"));
  CHECK(hours_of({"30 2 * * *", "", ""}, march + R"(, "time_zone": "Europe/Berlin")") == Rational(30));
}

TEST_CASE("pods of a run: parallelism at a time until all completions are done") {
  const std::string day = R"("seconds_per_run": 600, "year": 2026, "month": 2)";
  // 28 runs of 5 pods of 10 minutes: 2, 2 and 1.
  const ProfileSummary five = summary_of({"@daily", "", R"(, "parallelism": 2, "completions": 5)"}, day);
  CHECK(five.task_hours == Rational::ratio(28 * 5, 6));
  CHECK(five.peak == 2);
  // Without completions as many as run at once; never more at once than there are completions.
  CHECK(summary_of({"@daily", "", R"(, "parallelism": 3)"}, day).task_hours == Rational(14));
  CHECK(summary_of({"@daily", "", R"(, "parallelism": 9, "completions": 3)"}, day).peak == 3);
}

TEST_CASE("what happens to a run that is due while the one before is under way") {
  // Five pods, two at a time, take half an hour; a run is due each quarter.
  const std::string pods = R"(, "parallelism": 2, "completions": 5)";
  const std::string february = R"("seconds_per_run": 600, "year": 2026, "month": 2)";
  const auto hours = [&](const std::string& policy) { return hours_of({"*/15 * * * *", policy, pods}, february); };
  const Rational run = Rational::ratio(5, 6);
  CHECK(hours("") == Rational(28 * 96) * run);
  CHECK(hours(R"(, "concurrencyPolicy": "Allow")") == Rational(28 * 96) * run);
  CHECK(hours(R"(, "concurrencyPolicy": "Forbid")") == Rational(28 * 48) * run);
  // Two pods for a quarter of an hour; only the last run of the month is not replaced.
  CHECK(hours(R"(, "concurrencyPolicy": "Replace")") == Rational(28 * 96 - 1) / Rational(2) + run);
}

TEST_CASE("without the length of a run a schedule is an upper bound that says so, until it is given") {
  const CronJob job{"0 2 * * *", "", R"(, "activeDeadlineSeconds": 900)"};
  const ReadResult result = read_text(text_of(job));
  CHECK(count_of(result.workload.services.at(0)) == 1);
  const Assumption* assumption = find_assumption(result, "cron_job_duration");
  REQUIRE(assumption != nullptr);
  CHECK(assumption->text.find("\"backup\" (schedule \"0 2 * * *\")") != std::string::npos);
  CHECK(assumption->text.find("900 s (activeDeadlineSeconds)") != std::string::npos);
  CHECK(find_assumption(result, "job_duration") == nullptr);
  CHECK_FALSE(has_assumption(with_usage(job, R"("seconds_per_run": 900, "year": 2026)"), "cron_job_duration"));
}

TEST_CASE("a suspended CronJob has no runs, whatever usage says, and is named") {
  const std::string demand = R"("seconds_per_run": 600, "year": 2026)";
  for (const CronJob& job :
       {CronJob{"@daily", R"(, "suspend": true)", ""}, CronJob{"@daily", "", R"(, "suspend": true)"},
        CronJob{"@daily", "", R"(, "parallelism": 0)"}}) {
    const Workload workload = with_usage(job, demand);
    CHECK(count_of(workload.services.at(0)) == 0);
    CHECK(has_assumption(workload, "cron_job_suspended"));
    CHECK_FALSE(has_assumption(workload, "cron_job_duration"));
  }
}

TEST_CASE("schedules and policies that Kubernetes cannot read are problems at their place") {
  check_problem({"61 * * * *", "", ""}, "$.spec.schedule");
  check_problem({"* * * *", "", ""}, "$.spec.schedule");
  check_problem({"cron(0 8 * * ? *)", "", ""}, "as Kubernetes reads them");
  check_problem({"0 0 * * 7", "", ""}, "days of the week (0 = SUN) from 0 to 6");
  check_problem({"*/0 * * * *", "", ""}, "a step above 0");
  check_problem({"0 17-8 * * *", "", ""}, "a range that ascends");
  check_problem({"@fortnightly", "", ""}, "$.spec.schedule");
  check_problem({"TZ=Europe/Berlin 0 8 * * *", "", ""}, "$.spec.schedule");
  check_problem({"@daily", R"(, "concurrencyPolicy": "Maybe")", ""}, "Allow, Forbid or Replace");
  check_problem({"@daily", "", R"(, "activeDeadlineSeconds": 0)"}, "activeDeadlineSeconds");
  check_problem({"@daily", "", R"(, "completions": -1)"}, "completions");
}

TEST_CASE("usage that does not fit the schedule is refused") {
  const CronJob job{"@daily", R"(, "timeZone": "Europe/Berlin")",
                    R"(, "activeDeadlineSeconds": 900, "completions": 2)"};
  check_refused(job, R"("year": 2026)", "seconds_per_run");
  check_refused(job, R"("seconds_per_run": 60)", "a 'year'");
  check_refused(job, R"("seconds_per_run": 0, "year": 2026)", "seconds_per_run");
  check_refused(job, R"("seconds_per_run": 60, "year": 2026, "time_zone": "UTC")", "Europe/Berlin");
  // Two after each other within 900 s.
  check_refused(job, R"("seconds_per_run": 451, "year": 2026)", "at most 450");
  CHECK(hours_of(job, R"("seconds_per_run": 450, "year": 2026)") == Rational::ratio(365, 4));
  check_refused({"@daily", R"(, "timeZone": "Mars/Base")", ""}, R"("seconds_per_run": 60, "year": 2026)", "Mars/Base");
}

TEST_CASE("a service without a schedule needs one for the seconds of its runs") {
  Workload workload = read_text(deployment(one_container())).workload;
  const InputDocument usage{"usage.json",
                            R"({"schema_version": "1", "services": [{"name": "web", "demand":
                               {"seconds_per_run": 60, "year": 2026}}]})"};
  CHECK_THROWS_WITH_AS(apply_usage(workload, usage, {}), doctest::Contains("web has no schedule"), ParseError);
}

}  // namespace container_tco::kubernetes_cron_job_test
