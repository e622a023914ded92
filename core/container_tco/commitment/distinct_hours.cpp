#include "container_tco/commitment/distinct_hours.hpp"

#include <algorithm>
#include <numeric>

namespace container_tco::detail {

std::vector<DistinctHour> distinct_hours(const UsageProfile& profile) {
  std::vector<std::size_t> hours(profile.hours());
  std::iota(hours.begin(), hours.end(), std::size_t{0});
  const auto is_before = [&profile](std::size_t a, std::size_t b) {
    for (const UsageColumn& column : profile.columns) {
      if (column.counts[a] != column.counts[b]) return column.counts[a] < column.counts[b];
    }
    return false;
  };
  std::sort(hours.begin(), hours.end(), is_before);
  std::vector<DistinctHour> distinct;
  for (const std::size_t hour : hours) {
    if (distinct.empty() || is_before(distinct.back().hour, hour)) distinct.push_back({hour, 0});
    ++distinct.back().repeats;
  }
  return distinct;
}

}  // namespace container_tco::detail
