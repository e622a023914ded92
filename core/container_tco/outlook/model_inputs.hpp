#pragma once
// Inside of the stage: the inputs of a model, gathered while its terms are made.

#include <string>

#include "container_tco/outlook/cost_model.hpp"
#include "container_tco/outlook/labour_rows.hpp"

namespace container_tco::detail {

/// Adds the inputs that every model has: task_scale, hours_a_day, discount, fargate_discount, host_count_factor,
/// host_hours_factor, wage_factor.
void add_general_inputs(CostModel& model);

/// The index of the input of that name, which is added when it is new.
std::size_t input_once(CostModel& model, const ModelInput& input);

/// The hours of a row of the labour table.
ModelInput hours_input(const LabourRows& rows, const LabourActivity& row, LabourLevel level);
/// Hours that the user stated as a sum for a kind of data plane ("hosts", "managed", "fargate").
ModelInput stated_hours_input(const std::string& kind, const Rational& hours);
/// What an hour of the role behind a labour line costs.
ModelInput wage_input(const LineItem& line);
ModelInput spot_level_input();

}  // namespace container_tco::detail
