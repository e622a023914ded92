#include "container_tco/workload/capacity_strategy.hpp"

#include <doctest/doctest.h>

#include <numeric>

#include "documents.hpp"

namespace capacity_strategy_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

CapacityShare share(const std::string& provider, std::int64_t base, std::int64_t weight,
                    CapacityKind kind = CapacityKind::auto_scaling_group) {
  return {provider, kind, false, base, weight, std::nullopt};
}

std::string refusal_of(const std::vector<CapacityShare>& strategy) {
  return error_of([&] { split_by_strategy(strategy, 1); });
}

using Counts = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("Of weights 1 and 4, one task goes to A for every four to B (rule S21)") {
  const std::vector<CapacityShare> strategy = {share("A", 0, 1), share("B", 0, 4)};
  CHECK(split_by_strategy(strategy, 5) == Counts{1, 4});
  CHECK(split_by_strategy(strategy, 10) == Counts{2, 8});
  CHECK(split_by_strategy(strategy, 7) == Counts{1, 6});  // 1.4 and 5.6: the larger remainder is B's
  CHECK(split_by_strategy(strategy, 3) == Counts{1, 2});  // 0.6 and 2.4: the larger remainder is A's
  CHECK(split_by_strategy(strategy, 0) == Counts{0, 0});
}

TEST_CASE("The base comes first, weights share the rest") {
  const std::vector<CapacityShare> strategy = {share("A", 2, 1), share("B", 0, 4)};
  CHECK(split_by_strategy(strategy, 12) == Counts{4, 8});  // 2, then 10 as 2 and 8
  CHECK(split_by_strategy(strategy, 1) == Counts{1, 0});
  CHECK(split_by_strategy({share("A", 3, 0), share("B", 0, 1)}, 10) == Counts{3, 7});
}

TEST_CASE("Equal remainders go to those that are named first") {
  CHECK(split_by_strategy({share("A", 0, 1), share("B", 0, 1), share("C", 0, 1)}, 4) == Counts{2, 1, 1});
  CHECK(split_by_strategy({share("A", 0, 1), share("B", 0, 1), share("C", 0, 1)}, 5) == Counts{2, 2, 1});
}

TEST_CASE("A sole provider takes every task, also without a weight, and no strategy takes none") {
  CHECK(split_by_strategy({share("A", 0, 0)}, 9) == Counts{9});
  CHECK(split_by_strategy({share("A", 4, 0)}, 9) == Counts{9});
  CHECK(split_by_strategy({}, 9).empty());
}

TEST_CASE("Every task is somewhere, and no provider is off its exact share by a whole task") {
  const std::vector<CapacityShare> strategy = {share("A", 5, 3), share("B", 0, 7), share("C", 0, 1000),
                                               share("D", 0, 0)};
  for (std::int64_t count = 0; count <= 2500; count += 7) {
    const Counts tasks = split_by_strategy(strategy, count);
    CHECK(std::accumulate(tasks.begin(), tasks.end(), std::int64_t{0}) == count);
    CHECK(tasks[3] == 0);
    const std::int64_t rest = std::max<std::int64_t>(count - 5, 0);
    for (const std::size_t i : {1U, 2U}) {
      const std::int64_t difference = tasks[i] * 1010 - rest * strategy[i].weight;
      CHECK(std::abs(difference) < 1010);
    }
  }
}

TEST_CASE("Strategies that ECS refuses are errors") {
  CHECK(contains(refusal_of({share("A", 1, 1), share("B", 1, 1)}), "at most one provider with a base"));
  CHECK(contains(refusal_of({share("A", 0, 0), share("B", 0, 0)}), "at least one weight above 0"));
  CHECK(contains(refusal_of({share("A", 0, 1001)}), "weight: expected 0 to 1000"));
  CHECK(contains(refusal_of({share("A", 100001, 1)}), "base: expected 0 to 100000"));
  CHECK(contains(refusal_of({share("A", 0, 1), share("A", 0, 1)}), "each provider once"));
  CHECK(contains(refusal_of(std::vector<CapacityShare>(21, share("A", 0, 1))), "at most 20 providers"));
  CHECK(
      contains(refusal_of({share("FARGATE", 0, 1, CapacityKind::fargate), share("A", 0, 1)}), "providers of one kind"));
  CHECK(contains(
      refusal_of({share("FARGATE", 0, 1, CapacityKind::fargate), share("M", 0, 1, CapacityKind::managed_instances)}),
      "providers of one kind"));
  CHECK_NOTHROW(split_by_strategy(
      {share("FARGATE", 1, 1, CapacityKind::fargate), share("FARGATE_SPOT", 0, 4, CapacityKind::fargate_spot)}, 10));
  CHECK_THROWS_AS(split_by_strategy({share("A", 0, 1)}, -1), InvalidInputError);
}

}  // namespace capacity_strategy_test
