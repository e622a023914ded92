#include "container_tco/pricebook/commitment_ratios.hpp"

#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/sourced_rows.hpp"
#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {
namespace {

std::int64_t read_term(const JsonCursor& value) {
  if (value.text() == "1yr") return 1;
  if (value.text() == "3yr") return 3;
  value.fail("a term, '1yr' or '3yr'");
}

PaymentOption read_payment(const JsonCursor& value) {
  try {
    return parse_payment_option(value.text());
  } catch (const InvalidInputError& error) {
    value.fail(error.allowed());
  }
}

CommitmentRatio read_ratio(const JsonCursor& row, const ProvenanceById& entries) {
  row.expect_only({"plan", "term", "from", "to", "numerator", "denominator", "provenance"});
  const JsonCursor plan = row.at("plan");
  if (plan.text() != "standard_ri" && plan.text() != "convertible_ri") plan.fail("standard_ri or convertible_ri");
  CommitmentRatio ratio{
      plan.text(), read_term(row.at("term")),      read_payment(row.at("from")), read_payment(row.at("to")),
      {},          provenance_of_row(row, entries)};
  if (ratio.from == ratio.to) row.at("to").fail("another payment option than 'from'");
  const Rational numerator = row.at("numerator").decimal();
  const Rational denominator = row.at("denominator").decimal();
  if (numerator <= Rational(0)) row.at("numerator").fail("a number above zero");
  if (denominator <= Rational(0)) row.at("denominator").fail("a number above zero");
  ratio.factor = numerator / denominator;
  return ratio;
}

ComputeDiscount read_discount(const JsonCursor& row, const ProvenanceById& entries, const char* sample) {
  row.expect_only({"term", "payment", "percent", "provenance", sample});
  const JsonCursor percent = row.at("percent");
  const Rational fraction = percent.decimal() / Rational(100);
  if (fraction <= Rational(0) || fraction >= Rational(1)) percent.fail("a percentage above 0 and below 100");
  return {read_term(row.at("term")), read_payment(row.at("payment")), row.optional_text(sample).value_or(""), fraction,
          provenance_of_row(row, entries)};
}

std::optional<CommitmentRatio> find_direct(const std::vector<CommitmentRatio>& ratios, const std::string& plan,
                                           std::int64_t term_years, PaymentOption from, PaymentOption to) {
  for (const CommitmentRatio& ratio : ratios) {
    if (ratio.plan != plan || ratio.term_years != term_years) continue;
    if (ratio.from == from && ratio.to == to) return ratio;
    if (ratio.from == to && ratio.to == from) {
      return CommitmentRatio{plan, term_years, from, to, Rational(1) / ratio.factor, ratio.provenance};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<CommitmentRatio> CommitmentRatios::find(const std::string& plan, std::int64_t term_years,
                                                      PaymentOption from, PaymentOption to) const {
  if (auto direct = find_direct(ratios, plan, term_years, from, to)) return direct;
  for (const PaymentOption middle :
       {PaymentOption::no_upfront, PaymentOption::partial_upfront, PaymentOption::all_upfront}) {
    if (middle == from || middle == to) continue;
    auto first = find_direct(ratios, plan, term_years, from, middle);
    const auto second = find_direct(ratios, plan, term_years, middle, to);
    if (!first || !second) continue;
    first->to = to;
    first->factor *= second->factor;
    return first;
  }
  return std::nullopt;
}

CommitmentRatios parse_commitment_ratios(std::string_view text, const std::string& file) {
  const JsonValue document =
      parse_table_document(text, file, {"provenance", "ratios", "fargate_compute_discounts", "ec2_compute_discounts"});
  const JsonCursor root(document, file);
  const ProvenanceById entries = read_provenance_by_id(root);
  CommitmentRatios table;
  for (const JsonCursor& row : root.items_of("ratios")) table.ratios.push_back(read_ratio(row, entries));
  for (const JsonCursor& row : root.items_of("fargate_compute_discounts")) {
    table.fargate_compute_discounts.push_back(read_discount(row, entries, "region"));
  }
  for (const JsonCursor& row : root.items_of("ec2_compute_discounts")) {
    table.ec2_compute_discounts.push_back(read_discount(row, entries, "sample"));
  }
  return table;
}

}  // namespace container_tco
