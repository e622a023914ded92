#include "container_tco/estimate/contract_terms.hpp"

#include <algorithm>

#include "container_tco/costing/commitment_costs.hpp"
#include "container_tco/costing/support_and_tax.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

bool has_rate(const LabourOptions& labour, const Currency& from) {
  return std::any_of(labour.exchange_rates.begin(), labour.exchange_rates.end(),
                     [&](const LabourOptions::ExchangeRate& rate) { return rate.from == from; });
}

bool pays_in(const LabourOptions& labour, const PriceBook& book, const Currency& currency) {
  if (labour.hourly_rate) return labour.hourly_rate->currency() == currency;
  const LabourProfile& profile = labour.profile ? *labour.profile : book.labour();
  return std::any_of(profile.rates.begin(), profile.rates.end(), [&](const LabourRate& rate) {
    return rate.country == labour.country && rate.hourly.currency() == currency;
  });
}

void note_discounts_without_use(Ledger& ledger, const Deployment& deployment) {
  const std::vector<Discount>& discounts = ledger.contract()->discounts;
  for (std::size_t i = 0; i < discounts.size(); ++i) {
    if (ledger.discounts_used().contains(i)) continue;
    ledger.assume("discount_without_use/" + std::to_string(i + 1),
                  "The discount '" + printable(discounts[i].name) + "' lowers no price of " + deployment.name(),
                  "contract");
  }
}

}  // namespace

void require_usable_currency(const Ledger& ledger) {
  if (ledger.contract() == nullptr || !ledger.contract()->currency) return;
  const ReportCurrency& currency = *ledger.contract()->currency;
  if (currency.from == ledger.currency().code()) return;
  throw InvalidInputError("currency.from of the contract", currency.from, ledger.currency().code(),
                          "That is the currency of the prices in " + ledger.region());
}

void apply_commitments_and_charges(Ledger& ledger, const Deployment& deployment) {
  if (ledger.contract() == nullptr) return;
  const Contract& contract = *ledger.contract();
  if (deployment.uses_hosts() && !contract.commitments.empty()) {
    ledger.assume("hosts_before_commitments",
                  "Hosts are chosen by contracted prices, before commitments: name the instance types that are "
                  "committed to hold the choice to them",
                  "assumption");
  }
  apply_owned_commitments(ledger);
  add_support_and_tax(ledger);
  note_discounts_without_use(ledger, deployment);
}

LabourOptions labour_in_prices_currency(const EstimateOptions& options, const Ledger& ledger) {
  LabourOptions labour = options.labour;
  if (!options.contract || !options.contract->currency) return labour;
  const ReportCurrency& currency = *options.contract->currency;
  const Currency code = Currency::parse(currency.code);
  if (!has_rate(labour, code) && pays_in(labour, ledger.book(), code)) {
    labour.exchange_rates.push_back({code, Rational(1) / currency.rate, currency.as_of});
  }
  return labour;
}

void convert(Estimate& estimate, const ReportCurrency& currency) {
  const Currency code = Currency::parse(currency.code);
  const auto converted = [&](const Money& money) { return Money(money.amount() * currency.rate, code); };
  for (LineItem& line : estimate.lines) {
    const std::string before =
        line.price_derivation.empty() ? line.unit_price.money.amount().to_text() : line.price_derivation;
    for (std::optional<UnitPrice>* price : {&line.list_unit_price, &line.contracted_unit_price}) {
      if (*price) (*price)->money = converted((*price)->money);
    }
    line.unit_price.money = converted(line.unit_price.money);
    if (line.observed) {
      line.observed->low = converted(line.observed->low);
      line.observed->high = converted(line.observed->high);
    }
    line.cost = converted(line.cost);
    line.price_derivation = before + " " + currency.from + ", × " + currency.rate.to_text() + " = " +
                            line.unit_price.money.amount().to_text() + " " + currency.code;
  }
  if (estimate.spot) estimate.spot = spot_spread(estimate.lines, code);
  for (HostPool& pool : estimate.pools) {
    for (HostCandidate& candidate : pool.runners_up) candidate.monthly_cost = converted(candidate.monthly_cost);
  }
  for (HostFleet& fleet : estimate.fleets) {
    fleet.cost = converted(fleet.cost);
    fleet.lower_bound = converted(fleet.lower_bound);
  }
  estimate.currency = code;
  estimate.assumptions.push_back({"report_currency",
                                  "Amounts are converted: 1 " + currency.from + " = " + currency.rate.to_text() + " " +
                                      currency.code + " (" + currency.as_of + ")",
                                  currency.source.empty() ? "contract" : currency.source});
}

}  // namespace container_tco
