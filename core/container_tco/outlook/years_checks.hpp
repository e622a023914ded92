#pragma once
// Inside of the stage: whether a plan of years makes sense.

#include "container_tco/outlook/years.hpp"

namespace container_tco::detail {

void check_horizon(const YearsOptions& options);
void check_plan(const CostModel& model, const YearsOptions& options);
/// What is taken for granted, commitments that end within the horizon or after it among it.
std::vector<Assumption> years_assumptions(const CostModel& model, const YearsOptions& options);

}  // namespace container_tco::detail
