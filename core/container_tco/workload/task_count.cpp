#include "container_tco/workload/task_count.hpp"

#include <variant>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

// a × b / c, rounded up; counts are at most 1e7 each.
std::int64_t scaled_up(std::int64_t a, std::int64_t b, std::int64_t c) { return (a * b + c - 1) / c; }

}  // namespace

void set_task_count(Service& service, std::int64_t count) {
  const std::int64_t before = peak_count(service.demand);
  if (before == 0) return;
  const Rational ratio = Rational::ratio(count, before);
  if (auto* constant = std::get_if<ConstantDemand>(&service.demand)) constant->count = count;
  if (auto* runs = std::get_if<RunDemand>(&service.demand)) {
    runs->concurrent = count;
    runs->runs_per_day *= ratio;
  }
  if (auto* timed = std::get_if<ProfileDemand>(&service.demand)) {
    for (std::int64_t& step : timed->profile.counts) step = scaled_up(step, count, before);
  }
  if (service.usage.task_starts_per_month) *service.usage.task_starts_per_month *= ratio;
}

Service share_of(const Service& service, std::int64_t first, std::int64_t copies) {
  const std::int64_t all = peak_count(service.demand);
  if (first < 0 || copies < 1 || first + copies > all) throw InternalError("a share of copies that are not there");
  Service share = service;
  set_task_count(share, copies);
  const auto* whole = std::get_if<ProfileDemand>(&service.demand);
  if (whole == nullptr) return share;
  std::vector<std::int64_t>& counts = std::get<ProfileDemand>(share.demand).profile.counts;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::int64_t count = whole->profile.counts[i];
    counts[i] = scaled_up(count, first + copies, all) - scaled_up(count, first, all);
  }
  return share;
}

}  // namespace container_tco
