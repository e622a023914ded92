#include "container_tco/workload/task_count.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"

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

TEST_CASE("shares of a demand over time add up to it in every step") {
  const Service service = over_time({0, 1, 2, 3, 5, 8, 10});
  const std::vector<std::vector<std::int64_t>> shares = {
      counts_of(share_of(service, 0, 3)), counts_of(share_of(service, 3, 3)), counts_of(share_of(service, 6, 4))};
  // Rounded up at 3 / 10: 0, 1, 1, 1, 2, 3, 3.
  CHECK(shares[0] == std::vector<std::int64_t>{0, 1, 1, 1, 2, 3, 3});
  for (std::size_t i = 0; i < 7; ++i) {
    CHECK(shares[0][i] + shares[1][i] + shares[2][i] == counts_of(service)[i]);
  }
  CHECK(peak_count(share_of(service, 6, 4).demand) == 4);
  CHECK_THROWS_AS(share_of(service, 6, 5), InternalError);
}
