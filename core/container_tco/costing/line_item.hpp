#pragma once
// Costing turns a plan into lines: quantity × unit price = cost, each with where its price comes from.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/contract/contracted_price.hpp"
#include "container_tco/pricebook/price_book.hpp"
#include "container_tco/quantity/billing_period.hpp"
#include "container_tco/quantity/money.hpp"

namespace container_tco {

enum class CostCategory {
  compute,
  control_plane,
  storage,
  registry,
  network,
  load_balancing,
  observability,
  labour,
  support,
  tax
};
std::string to_string(CostCategory category);

/// The spread of a unit price that was observed and that nobody promises.
struct ObservedSpread {
  Money low;
  Money high;
  std::string interruption_band;  ///< "5-10%" of the instances a month; empty when unknown.
};

/// The commitment of the contract that a line is paid from.
struct LineCommitment {
  std::size_t number = 1;  ///< In the contract, from 1.
  bool is_used = true;     ///< False: paid for and not used.
};

/// One cost component.
struct LineItem {
  std::string id;  ///< "compute/web/vcpu"; unique within an estimate.
  CostCategory category = CostCategory::compute;
  std::string description;  ///< "web: 6 Fargate tasks of 0.5 vCPU"
  std::string service;      ///< Empty for what is shared.
  std::string derivation;   ///< "6 × 730 h × 0.5 vCPU": how the quantity came about.
  Quantity quantity;
  UnitPrice unit_price;  ///< The one that `cost` is made with: see `price_basis`.
  Money cost;
  std::string price_key;  ///< Key in the price book, or of a labour rate.
  Provenance provenance;
  /// What AWS publishes for this usage. Nothing for labour, support, tax, and negotiated prices that the book lacks.
  std::optional<UnitPrice> list_unit_price = {};
  /// What the contract makes of it, before commitments. Nothing when the contract says nothing about it.
  std::optional<UnitPrice> contracted_unit_price = {};
  PriceBasis price_basis = PriceBasis::list;
  /// "0.096 list − 9 % EDP = 0.08736", "average observed of 8 snapshots"; empty for a list price as it stands.
  std::string price_derivation = {};
  std::optional<ObservedSpread> observed = {};  ///< Of Spot capacity.
  /// What extra capacity it pays for: "rollout", "replacement" or "zone_loss"; empty for what runs anyway. The id of
  /// such a line ends in it.
  std::string purpose = {};
  std::optional<LineCommitment> commitment = {};  ///< Of lines whose `price_basis` is effective.

  bool is_labour() const { return category == CostCategory::labour; }
  /// What the line would cost at list prices, and at contracted prices without commitments; `cost` where there is none.
  Money list_cost() const;
  Money contracted_cost() const;
  /// At the lowest and at the highest unit price observed; `cost` for every other line.
  Money low_cost() const { return observed ? observed->low * quantity.value : cost; }
  Money high_cost() const { return observed ? observed->high * quantity.value : cost; }
};

/// What a line is made of before it is priced.
struct Charge {
  std::string id;
  CostCategory category = CostCategory::compute;
  std::string description;
  std::string service;
  std::string derivation;
  Rational quantity;
};

/// The line for `charge` at the price of `key` in `region`; one line a tier for tiered prices (ids end in "/tier1", …),
/// tiers being filled by the quantity of this charge, as that of one month: a Ledger counts the months of its period.
/// Throws PriceNotFoundError.
std::vector<LineItem> price_charge(const Charge& charge, const PriceBook& book, const std::string& key,
                                   const std::string& region);

/// The cost of `quantity` at graduated tiers, exactly.
std::vector<LineItem> price_tiers(const Charge& charge, const PriceRow& row);
/// The same at the terms of a contract, whose tiers are those of one month: `months` of them are billed.
std::vector<LineItem> price_contracted(const Charge& charge, const ContractedPrice& price, const Rational& months);

/// The exact sum. Throws CurrencyMismatchError.
Money sum_costs(const std::vector<LineItem>& lines, const Currency& currency);

}  // namespace container_tco
