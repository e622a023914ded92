#include "container_tco/estimate/idle_time.hpp"

#include <variant>

namespace container_tco {

std::map<std::string, Rational> idle_fractions(const Workload& workload) {
  std::map<std::string, Rational> idle;
  for (const Service& service : workload.services) {
    const auto* runs = std::get_if<RunDemand>(&service.demand);
    if (runs == nullptr || service.is_daemon || runs->concurrent == 0) continue;
    const Rational running = runs->runs_per_day * runs->seconds_per_run / Rational(86400) / Rational(runs->concurrent);
    idle[service.name] = max(Rational(1) - running, Rational());
  }
  return idle;
}

}  // namespace container_tco
