#include "container_tco/estimate/spot_spread.hpp"

#include "container_tco/error.hpp"

namespace container_tco {

std::optional<SpotSpread> spot_spread(const std::vector<LineItem>& lines, const Currency& currency) {
  SpotSpread spread{Money::zero(currency), Money::zero(currency), {}};
  for (const LineItem& line : lines) {
    spread.low_total += line.low_cost();
    spread.high_total += line.high_cost();
    if (!line.observed) continue;
    spread.sources.push_back({line.id, line.price_key, line.low_cost(), line.high_cost(),
                              line.observed->interruption_band, line.provenance.as_of});
  }
  if (spread.sources.empty()) return std::nullopt;
  return spread;
}

void warn_of_single_copies(Ledger& ledger, const Workload& workload) {
  std::string names;
  for (const Service& service : workload.services) {
    if (service.is_daemon || peak_count(service.demand) != 1) continue;
    names += (names.empty() ? "" : ", ") + printable(service.name);
  }
  if (names.empty()) return;
  ledger.warnings.push_back(
      "On Spot a service of one copy is down from when AWS takes its capacity back until there is "
      "some again (rule F21): " +
      names);
}

}  // namespace container_tco
