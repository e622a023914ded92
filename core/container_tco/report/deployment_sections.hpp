#pragma once
// Inside of the report: what runs on which capacity, and how far Spot prices reach.

#include "container_tco/report/amounts.hpp"
#include "container_tco/report/document.hpp"

namespace container_tco::detail {

/// The parts of an estimate; empty when all copies run on the same capacity.
Section parts_section(const Estimate& estimate);

/// The spread of an estimate on Spot, price by price; empty without Spot.
Section spot_section(const Estimate& estimate, const Amounts& amounts);

/// The spread of every complete estimate on Spot; empty without any.
Section spot_section(const Comparison& comparison, const Amounts& amounts);

}  // namespace container_tco::detail
