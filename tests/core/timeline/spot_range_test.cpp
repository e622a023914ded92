#include "container_tco/timeline/spot_range.hpp"

#include <doctest/doctest.h>

#include "container_tco/costing/spot_costs.hpp"
#include "container_tco/error.hpp"
#include "workloads.hpp"

namespace spot_range_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

Timeline month_of_four(const char* deployment, std::vector<std::string> types = {"m5.large"}) {
  EstimateOptions options = plain_options();
  options.hosts.candidates.instance_types = std::move(types);
  options.spot.min_types = static_cast<std::int64_t>(options.hosts.candidates.instance_types.size());
  const TaskProfile constant{0, 3600, std::vector<std::int64_t>(730, 4), true};
  return timeline(workload_of({service("web", "0.5", "1", 4)}), {{"web", constant}}, Deployment::parse(deployment),
                  PriceBook::bundled(), options);
}

}  // namespace

// One host for one month: the interruptions are the share of the band. Nothing is bought on demand and an hour of four
// tasks is redone for each.
TEST_CASE("one Spot host for a month") {
  const Timeline spot = month_of_four("ecs-ec2-spot");
  InterruptionOptions options;
  options.redone_seconds = Rational(3600);
  options.fallback_hours = {Rational(0), Rational(0), Rational(0)};
  const SpotRange range = spot_range(spot, PriceBook::bundled(), options);
  REQUIRE(range.capacities.size() == 1);
  CHECK(range.capacities[0].hours == Rational(730));
  CHECK(range.lost_task_hours.high == range.interruptions.high * Rational(4));
  CHECK(range.types == 1);
  CHECK(range.most_lost_at_once == 1);
  const auto price = find_spot_price(PriceBook::bundled(), "ec2/linux/spot/m5.large", "us-east-1");
  REQUIRE(price);
  const Money disk = usd("2.4");
  CHECK(range.cost.low ==
        price->low * Rational(730) + disk + range.interruptions.low * (price->low + disk / Rational(730)));
  CHECK(range.cost.high ==
        price->high * Rational(730) + disk + range.interruptions.high * (price->high + disk / Rational(730)));
}

TEST_CASE("the fallback costs the difference to on demand") {
  const Timeline spot = month_of_four("ecs-ec2-spot");
  InterruptionOptions options;
  options.redone_seconds = Rational(0);
  options.fallback_hours = {Rational(10), Rational(10), Rational(10)};
  const SpotRange range = spot_range(spot, PriceBook::bundled(), options);
  const auto price = find_spot_price(PriceBook::bundled(), "ec2/linux/spot/m5.large", "us-east-1");
  CHECK(range.cost.base ==
        spot.total() + range.interruptions.base * Rational(10) * (usd("0.096") - price->price.money));
  CHECK(range.fallback_hours.base == range.interruptions.base * Rational(10));
}

TEST_CASE("a range is a range, also where no band is known") {
  const SpotRange range = spot_range(month_of_four("ecs-fargate-spot"), PriceBook::bundled());
  CHECK(range.capacities[0].interruption_band.empty());
  CHECK(range.cost.low < range.cost.base);
  CHECK(range.cost.base < range.cost.high);
  CHECK(range.lost_task_hours.low == Rational(0));
  CHECK(range.lost_task_hours.base > Rational(0));
  CHECK(range.most_lost_at_once == 4);
}

TEST_CASE("more types lose less at once") {
  const Timeline spot = month_of_four("ecs-ec2-spot", {"m5.large", "m5a.large"});
  const SpotRange range = spot_range(spot, PriceBook::bundled());
  CHECK(range.types == 2);
  CHECK(range.most_lost_at_once == 1);
}

TEST_CASE("bad input of interruptions") {
  CHECK_THROWS_AS(spot_range(month_of_four("ecs-ec2"), PriceBook::bundled()), InvalidInputError);
  const Timeline spot = month_of_four("ecs-ec2-spot");
  InterruptionOptions options;
  options.redone_seconds = Rational(-1);
  CHECK_THROWS_AS(spot_range(spot, PriceBook::bundled(), options), InvalidInputError);
  options = {};
  options.fallback_hours = {Rational(2), Rational(1), Rational(3)};
  CHECK_THROWS_AS(spot_range(spot, PriceBook::bundled(), options), InvalidInputError);
}

}  // namespace spot_range_test
