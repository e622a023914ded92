#include "container_tco/outlook/model_inputs.hpp"

#include "container_tco/costing/labour_hours.hpp"

namespace container_tco::detail {
namespace {

ModelInput factor(std::string name, std::string unit, std::string description, std::int64_t base) {
  return {.name = std::move(name),
          .unit = std::move(unit),
          .description = std::move(description),
          .base = Rational(base),
          .low = {},
          .high = {},
          .least = {},
          .most = {},
          .source = "definition"};
}

}  // namespace

void add_general_inputs(CostModel& model) {
  ModelInput scale = factor("task_scale", "times the tasks of now", "Tasks of all services alike", 1);
  scale.least = model.scales.front();
  scale.most = model.scales.back();
  ModelInput hours = factor("hours_a_day", "hours a day", "How long tasks that run all day run; hosts stay", 24);
  hours.most = Rational(24);
  ModelInput discount = factor("discount", "share", "Off the instances of hosts that no commitment covers", 0);
  discount.most = Rational(1);
  ModelInput fargate = factor("fargate_discount", "share", "Off Fargate tasks that no commitment covers", 0);
  fargate.most = Rational(1);
  ModelInput hosts = factor("host_count_factor", "times the planned hosts", "Hosts with their disks and labour", 1);
  model.inputs = {scale,
                  hours,
                  discount,
                  fargate,
                  hosts,
                  factor("host_hours_factor", "times the hours", "Labour hours of deployments on hosts", 1),
                  factor("wage_factor", "times the wage", "What an hour of labour costs, all roles alike", 1)};
}

std::size_t input_once(CostModel& model, const ModelInput& input) {
  if (!model.has_input(input.name)) model.inputs.push_back(input);
  return model.input(input.name);
}

ModelInput hours_input(const LabourRows& rows, const LabourActivity& row, LabourLevel level) {
  return {.name = rows.name_of(row),
          .unit = "hours a month for each " + to_string(row.driver),
          .description = row.description,
          .base = hours_at(row.hours_per_month, level),
          .low = row.hours_per_month.low,
          .high = row.hours_per_month.high,
          .least = {},
          .most = {},
          .source = row.provenance.source};
}

ModelInput stated_hours_input(const std::string& kind, const Rational& hours) {
  ModelInput input = factor("hours/operations/" + kind, "hours a month", "Operations, hours as given", 0);
  input.base = hours;
  input.source = "user";
  return input;
}

ModelInput wage_input(const LineItem& line) {
  ModelInput input =
      factor("wage" + line.price_key.substr(line.price_key.find('/')),
             line.unit_price.money.currency().code() + " an hour", "Loaded cost of an hour of labour", 0);
  input.base = line.unit_price.money.amount();
  input.source = line.provenance.source;
  return input;
}

ModelInput spot_level_input() {
  ModelInput input = factor("spot_level", "-1 lowest, 0 taken, 1 highest price observed",
                            "Where the prices of all Spot capacity stand in what was observed", 0);
  input.low = Rational(-1);
  input.high = Rational(1);
  input.least = Rational(-1);
  input.most = Rational(1);
  input.source = "P29";
  return input;
}

}  // namespace container_tco::detail
