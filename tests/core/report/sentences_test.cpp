#include <doctest/doctest.h>

#include "hand_made.hpp"

namespace sentences_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {
BreakEven flip(const char* input, Side at_start, std::vector<Crossing> crossings) {
  BreakEven break_even;
  break_even.input = input;
  break_even.hosts_deployment = "ecs-ec2";
  break_even.fargate_deployment = "ecs-fargate";
  break_even.cheaper_at_start = at_start;
  break_even.crossings = std::move(crossings);
  break_even.searched_from = Rational(1);
  return break_even;
}
std::string joined(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) text += sentence + "\n";
  return text;
}
}  // namespace

// Figures: see claim_that_holds.
TEST_CASE("the verdict says who wins, by how much, without labour, and what flips it") {
  const std::string text = joined(verdict_sentences(claim_that_holds()));
  CHECK(text ==
        "ecs-fargate costs least: $600.00 in 730 h ($500.00 for infrastructure, $100.00 for labour).\n"
        "Without labour, ecs-ec2 would cost least: $300.00.\n"
        "On ECS the claim \"EC2 instances + labour > Fargate\" holds: EC2 with its labour costs $900.00, Fargate with "
        "its "
        "labour $600.00. Fargate saves $300.00 (33.3 %).\n"
        "On ECS without labour EC2 would cost $200.00 (40 %) less.\n"
        "On ECS, EC2 costs less as long as operating the hosts takes under 10 hours a month (now 20).\n");
}

// EC2 400 + 0, Fargate 600: EC2 saves 200, a third of 600.
TEST_CASE("a claim that does not hold says so") {
  Comparison comparison = claim_that_holds();
  comparison.estimates[1].lines = {line("compute/pool", CostCategory::compute, "1000", "0.4")};
  comparison.claims[0].verdict = ClaimVerdict::fails;
  comparison.claims[0].hosts_total = usd("400");
  CHECK(contains(joined(verdict_sentences(comparison)),
                 "does not hold: EC2 with its labour costs $400.00, Fargate with its labour $600.00. EC2 saves $200.00 "
                 "(33.3 %)."));
}

TEST_CASE("a claim without both sides says why it cannot be decided") {
  Comparison comparison = claim_that_holds();
  comparison.claims[0].verdict = ClaimVerdict::undecided;
  comparison.claims[0].undecided_because = {"ecs-fargate cannot run a: x.", "two", "three", "four", "five"};
  CHECK(contains(joined(verdict_sentences(comparison)),
                 "cannot be decided: ecs-fargate cannot run a: x; two; three; and 2 more."));
}

TEST_CASE("nothing to rank is said first") {
  Comparison comparison;
  CHECK(joined(verdict_sentences(comparison)) == "No deployment can be ranked: each is impossible or lacks a price.\n");
}

TEST_CASE("hours that differ little are told apart") {
  BreakEven close = flip("labour_hours", Side::hosts, {{.value = Rational::parse("14.21"), .before = Rational()}});
  close.current = Rational::parse("14.24");
  CHECK(contains(break_even_sentence(close), "under 14.21 hours a month (now 14.24)"));
}

TEST_CASE("labour that cannot flip the answer is said to be unable to") {
  CHECK(
      contains(break_even_sentence(flip("labour_hours", Side::fargate, {})), "Fargate costs less however many hours"));
}

TEST_CASE("the fill that must be reached is a percentage") {
  BreakEven fill = flip("node_fill", Side::fargate, {{Rational::ratio(10, 19), Rational::ratio(1, 2), false}});
  fill.current = Rational::parse("0.8");
  CHECK(contains(break_even_sentence(fill), "at least 52.6 % of the room on its hosts (now 80 %)"));
  CHECK(contains(break_even_sentence(flip("node_fill", Side::fargate, {})), "Even completely full hosts"));
}

TEST_CASE("counts name the winner of every stretch and what was not looked at") {
  BreakEven count =
      flip("task_count", Side::fargate, {{Rational(24), Rational(23), false}, {Rational(100), Rational(90), false}});
  count.current = Rational(4);
  count.searched_to = Rational(256);
  count.values_priced = 17;
  CHECK(
      break_even_sentence(count) ==
      "ecs-ec2 against ecs-fargate: Fargate costs less up to 23 tasks, EC2 from 24 to 90, Fargate from 100 on (now 4). "
      "Priced at 17 counts up to 256; counts between them were not looked at.");
}

}  // namespace sentences_test
