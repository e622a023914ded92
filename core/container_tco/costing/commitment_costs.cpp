#include "container_tco/costing/commitment_costs.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "container_tco/commitment/commitment_rates.hpp"
#include "container_tco/contract/commitment_allocation.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

// A commitment that this estimate is charged with.
struct Owned {
  std::size_t number;  // In the contract, from 1.
  const Commitment* terms;
  std::optional<CommitmentRate> reserved;
  std::map<std::size_t, CommitmentRate> rates;  // By line.
};

void add_gap(Ledger& ledger, const Commitment& commitment, const PriceNotFoundError& error) {
  const std::string what =
      printable(commitment.name) + ": no rate for '" + error.key() + "' in " + printable(error.region());
  const bool known =
      std::any_of(ledger.gaps.begin(), ledger.gaps.end(), [&](const Gap& gap) { return gap.what == what; });
  if (known) return;
  ledger.gaps.push_back({what, commitment.is_savings_plan() ? "State it in 'rates' of the commitment"
                                                            : "State 'upfront_fee' or 'hourly' of the commitment"});
}

std::vector<Owned> commitments_here(Ledger& ledger) {
  std::vector<Owned> result;
  const std::vector<Commitment>& all = ledger.contract()->commitments;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].region.empty() && all[i].region != ledger.region()) {
      ledger.leave_out(printable(all[i].name) + ", as it holds in " + all[i].region);
      continue;
    }
    Owned owned{i + 1, &all[i], std::nullopt, {}};
    if (!all[i].is_savings_plan()) {
      try {
        owned.reserved = reserved_rate(ledger.book(), all[i]);
      } catch (const PriceNotFoundError& error) {
        add_gap(ledger, all[i], error);
        continue;
      }
    }
    result.push_back(std::move(owned));
  }
  return result;
}

void find_rates(Ledger& ledger, std::vector<Owned>& commitments) {
  for (Owned& owned : commitments) {
    for (std::size_t i = 0; i < ledger.lines.size(); ++i) {
      if (ledger.lines[i].category != CostCategory::compute) continue;
      try {
        auto rate = rate_for(ledger.book(), ledger.region(), *owned.terms, owned.reserved, ledger.lines[i].price_key);
        if (rate) owned.rates.emplace(i, *std::move(rate));
      } catch (const PriceNotFoundError& error) {
        add_gap(ledger, *owned.terms, error);
      }
    }
  }
}

CommitmentAllocation allocate(const Ledger& ledger, const std::vector<Owned>& commitments) {
  std::vector<HourlyUsage> usages;
  for (const LineItem& line : ledger.lines) {
    const UnitPrice& list = line.list_unit_price ? *line.list_unit_price : line.unit_price;
    usages.push_back({line.quantity.value / ledger.period().hours(), list.money.amount()});
  }
  std::vector<HourlyCommitment> hourly;
  for (const Owned& owned : commitments) {
    const Commitment& terms = *owned.terms;
    HourlyCommitment commitment{
        terms.kind, terms.is_savings_plan() ? terms.commitment_per_hour : Rational(terms.count), {}};
    for (const auto& [line, rate] : owned.rates)
      commitment.covers.push_back({line, rate.rate, rate.consumes, rate.size});
    hourly.push_back(std::move(commitment));
  }
  return apply_commitments(usages, hourly);
}

LineItem covered_line(const Ledger& ledger, const LineItem& line, const Owned& owned, const CommitmentRate& rate,
                      const Rational& per_hour) {
  const Rational& hours = ledger.period().hours();
  LineItem covered = line;
  covered.id += "/covered/" + std::to_string(owned.number);
  covered.description += ", covered by " + printable(owned.terms->name);
  covered.derivation = per_hour.to_text() + " an hour × " + hours.to_text() + " h";
  covered.quantity.value = per_hour * hours;
  covered.contracted_unit_price = line.unit_price;
  covered.unit_price.money = Money(rate.rate, ledger.currency());
  covered.cost = covered.unit_price.money * covered.quantity.value;
  covered.price_key = rate.price_key;
  covered.provenance = rate.provenance;
  covered.price_basis = PriceBasis::effective;
  covered.price_derivation = rate.rate.to_text() + " by " + printable(owned.terms->name) + ": " + rate.derivation;
  covered.commitment = LineCommitment{owned.number, true};
  return covered;
}

LineItem unused_line(const Ledger& ledger, const Owned& owned, const Rational& unused) {
  const Rational& hours = ledger.period().hours();
  const PricingUnit unit = PricingUnit::parse("Hours");
  const UnitPrice nothing{Money::zero(ledger.currency()), unit};
  const bool is_plan = owned.terms->is_savings_plan();
  const Rational count = is_plan ? Rational(1) : unused;
  const Money price(is_plan ? unused : owned.reserved->rate, ledger.currency());
  return {.id = "commitment/" + std::to_string(owned.number) + "/unused",
          .category = CostCategory::compute,
          .description = printable(owned.terms->name) + ": paid and not used",
          .service = "",
          .derivation = (is_plan ? "" : unused.to_text() + " instances × ") + hours.to_text() + " h",
          .quantity = {count * hours, unit},
          .unit_price = {price, unit},
          .cost = price * (count * hours),
          .price_key = is_plan ? "contract/savings_plan" : owned.reserved->price_key,
          .provenance = is_plan ? Provenance{"given by the user", "", "user", ""} : owned.reserved->provenance,
          .list_unit_price = nothing,
          .contracted_unit_price = nothing,
          .price_basis = PriceBasis::effective,
          .price_derivation =
              is_plan ? unused.to_text() + " of " + owned.terms->commitment_per_hour.to_text() + " committed an hour"
                      : owned.reserved->derivation,
          .commitment = LineCommitment{owned.number, false}};
}

void replace_lines(Ledger& ledger, const std::vector<Owned>& commitments, const CommitmentAllocation& allocation) {
  std::vector<LineItem> lines;
  for (std::size_t i = 0; i < ledger.lines.size(); ++i) {
    LineItem& line = ledger.lines[i];
    bool is_covered = false;
    for (const CoveredUsage& part : allocation.covered) {
      if (part.usage != i) continue;
      is_covered = true;
      const Owned& owned = commitments[part.commitment];
      lines.push_back(covered_line(ledger, line, owned, owned.rates.at(i), part.amount));
    }
    if (is_covered) {
      const Rational& rest = allocation.uncovered[i];
      if (rest.is_zero()) continue;
      line.quantity.value = rest * ledger.period().hours();
      line.cost = line.unit_price.money * line.quantity.value;
      line.derivation += ", less what commitments cover";
    }
    lines.push_back(std::move(line));
  }
  for (std::size_t i = 0; i < commitments.size(); ++i) {
    if (!allocation.unused[i].is_zero()) lines.push_back(unused_line(ledger, commitments[i], allocation.unused[i]));
  }
  ledger.lines = std::move(lines);
}

void note_assumptions(Ledger& ledger, const std::vector<Owned>& commitments) {
  ledger.assume("owned_commitments",
                "Commitments are paid whether used or not, in every deployment compared; upfront fees are spread over "
                "their term",
                "contract");
  ledger.assume("commitments_constant_usage",
                "Commitments meet the same usage in every hour: tasks that run at times count with their average",
                "P32; assumption");
  for (const Owned& owned : commitments) {
    if (!owned.terms->is_savings_plan()) {
      ledger.assume("size_flexibility",
                    "Reserved Instances are regional; on Linux they cover other sizes of their family by AWS's "
                    "normalisation factors, where AWS lets them",
                    "Amazon EC2 User Guide");
    }
    for (const auto& [line, rate] : owned.rates) {
      if (!rate.is_estimate) continue;
      ledger.assume(
          "commitment_rate/" + std::to_string(owned.number) + "/" + ledger.lines[line].price_key,
          printable(owned.terms->name) + ", rate for " + ledger.lines[line].price_key + ": " + rate.derivation,
          rate.provenance.source);
    }
  }
}

}  // namespace

void apply_owned_commitments(Ledger& ledger) {
  if (ledger.contract() == nullptr || ledger.contract()->commitments.empty()) return;
  std::vector<Owned> commitments = commitments_here(ledger);
  if (commitments.empty()) return;
  find_rates(ledger, commitments);
  note_assumptions(ledger, commitments);
  replace_lines(ledger, commitments, allocate(ledger, commitments));
}

}  // namespace container_tco
