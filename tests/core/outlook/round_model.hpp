#pragma once
// A comparison with round prices (see the comparison's tests), compiled.

#include "../comparison/synthetic.hpp"
#include "container_tco/outlook/cost_model.hpp"

namespace container_tco::test {

/// `tasks` tasks of 1 vCPU: on Fargate 36.50 each and 2 h × 50 of labour; on m5.large, two tasks on each, 76 a host and
/// 1 h × 50 of labour.
inline Comparison round_comparison(std::int64_t tasks) {
  return compare(tasks_of_one_vcpu(tasks), round_prices("0.1"), round_options("1", "2"), ecs_pair());
}

inline CostModel round_model(std::int64_t tasks, const std::vector<Rational>& scales = {}) {
  return compile_model(tasks_of_one_vcpu(tasks), round_prices("0.1"), round_comparison(tasks), {scales});
}

}  // namespace container_tco::test
