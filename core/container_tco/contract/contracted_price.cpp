#include "container_tco/contract/contracted_price.hpp"

#include <algorithm>
#include <utility>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

bool lists(const std::vector<std::string>& names, std::string_view name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view service_of(std::string_view key) { return key.substr(0, key.find('/')); }

// "ec2/linux/on_demand/m7g.large" is of the family m7g. Other keys are of none.
std::string_view family_of(std::string_view key) {
  const std::string_view last = key.substr(key.rfind('/') + 1);
  return last.substr(0, last.find('.'));
}

bool matches_pattern(const std::string& pattern, std::string_view key) {
  if (!pattern.ends_with('*')) return pattern == key;
  return key.starts_with(std::string_view(pattern).substr(0, pattern.size() - 1));
}

const PriceRow* find_negotiated(const Contract& contract, std::string_view key, std::string_view region) {
  const auto found = std::find_if(contract.prices.begin(), contract.prices.end(),
                                  [&](const PriceRow& row) { return row.key == key && row.region == region; });
  return found == contract.prices.end() ? nullptr : &*found;
}

// What discounts leave of a price: factor and words.
struct Remainder {
  Rational factor = Rational(1);
  std::string words;
};

Remainder remainder_of(const Contract& contract, const std::vector<std::size_t>& discounts, std::string_view key) {
  Remainder result;
  Rational percents;
  for (const std::size_t index : discounts) {
    const Discount& discount = contract.discounts[index];
    percents += discount.percent;
    result.factor *= Rational(1) - discount.percent / Rational(100);
    result.words += " − " + discount.percent.to_text() + " % " + printable(discount.name, 40);
  }
  if (contract.combination == DiscountCombination::compound) return result;
  if (percents > Rational(100)) {
    throw InvalidInputError("discounts on " + std::string(key), percents.to_text() + " % together", "at most 100 %",
                            "With \"combine\": \"add\" the percents add up");
  }
  result.factor = Rational(1) - percents / Rational(100);
  return result;
}

// The bounds at which one of the two rows changes its price.
std::vector<Rational> begins_of(const PriceRow& first, const PriceRow* second) {
  std::vector<Rational> begins;
  for (const PriceTier& tier : first.tiers) begins.push_back(tier.begin);
  if (second != nullptr) {
    for (const PriceTier& tier : second->tiers) begins.push_back(tier.begin);
  }
  std::sort(begins.begin(), begins.end());
  begins.erase(std::unique(begins.begin(), begins.end()), begins.end());
  return begins;
}

const Money& price_at(const PriceRow& row, const Rational& begin) {
  std::size_t i = row.tiers.size() - 1;
  while (i > 0 && row.tiers[i].begin > begin) --i;
  return row.tiers[i].price;
}

std::string derivation_of(const std::optional<Money>& list, const Money& base, bool is_negotiated,
                          const Remainder& left, const Money& contracted) {
  std::string text = base.amount().to_text() + (is_negotiated ? " negotiated" : " list") + left.words;
  if (!left.words.empty()) text += " = " + contracted.amount().to_text();
  if (is_negotiated && list) text += " (list " + list->amount().to_text() + ")";
  return text;
}

}  // namespace

std::string to_string(PriceBasis basis) {
  switch (basis) {
    case PriceBasis::list:
      return "list";
    case PriceBasis::contracted:
      return "contracted";
    case PriceBasis::effective:
      return "effective";
    case PriceBasis::observed:
      return "observed";
  }
  throw InternalError("a price basis without a name");
}

bool covers(const Discount& discount, std::string_view key, std::string_view region) {
  if (!lists(discount.services, service_of(key)) || !lists(discount.regions, region)) return false;
  if (!discount.families.empty() && (!key.starts_with("ec2/") || !lists(discount.families, family_of(key)))) {
    return false;
  }
  return discount.keys.empty() ||
         std::any_of(discount.keys.begin(), discount.keys.end(),
                     [&](const std::string& pattern) { return matches_pattern(pattern, key); });
}

namespace {

std::optional<ContractedPrice> contracted(const PriceRow* list, const Contract& contract, std::string_view key,
                                          std::string_view region) {
  const PriceRow* negotiated = find_negotiated(contract, key, region);
  if (list == nullptr && negotiated == nullptr) return std::nullopt;
  if (list != nullptr && negotiated != nullptr && !(list->unit == negotiated->unit)) {
    throw UnitMismatchError(list->unit.name(), negotiated->unit.name());
  }
  const PriceRow& base = negotiated != nullptr ? *negotiated : *list;
  ContractedPrice result{base, negotiated != nullptr, {}, {}};
  const DiscountBase other = negotiated != nullptr ? DiscountBase::list : DiscountBase::contracted;
  for (std::size_t i = 0; i < contract.discounts.size(); ++i) {
    if (contract.discounts[i].applies_to == other || !covers(contract.discounts[i], key, region)) continue;
    result.discounts.push_back(i);
  }
  const Remainder left = remainder_of(contract, result.discounts, key);
  result.is_contracted = result.is_contracted || !result.discounts.empty();
  const std::vector<Rational> begins = begins_of(base, list);
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const Money& undiscounted = price_at(base, begins[i]);
    std::optional<Money> list_price;
    if (list != nullptr) list_price = price_at(*list, begins[i]);
    Money contracted = undiscounted * left.factor;
    std::string words = derivation_of(list_price, undiscounted, negotiated != nullptr, left, contracted);
    result.tiers.push_back({begins[i], i + 1 < begins.size() ? std::optional(begins[i + 1]) : std::nullopt,
                            std::move(list_price), std::move(contracted), std::move(words)});
  }
  return result;
}

}  // namespace

std::optional<ContractedPrice> find_contracted_price(const PriceBook& book, const Contract& contract,
                                                     std::string_view key, std::string_view region) {
  return contracted(book.find_price(key, region), contract, key, region);
}

ContractedPrice contracted_price(const PriceRow& list, const Contract& contract) {
  return *contracted(&list, contract, list.key, list.region);
}

ContractedPrice contracted_price(const PriceBook& book, const Contract& contract, std::string_view key,
                                 std::string_view region) {
  if (std::optional<ContractedPrice> found = find_contracted_price(book, contract, key, region))
    return *std::move(found);
  (void)book.price(key, region);
  throw InternalError("a price that is found and not found");
}

Money contracted_unit_price(const ContractedPrice& price) {
  if (price.tiers.size() != 1) (void)price.row.unit_price();
  return price.tiers.front().contracted;
}

}  // namespace container_tco
