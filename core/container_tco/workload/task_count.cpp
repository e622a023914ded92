#include "container_tco/workload/task_count.hpp"

#include <map>
#include <utility>
#include <variant>

#include "container_tco/demand/run_times.hpp"

namespace container_tco {
namespace {

// a × b / c, rounded up; counts are at most 1e7 each.
std::int64_t scaled_up(std::int64_t a, std::int64_t b, std::int64_t c) { return (a * b + c - 1) / c; }

// Remembers what it was asked before: a year has many steps, and few counts.
class KnownSplits {
 public:
  explicit KnownSplits(const CopySplit& split) : split_(split) {}
  const std::vector<std::int64_t>& operator()(std::int64_t count) {
    const auto [place, is_new] = known_.try_emplace(count);
    if (is_new) place->second = split_(count);
    return place->second;
  }

 private:
  const CopySplit& split_;
  std::map<std::int64_t, std::vector<std::int64_t>> known_;
};

std::vector<TaskProfile> split_profile(const TaskProfile& whole, const CopySplit& split, std::size_t shares) {
  KnownSplits known(split);
  std::vector<TaskProfile> profiles(shares, whole);
  std::vector<std::vector<RunInterval>> runs(shares);
  for (const RunInterval& run : whole.runs) {
    const std::vector<std::int64_t>& tasks = known(run.tasks);
    for (std::size_t i = 0; i < shares; ++i) {
      if (tasks[i] > 0) runs[i].push_back({run.start_utc_seconds, run.seconds, tasks[i]});
    }
  }
  for (std::size_t i = 0; i < shares && !whole.runs.empty(); ++i) set_runs(profiles[i], std::move(runs[i]));
  for (std::size_t step = 0; step < whole.counts.size() && whole.runs.empty(); ++step) {
    const std::vector<std::int64_t>& tasks = known(whole.counts[step]);
    for (std::size_t i = 0; i < shares; ++i) profiles[i].counts[step] = tasks[i];
  }
  return profiles;
}

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
    for (RunInterval& run : timed->profile.runs) run.tasks = scaled_up(run.tasks, count, before);
  }
  if (service.usage.task_starts_per_month) *service.usage.task_starts_per_month *= ratio;
}

std::vector<Service> shares_of(const Service& service, const CopySplit& split) {
  const std::vector<std::int64_t> at_peak = split(peak_count(service.demand));
  std::vector<Service> shares(at_peak.size(), service);
  for (std::size_t i = 0; i < shares.size(); ++i) set_task_count(shares[i], at_peak[i]);
  const auto* whole = std::get_if<ProfileDemand>(&service.demand);
  if (whole == nullptr) return shares;
  const std::vector<TaskProfile> profiles = split_profile(whole->profile, split, shares.size());
  for (std::size_t i = 0; i < shares.size(); ++i) std::get<ProfileDemand>(shares[i].demand).profile = profiles[i];
  return shares;
}

}  // namespace container_tco
