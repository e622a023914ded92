#include "container_tco/costing/fargate_costs.hpp"

#include <doctest/doctest.h>

namespace fargate_costs_test {

using namespace container_tco;

namespace {

Money usd(const char* amount) { return {Rational::parse(amount), Currency::usd()}; }

FargatePurchase purchase(std::int64_t cpu_units, std::int64_t memory_mib, const TaskHours& hours) {
  FargatePurchase result;
  result.service = "web";
  result.task.size = {cpu_units, memory_mib};
  result.task_hours = hours.hours;
  result.derivation = hours.derivation;
  result.tasks = 1;
  return result;
}

Money total(const PriceBook& book, ControlPlane control_plane, const FargatePurchase& bought,
            const char* period = "730") {
  Ledger ledger(book, "us-east-1", BillingPeriod::parse(period));
  add_fargate_costs(ledger, control_plane, {bought});
  CHECK(ledger.gaps.empty());
  return sum_costs(ledger.lines, Currency::usd());
}

}  // namespace

// 1 vCPU, 2 GB for 730 h: 730 × (0.04048 + 2 × 0.004445) = 36.0401.
TEST_CASE("a task that always runs costs its hours") {
  const PriceBook book = PriceBook::bundled();
  const TaskHours hours = fargate_task_hours(ConstantDemand{1}, OperatingSystem::linux_os, BillingPeriod());
  CHECK(total(book, ControlPlane::ecs, purchase(1024, 2048, hours)) == usd("36.0401"));
  CHECK(total(book, ControlPlane::eks, purchase(1024, 2048, hours)) == usd("36.0401"));
}

// Fargate page, example 1 at hourly prices: 5 tasks a day of 600 s for 30 days, 1 vCPU, 2 GB, 10 GB of storage billed.
// 25 h × (0.04048 + 2 × 0.004445 + 10 × 0.000111) = 25 × 0.05048 = 1.262.
TEST_CASE("finite runs are billed by the second") {
  const PriceBook book = PriceBook::bundled();
  const TaskHours hours = fargate_task_hours(RunDemand{Rational(5), Rational(600), 1}, OperatingSystem::linux_os,
                                             BillingPeriod::parse("720"));
  CHECK(hours.hours == Rational(25));
  FargatePurchase bought = purchase(1024, 2048, hours);
  bought.task.billed_ephemeral_storage = Bytes::from_gib(10);
  CHECK(total(book, ControlPlane::ecs, bought, "720") == usd("1.262"));
}

// A week with 10 tasks for 60 hours and 2 for 108: 816 / 168 = 34 / 7 tasks on average, × 720 h.
TEST_CASE("a demand over time is billed for its mean") {
  std::vector<std::int64_t> counts(60, 10);
  counts.resize(168, 2);
  const TaskHours hours = fargate_task_hours(ProfileDemand{{0, 3600, counts, true}, "", "UTC"},
                                             OperatingSystem::linux_os, BillingPeriod::parse("720"));
  CHECK(hours.hours == Rational::ratio(34 * 720, 7));
  CHECK(hours.running == hours.hours);
  CHECK(hours.derivation == "34/7 tasks on average × 720 h");
}

// One minute at the least on Linux, five on Windows (rules F11, F12): 30 runs a day × 30 days × 60 s = 15 h, × 300 s =
// 75 h.
TEST_CASE("short runs pay the platform's minimum") {
  const BillingPeriod month = BillingPeriod::parse("720");
  const RunDemand demand{Rational(30), Rational(10), 1};
  CHECK(fargate_task_hours(demand, OperatingSystem::linux_os, month).hours == Rational(15));
  CHECK(fargate_task_hours(demand, OperatingSystem::windows_os, month).hours == Rational(75));
}

// Two runs an hour of one task and of three, 20 s each: 4 × 20 / 3600 = 1 / 45 of a task on average. With the minimum
// of a minute 4 × 60 / 3600 = 1 / 15, with that of Windows 1 / 3. Over 720 h: 48 h and 240 h.
TEST_CASE("short runs of a profile pay the minimum, too") {
  TaskProfile profile{0, 20, std::vector<std::int64_t>(180), true, {{0, 20, 1}, {1800, 20, 3}}};
  profile.counts[0] = 1;
  profile.counts[90] = 3;
  const BillingPeriod month = BillingPeriod::parse("720");
  const ProfileDemand demand{profile, "", "UTC"};
  const TaskHours linux_hours = fargate_task_hours(demand, OperatingSystem::linux_os, month);
  CHECK(linux_hours.hours == Rational(48));
  CHECK(linux_hours.running == Rational(16));
  CHECK(linux_hours.derivation == "(1/45 tasks on average + 2/45 for the billed minimum of short runs) × 720 h");
  CHECK(fargate_task_hours(demand, OperatingSystem::windows_os, month).hours == Rational(240));
}

// Windows, us-east-1: 1 h × (1 vCPU × (0.046552 + 0.046) + 2 GB × 0.00511175) = 0.1027755.
TEST_CASE("Windows adds the licence per vCPU") {
  const PriceBook book = PriceBook::bundled();
  FargatePurchase bought = purchase(1024, 2048, {Rational(1), "1 h"});
  bought.operating_system = OperatingSystem::windows_os;
  CHECK(total(book, ControlPlane::ecs, bought) == usd("0.1027755"));
}

// ARM, us-east-1: 1 h × (0.03238 + 2 × 0.00356) = 0.0395.
TEST_CASE("ARM has its own prices on ECS and none on EKS") {
  const PriceBook book = PriceBook::bundled();
  FargatePurchase bought = purchase(1024, 2048, {Rational(1), "1 h"});
  bought.architecture = Architecture::arm64;
  CHECK(total(book, ControlPlane::ecs, bought) == usd("0.0395"));
  Ledger ledger(book, "us-east-1", BillingPeriod());
  add_fargate_costs(ledger, ControlPlane::eks, {bought});
  CHECK(ledger.lines.empty());
  CHECK(ledger.gaps.size() == 2);
}

}  // namespace fargate_costs_test
