#include "container_tco/pricebook/price_age.hpp"

#include <algorithm>
#include <tuple>

#include "container_tco/pricebook/calendar_date.hpp"

namespace container_tco {

std::optional<std::int64_t> age_days(const std::string& as_of, const std::string& date) {
  const std::chrono::sys_days today = parse_date(date, "date");
  const std::optional<std::chrono::sys_days> day = latest_day(as_of);
  if (!day) return std::nullopt;
  return static_cast<std::int64_t>((today - *day).count());
}

std::vector<StalePrice> stale_prices(const std::vector<PriceRow>& used, const std::string& date,
                                     std::int64_t limit_days) {
  parse_date(date, "date");
  std::vector<StalePrice> stale;
  for (const PriceRow& row : used) {
    const std::optional<std::int64_t> age = age_days(row.provenance.as_of, date);
    if (age && *age > limit_days) stale.push_back({row.key, row.region, row.provenance.as_of, *age});
  }
  const auto order = [](const StalePrice& price) { return std::tie(price.region, price.key); };
  std::sort(stale.begin(), stale.end(), [&](const StalePrice& a, const StalePrice& b) {
    return std::tuple(-a.age_days, order(a)) < std::tuple(-b.age_days, order(b));
  });
  stale.erase(std::unique(stale.begin(), stale.end(),
                          [&](const StalePrice& a, const StalePrice& b) { return order(a) == order(b); }),
              stale.end());
  return stale;
}

}  // namespace container_tco
