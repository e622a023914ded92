// Usage over time, commitments applied to it, and the cheapest of them.

#include <pybind11/typing.h>

#include "container_tco/commitment/commitment_mix.hpp"
#include "container_tco/commitment/commitment_offer.hpp"
#include "container_tco/commitment/cost_curve.hpp"
#include "container_tco/commitment/optimal_commitment.hpp"
#include "container_tco/commitment/usage_application.hpp"
#include "container_tco/commitment/usage_profile.hpp"
#include "container_tco/error.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

using Release = py::call_guard<py::gil_scoped_release>;

// Whole numbers of 64 bits in a row, as NumPy has them; nothing for anything else.
std::optional<UsageColumn> whole_column(const py::handle& amounts) {
  if (!py::isinstance<py::buffer>(amounts)) return std::nullopt;
  const py::buffer_info info = py::reinterpret_borrow<py::buffer>(amounts).request();
  if (info.ndim != 1 || !info.item_type_is_equivalent_to<std::int64_t>()) return std::nullopt;
  UsageColumn column{1, {}};
  const char* place = static_cast<const char*>(info.ptr);
  for (py::ssize_t i = 0; i < info.shape[0]; ++i) {
    column.counts.push_back(*reinterpret_cast<const std::int64_t*>(place + i * info.strides[0]));
  }
  return column;
}

UsageProfile make_profile(std::vector<UsageKind> kinds, const py::typing::List<py::object>& columns) {
  UsageProfile profile{std::move(kinds), {}};
  if (columns.size() != profile.kinds.size()) {
    throw InvalidInputError("usage profile", std::to_string(columns.size()) + " columns", "one for each kind");
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::optional<UsageColumn> whole = whole_column(columns[i]);
    profile.columns.push_back(
        whole ? *std::move(whole)
              : make_usage_column(profile.kinds[i].key, py::cast<std::vector<Rational>>(columns[i])));
  }
  require_valid(profile);
  return profile;
}

std::vector<Rational> amounts_of(const UsageProfile& profile, std::size_t kind) {
  if (kind >= profile.columns.size()) throw InvalidInputError("usage kind", std::to_string(kind), "an index of a kind");
  std::vector<Rational> amounts;
  for (std::size_t hour = 0; hour < profile.hours(); ++hour) amounts.push_back(profile.columns[kind].amount(hour));
  return amounts;
}

void bind_profile(py::module_& module) {
  py::class_<UsageKind> kind(module, "UsageKind", "A kind of usage with one price.");
  bind_value(kind, field("key", &UsageKind::key, "On-demand price key, or a name of one's own."),
             field("unit", &UsageKind::unit, "\"Hours\", \"vCPU-Hours\"."),
             field("list_price", &UsageKind::list_price, "Of one unit, on demand."));
  py::class_<UsageProfile>(module, "HourlyUsageProfile", "How much of each kind was used, hour by hour.")
      .def(py::init(&make_profile), py::arg("kinds"), py::arg("columns"),
           "One column a kind: exact numbers, or a buffer of 64-bit whole numbers. Raises InvalidInputError.")
      .def_readonly("kinds", &UsageProfile::kinds, "In the order of the columns.")
      .def_property_readonly("hours", &UsageProfile::hours, "How many.")
      .def_property_readonly("on_demand_cost", &UsageProfile::on_demand_cost, "Of all of it.")
      .def("amounts", &amounts_of, py::arg("kind"), "Of one kind, by hour.")
      .def("scaled", &scaled, py::arg("factor"), "Every amount times a factor above 0.");
}

void bind_offer(py::module_& module) {
  py::class_<OfferedRate> rate(module, "OfferedRate", "What a commitment charges for a kind, and where that is from.");
  bind_record(rate, field("usage", &OfferedRate::usage, "Index of the kind."),
              field("rate", &OfferedRate::rate, "For one unit; upfront fees spread over the term."),
              field("derivation", &OfferedRate::derivation, "In words."),
              field("price_key", &OfferedRate::price_key, "The row that it comes from."),
              field("provenance", &OfferedRate::provenance, "Source, date and confidence."),
              field("is_estimate", &OfferedRate::is_estimate, "Not published."));
  py::class_<UncoveredKind> not_covered(module, "UncoveredKind", "A kind without a rate.");
  bind_record(not_covered, field("usage", &UncoveredKind::usage, "Index of the kind."),
              field("reason", &UncoveredKind::reason, "Why."));
  py::class_<CommitmentOffer> offer(module, "CommitmentOffer", "One unit of a commitment, with its rates.");
  bind_value(offer, field("name", &CommitmentOffer::name, "For the report."),
             field("kind", &CommitmentOffer::kind, "Decides the order of application."),
             field("price_per_hour", &CommitmentOffer::price_per_hour, "Of one reservation; 1 for Savings Plans."),
             field("term_years", &CommitmentOffer::term_years, "0: not known."),
             field("covers", &CommitmentOffer::covers, "Rates by kind."),
             field("rates", &CommitmentOffer::rates, "Where they come from."),
             field("not_covered", &CommitmentOffer::not_covered, "With reasons."));
  py::class_<HeldCommitment> held(module, "HeldCommitment", "So much of an offer.");
  bind_value(held, field("offer", &HeldCommitment::offer, "Of what."),
             field("limit", &HeldCommitment::limit, "Money an hour, or reservations."));
  module.def("usage_kinds", &usage_kinds, py::arg("book"), py::arg("region"), py::arg("keys"),
             "Kinds at the on-demand prices of a region. Raises PriceNotFoundError.");
  module.def("commitment_offer", &commitment_offer, py::arg("book"), py::arg("region"), py::arg("terms"),
             py::arg("kinds"), "The rates of a commitment. Raises InvalidInputError, PriceNotFoundError.");
  module.def("held_commitment", &held_commitment, py::arg("book"), py::arg("region"), py::arg("terms"),
             py::arg("kinds"), "The same, as much of it as the terms hold.");
}

void bind_application(py::module_& module) {
  py::class_<CoveredAmount> covered(module, "CoveredAmount", "Usage of a kind that a commitment covers.");
  bind_record(covered, field("usage", &CoveredAmount::usage, "Index of the kind."),
              field("commitment", &CoveredAmount::commitment, "Index of the commitment."),
              field("amount", &CoveredAmount::amount, "Over all hours."),
              field("rate", &CoveredAmount::rate, "For one unit."));
  py::class_<CommitmentUse> use(module, "CommitmentUse", "What became of a commitment.");
  bind_record(use, field("name", &CommitmentUse::name, "Of the offer."),
              field("committed", &CommitmentUse::committed, "Money, or reservation hours."),
              field("used", &CommitmentUse::used, "Of it."), field("unused", &CommitmentUse::unused, "Paid and lost."),
              field("cost", &CommitmentUse::cost, "Of all that is committed."),
              field("hours_used_up", &CommitmentUse::hours_used_up, "In which nothing was left."));
  use.def_property_readonly("utilisation", &CommitmentUse::utilisation, "used / committed.");
  py::class_<KindUse> kind(module, "KindUse", "What became of a kind of usage.");
  bind_record(kind, field("key", &KindUse::key, "Of the kind."), field("amount", &KindUse::amount, "Over all hours."),
              field("covered", &KindUse::covered, "By commitments."),
              field("uncovered", &KindUse::uncovered, "Charged on demand."),
              field("on_demand_cost", &KindUse::on_demand_cost, "Of what is not covered."),
              field("can_be_covered", &KindUse::can_be_covered, "By any of the commitments."));
  kind.def_property_readonly("coverage", &KindUse::coverage, "covered / amount.");
  py::class_<HourUse> hour(module, "HourUse", "One hour.");
  bind_record(hour, field("used", &HourUse::used, "By commitment."),
              field("uncovered", &HourUse::uncovered, "By kind."),
              field("on_demand_cost", &HourUse::on_demand_cost, "Of what is not covered."));
  py::class_<UsageApplication> application(module, "UsageApplication", "Commitments applied to usage over time.");
  bind_record(application, field("hours", &UsageApplication::hours, "How many."),
              field("commitments", &UsageApplication::commitments, "In the order given."),
              field("kinds", &UsageApplication::kinds, "In the order of the profile."),
              field("covered", &UsageApplication::covered, "In the order of application."),
              field("by_hour", &UsageApplication::by_hour, "Empty unless asked for."),
              field("cost_without", &UsageApplication::cost_without, "All on demand."),
              field("commitment_cost", &UsageApplication::commitment_cost, "Used or not."),
              field("on_demand_cost", &UsageApplication::on_demand_cost, "Of what is not covered."),
              field("coverage", &UsageApplication::coverage, "Of what can be covered, by on-demand value."),
              field("notes", &UsageApplication::notes, "Warnings and assumptions."));
  application.def_property_readonly("cost", &UsageApplication::cost, "Commitments and on demand.")
      .def_property_readonly("saving", &UsageApplication::saving, "Against all on demand.")
      .def_property_readonly("never_covered", &UsageApplication::never_covered, "Kinds that no commitment covers.");
  module.def("apply_commitments_over", &apply_commitments_over, py::arg("profile"), py::arg("commitments"),
             py::arg("with_hours") = false, Release(), "Hour by hour in AWS's order. Raises InvalidInputError.");
}

void bind_optimum(py::module_& module) {
  py::class_<CommitmentRegret> regret(module, "CommitmentRegret", "What the choice costs if usage falls.");
  bind_record(regret, field("falls_by", &CommitmentRegret::falls_by, "Share of all usage."),
              field("cost_kept", &CommitmentRegret::cost_kept, "With the commitment that was chosen."),
              field("best_amount", &CommitmentRegret::best_amount, "For the lower usage."),
              field("cost_best", &CommitmentRegret::cost_best, "With that amount."));
  regret.def_property_readonly("regret", &CommitmentRegret::regret, "cost_kept − cost_best.");
  py::class_<OptimalCommitment> optimal(module, "OptimalAmount", "The cheapest amount of an offer.");
  bind_record(optimal, field("offer", &OptimalCommitment::offer, "Of what."),
              field("amount", &OptimalCommitment::amount, "Money an hour, or reservations."),
              field("application", &OptimalCommitment::application, "Of owned commitments, and this one last."),
              field("cost_before", &OptimalCommitment::cost_before, "With the owned commitments alone."),
              field("regret", &OptimalCommitment::regret, "None unless asked for."));
  optimal.def_property_readonly("saving", &OptimalCommitment::saving, "Against the owned commitments alone.")
      .def_property_readonly(
          "use", [](const OptimalCommitment& self) { return self.use(); }, "What becomes of the commitment.");
  module.def("optimal_commitment", &optimal_commitment, py::arg("profile"), py::arg("offer"),
             py::arg("owned") = std::vector<HeldCommitment>(), py::arg("falls_by") = py::none(), Release(),
             "The exact optimum. Raises InvalidInputError.");
  py::class_<CurvePiece> piece(module, "CurvePiece", "A straight piece of the cost curve.");
  bind_record(piece, field("from_", &CurvePiece::from, "Of the commitment."),
              field("cost", &CurvePiece::cost, "There, of all hours."),
              field("slope", &CurvePiece::slope, "Cost of one more unit."));
  module.def("cost_curve", &cost_curve, py::arg("profile"), py::arg("offer"),
             py::arg("owned") = std::vector<HeldCommitment>(), py::arg("max_pieces") = 0, Release(),
             "Total cost by commitment, in pieces; 0 keeps all. Raises InvalidInputError.");
  py::class_<CommitmentMix> mix(module, "CommitmentMix", "Several commitments chosen together.");
  bind_record(mix, field("chosen", &CommitmentMix::chosen, "One for each offer."),
              field("application", &CommitmentMix::application, "Of owned, then chosen commitments."),
              field("cost_before", &CommitmentMix::cost_before, "With the owned commitments alone."),
              field("lower_bound", &CommitmentMix::lower_bound, "No mix costs less."),
              field("rounds", &CommitmentMix::rounds, "Of the search."),
              field("parts", &CommitmentMix::parts, "Boxes and cells of amounts that the proof searched."));
  mix.def_property_readonly("saving", &CommitmentMix::saving, "Against the owned commitments alone.")
      .def_property_readonly("gap", &CommitmentMix::gap, "cost − lower_bound.")
      .def_property_readonly("is_proven", &CommitmentMix::is_proven, "Whether the gap is nothing.");
  module.def("best_mix", &best_mix, py::arg("profile"), py::arg("offers"),
             py::arg("owned") = std::vector<HeldCommitment>(), py::arg("max_parts") = 200'000, Release(),
             "The mix that costs least, proven unless max_parts stop the search. Raises InvalidInputError.");
}

}  // namespace

void bind_commitment(py::module_& module) {
  bind_profile(module);
  bind_offer(module);
  bind_application(module);
  bind_optimum(module);
}

}  // namespace container_tco::bindings
