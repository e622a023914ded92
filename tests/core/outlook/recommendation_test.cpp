#include "container_tco/outlook/recommendation.hpp"

#include <doctest/doctest.h>

#include "round_model.hpp"

namespace recommendation_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {
Recommendation with_hours(const Distribution& hours, const std::vector<InputRange>& ranges = {}) {
  const CostModel model = round_model(4);
  UncertaintyOptions options;
  options.inputs = {{"hours/operations/hosts", hours}};
  return recommend(uncertainty(model, options), sensitivity(model, ranges));
}
const Advice& of_topic(const Recommendation& result, const std::string& topic) {
  for (const Advice& advice : result.advice) {
    if (advice.topic == topic) return advice;
  }
  throw std::runtime_error("no advice");
}
}  // namespace

// Hosts 202, Fargate 246, and nothing is uncertain: 44 / 246 = 17.9 %.
TEST_CASE("a certain lead is clear and needs no measuring") {
  const Recommendation result = with_hours(Distribution::fixed(Rational(1)));
  CHECK(result.choice == "ecs-ec2");
  CHECK(result.lead == usd("44"));
  CHECK(of_topic(result, "choice").text == "Choose ecs-ec2: on average it costs 17.9 % less than ecs-fargate.");
  CHECK(of_topic(result, "sureness").rule == "clear");
  CHECK(of_topic(result, "change").rule == "no_ranges");
  CHECK(of_topic(result, "measure").rule == "not_worth_measuring");
}

// Hours 1 or 3: Fargate (246) against 202 or 302 on average 252: a lead of 2.4 %, the cheapest half of the time.
TEST_CASE("an open question says so, what would change it, and what to measure") {
  const Recommendation result = with_hours(Distribution::empirical({Rational(1), Rational(3)}),
                                           {{"hours/operations/hosts", Rational(1), Rational(3)}});
  CHECK(result.choice == "ecs-fargate");
  CHECK(of_topic(result, "choice").rule == "leads_on_average");
  CHECK(of_topic(result, "sureness").rule == "open");
  CHECK(of_topic(result, "change").text ==
        "It would change at 1 hours a month for \"Operations, hours as given\": then ecs-ec2 is the cheapest.");
  CHECK(of_topic(result, "measure").rule == "worth_measuring");
  CHECK(of_topic(result, "measure").text.starts_with("Measure \"Operations, hours as given\" next"));
}

// 1.9 hours: hosts cost 247 against 246, 0.4 % more.
TEST_CASE("practically equal costs are called so") {
  CHECK(of_topic(with_hours(Distribution::fixed(Rational::parse("1.9"))), "choice").rule == "practically_equal");
}

TEST_CASE("a single deployment is not compared") {
  CostModel model = round_model(4);
  model.deployments.resize(1);
  const Recommendation result = recommend(uncertainty(model), sensitivity(model));
  CHECK(of_topic(result, "choice").rule == "only");
  CHECK_FALSE(result.lead);
}

TEST_CASE("the rules can be read") { CHECK(recommendation_rules().find("\"practically_equal\"") != std::string::npos); }

}  // namespace recommendation_test
