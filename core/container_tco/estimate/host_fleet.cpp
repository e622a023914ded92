#include "container_tco/estimate/host_fleet.hpp"

namespace container_tco {

std::optional<Rational> HostFleet::gap() const {
  if (cost == lower_bound) return Rational();
  if (lower_bound.amount().is_zero()) return std::nullopt;
  return (cost.amount() - lower_bound.amount()) / lower_bound.amount();
}

}  // namespace container_tco
