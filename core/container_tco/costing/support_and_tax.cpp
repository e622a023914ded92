#include "container_tco/costing/support_and_tax.hpp"

#include <utility>

#include "container_tco/costing/wording.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

Money charges(const Ledger& ledger) {
  Money sum = Money::zero(ledger.currency());
  for (const LineItem& line : ledger.lines) {
    if (!line.is_labour()) sum += line.cost;
  }
  return sum;
}

LineItem made_line(std::string id, CostCategory category, const std::string& name, std::string derivation,
                   Quantity quantity, const Money& price, std::string price_words) {
  const std::string key = "contract/" + to_string(category);
  return {.id = std::move(id),
          .category = category,
          .description = printable(name),
          .service = "",
          .derivation = std::move(derivation),
          .quantity = quantity,
          .unit_price = {price, quantity.unit},
          .cost = price * quantity.value,
          .price_key = key,
          .provenance = {"given by the user", "", "user", ""},
          .price_basis = PriceBasis::contracted,
          .price_derivation = std::move(price_words)};
}

LineItem share_line(const Ledger& ledger, std::string id, CostCategory category, const std::string& name,
                    const Rational& base, const Rational& percent) {
  const std::string code = ledger.currency().code();
  return made_line(std::move(id), category, name, "AWS charges of " + base.to_text() + " " + code,
                   {base, PricingUnit::parse(code)}, Money(percent / Rational(100), ledger.currency()),
                   percent.to_text() + " % of charges");
}

std::vector<LineItem> support_lines(const Ledger& ledger, const SupportTerms& support) {
  const Rational months = ledger.period().months();
  const Rational base = charges(ledger).amount();
  std::vector<LineItem> lines;
  Rational begin;
  for (const SupportTier& tier : support.tiers) {
    const Rational end = tier.up_to ? min(*tier.up_to * months, base) : base;
    if (end <= begin) break;
    const std::string id = support.tiers.size() > 1 ? "support/tier" + std::to_string(lines.size() + 1) : "support";
    lines.push_back(share_line(ledger, id, CostCategory::support, support.name, end - begin, tier.percent));
    begin = end;
  }
  const Money minimum(support.minimum * months, ledger.currency());
  if (sum_costs(lines, ledger.currency()) >= minimum) return lines;
  return {made_line("support", CostCategory::support, support.name, exact_count(months, "month"),
                    {months, PricingUnit::parse("Months")}, Money(support.minimum, ledger.currency()),
                    support.minimum.to_text() + " a month at least")};
}

}  // namespace

void add_support_and_tax(Ledger& ledger) {
  if (ledger.contract() == nullptr) return;
  const Contract& contract = *ledger.contract();
  if (contract.support) {
    for (LineItem& line : support_lines(ledger, *contract.support)) ledger.add(std::move(line));
    ledger.assume("support_base", "Support is worked out on the charges of this workload alone, labour aside",
                  "contract");
  }
  if (!contract.tax) return;
  const Rational base = charges(ledger).amount();
  if (!base.is_zero()) {
    ledger.add(share_line(ledger, "tax", CostCategory::tax, contract.tax->name, base, contract.tax->percent));
  }
}

}  // namespace container_tco
