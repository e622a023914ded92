#include "container_tco/workload/task_count.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace task_count_test {

using namespace container_tco;

namespace {

Service over_time(std::vector<std::int64_t> counts) {
  Service service;
  service.demand = ProfileDemand{{0, 3600, std::move(counts), true}, "", "UTC"};
  return service;
}

std::vector<std::int64_t> counts_of(const Service& service) {
  return std::get<ProfileDemand>(service.demand).profile.counts;
}

}  // namespace

TEST_CASE("a demand over time is scaled to its peak, rounded up") {
  Service service = over_time({0, 1, 4, 10});
  service.usage.task_starts_per_month = Rational(10);
  set_task_count(service, 15);
  CHECK(counts_of(service) == std::vector<std::int64_t>{0, 2, 6, 15});
  CHECK(service.usage.task_starts_per_month == Rational(15));
}

// A quarter, rounded up, and the rest: each step is split for itself.
TEST_CASE("shares of a demand over time add up to it in every step") {
  const std::vector<Service> shares = shares_of(over_time({0, 1, 2, 5, 8}), [](std::int64_t count) {
    const std::int64_t quarter = (count + 3) / 4;
    return std::vector<std::int64_t>{quarter, count - quarter};
  });
  REQUIRE(shares.size() == 2);
  CHECK(counts_of(shares[0]) == std::vector<std::int64_t>{0, 1, 1, 2, 2});
  CHECK(counts_of(shares[1]) == std::vector<std::int64_t>{0, 0, 1, 3, 6});
}

// Base 2: of the run of three tasks one is left, of the others none.
TEST_CASE("finite runs are split one by one") {
  Service service = over_time({1, 4, 0});
  std::get<ProfileDemand>(service.demand).profile.runs = {{0, 7200, 1}, {3600, 3600, 3}};
  const std::vector<Service> shares = shares_of(service, [](std::int64_t count) {
    const std::int64_t base = std::min<std::int64_t>(count, 2);
    return std::vector<std::int64_t>{base, count - base};
  });
  CHECK(counts_of(shares[0]) == std::vector<std::int64_t>{1, 3, 0});
  CHECK(counts_of(shares[1]) == std::vector<std::int64_t>{0, 1, 0});
  CHECK(std::get<ProfileDemand>(shares[1].demand).profile.runs == std::vector<RunInterval>{{3600, 3600, 1}});
}

TEST_CASE("shares of a constant number take its starts along") {
  Service service;
  service.demand = ConstantDemand{4};
  service.usage.task_starts_per_month = Rational(12);
  const std::vector<Service> shares =
      shares_of(service, [](std::int64_t count) { return std::vector<std::int64_t>{count - 1, 1, 0}; });
  CHECK(shares[0].usage.task_starts_per_month == Rational(9));
  CHECK(shares[1].usage.task_starts_per_month == Rational(3));
  CHECK(peak_count(shares[2].demand) == 0);
}

}  // namespace task_count_test
