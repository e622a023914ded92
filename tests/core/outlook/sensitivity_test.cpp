#include "container_tco/outlook/sensitivity.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "round_model.hpp"

namespace sensitivity_test {

using namespace container_tco;
using namespace container_tco::test;

// Hosts 202, Fargate 246: a lead of 44. Hours of hosts 0 to 3: 152 (lead 94) and 302 (lead −56), a swing of 150.
// Wage 40 to 60: 192 against 226 (34), and 212 against 266 (54): 20. Discount to 0.1: lead 44 and 58.60.
TEST_CASE("a tornado has the leads at both ends, largest swing first") {
  const Sensitivity result = sensitivity(round_model(4), {{"wage/user", Rational(40), Rational(60)},
                                                          {"hours/operations/hosts", Rational(0), Rational(3)},
                                                          {"discount", Rational(0), Rational::ratio(1, 10)}});
  CHECK(result.choice == "ecs-ec2");
  CHECK(result.lead == usd("44"));
  REQUIRE(result.swings.size() == 3);
  CHECK(result.swings[0].input == "hours/operations/hosts");
  CHECK(result.swings[0].low.lead == usd("94"));
  CHECK(result.swings[0].high.lead == usd("-56"));
  CHECK(result.swings[0].swing == usd("150"));
  CHECK(result.swings[0].flips);
  CHECK(result.swings[0].high.cheapest == "ecs-fargate");
  CHECK(result.swings[1].swing == usd("20"));
  CHECK_FALSE(result.swings[1].flips);
  CHECK(result.swings[2].swing == usd("14.6"));
  CHECK(result.swings[2].low.totals[1] == usd("246"));
  CHECK(result.deciding == std::vector<std::string>{"hours/operations/hosts", "wage/user", "discount"});
}

TEST_CASE("what flips the ranking decides before what only swings more") {
  // Fewer hours swing more (100 − 0 = 100) and flip nothing; more hours by one flip it with a swing of 50.
  const Sensitivity result =
      sensitivity(round_model(4), {{"hours/operations/fargate", Rational::parse("1.2"), Rational(5)},
                                   {"hours/operations/hosts", Rational(1), Rational(2)}});
  CHECK(result.swings[0].input == "hours/operations/fargate");
  CHECK_FALSE(result.swings[0].flips);
  CHECK(result.deciding[0] == "hours/operations/hosts");
}

TEST_CASE("without ranges the tables' ranges are used") {
  const PriceBook book = PriceBook::bundled();
  EstimateOptions options;
  options.region = "us-east-1";
  const Workload workload = tasks_of_one_vcpu(7);
  const Sensitivity result = sensitivity(compile_model(workload, book, compare(workload, book, options)));
  CHECK(result.swings.size() > 5);
  CHECK(result.deciding.size() == 3);
  CHECK(sensitivity(round_model(4)).swings.empty());
}

TEST_CASE("impossible ranges are refused") {
  const CostModel model = round_model(4);
  const auto refused = [&](const std::vector<InputRange>& ranges) {
    CHECK_THROWS_AS(sensitivity(model, ranges), InvalidInputError);
  };
  refused({{"discount", Rational(1), Rational(0)}});
  refused({{"discount", Rational(0), Rational(2)}});
  refused({{"nothing", Rational(0), Rational(2)}});
  refused({{"discount", Rational(0), Rational(1)}, {"discount", Rational(0), Rational(1)}});
}

}  // namespace sensitivity_test
