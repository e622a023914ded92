#include "container_tco/costing/line_item.hpp"

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

LineItem make_line(const Charge& charge, const PriceRow& row, const Rational& quantity, const Money& price) {
  return {.id = charge.id,
          .category = charge.category,
          .description = charge.description,
          .service = charge.service,
          .derivation = charge.derivation,
          .quantity = {quantity, row.unit},
          .unit_price = {price, row.unit},
          .cost = price * quantity,
          .price_key = row.key,
          .provenance = row.provenance,
          .list_unit_price = UnitPrice{price, row.unit}};
}

}  // namespace

std::string to_string(CostCategory category) {
  switch (category) {
    case CostCategory::compute:
      return "compute";
    case CostCategory::control_plane:
      return "control_plane";
    case CostCategory::storage:
      return "storage";
    case CostCategory::registry:
      return "registry";
    case CostCategory::network:
      return "network";
    case CostCategory::load_balancing:
      return "load_balancing";
    case CostCategory::observability:
      return "observability";
    case CostCategory::labour:
      return "labour";
    case CostCategory::support:
      return "support";
    case CostCategory::tax:
      return "tax";
  }
  throw InternalError("a cost category without a name");
}

std::vector<LineItem> price_tiers(const Charge& charge, const PriceRow& row) {
  if (charge.quantity.is_negative()) throw InternalError("a negative quantity of " + charge.id);
  std::vector<LineItem> lines;
  for (std::size_t i = 0; i < row.tiers.size(); ++i) {
    const PriceTier& tier = row.tiers[i];
    const Rational end = tier.end ? min(*tier.end, charge.quantity) : charge.quantity;
    if (i > 0 && end <= tier.begin) break;
    LineItem line = make_line(charge, row, end - tier.begin, tier.price);
    if (row.is_tiered()) line.id += "/tier" + std::to_string(i + 1);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<LineItem> price_contracted(const Charge& charge, const ContractedPrice& price, const Rational& months) {
  if (charge.quantity.is_negative()) throw InternalError("a negative quantity of " + charge.id);
  std::vector<LineItem> lines;
  for (std::size_t i = 0; i < price.tiers.size(); ++i) {
    const ContractedTier& tier = price.tiers[i];
    const Rational begin = tier.begin * months;
    const Rational end = tier.end ? min(*tier.end * months, charge.quantity) : charge.quantity;
    if (i > 0 && end <= begin) break;
    LineItem line = make_line(charge, price.row, end - begin, tier.contracted);
    if (price.tiers.size() > 1) line.id += "/tier" + std::to_string(i + 1);
    line.list_unit_price.reset();
    if (tier.list) line.list_unit_price = UnitPrice{*tier.list, price.row.unit};
    line.price_derivation = tier.derivation;
    if (price.is_contracted) {
      line.contracted_unit_price = line.unit_price;
      line.price_basis = PriceBasis::contracted;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<LineItem> price_charge(const Charge& charge, const PriceBook& book, const std::string& key,
                                   const std::string& region) {
  return price_tiers(charge, book.price(key, region));
}

Money LineItem::list_cost() const { return list_unit_price ? list_unit_price->money * quantity.value : cost; }

Money LineItem::contracted_cost() const {
  if (contracted_unit_price) return contracted_unit_price->money * quantity.value;
  return price_basis == PriceBasis::effective ? list_cost() : cost;
}

Money sum_costs(const std::vector<LineItem>& lines, const Currency& currency) {
  Money sum = Money::zero(currency);
  for (const LineItem& line : lines) sum += line.cost;
  return sum;
}

}  // namespace container_tco
