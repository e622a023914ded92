#pragma once
// How far the cost of Spot capacity may be off, and what interruptions mean.

#include <optional>
#include <string>
#include <vector>

#include "container_tco/costing/ledger.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// One price of Spot capacity that the estimate rests on.
struct SpotSource {
  std::string line;  ///< Id of the line.
  std::string price_key;
  Money low_cost;  ///< Of the line at the lowest and the highest price observed.
  Money high_cost;
  std::string interruption_band;  ///< "5-10%" of the instances a month; empty when unknown.
  std::string observed_on;        ///< ISO date, or part of one.
};

/// The estimate with every Spot price at its lowest, and at its highest, observed. Support and tax stay as they are.
struct SpotSpread {
  Money low_total;
  Money high_total;
  std::vector<SpotSource> sources;
};

/// Nothing when no line of `lines` is priced at an observation.
std::optional<SpotSpread> spot_spread(const std::vector<LineItem>& lines, const Currency& currency);

/// Names the services of `workload` that run one copy: all of it is gone when Spot capacity is taken back (rule F21).
void warn_of_single_copies(Ledger& ledger, const Workload& workload);

}  // namespace container_tco
