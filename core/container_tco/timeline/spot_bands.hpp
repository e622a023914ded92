#pragma once
// Inside of the stage: how often Spot capacity is taken back. Table: spot_interruptions.json.

#include <map>
#include <string>

#include "container_tco/timeline/spot_range.hpp"

namespace container_tco {

struct SpotBands {
  std::map<std::string, LowBaseHigh> interrupted_in_month;  ///< Share of the instances, by band; "" when unknown.
  LowBaseHigh fallback_hours;
  std::string fallback_source;
};

const SpotBands& spot_bands();

}  // namespace container_tco
