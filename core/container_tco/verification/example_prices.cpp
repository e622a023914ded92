#include <algorithm>
#include <functional>

#include "container_tco/verification/example_scope.hpp"

namespace container_tco {
namespace {

// Each level takes stack.
constexpr std::size_t max_open_prices = 64;

// AWS's pages print Fargate's prices by the second, and an estimate counts hours. Any other difference of units is a
// mistake.
PriceRow in_unit(PriceRow row, const PricingUnit& wanted) {
  if (row.unit == wanted) return row;
  const std::string seconds = "Seconds";
  const std::string& name = row.unit.name();
  const bool per_second = name.ends_with(seconds) && !row.is_tiered() &&
                          PricingUnit::parse(name.substr(0, name.size() - seconds.size()) + "Hours") == wanted;
  if (!per_second) throw UnitMismatchError(wanted.name() + " for the price of " + row.key, name);
  row.unit = wanted;
  row.tiers.front().price = row.tiers.front().price * Rational(3600);
  return row;
}

// Through costing, so that an example with tiers checks the code that every estimate uses.
Rational cost_of(const Rational& quantity, const PriceRow& row, const Currency& currency) {
  const Currency of_price = row.tiers.front().price.currency();
  if (of_price != currency) throw CurrencyMismatchError(currency.code(), of_price.code());
  if (!row.is_tiered()) return bounded(quantity * row.tiers.front().price.amount());
  if (quantity.is_negative()) throw InvalidInputError("quantity", quantity.to_text(), "0 or more at a tiered price");
  Charge charge;
  charge.id = row.key;
  charge.quantity = quantity;
  return sum_costs(price_tiers(charge, row), currency).amount();
}

// Within the price of a key, that key means the book's price: "70 % of what it is". Elsewhere it means the example's.
class OwnPriceScope final : public ExpressionScope {
 public:
  OwnPriceScope(ExampleScope& outer, std::string key, Currency currency, std::function<PriceRow()> of_book)
      : outer_(outer), key_(std::move(key)), currency_(currency), of_book_(std::move(of_book)) {}

  Rational reference_value(const std::string& reference, const InputLocation& where) override {
    if (reference == "prices/" + key_) return single_price(of_book_());
    return outer_.reference_value(reference, where);
  }
  Rational cost_at(const std::string& price_key, const Rational& quantity, const InputLocation& where) override {
    if (price_key == key_) return cost_of(quantity, of_book_(), currency_);
    return outer_.cost_at(price_key, quantity, where);
  }
  int default_digits() const override { return outer_.default_digits(); }
  Rounding default_rounding() const override { return outer_.default_rounding(); }

 private:
  ExampleScope& outer_;
  std::string key_;
  Currency currency_;
  std::function<PriceRow()> of_book_;
};

}  // namespace

Rational single_price(const PriceRow& row) {
  if (row.is_tiered()) {
    throw InvalidInputError("price", row.key, "a price without tiers", "Write {\"cost\": quantity, \"at\": key}");
  }
  return row.tiers.front().price.amount();
}

Rational ExampleScope::line_cost(const ExampleLine& line) {
  const Rational quantity = evaluate(line.quantity, *this);
  if (line.unit_price) return bounded(quantity * evaluate(*line.unit_price, *this));
  const PriceRow priced = row(line.price_key);
  if (line.unit && *line.unit != priced.unit) throw UnitMismatchError(priced.unit.name(), line.unit->name());
  return cost_of(quantity, priced, example_.currency);
}

Rational ExampleScope::cost_at(const std::string& price_key, const Rational& quantity, const InputLocation&) {
  return cost_of(quantity, row(price_key), example_.currency);
}

PriceRow ExampleScope::row(const std::string& key) {
  for (const ExamplePrice& price : example_.prices) {
    if (price.key == key) return own_row(price);
  }
  return book_row(key);
}

PriceRow ExampleScope::book_row(const std::string& key) const {
  if (example_.region.empty()) {
    throw InvalidInputError("region", "absent", "a region, to look up " + printable(key) + " in the price book",
                            "Set `region`, or give the price under `prices`");
  }
  return book_.price(key, example_.region);
}

const PriceRow& ExampleScope::own_row(const ExamplePrice& price) {
  if (const auto known = own_rows_.find(price.key); known != own_rows_.end()) return known->second;
  if (std::find(open_prices_.begin(), open_prices_.end(), price.key) != open_prices_.end()) {
    throw InvalidInputError("price", printable(price.key), "a price that does not depend on itself");
  }
  if (open_prices_.size() >= max_open_prices) {
    throw InvalidInputError("price", printable(price.key), "at most 64 prices that lead to one another");
  }
  open_prices_.push_back(price.key);
  try {
    OwnPriceScope scope(*this, price.key, example_.currency, [this, &price] { return book_row(price.key); });
    PriceRow made{price.key, example_.region, price.unit, {}, {example_.source, "", "user", "worked example"}};
    for (const ExampleTier& tier : price.tiers) {
      made.tiers.push_back({tier.begin, tier.end, Money(evaluate(tier.price, scope), example_.currency)});
    }
    open_prices_.pop_back();
    return own_rows_.emplace(price.key, std::move(made)).first->second;
  } catch (...) {
    open_prices_.pop_back();
    throw;
  }
}

const PriceBook& ExampleScope::overlaid_book() {
  if (!overlaid_) {
    std::vector<PriceRow> rows;
    for (const ExamplePrice& price : example_.prices) {
      const PriceRow* replaced = book_.find_price(price.key, example_.region);
      rows.push_back(replaced ? in_unit(own_row(price), replaced->unit) : own_row(price));
    }
    overlaid_ = book_.with_prices(rows);
  }
  return *overlaid_;
}

}  // namespace container_tco
