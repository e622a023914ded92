// A user's own terms: discounts, negotiated prices, commitments, report currency, support, tax.

#include <pybind11/native_enum.h>

#include "container_tco/contract/commitment_allocation.hpp"
#include "container_tco/contract/contract.hpp"
#include "container_tco/contract/contracted_price.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

void bind_contract_words(py::module_& module) {
  py::native_enum<DiscountBase>(module, "DiscountBase", "enum.Enum", "Which prices a discount lowers.")
      .value("list", DiscountBase::list)
      .value("contracted", DiscountBase::contracted)
      .value("both", DiscountBase::both)
      .finalize();
  py::native_enum<DiscountCombination>(module, "DiscountCombination", "enum.Enum", "How several discounts combine.")
      .value("compound", DiscountCombination::compound)
      .value("add", DiscountCombination::add)
      .finalize();
  py::native_enum<CommitmentKind>(module, "CommitmentKind", "enum.Enum", "What was committed to.")
      .value("reserved", CommitmentKind::reserved)
      .value("ec2_instance_savings_plan", CommitmentKind::ec2_instance_savings_plan)
      .value("compute_savings_plan", CommitmentKind::compute_savings_plan)
      .finalize();
  py::native_enum<PriceBasis>(module, "PriceBasis", "enum.Enum", "Which of the FOCUS unit prices a line is charged at.")
      .value("list", PriceBasis::list)
      .value("contracted", PriceBasis::contracted)
      .value("effective", PriceBasis::effective)
      .value("observed", PriceBasis::observed)
      .finalize();
}

void bind_terms(py::module_& module) {
  py::class_<Discount> discount(module, "Discount", "A private discount. An empty scope means all.");
  bind_value(discount, field("name", &Discount::name, "For the report."),
             field("percent", &Discount::percent, "Above 0, at most 100."),
             field("services", &Discount::services, "First part of the price keys: \"ec2\", \"fargate\"."),
             field("families", &Discount::families, "Of instance types: \"m7g\"."),
             field("regions", &Discount::regions, "\"us-east-1\"."),
             field("keys", &Discount::keys, "Price keys; \"fargate/ecs/*\" stands for all that begin so."),
             field("applies_to", &Discount::applies_to, "List prices, negotiated ones, or both."));
  py::class_<CommittedRate> rate(module, "CommittedRate", "What a commitment charges for a unit of usage.");
  bind_value(rate, field("key", &CommittedRate::key, "On-demand price key that it replaces."),
             field("unit_price", &CommittedRate::unit_price, "In the currency of the prices."));
  py::class_<Commitment> commitment(module, "Commitment", "What is paid for already, used or not.");
  bind_value(commitment, field("kind", &Commitment::kind, "Reserved Instances or a Savings Plan."),
             field("name", &Commitment::name, "For the report."),
             field("region", &Commitment::region, "Empty for Compute Savings Plans."),
             field("instance_type", &Commitment::instance_type, "Of Reserved Instances."),
             field("operating_system", &Commitment::operating_system, "\"linux\" or \"windows\"."),
             field("count", &Commitment::count, "Of Reserved Instances."),
             field("family", &Commitment::family, "Of EC2 Instance Savings Plans."),
             field("commitment_per_hour", &Commitment::commitment_per_hour, "Of Savings Plans."),
             field("term_years", &Commitment::term_years, "1 or 3."),
             field("payment", &Commitment::payment, "How much is paid at once."),
             field("offering_class", &Commitment::offering_class, "Of Reserved Instances."),
             field("upfront_fee", &Commitment::upfront_fee, "Of one Reserved Instance, in place of the book's."),
             field("hourly", &Commitment::hourly, "Of one Reserved Instance, in place of the book's."),
             field("rates", &Commitment::rates, "Of Savings Plans, before those of the book."));
}

void bind_charges(py::module_& module) {
  py::class_<ReportCurrency> currency(module, "ReportCurrency", "One unit of `from_` is `rate` units of `code`.");
  bind_value(currency, field("code", &ReportCurrency::code, "ISO 4217 code of the report."),
             field("from_", &ReportCurrency::from, "ISO 4217 code of the prices."),
             field("rate", &ReportCurrency::rate, "Units of `code`."),
             field("as_of", &ReportCurrency::as_of, "ISO date of the rate."),
             field("source", &ReportCurrency::source, "May be empty."));
  py::class_<SupportTier> tier(module, "SupportTier", "A share of monthly AWS charges up to a bound.");
  bind_value(tier, field("up_to", &SupportTier::up_to, "None: no bound."),
             field("percent", &SupportTier::percent, "Above 0, at most 100."));
  py::class_<SupportTerms> support(module, "SupportTerms", "What support costs.");
  bind_value(support, field("name", &SupportTerms::name, "For the report."),
             field("tiers", &SupportTerms::tiers, "In order; the last without a bound."),
             field("minimum", &SupportTerms::minimum, "A month."));
  py::class_<TaxTerms> tax(module, "TaxTerms", "A tax on AWS charges.");
  bind_value(tax, field("name", &TaxTerms::name, "For the report."),
             field("percent", &TaxTerms::percent, "Above 0, at most 100."));
}

void bind_contract_itself(py::module_& module) {
  py::class_<Contract> contract(module, "Contract", "A user's own terms with AWS.");
  bind_value(contract, field("name", &Contract::name, "For the report."),
             field("prices", &Contract::prices, "Negotiated unit prices."),
             field("discounts", &Contract::discounts, "In their order of application."),
             field("combination", &Contract::combination, "How several discounts combine."),
             field("commitments", &Contract::commitments, "Owned."),
             field("currency", &Contract::currency, "Of the report; None: that of the prices."),
             field("support", &Contract::support, "None: not charged."),
             field("tax", &Contract::tax, "None: not charged."));
  contract.def_readonly("digest", &Contract::digest, "\"sha256:…\" of the file; empty for terms made in code.");
  module.def(
      "parse_contract",
      [](const DocumentText& document, const std::string& file, const PriceBook& book) {
        return parse_contract(document.text, file, book);
      },
      py::arg("json_text"), py::arg("file"), py::arg("book"),
      "The terms in a contract file; regions, families and types are those of the book. Raises ParseError.");
  module.def("contract_schema", &contract_schema, "The JSON Schema of contract files.");
}

void bind_contracted_price(py::module_& module) {
  py::class_<ContractedTier> tier(module, "ContractedTier", "List and contracted price of a range of units a month.");
  bind_record(tier, field("begin", &ContractedTier::begin, "First unit."),
              field("end", &ContractedTier::end, "None: no end."),
              field("list", &ContractedTier::list, "None when the book has no such price."),
              field("contracted", &ContractedTier::contracted, "What the contract makes of it."),
              field("derivation", &ContractedTier::derivation, "\"0.096 list − 9 % EDP = 0.08736\"."));
  py::class_<ContractedPrice> price(module, "ContractedPrice", "A price by the terms of a contract.");
  bind_record(price, field("row", &ContractedPrice::row, "The negotiated row, else that of the book."),
              field("is_contracted", &ContractedPrice::is_contracted, "Whether the contract changes it."),
              field("tiers", &ContractedPrice::tiers, "In order, without gaps."),
              field("discounts", &ContractedPrice::discounts, "Indices of those that were applied."));
  module.def(
      "contracted_price",
      [](const PriceBook& book, const Contract& terms, const std::string& key, const std::string& region) {
        return contracted_price(book, terms, key, region);
      },
      py::arg("book"), py::arg("contract"), py::arg("key"), py::arg("region"),
      "List and contracted price. Raises PriceNotFoundError.");
}

void bind_allocation(py::module_& module) {
  py::class_<HourlyUsage> usage(module, "HourlyUsage", "Usage within an hour.");
  bind_value(usage, field("amount", &HourlyUsage::amount, "In units of its price."),
             field("list_price", &HourlyUsage::list_price, "Of one unit."));
  py::class_<Coverage> coverage(module, "Coverage", "That a commitment covers a usage, and at what rate.");
  bind_value(coverage, field("usage", &Coverage::usage, "Its index."),
             field("rate", &Coverage::rate, "For one unit of usage."),
             field("consumes", &Coverage::consumes, "Of the commitment's limit, for one unit of usage."),
             field("size", &Coverage::size, "Reserved Instances cover smaller sizes first."));
  py::class_<HourlyCommitment> commitment(module, "HourlyCommitment", "A commitment within an hour.");
  bind_value(commitment, field("kind", &HourlyCommitment::kind, "Decides the order."),
             field("limit", &HourlyCommitment::limit, "Reserved instances, or money."),
             field("covers", &HourlyCommitment::covers, "What it may cover."));
  py::class_<CoveredUsage> covered(module, "CoveredUsage", "A part of one usage that one commitment covers.");
  bind_record(covered, field("usage", &CoveredUsage::usage, "Its index."),
              field("commitment", &CoveredUsage::commitment, "Its index."),
              field("amount", &CoveredUsage::amount, "In units of usage."),
              field("rate", &CoveredUsage::rate, "For one unit."));
  py::class_<CommitmentAllocation> allocation(module, "CommitmentAllocation", "What commitments cover in an hour.");
  bind_record(allocation, field("covered", &CommitmentAllocation::covered, "In the order of application."),
              field("uncovered", &CommitmentAllocation::uncovered, "By usage."),
              field("unused", &CommitmentAllocation::unused, "By commitment, in units of its limit."));
  module.def("apply_commitments", &apply_commitments, py::arg("usages"), py::arg("commitments"), Release(),
             "Cover the usage of one hour in AWS's order. Raises InvalidInputError.");
}

}  // namespace

void bind_contract(py::module_& module) {
  bind_contract_words(module);
  bind_terms(module);
  bind_charges(module);
  bind_contract_itself(module);
  bind_contracted_price(module);
  bind_allocation(module);
}

}  // namespace container_tco::bindings
