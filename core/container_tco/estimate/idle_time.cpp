#include "container_tco/estimate/idle_time.hpp"

#include <variant>

namespace container_tco {

std::map<std::string, Rational> idle_fractions(const Workload& workload) {
  std::map<std::string, Rational> idle;
  for (const Service& service : workload.services) {
    const std::int64_t held = peak_count(service.demand);
    if (std::holds_alternative<ConstantDemand>(service.demand) || service.is_daemon || held == 0) continue;
    idle[service.name] = max(Rational(1) - mean_count(service.demand) / Rational(held), Rational());
  }
  return idle;
}

}  // namespace container_tco
