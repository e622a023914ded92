#include "container_tco/timeline/host_timeline.hpp"

#include <doctest/doctest.h>

namespace host_timeline_test {

using namespace container_tco;

namespace {

using Counts = std::vector<std::int64_t>;

HostTimeline hosts(Counts running, Counts needed, const TimelineOptions& options = {}) {
  const HostPhases phases{76, 88, 300, 900, 60};
  HostTimeline result{"m5.large", "", Money::zero(Currency::usd()), phases, needed, running, {}, {}, {}, 0};
  add_host_times(result, {0, 3600, running, true}, options);
  return result;
}

}  // namespace

TEST_CASE("a host is billed from its boot until it has been empty for the scale-in delay") {
  const HostTimeline result = hosts({2, 3, 2, 2}, {2, 3, 2, 2});
  CHECK(result.billed_seconds == Counts{7200 + 88, 10800, 7200 + 900, 7200});
  CHECK(result.booting_seconds == Counts{88, 0, 0, 0});
  CHECK(result.idle_seconds == Counts{0, 0, 900, 0});
  CHECK(result.host_starts == 1);
}

// Four more, two at a time: the first two start a warm-up of 300 s before the others. The step is also the first after
// the fall from six to two: four hosts stay for 900 s.
TEST_CASE("a large rise comes in steps") {
  TimelineOptions options;
  options.max_host_step = 2;
  const HostTimeline result = hosts({2, 6, 6, 6}, {2, 6, 6, 6}, options);
  CHECK(result.billed_seconds[0] == 7200 + 4 * 88 + 2 * 300 + 4 * 900);
  CHECK(result.booting_seconds[0] == 4 * 88);
  CHECK(result.idle_seconds[0] == 2 * 300 + 4 * 900);
}

// One is needed, five start: the other four boot, and stay empty for 900 s. So does the one that goes at the seam.
TEST_CASE("a step has a minimum") {
  TimelineOptions options;
  options.min_host_step = 5;
  const HostTimeline result = hosts({2, 3, 3, 3}, {2, 3, 3, 3}, options);
  CHECK(result.billed_seconds[0] == 7200 + 5 * 88 + 900);
  CHECK(result.billed_seconds[1] == 3 * 3600 + 4 * 900);
  CHECK(result.host_starts == 5);
}

TEST_CASE("hosts that are kept are idle") { CHECK(hosts({3, 3, 3}, {3, 1, 3}).idle_seconds == Counts{0, 7200, 0}); }

// S20: ten hosts of ten tasks each. Ten tasks left, one on each: no host goes. Four tasks: four hosts.
TEST_CASE("a task keeps its host alive") {
  CHECK(fragmented_hosts({{10, 1}}, {100, 10}, false) == std::vector<Counts>{{10, 10}});
  CHECK(fragmented_hosts({{10, 1, 2}}, {100, 4, 8}, true) == std::vector<Counts>{{10, 4, 4}});
  CHECK(fragmented_hosts({{1, 10, 1}}, {4, 100, 4}, true) == std::vector<Counts>{{4, 10, 4}});
  CHECK(fragmented_hosts({{5, 1}, {5, 0}}, {100, 3}, false) == std::vector<Counts>{{5, 3}, {5, 0}});
}

}  // namespace host_timeline_test
