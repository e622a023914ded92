#include "container_tco/estimate/strategy_text.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"

namespace strategy_text_test {

using namespace container_tco;

TEST_CASE("a strategy reads from one line and writes back to it") {
  const std::vector<CapacityShare> strategy =
      parse_capacity_strategy("ec2:base=4, fargate:weight=1,ec2-spot@arm:weight=3");
  REQUIRE(strategy.size() == 3);
  CHECK(strategy[0] == CapacityShare{"ec2", CapacityKind::auto_scaling_group, false, 4, 0, std::nullopt});
  CHECK(strategy[1] == CapacityShare{"fargate", CapacityKind::fargate, false, 0, 1, std::nullopt});
  CHECK(strategy[2] == CapacityShare{"arm", CapacityKind::auto_scaling_group, true, 0, 3, std::nullopt});
  CHECK(parse_capacity_strategy(strategy_text(strategy)) == strategy);
  CHECK(parse_capacity_strategy("").empty());
}

TEST_CASE("Managed Instances are bought on demand or as Spot") {
  const std::vector<CapacityShare> strategy =
      parse_capacity_strategy("managed-instances:base=2,managed-instances-spot:weight=1");
  REQUIRE(strategy.size() == 2);
  CHECK(strategy[0].kind == CapacityKind::managed_instances);
  CHECK_FALSE(strategy[0].is_spot);
  CHECK(strategy[1].kind == CapacityKind::managed_instances);
  CHECK(strategy[1].is_spot);
  CHECK(parse_capacity_strategy(strategy_text(strategy)) == strategy);
}

// A scenario may say so in two ways: by the kind, or by is_spot.
TEST_CASE("Fargate that is bought as Spot is written as Fargate Spot") {
  CHECK(strategy_text({{"burst", CapacityKind::fargate, true, 0, 1, std::nullopt}}) ==
        "fargate-spot@burst:base=0:weight=1");
}

TEST_CASE("a share without numbers weighs 1") { CHECK(parse_capacity_strategy("fargate-spot")[0].weight == 1); }

TEST_CASE("what is no strategy is refused with the item") {
  for (const char* text :
       {"lambda", "ec2:base", "ec2:base=-1", "ec2:base=x", "ec2:height=1", "ec2,,fargate", "ec2:base="}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_capacity_strategy(text), InvalidInputError);
  }
}

}  // namespace strategy_text_test
