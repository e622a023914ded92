#include "container_tco/estimate/host_fleet.hpp"

namespace container_tco {

std::optional<Rational> gap_between(const Money& cost, const Money& lower_bound) {
  if (cost == lower_bound) return Rational();
  if (lower_bound.amount().is_zero()) return std::nullopt;
  return (cost - lower_bound) / lower_bound;
}

}  // namespace container_tco
