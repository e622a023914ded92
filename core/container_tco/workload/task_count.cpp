#include "container_tco/workload/task_count.hpp"

#include <variant>

namespace container_tco {

void set_task_count(Service& service, std::int64_t count) {
  const std::int64_t before = peak_count(service.demand);
  if (before == 0) return;
  const Rational ratio = Rational::ratio(count, before);
  if (auto* constant = std::get_if<ConstantDemand>(&service.demand)) constant->count = count;
  if (auto* runs = std::get_if<RunDemand>(&service.demand)) {
    runs->concurrent = count;
    runs->runs_per_day *= ratio;
  }
  if (service.usage.task_starts_per_month) *service.usage.task_starts_per_month *= ratio;
}

}  // namespace container_tco
