#include "container_tco/comparison/break_even.hpp"

#include <utility>

#include "container_tco/comparison/break_even_search.hpp"

namespace container_tco {

std::string to_string(Side side) { return side == Side::hosts ? "hosts" : "fargate"; }

Side BreakEven::cheaper_at_end() const {
  if (crossings.size() % 2 == 0) return cheaper_at_start;
  return cheaper_at_start == Side::hosts ? Side::fargate : Side::hosts;
}

BreakEven detail::empty_break_even(const PairedEstimates& pair, std::string input, std::string unit) {
  BreakEven result;
  result.input = std::move(input);
  result.unit = std::move(unit);
  result.hosts_deployment = pair.hosts.deployment.name();
  result.fargate_deployment = pair.fargate.deployment.name();
  return result;
}

Side detail::cheaper_side(const Money& hosts, const Money& fargate) {
  return hosts > fargate ? Side::fargate : Side::hosts;
}

}  // namespace container_tco
