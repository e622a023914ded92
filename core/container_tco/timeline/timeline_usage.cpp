#include "container_tco/timeline/timeline_usage.hpp"

#include <map>
#include <utility>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

std::string span_text(const Timeline& timeline) {
  return std::to_string(timeline.steps * timeline.step_seconds) + " s from " +
         std::to_string(timeline.start_utc_seconds) + " s since 1970";
}

void require_one_span(const std::vector<Timeline>& timelines) {
  if (timelines.empty()) throw InvalidInputError("timelines", "", "at least one");
  const std::string first = span_text(timelines.front());
  for (const Timeline& timeline : timelines) {
    if (span_text(timeline) == first) continue;
    throw InvalidInputError("timelines", span_text(timeline), "the span of the first: " + first);
  }
}

}  // namespace

UsageProfile usage_profile(const Timeline& timeline) { return usage_profile(std::vector<Timeline>{timeline}); }

UsageProfile usage_profile(const std::vector<Timeline>& timelines) {
  require_one_span(timelines);
  std::map<std::string, BilledUsage> by_price;
  for (const Timeline& timeline : timelines) {
    for (BilledUsage& usage : timeline.billed_usage()) {
      const auto [place, is_new] = by_price.try_emplace(usage.price_key, usage);
      if (is_new) continue;
      for (std::size_t hour = 0; hour < usage.hours.size(); ++hour) place->second.hours[hour] += usage.hours[hour];
    }
  }
  UsageProfile profile;
  for (const auto& [key, usage] : by_price) {
    profile.kinds.push_back({key, usage.unit.name(), usage.unit_price.amount()});
    profile.columns.push_back(make_usage_column(key, usage.hours));
  }
  return profile;
}

}  // namespace container_tco
