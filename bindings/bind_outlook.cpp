// How long the answer holds and how sure it is: years, break-even curves, sensitivity, uncertainty, recommendation.

#include <pybind11/native_enum.h>

#include "container_tco/outlook/break_even_curve.hpp"
#include "container_tco/outlook/horizon_model.hpp"
#include "container_tco/outlook/recommendation.hpp"
#include "container_tco/outlook/years.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

void bind_model(py::module_& module) {
  py::class_<ModelInput> input(module, "ModelInput", "A number that the cost of some deployment depends on.");
  bind_record(input, field("name", &ModelInput::name, "\"hours/os_patching/fleet\"."),
              field("unit", &ModelInput::unit, "Of its values."),
              field("description", &ModelInput::description, "In words."),
              field("base", &ModelInput::base, "The value of the comparison."),
              field("low", &ModelInput::low, "Of the tables' range; None: they state none."),
              field("high", &ModelInput::high, "Of the tables' range; None: they state none."),
              field("least", &ModelInput::least, "Values below are refused."),
              field("most", &ModelInput::most, "Values above are refused; None: without end."),
              field("source", &ModelInput::source, "Of value and range."));
  py::class_<CostModel>(module, "CostModel", "The complete deployments of a comparison as functions of their inputs.")
      .def_readonly("inputs", &CostModel::inputs, "All that can be varied.")
      .def_readonly("current_tasks", &CostModel::current_tasks, "At one time, daemons aside.")
      .def_readonly("scales", &CostModel::scales, "Multiples of the task counts that were priced.")
      .def_readonly("assumptions", &CostModel::assumptions, "Taken for granted.")
      .def_property_readonly(
          "deployments",
          [](const CostModel& self) {
            std::vector<std::string> names;
            for (const DeploymentModel& deployment : self.deployments) names.push_back(deployment.name);
            return names;
          },
          "Names, as ranked.")
      .def(
          "total",
          [](const CostModel& self, const std::string& deployment, const std::map<std::string, Rational>& changed) {
            std::vector<Rational> values = self.base_values();
            for (const auto& [name, value] : changed) values[self.input(name)] = value;
            return self.total(self.deployment(deployment), values);
          },
          py::arg("deployment"), py::arg("changed") = std::map<std::string, Rational>(),
          "The cost of the period with these inputs changed. Raises InvalidInputError.")
      .def("__repr__", [](const CostModel& self) {
        return "<CostModel of " + std::to_string(self.deployments.size()) + " deployments with " +
               std::to_string(self.inputs.size()) + " inputs>";
      });
  module.def(
      "compile_model",
      [](const Workload& workload, const PriceBook& book, const Comparison& comparison, std::vector<Rational> scales) {
        return compile_model(workload, book, comparison, {std::move(scales)});
      },
      py::arg("workload"), py::arg("book"), py::arg("comparison"), py::arg("scales") = std::vector<Rational>(),
      Release(), "Compiles a comparison. Raises InvalidInputError.");
  module.def("scale_points", &scale_points, py::arg("least"), py::arg("most"),
             "Eight for each doubling, 1 among them.");
}

void bind_distribution(py::module_& module) {
  py::native_enum<DistributionKind>(module, "DistributionKind", "enum.Enum", "How an uncertain input is spread.")
      .value("fixed", DistributionKind::fixed)
      .value("triangular", DistributionKind::triangular)
      .value("pert", DistributionKind::pert)
      .value("normal", DistributionKind::normal)
      .value("empirical", DistributionKind::empirical)
      .finalize();
  py::class_<Distribution> distribution(module, "Distribution", "How likely the values of an uncertain input are.");
  bind_value(distribution, field("kind", &Distribution::kind, "Says which other attributes count."),
             field("low", &Distribution::low, "Of triangular and pert."),
             field("mode", &Distribution::mode, "The most likely value; of fixed, the value."),
             field("high", &Distribution::high, "Of triangular and pert."),
             field("mean", &Distribution::mean, "Of normal."),
             field("deviation", &Distribution::deviation, "Standard deviation of normal."),
             field("samples", &Distribution::samples, "Of empirical: all equally likely."));
  py::class_<UncertainInput> uncertain(module, "UncertainInput", "An input and its distribution.");
  bind_value(uncertain, field("input", &UncertainInput::input, "Of the model."),
             field("distribution", &UncertainInput::distribution, "Of its values."));
  py::class_<Correlation> correlation(module, "Correlation", "Two inputs that move together.");
  bind_value(correlation, field("input", &Correlation::input, "One."),
             field("with_input", &Correlation::with, "The other."),
             field("coefficient", &Correlation::coefficient, "Of their normal scores, above -1 and below 1."));
}

void bind_uncertainty(py::module_& module) {
  py::class_<UncertaintyOptions> options(module, "UncertaintyOptions", "What is drawn, and how often.");
  bind_value(options, field("inputs", &UncertaintyOptions::inputs, "In place of the tables' ranges of these inputs."),
             field("table_ranges", &UncertaintyOptions::table_ranges, "Whether the tables' ranges vary too, as PERT."),
             field("correlations", &UncertaintyOptions::correlations, "Pairs; others do not move together."),
             field("draws", &UncertaintyOptions::draws, "1 to 10,000,000."),
             field("seed", &UncertaintyOptions::seed, "The same seed gives the same result."),
             field("threads", &UncertaintyOptions::threads, "0: as many as the machine has; changes no result."));
  py::class_<DeploymentRisk> risk(module, "DeploymentRisk", "What one deployment may cost.");
  bind_record(risk, field("deployment", &DeploymentRisk::deployment, "Its name."),
              field("probability_cheapest", &DeploymentRisk::probability_cheapest, "Share of the draws."),
              field("mean", &DeploymentRisk::mean, "Of the period."),
              field("p10", &DeploymentRisk::p10, "One draw in ten costs less."),
              field("p50", &DeploymentRisk::p50, "Median."),
              field("p90", &DeploymentRisk::p90, "One in ten costs more."),
              field("expected_regret", &DeploymentRisk::expected_regret, "Mean cost above the cheapest of each draw."),
              field("percentiles", &DeploymentRisk::percentiles, "The 1st to the 99th."));
  py::class_<ValueOfKnowing> value(module, "ValueOfKnowing", "What it is worth to know an input before choosing.");
  bind_record(value, field("input", &ValueOfKnowing::input, "Its name."),
              field("description", &ValueOfKnowing::description, "In words."),
              field("value", &ValueOfKnowing::value, "In the period, by 20 groups of draws."));
  py::class_<Uncertainty> result(module, "Uncertainty", "How sure the ranking is.");
  bind_record(result, field("draws", &Uncertainty::draws, "How many."), field("seed", &Uncertainty::seed, "Of them."),
              field("choice", &Uncertainty::choice, "The deployment of the least mean."),
              field("deployments", &Uncertainty::deployments, "As ranked by the comparison."),
              field("inputs", &Uncertainty::inputs, "What was drawn from."),
              field("correlations", &Uncertainty::correlations, "Between them."),
              field("values", &Uncertainty::values, "Of knowing each input; most valuable first."),
              field("value_of_knowing_all", &Uncertainty::value_of_knowing_all, "The expected regret of the choice."),
              field("assumptions", &Uncertainty::assumptions, "Taken for granted."));
  module.def("uncertainty", &uncertainty, py::arg("model"),
             py::arg_v("options", UncertaintyOptions(), "UncertaintyOptions()"), Release(),
             "Draws what is not known. Raises InvalidInputError.");
}

void bind_sensitivity(py::module_& module) {
  py::class_<InputRange> range(module, "InputRange", "From where to where an input may be.");
  bind_value(range, field("input", &InputRange::input, "Of the model."), field("low", &InputRange::low, "One end."),
             field("high", &InputRange::high, "The other."));
  py::class_<RangeEnd> end(module, "RangeEnd", "What the deployments cost at one end of a range.");
  bind_record(end, field("value", &RangeEnd::value, "Of the input."),
              field("totals", &RangeEnd::totals, "Of the period, by deployment."),
              field("lead", &RangeEnd::lead, "Cheapest other deployment - the choice."),
              field("cheapest", &RangeEnd::cheapest, "Here."));
  py::class_<Swing> swing(module, "Swing", "One bar of a tornado.");
  bind_record(swing, field("input", &Swing::input, "Its name."), field("description", &Swing::description, "In words."),
              field("unit", &Swing::unit, "Of its values."), field("low", &Swing::low, "One end."),
              field("high", &Swing::high, "The other."),
              field("swing", &Swing::swing, "By how much the lead differs between them."),
              field("flips", &Swing::flips, "Whether another deployment is the cheapest at an end."));
  py::class_<Sensitivity> result(module, "Sensitivity", "Which inputs decide.");
  bind_record(result, field("choice", &Sensitivity::choice, "The cheapest now."),
              field("deployments", &Sensitivity::deployments, "In the order of the totals."),
              field("lead", &Sensitivity::lead, "Now."), field("swings", &Sensitivity::swings, "Largest first."),
              field("deciding", &Sensitivity::deciding, "At most three."));
  module.def("sensitivity", &sensitivity, py::arg("model"), py::arg("ranges") = std::vector<InputRange>(), Release(),
             "Moves each input to the ends of its range.");
  py::class_<Advice> advice(module, "Advice", "One sentence, and the rule that made it.");
  bind_record(advice, field("topic", &Advice::topic, "\"choice\", \"sureness\", \"change\" or \"measure\"."),
              field("rule", &Advice::rule, "Its id."), field("text", &Advice::text, "The sentence."));
  py::class_<Recommendation> recommendation(module, "Recommendation", "The answer in words.");
  bind_record(recommendation, field("choice", &Recommendation::choice, "What to choose."),
              field("other", &Recommendation::other, "The second; None: there is none."),
              field("lead", &Recommendation::lead, "Mean of the other - mean of the choice."),
              field("lead_fraction", &Recommendation::lead_fraction, "Of the other's mean."),
              field("probability", &Recommendation::probability, "That the choice is the cheapest."),
              field("expected_regret", &Recommendation::expected_regret, "Of the choice."),
              field("advice", &Recommendation::advice, "Sentences."));
  module.def("recommend", &recommend, py::arg("uncertainty"), py::arg("sensitivity"), "The answer in words.");
  module.def("recommendation_rules", &recommendation_rules, "The rules behind it, JSON.");
}

void bind_outlook_plan(py::module_& module) {
  py::class_<HiringStep> hiring(module, "HiringStep", "More labour from a month on.");
  hiring.def(py::init([](std::int64_t month, Money cost, std::vector<std::string> names) {
               return HiringStep{month, std::move(cost), std::move(names)};
             }),
             py::kw_only(), py::arg("from_month").noconvert(), py::arg("monthly_cost"),
             py::arg("deployments") = std::vector<std::string>());
  bind_record(hiring, field("from_month", &HiringStep::from_month, "1 is the first."),
              field("monthly_cost", &HiringStep::monthly_cost, "On top."),
              field("deployments", &HiringStep::deployments, "Empty for all."));
  py::class_<PlannedPriceChange> change(module, "PlannedPriceChange", "A change of prices that lasts.");
  bind_value(change, field("from_month", &PlannedPriceChange::from_month, "1 is the first."),
             field("category", &PlannedPriceChange::category, "None: all but labour."),
             field("percent", &PlannedPriceChange::percent, "-5 for 5 % less."),
             field("deployments", &PlannedPriceChange::deployments, "Empty for all."));
  py::class_<Migration> migration(module, "Migration", "A way from what runs now to another deployment.");
  migration.def(py::init([](std::string deployment, Money cost, std::int64_t months) {
                  return Migration{std::move(deployment), std::move(cost), months};
                }),
                py::kw_only(), py::arg("deployment"), py::arg("one_time_cost"),
                py::arg("parallel_months").noconvert() = 0);
  bind_record(migration, field("deployment", &Migration::deployment, "Where to."),
              field("one_time_cost", &Migration::one_time_cost, "Paid in month 1."),
              field("parallel_months", &Migration::parallel_months, "What runs now is paid as well."));
  py::class_<YearsOptions> options(module, "YearsOptions", "What happens over 1 to 5 years.");
  bind_value(options, field("years", &YearsOptions::years, "1 to 5."),
             field("growth_per_year", &YearsOptions::growth_per_year, "Of tasks, a share; compounds."),
             field("growth_per_month", &YearsOptions::growth_per_month, "In place of it."),
             field("seasonality", &YearsOptions::seasonality, "Twelve factors, or none."),
             field("discount_rate_per_year", &YearsOptions::discount_rate_per_year, "Effective, a share."),
             field("hiring", &YearsOptions::hiring, "Steps."),
             field("price_changes", &YearsOptions::price_changes, "Steps."),
             field("current", &YearsOptions::current, "The deployment that runs now; may be empty."),
             field("migrations", &YearsOptions::migrations, "From it."));
}

void bind_years(py::module_& module) {
  py::class_<OutlookMonth> month(module, "OutlookMonth", "One deployment in one month.");
  bind_record(month, field("month", &OutlookMonth::month, "1 is the first."),
              field("task_scale", &OutlookMonth::task_scale, "Times the tasks of now."),
              field("infrastructure", &OutlookMonth::infrastructure, "Exact."),
              field("labour", &OutlookMonth::labour, "Exact."),
              field("one_time", &OutlookMonth::one_time, "Migration and what runs in parallel."),
              field("total", &OutlookMonth::total, "Of the three."),
              field("cumulative", &OutlookMonth::cumulative, "Totals so far."),
              field("present_value", &OutlookMonth::present_value, "Of the total."));
  py::class_<DeploymentYears> years(module, "DeploymentYears", "One deployment over the years.");
  bind_record(
      years, field("deployment", &DeploymentYears::deployment, "Its name."),
      field("months", &DeploymentYears::months, "All."), field("nominal", &DeploymentYears::nominal, "Their sum."),
      field("net_present_value", &DeploymentYears::net_present_value, "Sum of the present values."),
      field("payback_month", &DeploymentYears::payback_month, "Against what runs now; None: not within the years."));
  py::class_<RankingFlip> flip(module, "RankingFlip", "From this month on another deployment is the cheapest.");
  bind_record(flip, field("month", &RankingFlip::month, "1 is the first."),
              field("from_deployment", &RankingFlip::from, "Before."),
              field("to_deployment", &RankingFlip::to, "From now on."));
  py::class_<YearsOutlook> outlook(module, "YearsOutlook", "What the deployments cost over the years.");
  bind_record(outlook, field("deployments", &YearsOutlook::deployments, "By net present value."),
              field("monthly_flips", &YearsOutlook::monthly_flips, "By the total of the month, one-time costs aside."),
              field("cumulative_flips", &YearsOutlook::cumulative_flips, "By all that was paid so far."),
              field("assumptions", &YearsOutlook::assumptions, "Taken for granted."));
  module.def("years_outlook", &years_outlook, py::arg("model"), py::arg_v("options", YearsOptions(), "YearsOptions()"),
             Release(), "Month by month. Raises InvalidInputError.");
  module.def("task_scales", &task_scales, py::arg("options"), "Of every month.");
  module.def("horizon_scales", &horizon_scales, py::arg("years"), py::arg("least_growth"), py::arg("most_growth"),
             "The task scales that the model of a horizon takes. Raises InvalidInputError.");
  module.def("horizon_model", &horizon_model, py::arg("model"), py::arg("years"), py::arg("least_growth"),
             py::arg("most_growth"), Release(),
             "The sums of all months; \"growth\" stands in place of \"task_scale\". Raises InvalidInputError.");
}

void bind_curve(py::module_& module) {
  py::class_<BreakEvenQuery> query(module, "BreakEvenQuery", "Which two inputs to vary, and where.");
  bind_value(
      query, field("x", &BreakEvenQuery::x, "An input."), field("y", &BreakEvenQuery::y, "Another."),
      field("x_from", &BreakEvenQuery::x_from, "Range of x."), field("x_to", &BreakEvenQuery::x_to, "Range of x."),
      field("y_from", &BreakEvenQuery::y_from, "Range of y."), field("y_to", &BreakEvenQuery::y_to, "Range of y."),
      field("x_points", &BreakEvenQuery::x_points, "Evenly spread, 2 to 1,000."),
      field("years", &BreakEvenQuery::years, "Of growth."),
      field("hosts_deployment", &BreakEvenQuery::hosts_deployment, "One side."),
      field("fargate_deployment", &BreakEvenQuery::fargate_deployment, "The other."));
  py::class_<BreakEvenPoint> point(module, "BreakEvenPoint", "All crossings in y at one x.");
  bind_record(point, field("x", &BreakEvenPoint::x, "Where."),
              field("cheaper_at_start", &BreakEvenPoint::cheaper_at_start, "At the lower end of y."),
              field("crossings", &BreakEvenPoint::crossings, "Ascending; may be none."));
  py::class_<BreakEvenPiece> piece(module, "BreakEvenPiece", "The way of one crossing between two points.");
  bind_record(piece, field("x_from", &BreakEvenPiece::x_from, "Left."), field("x_to", &BreakEvenPiece::x_to, "Right."),
              field("y_from", &BreakEvenPiece::y_from, "Left."), field("y_to", &BreakEvenPiece::y_to, "Right."),
              field("is_linear", &BreakEvenPiece::is_linear, "Exact all along the straight line."));
  py::class_<BreakEvenCurve> curve(module, "BreakEvenCurve", "Break-even as a function of one input against another.");
  bind_record(curve, field("x", &BreakEvenCurve::x, "An input."), field("x_unit", &BreakEvenCurve::x_unit, "Its unit."),
              field("y", &BreakEvenCurve::y, "Another."), field("y_unit", &BreakEvenCurve::y_unit, "Its unit."),
              field("hosts_deployment", &BreakEvenCurve::hosts_deployment, "One side."),
              field("fargate_deployment", &BreakEvenCurve::fargate_deployment, "The other."),
              field("x_current", &BreakEvenCurve::x_current, "Now; None: not known."),
              field("y_current", &BreakEvenCurve::y_current, "Now; None: not known."),
              field("y_from", &BreakEvenCurve::y_from, "Looked at from."), field("y_to", &BreakEvenCurve::y_to, "To."),
              field("points", &BreakEvenCurve::points, "Ascending by x."),
              field("pieces", &BreakEvenCurve::pieces, "Between points with as many crossings."),
              field("y_tolerance", &BreakEvenCurve::y_tolerance, "0: solved exactly at each x."),
              field("assumptions", &BreakEvenCurve::assumptions, "Taken for granted."));
  module.def("break_even_curve", &break_even_curve, py::arg("model"), py::arg("query"), Release(),
             "All crossings. Raises InvalidInputError.");
}

}  // namespace

void bind_outlook(py::module_& module) {
  bind_model(module);
  bind_distribution(module);
  bind_uncertainty(module);
  bind_sensitivity(module);
  bind_outlook_plan(module);
  bind_years(module);
  bind_curve(module);
}

}  // namespace container_tco::bindings
