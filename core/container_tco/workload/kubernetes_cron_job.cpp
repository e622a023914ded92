#include "container_tco/workload/kubernetes_cron_job.hpp"

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/workload/kubernetes_quantity.hpp"
#include "container_tco/workload/made_at.hpp"

namespace container_tco {
namespace {

constexpr const char* cron_job_page = "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/";
constexpr std::int64_t max_deadline_seconds = std::int64_t{1} << 31;

CronExpression read_cron_schedule(const JsonCursor& schedule) {
  const CronExpression expression = made_at(schedule, [&] { return parse_cron(schedule.text()); });
  if (expression.dialect != CronDialect::kubernetes) {
    schedule.fail("five fields or a shorthand such as @daily, as Kubernetes reads them");
  }
  return expression;
}

RunOverlap read_policy(const JsonCursor& policy) {
  if (policy.text() == "Allow") return RunOverlap::allow;
  if (policy.text() == "Forbid") return RunOverlap::forbid;
  if (policy.text() == "Replace") return RunOverlap::replace;
  policy.fail("Allow, Forbid or Replace");
}

std::string words_of(const Service& service) {
  return "\"" + printable(service.name) + "\" (schedule \"" + printable(service.run_schedule->schedule.text, 200) +
         "\")";
}

}  // namespace

RunSchedule read_run_schedule(const JsonCursor& spec) {
  const JsonCursor job = spec.at("jobTemplate").at("spec");
  RunSchedule result;
  result.schedule = read_cron_schedule(spec.at("schedule"));
  result.time_zone = spec.optional_text("timeZone").value_or("");
  if (const auto policy = spec.find("concurrencyPolicy")) result.overlap = read_policy(*policy);
  if (const auto parallelism = job.find("parallelism")) result.tasks_at_once = read_copies(*parallelism);
  if (const auto completions = job.find("completions")) {
    result.completions = read_copies(*completions);
    // Kubernetes never runs more pods than completions are left.
    result.tasks_at_once = std::min(result.tasks_at_once, result.completions);
  }
  result.deadline_seconds = job.optional_integer("activeDeadlineSeconds", 1, max_deadline_seconds);
  result.is_suspended =
      spec.optional_boolean("suspend").value_or(false) || job.optional_boolean("suspend").value_or(false);
  return result;
}

Assumption assume_run_length(const Service& service) {
  const RunSchedule& schedule = *service.run_schedule;
  if (!schedule.has_runs()) {
    return {"cron_job_suspended",
            words_of(service) + " is suspended or has a parallelism of 0: it has no runs and costs nothing",
            cron_job_page};
  }
  std::string text =
      words_of(service) +
      " says when it runs and not how long: it is priced as if one run were always under way, an upper bound on both "
      "sides unless runs overlap. Give its \"demand\" with \"seconds_per_run\" and \"year\" (and \"month\") in a usage "
      "file";
  if (schedule.deadline_seconds) {
    text += "; no run takes longer than " + std::to_string(*schedule.deadline_seconds) + " s (activeDeadlineSeconds)";
  }
  return {"cron_job_duration", text, "assumption"};
}

Assumption assume_schedule_zone(const Service& service) {
  return {"cron_job_time_zone",
          words_of(service) +
              " names no time zone: Kubernetes then uses that of its controller manager, which is taken to be UTC",
          cron_job_page};
}

}  // namespace container_tco
