// What follows from the rows of a price book: commitments, management fees, support phases, differences, checks.

#include <pybind11/native_enum.h>

#include "container_tco/pricebook/book_check.hpp"
#include "container_tco/pricebook/book_difference.hpp"
#include "container_tco/pricebook/kubernetes_support.hpp"
#include "container_tco/pricebook/management_fee.hpp"
#include "container_tco/pricebook/price_age.hpp"
#include "container_tco/pricebook/reserved_offer.hpp"
#include "container_tco/pricebook/savings_plan_rate.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

void bind_words(py::module_& module) {
  py::native_enum<OfferingClass>(module, "OfferingClass", "enum.Enum", "Of a Reserved Instance.")
      .value("standard", OfferingClass::standard)
      .value("convertible", OfferingClass::convertible)
      .finalize();
  py::native_enum<PaymentOption>(module, "PaymentOption", "enum.Enum", "How much of a commitment is paid at once.")
      .value("no_upfront", PaymentOption::no_upfront)
      .value("partial_upfront", PaymentOption::partial_upfront)
      .value("all_upfront", PaymentOption::all_upfront)
      .finalize();
  py::native_enum<RateBasis>(module, "RateBasis", "enum.Enum",
                             "Where a rate comes from: AWS, arithmetic on AWS's figures alone, or our estimate.")
      .value("published", RateBasis::published)
      .value("derived", RateBasis::derived)
      .value("estimate", RateBasis::estimate)
      .finalize();
  module.def("parse_offering_class", &parse_offering_class, py::arg("text"), "Raises InvalidInputError.");
  module.def("parse_payment_option", &parse_payment_option, py::arg("text"), "Raises InvalidInputError.");
}

void bind_ratios(py::module_& module) {
  py::class_<CommitmentRatio> ratio(module, "CommitmentRatio", "The rate with payment `to` over that with `from_`.");
  bind_record(ratio, field("plan", &CommitmentRatio::plan, "\"standard_ri\" or \"convertible_ri\"."),
              field("term_years", &CommitmentRatio::term_years, "1 or 3."),
              field("from_", &CommitmentRatio::from, "Known payment."), field("to", &CommitmentRatio::to, "Wanted."),
              field("factor", &CommitmentRatio::factor, "Exact."),
              field("provenance", &CommitmentRatio::provenance, "Source, date and confidence."));
  py::class_<ComputeDiscount> discount(module, "ComputeDiscount", "What a Compute Savings Plan was seen to save.");
  bind_record(discount, field("term_years", &ComputeDiscount::term_years, "1 or 3."),
              field("payment", &ComputeDiscount::payment, "Of the plan."),
              field("sample", &ComputeDiscount::sample, "Where it was seen."),
              field("fraction", &ComputeDiscount::fraction, "Of the on-demand price."),
              field("provenance", &ComputeDiscount::provenance, "Source, date and confidence."));
  py::class_<CommitmentRatios> ratios(module, "CommitmentRatios", "What is known of commitments beside their prices.");
  bind_record(ratios, field("ratios", &CommitmentRatios::ratios, "Between payment options."),
              field("fargate_compute_discounts", &CommitmentRatios::fargate_compute_discounts, "Seen on Fargate."),
              field("ec2_compute_discounts", &CommitmentRatios::ec2_compute_discounts, "Seen on EC2."));
}

void bind_reserved(py::module_& module) {
  py::class_<ReservedTerms> terms(module, "ReservedTerms", "Which Reserved Instance.");
  bind_value(terms, field("instance_type", &ReservedTerms::instance_type, "\"m7g.large\"."),
             field("operating_system", &ReservedTerms::operating_system, "Of the hosts."),
             field("offering_class", &ReservedTerms::offering_class, "Standard or convertible."),
             field("term_years", &ReservedTerms::term_years, "1 or 3."),
             field("payment", &ReservedTerms::payment, "None, a part or all upfront."));
  py::class_<ReservedOffer> offer(module, "ReservedOffer", "What a Reserved Instance costs.");
  bind_record(offer, field("terms", &ReservedOffer::terms, "What was asked for."),
              field("region", &ReservedOffer::region, "Where."),
              field("upfront_fee", &ReservedOffer::upfront_fee, "Of the whole term; None: not known."),
              field("recurring_hourly", &ReservedOffer::recurring_hourly, "None: not known."),
              field("effective_hourly", &ReservedOffer::effective_hourly, "Fee / (8,760 h × years) + hourly, exact."),
              field("on_demand", &ReservedOffer::on_demand, "None: not in the book."),
              field("basis", &ReservedOffer::basis, "Published, derived or estimate."),
              field("derivation", &ReservedOffer::derivation, "From what, in words."),
              field("price_key", &ReservedOffer::price_key, "The row that it comes from."),
              field("provenance", &ReservedOffer::provenance, "Source, date and confidence."));
  offer.def_property_readonly("saving_fraction", &ReservedOffer::saving_fraction, "1 − effective / on-demand.");
  using Finder = ReservedOffer(const PriceBook&, const ReservedTerms&, const std::string&);
  module.def("reserved_offer", static_cast<Finder*>(&reserved_offer), py::arg("book"), py::arg("terms"),
             py::arg("region"), "The offer. Raises PriceNotFoundError with what is sold instead.");
}

void bind_savings_plan(py::module_& module) {
  py::native_enum<SavingsPlan>(module, "SavingsPlan", "enum.Enum", "Which kind of plan.")
      .value("compute", SavingsPlan::compute)
      .value("ec2_instance", SavingsPlan::ec2_instance)
      .finalize();
  module.def("parse_savings_plan", &parse_savings_plan, py::arg("text"), "Raises InvalidInputError.");
  py::class_<SavingsPlanTerms> terms(module, "SavingsPlanTerms", "Which Savings Plan.");
  bind_value(terms, field("plan", &SavingsPlanTerms::plan, "Compute or EC2 Instance."),
             field("term_years", &SavingsPlanTerms::term_years, "1 or 3."),
             field("payment", &SavingsPlanTerms::payment, "None, a part or all upfront."));
  py::class_<SavingsPlanRate> rate(module, "SavingsPlanRate", "What a Savings Plan charges for usage.");
  bind_record(rate, field("terms", &SavingsPlanRate::terms, "What was asked for."),
              field("covered_key", &SavingsPlanRate::covered_key, "The on-demand price that it replaces."),
              field("region", &SavingsPlanRate::region, "Where."),
              field("low", &SavingsPlanRate::low, "Lowest; the rate itself unless it is a range."),
              field("median", &SavingsPlanRate::median, "Middle."), field("high", &SavingsPlanRate::high, "Highest."),
              field("on_demand", &SavingsPlanRate::on_demand, "Without the plan."),
              field("basis", &SavingsPlanRate::basis, "Published or estimate."),
              field("derivation", &SavingsPlanRate::derivation, "From what, in words."),
              field("provenance", &SavingsPlanRate::provenance, "Source, date and confidence."));
  rate.def_property_readonly("is_range", &SavingsPlanRate::is_range, "Whether only bounds are known.")
      .def_property_readonly("saving_fraction", &SavingsPlanRate::saving_fraction, "Of the median.");
  using Finder = SavingsPlanRate(const PriceBook&, const SavingsPlanTerms&, const std::string&, const std::string&);
  module.def("savings_plan_rate", static_cast<Finder*>(&savings_plan_rate), py::arg("book"), py::arg("terms"),
             py::arg("covered_key"), py::arg("region"),
             "The rate in place of an on-demand price. Raises InvalidInputError for what no plan covers, "
             "PriceNotFoundError.");
  module.def("savings_plan_exclusion", &savings_plan_exclusion, py::arg("plan"), py::arg("key"),
             "Why a plan does not cover usage priced at this key; None when it does.");
}

void bind_management_fee(py::module_& module) {
  py::class_<ManagementFeeRule> rule(module, "ManagementFeeRule", "How a fee follows from the EC2 price.");
  bind_record(rule, field("fee", &ManagementFeeRule::fee, "\"ecs/managed_instances\" or \"eks/auto_mode\"."),
              field("series", &ManagementFeeRule::series, "\"g\", \"p\" …; empty: all."),
              field("fraction_of_on_demand", &ManagementFeeRule::fraction_of_on_demand, "Of the Linux price."),
              field("digits", &ManagementFeeRule::digits, "Of the fee, rounded half up."),
              field("on_demand_digits", &ManagementFeeRule::on_demand_digits, "Of the price first; None: exact."),
              field("effective_from", &ManagementFeeRule::effective_from, "ISO date."),
              field("provenance", &ManagementFeeRule::provenance, "Source, date and confidence."));
  py::native_enum<HostManagement>(module, "HostManagement", "enum.Enum", "Who manages the hosts.")
      .value("ecs_managed_instances", HostManagement::ecs_managed_instances)
      .value("eks_auto_mode", HostManagement::eks_auto_mode)
      .finalize();
  py::class_<ManagementFee> fee(module, "ManagementFee", "What AWS takes for managing a host, on top of it.");
  bind_record(fee, field("management", &ManagementFee::management, "By whom."),
              field("instance_type", &ManagementFee::instance_type, "Of the host."),
              field("region", &ManagementFee::region, "Where."), field("date", &ManagementFee::date, "As asked."),
              field("price", &ManagementFee::price, "For each hour of an instance."),
              field("basis", &ManagementFee::basis, "Published, derived or estimate."),
              field("derivation", &ManagementFee::derivation, "From what, in words."),
              field("price_key", &ManagementFee::price_key, "The row that it comes from."),
              field("provenance", &ManagementFee::provenance, "Source, date and confidence."));
  using Finder =
      ManagementFee(const PriceBook&, HostManagement, const std::string&, const std::string&, const std::string&);
  module.def("management_fee", static_cast<Finder*>(&management_fee), py::arg("book"), py::arg("management"),
             py::arg("instance_type"), py::arg("region"), py::arg("date"),
             "The fee on a day (ISO date). Raises PriceNotFoundError, InvalidInputError.");
}

void bind_kubernetes(py::module_& module) {
  py::native_enum<KubernetesSupportPhase>(module, "KubernetesSupportPhase", "enum.Enum", "Of a version on a day.")
      .value("standard", KubernetesSupportPhase::standard)
      .value("extended", KubernetesSupportPhase::extended)
      .value("ended", KubernetesSupportPhase::ended)
      .finalize();
  py::class_<KubernetesSupport> support(module, "KubernetesSupport", "Which support a version has on a day.");
  bind_record(support, field("version", &KubernetesSupport::version, "With its dates."),
              field("date", &KubernetesSupport::date, "As asked."),
              field("phase", &KubernetesSupport::phase, "Standard, extended or ended."),
              field("since", &KubernetesSupport::since, "First day of the phase."),
              field("until", &KubernetesSupport::until, "First day of the next phase, or None."),
              field("surcharge_key", &KubernetesSupport::surcharge_key, "Price on top of the cluster's, or None."));
  support.def("__str__", &KubernetesSupport::sentence);
  module.def(
      "kubernetes_support",
      [](const PriceBook& book, const std::string& name, const std::string& date) {
        return kubernetes_support(book.kubernetes_versions(), name, date);
      },
      py::arg("book"), py::arg("version"), py::arg("date"), "Raises InvalidInputError naming the nearest versions.");
}

void bind_book_difference(py::module_& module) {
  py::class_<PriceDifference> price(module, "PriceDifference", "A row that both books have and that changed.");
  bind_record(price, field("before", &PriceDifference::before, "The old row."),
              field("after", &PriceDifference::after, "The new row."),
              field("unit_changed", &PriceDifference::unit_changed, "Another unit."),
              field("currency_changed", &PriceDifference::currency_changed, "Another currency."),
              field("bounds_changed", &PriceDifference::bounds_changed, "Other tiers."),
              field("change_fractions", &PriceDifference::change_fractions,
                    "after / before − 1 of each tier; empty where that means nothing."));
  py::class_<BookDifference> book(module, "BookDifference", "What changed between two books, by region and key.");
  bind_record(book, field("before_digest", &BookDifference::before_digest, "Of the old book."),
              field("after_digest", &BookDifference::after_digest, "Of the new book."),
              field("changed", &BookDifference::changed, "In both, and different."),
              field("added", &BookDifference::added, "In the new book only."),
              field("removed", &BookDifference::removed, "In the old book only."),
              field("unchanged", &BookDifference::unchanged, "How many rows are equal."),
              field("spot_changed", &BookDifference::spot_changed, "How many Spot observations differ."));
  book.def_property_readonly("is_empty", &BookDifference::is_empty, "Whether the prices are the same.");
  module.def(
      "book_difference",
      [](const PriceBook& before, const PriceBook& after, std::string key_prefix, std::optional<std::string> region) {
        return book_difference(before, after, {std::move(key_prefix), std::move(region)});
      },
      py::arg("before"), py::arg("after"), py::arg("key_prefix") = "", py::arg("region") = py::none(), Release(),
      "Raises InvalidInputError for a region that neither book has.");
}

void bind_checks(py::module_& module) {
  py::native_enum<FindingSeverity>(module, "FindingSeverity", "enum.Enum", "How bad a finding is.")
      .value("error", FindingSeverity::error)
      .value("warning", FindingSeverity::warning)
      .value("note", FindingSeverity::note)
      .finalize();
  py::class_<BookFinding> finding(module, "BookFinding", "Something about the prices of a book.");
  bind_record(finding, field("severity", &BookFinding::severity, "Error, warning or note."),
              field("rule", &BookFinding::rule, "\"region_ratio\", \"wrong_unit\" …"),
              field("key", &BookFinding::key, "Empty: many rows."), field("region", &BookFinding::region, "Likewise."),
              field("what", &BookFinding::what, "What was found."),
              field("why", &BookFinding::why, "What was expected."));
  module.def(
      "check_book",
      [](const PriceBook& book, std::optional<std::string> date, std::int64_t stale_after) {
        return check_book(book, {std::move(date), stale_after});
      },
      py::arg("book"), py::arg("date") = py::none(), py::arg("stale_after") = stale_after_days, Release(),
      "What is wrong or suspicious, worst first. Ages (in days) are told when a date (ISO) is given.");
  py::class_<StalePrice> stale(module, "StalePrice", "A price that is older than somebody likes.");
  bind_record(stale, field("key", &StalePrice::key, "Of the row."), field("region", &StalePrice::region, "Of the row."),
              field("as_of", &StalePrice::as_of, "Of the row."), field("age_days", &StalePrice::age_days, "Days."));
  module.def("stale_prices", &stale_prices, py::arg("used"), py::arg("date"), py::arg("limit_days") = stale_after_days,
             "Those rows that are more than so many days old on the day (ISO date), oldest first.");
  module.def("age_days", &age_days, py::arg("as_of"), py::arg("date"),
             "Days from one date to the other; None when the first is no date.");
}

}  // namespace

void bind_price_derivations(py::module_& module) {
  bind_words(module);
  bind_ratios(module);
  bind_reserved(module);
  bind_savings_plan(module);
  bind_management_fee(module);
  bind_kubernetes(module);
  bind_book_difference(module);
  bind_checks(module);
}

}  // namespace container_tco::bindings
