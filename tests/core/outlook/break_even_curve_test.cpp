#include "container_tco/outlook/break_even_curve.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "round_model.hpp"

namespace break_even_curve_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {
BreakEvenQuery query_of(const char* x, const char* x_from, const char* x_to, const char* y, const char* y_from,
                        const char* y_to, std::int64_t points = 3) {
  return {.x = x,
          .y = y,
          .x_from = Rational::parse(x_from),
          .x_to = Rational::parse(x_to),
          .y_from = Rational::parse(y_from),
          .y_to = Rational::parse(y_to),
          .x_points = points,
          .hosts_deployment = {},
          .fargate_deployment = {}};
}
const Crossing& only(const BreakEvenPoint& point) {
  REQUIRE(point.crossings.size() == 1);
  return point.crossings[0];
}
}  // namespace

// 4 tasks: hosts 152 + 50 h, Fargate 146 (1 − d) + 100. h = (94 − 146 d) / 50: at d = 0, 1/4, 1/2: 1.88, 1.15, 0.42.
TEST_CASE("labour hours against a discount are a straight line, exact") {
  const BreakEvenCurve curve =
      break_even_curve(round_model(4), query_of("fargate_discount", "0", "0.5", "labour_hours", "0", "10"));
  REQUIRE(curve.points.size() == 3);
  CHECK(only(curve.points[0]).value == Rational::parse("1.88"));
  CHECK(only(curve.points[1]).value == Rational::parse("1.15"));
  CHECK(only(curve.points[2]).value == Rational::parse("0.42"));
  CHECK(only(curve.points[2]).exact);
  CHECK(curve.points[0].cheaper_at_start == Side::hosts);
  CHECK(curve.y_tolerance.is_zero());
  REQUIRE(curve.pieces.size() == 2);
  CHECK(curve.pieces[0].is_linear);
  CHECK(curve.y_current == Rational(1));
}

// Wage w: 152 + h w = 146 + 2 w, so h = 2 − 6 / w: at 25, 50, 75: 1.76, 1.88, 1.92. A hyperbola.
TEST_CASE("labour hours against the wage bend, exact at each point and not called straight") {
  const BreakEvenCurve curve =
      break_even_curve(round_model(4), query_of("wage", "25", "75", "labour_hours", "0", "10"));
  CHECK(only(curve.points[0]).value == Rational::parse("1.76"));
  CHECK(only(curve.points[1]).value == Rational::parse("1.88"));
  CHECK(only(curve.points[2]).value == Rational::parse("1.92"));
  REQUIRE(curve.pieces.size() == 2);
  CHECK_FALSE(curve.pieces[0].is_linear);
}

// Hosts 152 f + 50, Fargate 246: f = 196 / 152, so the fill (1 now) is 152 / 196. With d off the instances,
// (146 (1 − d) + 6) f = 196.
TEST_CASE("node fill is the reciprocal of the number of hosts") {
  const BreakEvenCurve curve =
      break_even_curve(round_model(4), query_of("discount", "0", "0.5", "node_fill", "0.1", "1"));
  CHECK(only(curve.points[0]).value == Rational::ratio(152, 196));
  CHECK(only(curve.points[2]).value == Rational::ratio(79, 196));
  CHECK(curve.points[0].cheaper_at_start == Side::fargate);
}

TEST_CASE("where one side is always cheaper there is no crossing, and the side is told") {
  const BreakEvenCurve curve =
      break_even_curve(round_model(4), query_of("discount", "0", "0.5", "labour_hours", "5", "10"));
  for (const BreakEvenPoint& point : curve.points) {
    CHECK(point.crossings.empty());
    CHECK(point.cheaper_at_start == Side::fargate);
  }
  CHECK(curve.pieces.empty());
}

// Hosts have 3 h of labour: 150 + 76 for every two tasks; Fargate 100 + 36.50 a task. In proportion hosts never catch
// up: at 2 n tasks 150 + 76 n > 100 + 73 n. Cheap hosts of 60 each: 150 + 60 n against 100 + 73 n cross at n = 50/13
// = 3.85. With scale points at 2, 4, …, 12 tasks hosts jump after each: after 8 tasks they cost as 10 do (450), Fargate
// has passed them at 8 (390 against 392), is below at once after 8, and passes again at (450 − 100) / 36.5 = 9.589.
TEST_CASE("every crossing of a curve with steps is found") {
  EstimateOptions options = round_options("3", "2");
  const Workload workload = tasks_of_one_vcpu(4);
  const PriceBook book = round_prices("0.0780821917808219178");
  std::vector<Rational> scales;
  for (std::int64_t tasks = 2; tasks <= 12; tasks += 2) scales.push_back(Rational::ratio(tasks, 4));
  const CostModel model = compile_model(workload, book, compare(workload, book, options, ecs_pair()), {scales});
  const BreakEvenCurve curve =
      break_even_curve(model, query_of("fargate_discount", "0", "0.001", "task_count", "2", "12", 2));
  const BreakEvenPoint& point = curve.points[0];
  REQUIRE(point.crossings.size() == 5);
  // (390 − 100) / 36.5 = 7.945; after 8 a step back; 9.589; after 10 (510) a step back; (510 − 100) / 36.5 = 11.233.
  CHECK(point.cheaper_at_start == Side::fargate);
  CHECK(point.crossings[0].value.to_decimal(3, Rounding::half_up) == "7.945");
  CHECK(point.crossings[0].exact);
  CHECK(point.crossings[1].value == Rational(8));
  CHECK_FALSE(point.crossings[1].exact);
  CHECK(point.crossings[2].value.to_decimal(3, Rounding::half_up) == "9.589");
  CHECK(point.crossings[3].value == Rational(10));
  CHECK(point.crossings[4].value.to_decimal(3, Rounding::half_up) == "11.233");
}

// Hosts with 2.5 h: 125 + 76 for two tasks, Fargate 100 + 73: more tasks never help hosts, fewer labour hours do.
TEST_CASE("growth is found by bracketing, and the tolerance is told") {
  const CostModel model = round_model(4, scale_points(Rational(1), Rational(8)));
  BreakEvenQuery query = query_of("labour_hours", "0.5", "3", "growth", "0", "0.9", 3);
  query.years = 2;
  const BreakEvenCurve curve = break_even_curve(model, query);
  CHECK(curve.y_tolerance > Rational(0));
  for (const BreakEvenPoint& point : curve.points) {
    for (const Crossing& crossing : point.crossings) {
      CHECK_FALSE(crossing.exact);
      CHECK(crossing.value - crossing.before <= curve.y_tolerance);
    }
  }
  CHECK(curve.points.front().cheaper_at_start == Side::hosts);
  CHECK(curve.points.back().cheaper_at_start == Side::fargate);
}

TEST_CASE("curves that make no sense are refused") {
  const CostModel model = round_model(4, {Rational(2)});
  const auto refused = [&](const BreakEvenQuery& query) {
    CHECK_THROWS_AS(break_even_curve(model, query), InvalidInputError);
  };
  refused(query_of("wage", "1", "2", "wage", "1", "2"));
  refused(query_of("wage", "2", "1", "labour_hours", "1", "2"));
  refused(query_of("wage", "-1", "1", "labour_hours", "1", "2"));
  refused(query_of("discount", "0", "2", "labour_hours", "1", "2"));
  refused(query_of("salary", "0", "2", "labour_hours", "1", "2"));
  refused(query_of("growth", "0", "1", "task_count", "4", "8"));
  refused(query_of("wage", "1", "2", "node_fill", "0", "1"));
  refused(query_of("wage", "1", "2", "task_count", "4", "100"));
  refused(query_of("wage", "1", "2", "labour_hours", "1", "2", 1));
  BreakEvenQuery query = query_of("wage", "1", "2", "labour_hours", "1", "2");
  query.hosts_deployment = "ecs-ec2";
  refused(query);
}

}  // namespace break_even_curve_test
