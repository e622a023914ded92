#include "container_tco/costing/spot_costs.hpp"

#include <utility>

#include "container_tco/costing/wording.hpp"

namespace container_tco {
namespace {

struct ChosenFigure {
  const Money* price = nullptr;
  std::string derivation;
};

ChosenFigure choose_figure(const SpotObservation& seen) {
  const std::string of_snapshots =
      seen.snapshots ? " of " + exact_count(Rational(*seen.snapshots), "snapshot") : std::string();
  if (seen.average) return {&*seen.average, "average observed" + of_snapshots};
  if (seen.median) return {&*seen.median, "median observed" + of_snapshots};
  if (seen.last) return {&*seen.last, "last price observed"};
  return {};
}

bool has_own_price(const PriceBook& book, const Contract* contract, const std::string& key, const std::string& region) {
  if (contract != nullptr) return find_contracted_price(book, *contract, key, region).has_value();
  return book.find_price(key, region) != nullptr;
}

LineItem spot_line(const Charge& charge, const std::string& key, const SpotPrice& spot) {
  LineItem line{.id = charge.id,
                .category = charge.category,
                .description = charge.description,
                .service = charge.service,
                .derivation = charge.derivation,
                .quantity = {charge.quantity, spot.price.unit},
                .unit_price = spot.price,
                .cost = spot.price.money * charge.quantity,
                .price_key = key,
                .provenance = spot.provenance};
  line.price_basis = PriceBasis::observed;
  line.price_derivation = spot.derivation;
  line.observed = ObservedSpread{spot.low, spot.high, spot.interruption_band};
  return line;
}

}  // namespace

std::optional<SpotPrice> find_spot_price(const PriceBook& book, const std::string& key, const std::string& region) {
  const SpotObservation* seen = book.find_spot(key, region);
  if (seen == nullptr) return std::nullopt;
  ChosenFigure chosen = choose_figure(*seen);
  if (chosen.price == nullptr) return std::nullopt;
  SpotPrice spot{{*chosen.price, seen->unit},  *chosen.price,           *chosen.price,
                 std::move(chosen.derivation), seen->interruption_band, seen->provenance};
  // Figures of one row come from several snapshots: an average may lie beyond the extremes of the others.
  for (const std::optional<Money>* figure :
       {&seen->average, &seen->last, &seen->minimum, &seen->median, &seen->maximum}) {
    if (!*figure) continue;
    if (**figure < spot.low) spot.low = **figure;
    if (spot.high < **figure) spot.high = **figure;
  }
  return spot;
}

std::optional<Money> spot_unit_price(const PriceBook& book, const Contract* contract, const std::string& key,
                                     const std::string& region) {
  if (contract != nullptr) {
    if (const auto own = find_contracted_price(book, *contract, key, region)) return contracted_unit_price(*own);
  } else if (const PriceRow* own = book.find_price(key, region)) {
    return own->unit_price().money;
  }
  const std::optional<SpotPrice> observed = find_spot_price(book, key, region);
  if (!observed) return std::nullopt;
  return observed->price.money;
}

void add_spot_charge(Ledger& ledger, const Charge& charge, const std::string& key) {
  if (charge.quantity.is_zero()) return;
  if (has_own_price(ledger.book(), ledger.contract(), key, ledger.region())) {
    ledger.add(charge, key);
    return;
  }
  const std::optional<SpotPrice> spot = find_spot_price(ledger.book(), key, ledger.region());
  if (!spot) {
    ledger.gaps.push_back({charge.description + ": nobody observed the Spot price '" + key + "' in " + ledger.region(),
                           "State it in a price overlay, or import a Spot price history"});
    return;
  }
  ledger.assume(
      "spot_observed",
      "Spot capacity is priced at what it was observed to cost, on average where known; AWS promises no price "
      "and may take the capacity back",
      "F21, F22, P29");
  if (ledger.contract() != nullptr) {
    ledger.assume("spot_without_terms",
                  "Neither discounts nor commitments of the contract lower an observed Spot price",
                  "F23, U13; assumption");
  }
  ledger.add(spot_line(charge, key, *spot));
}

}  // namespace container_tco
