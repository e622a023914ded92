// The five scenarios of AWS's Savings Plans user guide, "Understanding how Savings Plans apply to your AWS usage"
// (docs.aws.amazon.com/savingsplans/latest/userguide/sp-applying.html), at its illustrative rates.

#include <doctest/doctest.h>

#include "guide_hour.hpp"

namespace guide_scenarios_test {

using namespace container_tco;
using namespace container_tco::testing;

TEST_CASE("scenario 1: a Compute Savings Plan of 50.00 covers all usage and loses 2.875") {
  const UsageApplication hour = apply_commitments_over(guide_hour(), {compute_plan("50.00")});
  // 4 × 1.00 + 400 × 0.04 + 1,600 × 0.004 + 10.00 + 1,500,000 × 0.000015 + 0.20 = 4 + 16 + 6.4 + 10 + 22.5 + 0.2
  CHECK(hour.cost_without == number("59.10"));
  // 4 × 0.70 + 400 × 0.03 + 1,600 × 0.003 + 8.20 + 1,500,000 × 0.00001275 + 0.20 = 2.8 + 12 + 4.8 + 8.2 + 19.125 + 0.2
  CHECK(hour.commitments[0].used == number("47.125"));
  CHECK(hour.commitments[0].used.to_decimal(2, Rounding::half_up) == "47.13");  // As the guide prints it.
  CHECK(hour.commitments[0].unused == number("2.875"));
  CHECK(hour.cost() == number("50.00"));
  CHECK(hour.coverage == Rational(1));
}

TEST_CASE("scenario 2: a plan of 2.00 covers 2.9 instances") {
  const UsageApplication hour = apply_commitments_over(guide_hour(), {compute_plan("2.00")});
  REQUIRE(hour.covered.size() == 1);
  CHECK(hour.covered[0].amount == number("20/7"));                // 2.00 / 0.70 = 2.857142857…
  CHECK(hour.kinds[instance].uncovered == number("8/7"));         // 4 − 20/7 = 1.142857142…
  CHECK(hour.kinds[instance].on_demand_cost == number("8/7"));    // At 1.00; the guide prints 1.14.
  CHECK(hour.on_demand_cost == number("55.10") + number("8/7"));  // 16 + 6.4 + 10 + 22.5 + 0.2 = 55.10; 56.24
  CHECK(hour.cost().to_decimal(9, Rounding::half_up) == "58.242857143");
}

TEST_CASE("scenario 3: a plan of 19.60 covers the instances and Fargate to the cent") {
  const UsageApplication hour = apply_commitments_over(guide_hour(), {compute_plan("19.60")});
  // 4 × 0.70 = 2.80, then of equal 25 % memory first: 1,600 × 0.003 = 4.80, then 400 × 0.03 = 12.00; sum 19.60.
  REQUIRE(hour.covered.size() == 3);
  CHECK(hour.covered[0].usage == instance);
  CHECK(hour.covered[1].usage == memory);
  CHECK(hour.covered[2].usage == vcpu);
  CHECK(hour.commitments[0].unused.is_zero());
  CHECK(hour.on_demand_cost == number("32.70"));  // 10 + 22.5 + 0.2, as the guide prints.
}

TEST_CASE("scenario 4: two Reserved Instances come before a plan of 18.20") {
  const UsageApplication hour = apply_commitments_over(guide_hour(), {compute_plan("18.20"), two_reserved("0.55")});
  // Two instances are reserved; the plan has 2 × 0.70 = 1.40, 4.80 and 12.00: 18.20.
  CHECK(hour.commitments[1].used == Rational(2));
  CHECK(hour.commitments[0].used == number("18.20"));
  CHECK(hour.commitments[0].unused.is_zero());
  CHECK(hour.on_demand_cost == number("32.70"));
  CHECK(hour.cost() == number("52.00"));  // 18.20 + 2 × 0.55 + 32.70; the guide gives no price of a reservation.
}

TEST_CASE("scenario 5: an EC2 Instance plan of 3.00 comes before a Compute plan of 16.80") {
  const UsageApplication hour = apply_commitments_over(guide_hour(), {compute_plan("16.80"), instance_plan("3.00")});
  // 4 × 0.60 = 2.40 of 3.00; then memory 4.80 and vCPU 12.00: 16.80.
  CHECK(hour.commitments[1].used == number("2.40"));
  CHECK(hour.commitments[1].unused == number("0.60"));
  CHECK(hour.commitments[0].used == number("16.80"));
  CHECK(hour.commitments[0].unused.is_zero());
  CHECK(hour.on_demand_cost == number("32.70"));
  CHECK(hour.cost() == number("52.50"));  // 3.00 + 16.80 + 32.70
}

}  // namespace guide_scenarios_test
