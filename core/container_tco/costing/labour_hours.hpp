#pragma once
// The hours of an activity at the level that an estimate takes.

#include "container_tco/costing/labour_costs.hpp"

namespace container_tco {

/// Hours a month for each unit of the activity's driver.
const Rational& hours_at(const LabourHours& hours, LabourLevel level);

}  // namespace container_tco
