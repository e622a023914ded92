// Amounts against what was ever seen: absolute bounds, other regions, other sizes of a family.

#include <algorithm>
#include <map>
#include <utility>

#include "container_tco/pricebook/check_bands.hpp"
#include "container_tco/pricebook/checked_prices.hpp"
#include "container_tco/pricebook/management_fee_table.hpp"

namespace container_tco {
namespace {

std::string times_text(const Rational& ratio) { return ratio.to_decimal(4, Rounding::half_up) + " times "; }

// What a key costs where it is compared with: in the reference region, else the median of the other regions.
struct Expected {
  Money price;
  std::string where;
};

std::optional<Expected> expected_price(const CheckedPrices& prices, const PriceRow& row,
                                       const CheckedPrices::ByRegion& siblings) {
  const std::string& reference = prices.bands().reference_region;
  const Currency& currency = first_price(row).currency();
  const auto found = siblings.find(reference);
  if (row.region != reference && found != siblings.end()) {
    const Money& price = first_price(*found->second);
    if (price.currency() == currency) return Expected{price, reference};
  }
  std::vector<Rational> others;
  for (const auto& [region, sibling] : siblings) {
    const Money& price = first_price(*sibling);
    if (region != row.region && price.currency() == currency) others.push_back(price.amount());
  }
  // Of two prices that disagree nobody knows which is wrong; of three the odd one out is.
  if (others.size() < 2) return std::nullopt;
  const std::size_t count = others.size();
  return Expected{Money(median_of(std::move(others)), currency), "the median of " + std::to_string(count) + " regions"};
}

bool is_excepted(const CheckBands& bands, const std::string& key) {
  return std::any_of(bands.region_ratio_except.begin(), bands.region_ratio_except.end(),
                     [&](const std::string& prefix) { return key.starts_with(prefix); });
}

void judge_ratio(CheckedPrices& prices, const PriceRow& row, const Expected& expected) {
  const CheckBands& bands = prices.bands();
  const Rational ratio = first_price(row) / expected.price;
  if (bands.region_ratio.contains(ratio)) return;
  const std::string what =
      price_text(first_price(row)) + " is " + times_text(ratio) + price_text(expected.price) + " of " + expected.where;
  if (const WrongUnit* unit = bands.explain(ratio)) {
    prices.add(FindingSeverity::error, "wrong_unit", row, what, "looks like " + unit->means);
    return;
  }
  prices.add(FindingSeverity::warning, "region_ratio", row, what, bands.region_ratio.text() + " times was ever seen");
}

struct FamilyMember {
  const PriceRow* row = nullptr;
  Rational per_vcpu;
};

void judge_family(CheckedPrices& prices, const std::string& family, const std::vector<FamilyMember>& members) {
  const CheckBands& bands = prices.bands();
  if (static_cast<std::int64_t>(members.size()) < bands.family_at_least_sizes) return;
  std::vector<Rational> values;
  for (const FamilyMember& member : members) values.push_back(member.per_vcpu);
  const Rational median = median_of(std::move(values));
  for (const FamilyMember& member : members) {
    const Rational ratio = member.per_vcpu / median;
    if (bands.family.contains(ratio)) continue;
    prices.add(FindingSeverity::warning, "family", *member.row,
               price_text(first_price(*member.row)) + " is " + times_text(ratio) +
                   "the median price for each vCPU of " + std::to_string(members.size()) + " sizes of " + family,
               bands.family.text() + " times is usual within a family");
  }
}

}  // namespace

void check_plausible_amounts(CheckedPrices& prices) {
  for (const PriceRow& row : prices.rows()) {
    if (!(first_price(row).currency() == Currency::usd())) continue;
    for (const PlausibleBand& plausible : prices.bands().plausible) {
      if (!row.key.starts_with(plausible.key_prefix) || row.unit.name() != plausible.unit) continue;
      if (plausible.band.contains(first_price(row).amount())) continue;
      prices.add(FindingSeverity::warning, "implausible", row,
                 price_text(first_price(row)) + " for one of " + row.unit.name(),
                 plausible.band.text() + ": " + plausible.source);
    }
  }
}

void check_region_ratios(CheckedPrices& prices) {
  for (const PriceRow& row : prices.rows()) {
    const CheckedPrices::ByRegion& siblings = prices.by_key().at(row.key);
    if (siblings.size() < 2 || siblings.at(row.region) != &row || is_excepted(prices.bands(), row.key)) continue;
    if (row.region == prices.bands().reference_region) {
      // The reference itself is judged by the others, and only when it stands alone against them.
      std::size_t apart = 0;
      for (const auto& [region, sibling] : siblings) {
        const Money& price = first_price(*sibling);
        if (!(price.currency() == first_price(row).currency())) continue;
        apart += prices.bands().region_ratio.contains(price / first_price(row)) ? 0 : 1;
      }
      if (apart * 2 <= siblings.size()) continue;
    }
    if (const auto expected = expected_price(prices, row, siblings)) judge_ratio(prices, row, *expected);
  }
}

void check_families(CheckedPrices& prices) {
  const std::string prefix = "ec2/linux/on_demand/";
  std::map<std::string, const InstanceType*> types;
  for (const InstanceType& type : prices.book().instance_types()) types.emplace(type.name, &type);
  std::map<std::pair<std::string, std::string>, std::vector<FamilyMember>> families;
  const std::vector<std::string>& except = prices.bands().family_except_series;
  for (const PriceRow& row : prices.rows()) {
    if (!row.key.starts_with(prefix) || row.is_tiered()) continue;
    const auto found = types.find(row.key.substr(prefix.size()));
    if (found == types.end() || found->second->vcpu == 0) continue;
    const InstanceType& type = *found->second;
    if (std::find(except.begin(), except.end(), instance_series(type.name)) != except.end()) continue;
    families[{row.region, type.family}].push_back({&row, first_price(row).amount() / Rational(type.vcpu)});
  }
  for (const auto& [name, members] : families) judge_family(prices, name.second, members);
}

}  // namespace container_tco
