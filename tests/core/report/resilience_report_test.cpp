#include <doctest/doctest.h>

#include "hand_made.hpp"

namespace resilience_report_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

Estimate with_extra(const char* deployment) {
  LineItem extra = line("compute/web/vcpu/rollout", CostCategory::compute, "4", "0.5");
  extra.purpose = "rollout";
  LineItem zone = line("compute/web/vcpu/zone_loss", CostCategory::compute, "100", "0.5");
  zone.purpose = "zone_loss";
  Estimate estimate =
      estimate_of(deployment, {line("compute/web/vcpu", CostCategory::compute, "1000", "0.5"), extra, zone});
  estimate.resilience.availability_target = "Every service keeps its tasks when a zone is lost.";
  estimate.resilience.rollout_task_hours = Rational(8);
  estimate.resilience.zone_loss_tasks = 3;
  estimate.resilience.zone_loss_cost = usd("50");
  return estimate;
}

constexpr ReportFormat for_people[] = {ReportFormat::table, ReportFormat::markdown, ReportFormat::html};

}  // namespace

TEST_CASE("an estimate says what is held beside its tasks and what that costs") {
  for (const ReportFormat format : for_people) {
    const std::string text = render(with_extra("ecs-fargate"), format);
    for (const char* part : {"Extra capacity", "loss of a zone", "3 tasks", "50.00", "rollouts", "8 task-hours", "2.00",
                             "Availability: Every service keeps its tasks when a zone is lost."}) {
      CHECK(contains(text, part));
    }
    CHECK_FALSE(contains(text, "replacement of hosts"));
  }
}

TEST_CASE("a comparison shows extra capacity side by side and one target at the top") {
  Comparison comparison = claim_that_holds();
  comparison.estimates = {with_extra("ecs-fargate"), with_extra("ecs-ec2")};
  comparison.estimates[1].resilience.replacement_host_hours = Rational(6);
  for (const ReportFormat format : for_people) {
    const std::string text = render(comparison, format);
    CHECK(contains(text, "Availability on every side: "));
    CHECK(contains(text, "replacement of hosts"));
    CHECK(contains(text, "6 host-hours"));
  }
}

TEST_CASE("where nothing is held there is no section for it") {
  for (const ReportFormat format : for_people)
    CHECK_FALSE(contains(render(claim_that_holds(), format), "Extra capacity"));
}

TEST_CASE("JSON tells purpose, figures and options of extra capacity") {
  const std::string text = render(with_extra("ecs-fargate"), ReportFormat::json);
  for (const char* part : {"\"purpose\": \"rollout\"", "\"rollout_task_hours\": \"8\"", "\"zone_loss_cost\": \"50\"",
                           "\"cost\": \"52\"", "\"survive_zone_loss\": false", "\"rollout_capacity\": \"temporary\""}) {
    CHECK(contains(text, part));
  }
}

}  // namespace resilience_report_test
