#include "container_tco/comparison/price_change.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "container_tco/costing/host_costs.hpp"
#include "container_tco/costing/spot_costs.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/managed_host_notes.hpp"

namespace container_tco {
namespace {

// The id of the charge that a line, or the line of one tier, belongs to.
std::string charge_id(const std::string& line_id) {
  const std::size_t tier = line_id.rfind("/tier");
  if (tier == std::string::npos || tier + 5 == line_id.size()) return line_id;
  return line_id.find_first_not_of("0123456789", tier + 5) == std::string::npos ? line_id.substr(0, tier) : line_id;
}

// Lines of one charge in the order in which they came.
struct ChargeLines {
  std::string id;
  std::vector<const LineItem*> lines;

  Money cost() const {
    Money sum = lines.front()->cost;
    for (std::size_t i = 1; i < lines.size(); ++i) sum += lines[i]->cost;
    return sum;
  }
};

std::vector<ChargeLines> group_lines(const std::vector<LineItem>& lines) {
  std::vector<ChargeLines> charges;
  std::map<std::string, std::size_t> places;
  for (const LineItem& line : lines) {
    const std::string id = charge_id(line.id);
    const auto [place, is_new] = places.emplace(id, charges.size());
    if (is_new) charges.push_back({id, {}});
    charges[place->second].lines.push_back(&line);
  }
  return charges;
}

const LabourRate& require_rate(const PriceBook& book, const std::string& key) {
  std::vector<std::string> known;
  for (const LabourRate& rate : book.labour().rates) {
    known.push_back("labour/" + rate.country + "/" + rate.role);
    if (known.back() == key) return rate;
  }
  throw PriceNotFoundError(key, "the labour rates of the price book", nearest_names(key, known));
}

// Hours of the old plan at the wages of the new book; a rate that the user gave is in no book.
Money reprice_labour(const ChargeLines& charge, const PriceBook& after, const EstimateOptions& options) {
  const LineItem& line = *charge.lines.front();
  if (options.labour.profile || options.labour.hourly_rate) return charge.cost();
  const Money hourly = require_rate(after, line.price_key).hourly;
  Rational rate(1);
  if (!(hourly.currency() == line.cost.currency())) {
    const auto& rates = options.labour.exchange_rates;
    const auto found = std::find_if(rates.begin(), rates.end(),
                                    [&](const auto& exchange) { return exchange.from == hourly.currency(); });
    if (found == rates.end()) throw CurrencyMismatchError(line.cost.currency().code(), hourly.currency().code());
    rate = found->rate;
  }
  return Money(hourly.amount() * rate * line.quantity.value, line.cost.currency());
}

// Nothing for a price that is found by its key.
std::optional<HostTerms> fee_terms(const std::string& key, const EstimateOptions& options, const PriceBook& book) {
  for (const HostManagement management : {HostManagement::ecs_managed_instances, HostManagement::eks_auto_mode}) {
    if (!key.starts_with(to_string(management) + "/")) continue;
    return HostTerms{Purchase::on_demand, management, fee_day(options, book)};
  }
  return std::nullopt;
}

void add_at_new_price(Ledger& ledger, const Charge& charge, const LineItem& line, const EstimateOptions& options) {
  if (line.price_basis == PriceBasis::observed) {
    add_spot_charge(ledger, charge, line.price_key);
    if (!ledger.gaps.empty()) throw PriceNotFoundError(line.price_key, ledger.region(), {});
  } else if (const auto terms = fee_terms(line.price_key, options, ledger.book())) {
    add_management_fee(ledger, charge, line.price_key.substr(to_string(*terms->management).size() + 1), *terms);
  } else {
    // The ledger fills tiers as it did for the estimate, but turns a missing price into a gap: here it is an error.
    (void)ledger.book().price(line.price_key, ledger.region());
    ledger.add(charge, line.price_key);
  }
}

Money reprice(const ChargeLines& charge, const Estimate& estimate, const PriceBook& after) {
  const LineItem& line = *charge.lines.front();
  if (line.is_labour()) return reprice_labour(charge, after, estimate.options);
  Rational quantity;
  for (const LineItem* part : charge.lines) quantity += part->quantity.value;
  Ledger ledger(after, estimate.region, estimate.period);
  add_at_new_price(ledger, Charge{charge.id, line.category, line.description, line.service, line.derivation, quantity},
                   line, estimate.options);
  return sum_costs(ledger.lines, ledger.currency());
}

Estimate require_complete(Estimate estimate, const std::string& which) {
  if (estimate.is_complete()) return estimate;
  std::vector<std::string> reasons;
  for (const Gap& gap : estimate.gaps) reasons.push_back(gap.what);
  for (const Finding& finding : estimate.feasibility.findings) {
    if (finding.verdict == Verdict::impossible) reasons.push_back(finding.reason);
  }
  throw InfeasibleError(estimate.deployment.name() + " at the prices of " + which, std::move(reasons));
}

// Hosts by what was planned together: a fleet, or a pool by itself. "3 m5.large + 1 m5.xlarge".
std::map<std::string, std::string> host_texts(const Estimate& estimate) {
  std::map<std::string, std::string> texts;
  for (const HostPool& pool : estimate.pools) {
    std::string& text = texts[pool.fleet.empty() ? pool.name : pool.fleet];
    text += (text.empty() ? "" : " + ") + std::to_string(pool.hosts) + " " + pool.instance_type;
  }
  return texts;
}

std::vector<std::string> plan_changes(const Estimate& before, const Estimate& after) {
  std::vector<std::string> changes;
  // Both have the same fleets and pools planned by themselves: they follow from the workload.
  const std::map<std::string, std::string> old_texts = host_texts(before);
  for (const auto& [name, new_text] : host_texts(after)) {
    const auto old_text = old_texts.find(name);
    if (old_text == old_texts.end() || old_text->second == new_text) continue;
    changes.push_back(name + ": " + old_text->second + " → " + new_text);
  }
  for (std::size_t i = 0; i < std::min(before.fargate.size(), after.fargate.size()); ++i) {
    const FargateSize& old_size = before.fargate[i].task.size;
    const FargateSize& new_size = after.fargate[i].task.size;
    if (old_size == new_size) continue;
    const auto text = [](const FargateSize& size) {
      return size.vcpu().to_text() + " vCPU, " + size.gib().to_text() + " GB";
    };
    changes.push_back(before.fargate[i].service + ": " + text(old_size) + " → " + text(new_size));
  }
  return changes;
}

PriceChangeLine make_line(const LineItem& named, const std::string& id, const Currency& currency) {
  return {.id = id,
          .category = named.category,
          .description = named.description,
          .price_key = named.price_key,
          .before = {},
          .repriced = {},
          .after = {},
          .price_effect = Money::zero(currency),
          .plan_effect = Money::zero(currency)};
}

void add_lines(PriceChange& change, const PriceBook& after_book) {
  const Currency& currency = change.before.currency;
  const std::vector<ChargeLines> old_charges = group_lines(change.before.lines);
  const std::vector<ChargeLines> new_charges = group_lines(change.after.lines);
  std::map<std::string, std::size_t> places;
  for (const ChargeLines& charge : old_charges) {
    PriceChangeLine line = make_line(*charge.lines.front(), charge.id, currency);
    line.before = charge.cost();
    line.repriced = reprice(charge, change.before, after_book);
    line.price_effect = *line.repriced - *line.before;
    places.emplace(charge.id, change.lines.size());
    change.lines.push_back(std::move(line));
  }
  for (const ChargeLines& charge : new_charges) {
    const auto [place, is_new] = places.emplace(charge.id, change.lines.size());
    if (is_new) change.lines.push_back(make_line(*charge.lines.front(), charge.id, currency));
    change.lines[place->second].after = charge.cost();
  }
}

}  // namespace

PriceChange price_change(const Workload& workload, const Deployment& deployment, const PriceBook& before,
                         const PriceBook& after, const EstimateOptions& options) {
  Estimate old_estimate = require_complete(estimate(workload, deployment, before, options), "before");
  Estimate new_estimate = require_complete(estimate(workload, deployment, after, options), "after");
  if (!(old_estimate.currency == new_estimate.currency)) {
    throw CurrencyMismatchError(old_estimate.currency.code(), new_estimate.currency.code());
  }
  const Money zero = Money::zero(old_estimate.currency);
  PriceChange change{.before = std::move(old_estimate),
                     .after = std::move(new_estimate),
                     .lines = {},
                     .total_before = zero,
                     .total_after = zero,
                     .price_effect = zero,
                     .plan_effect = zero,
                     .plan_changes = {}};
  change.total_before = change.before.total();
  change.total_after = change.after.total();
  change.plan_changes = plan_changes(change.before, change.after);
  add_lines(change, after);
  for (PriceChangeLine& line : change.lines) {
    line.plan_effect = line.after.value_or(zero) - line.repriced.value_or(zero);
    change.price_effect += line.price_effect;
    change.plan_effect += line.plan_effect;
  }
  return change;
}

}  // namespace container_tco
