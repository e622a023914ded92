// Public addresses and image pulls over time, in us-east-1: an address 0.005 an hour, a GB 0.045 over a NAT gateway and
// 0.01 over an interface endpoint.

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "container_tco/error.hpp"
#include "container_tco/timeline/timeline.hpp"
#include "container_tco/timeline/timeline_usage.hpp"
#include "workloads.hpp"

namespace timeline_network_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

constexpr const char* nat_key = "nat/gateway/gb";
constexpr const char* address_key = "vpc/public_ipv4/in_use";

EstimateOptions only_m5_large() {
  EstimateOptions options = plain_options();
  options.hosts.candidates.instance_types = {"m5.large"};
  return options;
}

// Tasks of 0.5 vCPU and 1 GiB with images of 0.4 GB, released twice a month. An m5.large holds three or four.
Workload web(std::optional<Egress> egress) {
  Workload workload = workload_of({service("web", "0.5", "1", 1)});
  workload.surroundings.egress = egress;
  workload.services[0].usage.image_gb = Rational::parse("0.4");
  workload.services[0].usage.releases_per_month = Rational(2);
  workload.services[0].placement = PlacementStrategy::binpack;
  return workload;
}

Timeline over_time(const char* deployment, const Workload& workload, std::vector<std::int64_t> counts,
                   const TimelineOptions& how = {}) {
  return timeline(workload, {{"web", TaskProfile{0, 3600, std::move(counts), true}}}, Deployment::parse(deployment),
                  PriceBook::bundled(), only_m5_large(), how);
}

std::vector<std::int64_t> always(std::int64_t count) { return std::vector<std::int64_t>(730, count); }

// Ten by day, two by night.
std::vector<std::int64_t> day_and_night() {
  std::vector<std::int64_t> counts(24, 2);
  std::fill(counts.begin() + 8, counts.begin() + 20, 10);
  return counts;
}

Estimate estimated(const char* deployment, Workload workload, std::int64_t count) {
  workload.services[0].demand = ConstantDemand{count};
  return estimate(workload, Deployment::parse(deployment), PriceBook::bundled(), only_m5_large());
}

std::vector<Rational> hours_of_price(const Timeline& timeline, const std::string& key) {
  for (const BilledUsage& usage : timeline.billed_usage()) {
    if (usage.price_key == key) return usage.hours;
  }
  return {};
}

Rational sum(const std::vector<Rational>& hours) { return std::accumulate(hours.begin(), hours.end(), Rational()); }

// What the network adds to the same without an egress.
Money added(const char* deployment, const Workload& workload, const std::vector<std::int64_t>& counts) {
  Workload without = workload;
  without.surroundings.egress.reset();
  return over_time(deployment, workload, counts).total() - over_time(deployment, without, counts).total();
}

}  // namespace

TEST_CASE("constant demand takes of the network what the estimate says") {
  // On Fargate 2 releases × 10 tasks × 0.4 GB = 8 GB; three hosts pull 2 × 3 × 0.4 = 2.4 GB.
  const Workload nat = web(Egress::nat_gateway);
  CHECK(added("ecs-fargate", nat, always(10)) == usd("0.36"));
  CHECK(cost_of(estimated("ecs-fargate", nat, 10), "network/image_pulls") == usd("0.36"));
  CHECK(added("ecs-ec2", nat, always(10)) == usd("0.108"));
  CHECK(cost_of(estimated("ecs-ec2", nat, 10), "network/image_pulls") == usd("0.108"));
  CHECK(added("ecs-fargate", web(Egress::vpc_endpoints), always(10)) == usd("0.08"));
  // 10 tasks or 3 hosts × 730 h × 0.005; pulls through public subnets are free.
  const Workload open = web(Egress::public_subnets);
  CHECK(added("ecs-fargate", open, always(10)) == usd("36.5"));
  CHECK(cost_of(estimated("ecs-fargate", open, 10), "network/public_ipv4") == usd("36.5"));
  CHECK(added("ecs-ec2", open, always(10)) == usd("10.95"));
  CHECK(cost_of(estimated("ecs-ec2", open, 10), "network/public_ipv4") == usd("10.95"));
}

TEST_CASE("every task that starts on Fargate pulls its images, in the hour in which its pull begins") {
  const Timeline made = over_time("ecs-fargate", web(Egress::nat_gateway), day_and_night());
  const std::vector<Rational> gb = hours_of_price(made, nat_key);
  REQUIRE(gb.size() == 24);
  // Of 2 releases in 730 hours, for each hour of a task.
  const Rational released = Rational::parse("0.8") / Rational(730);
  CHECK(gb[3] == Rational(2) * released);
  CHECK(gb[7] == Rational(2) * released + Rational::parse("3.2"));  // Eight tasks of 0.4 GB, to serve at 8.
  CHECK(gb[8] == Rational(10) * released);
  CHECK(sum(gb) == Rational::parse("3.2") + Rational(144) * released);
  CHECK(made.services[0].tasks.starts[7] == 8);
  Money steps = usd("0");
  for (std::int64_t step = 0; step < 24; ++step) steps += made.cost_of_step(step);
  CHECK(steps == made.total());
  CHECK(usage_profile(made).on_demand_cost() == made.total().amount());
  // Launched late, they are pulled from 8 on.
  TimelineOptions late;
  late.launch_moment = LaunchMoment::late;
  const Timeline later = over_time("ecs-fargate", web(Egress::nat_gateway), day_and_night(), late);
  CHECK(later.services[0].tasks.starts[7] == 0);
  CHECK(later.services[0].tasks.starts[8] == 8);
}

TEST_CASE("hosts pull when they start, and their addresses are billed as long as they are") {
  // One host by night and three by day: 12 × 1 + 12 × 3 = 48 host-hours, and two starts.
  const Timeline made = over_time("ecs-ec2", web(Egress::nat_gateway), day_and_night());
  CHECK(made.hosts[0].host_starts == 2);
  CHECK(made.hosts[0].starts[7] == 2);
  const std::vector<Rational> gb = hours_of_price(made, nat_key);
  CHECK(gb[7] == Rational::parse("0.8") + Rational::parse("0.8") / Rational(730));
  CHECK(sum(gb) == Rational::parse("0.8") + Rational(48) * Rational::parse("0.8") / Rational(730));
  const Timeline open = over_time("ecs-ec2", web(Egress::public_subnets), day_and_night());
  const std::vector<std::int64_t>& billed = open.hosts[0].billed_seconds;
  const std::int64_t seconds = std::accumulate(billed.begin(), billed.end(), std::int64_t{0});
  CHECK(seconds > 48 * 3600);  // Boot and scale-in are billed, too.
  CHECK(sum(hours_of_price(open, address_key)) == Rational::ratio(seconds, 3600));
  CHECK(added("ecs-ec2", web(Egress::public_subnets), day_and_night()) ==
        usd("0.005") * Rational::ratio(seconds, 3600));
}

TEST_CASE("a host pulls all the images that it carries") {
  Workload workload = web(Egress::nat_gateway);
  workload.services.push_back(service("side", "0.25", "0.5", 1));
  workload.services[1].usage.image_gb = Rational::parse("0.1");
  workload.services[1].usage.releases_per_month = Rational();
  // One host carries both; only the first is released: 2 × 0.4 GB.
  const Timeline made = over_time("ecs-ec2", workload, always(1));
  CHECK(made.hosts[0].pulls->gb_per_start == Rational::parse("0.5"));
  CHECK(sum(hours_of_price(made, nat_key)) == Rational::parse("0.8"));
}

TEST_CASE("starts that usage states are all there are, unless demand causes more") {
  Workload workload = web(Egress::nat_gateway);
  Rational& stated = workload.services[0].usage.task_starts_per_month.emplace(100);
  CHECK(added("ecs-fargate", workload, always(10)) == usd("0.045") * Rational(40));
  CHECK(cost_of(estimated("ecs-fargate", workload, 10), "network/image_pulls") == usd("0.045") * Rational(40));
  // 20 a day, of which demand causes 8.
  stated = Rational(20) * Rational(730) / Rational(24);
  CHECK(sum(hours_of_price(over_time("ecs-fargate", workload, day_and_night()), nat_key)) == Rational(8));
  stated = Rational(3);
  CHECK(sum(hours_of_price(over_time("ecs-fargate", workload, day_and_night()), nat_key)) == Rational::parse("3.2"));
}

TEST_CASE("each run pulls once, over time as in the estimate") {
  TaskProfile profile{0, 3600, always(0), true, {}};
  for (std::int64_t hour = 0; hour < 730; hour += 2) {
    profile.counts[static_cast<std::size_t>(hour)] = 1;
    profile.runs.push_back({hour * 3600, 3600, 1});
  }
  Workload workload = web(Egress::nat_gateway);
  workload.services[0].demand = ProfileDemand{profile, "", "UTC"};
  const auto fargate = Deployment::parse("ecs-fargate");
  const Timeline made = timeline(workload, {}, fargate, PriceBook::bundled(), only_m5_large());
  CHECK(sum(hours_of_price(made, nat_key)) == Rational(365) * Rational::parse("0.4"));
  const Estimate same = estimate(workload, fargate, PriceBook::bundled(), only_m5_large());
  CHECK(cost_of(same, "network/image_pulls") == usd("0.045") * Rational(146));
}

TEST_CASE("only tasks that have an address pay for one") {
  Workload workload = web(Egress::public_subnets);
  workload.services[0].assign_public_ip = false;
  CHECK(hours_of_price(over_time("ecs-fargate", workload, always(1)), address_key).empty());
  workload = web(Egress::nat_gateway);
  workload.services[0].assign_public_ip = true;
  CHECK(sum(hours_of_price(over_time("ecs-fargate", workload, always(1)), address_key)) == Rational(730));
  // Pods on Fargate are in private subnets.
  const Timeline pods = over_time("eks-fargate", workload, always(1));
  CHECK(hours_of_price(pods, address_key).empty());
  CHECK(sum(hours_of_price(pods, nat_key)) == Rational::parse("0.8"));
  CHECK(hours_of_price(over_time("eks-fargate", web(Egress::public_subnets), always(1)), address_key).empty());
}

TEST_CASE("what is not known of the network costs nothing over time, and the estimate of the peak names it") {
  Workload workload = web(std::nullopt);
  const Timeline made = over_time("ecs-fargate", workload, always(1));
  CHECK(hours_of_price(made, nat_key).empty());
  CHECK(hours_of_price(made, address_key).empty());
  CHECK(std::any_of(made.peak.not_priced.begin(), made.peak.not_priced.end(),
                    [](const std::string& one) { return one.starts_with("Image pulls"); }));
  workload = web(Egress::nat_gateway);
  workload.services[0].usage.image_gb.reset();
  CHECK(hours_of_price(over_time("ecs-fargate", workload, always(1)), nat_key).empty());
}

}  // namespace timeline_network_test
