#include "container_tco/pricebook/price_row.hpp"

#include "container_tco/error.hpp"
#include "container_tco/pricebook/sha256.hpp"

namespace container_tco {
namespace {

std::string tier_name(std::size_t index) { return "tier " + std::to_string(index + 1); }

std::optional<TierFault> find_price_fault(const PriceTier& tier, const Currency& currency) {
  if (!(tier.price.currency() == currency)) return TierFault{"one currency in all tiers", tier.price.currency().code()};
  if (!tier.price.amount().is_zero() && !tier.price.amount().is_negative()) return std::nullopt;
  return TierFault{"a price above zero", tier.price.amount().to_text()};
}

std::optional<TierFault> find_bound_fault(const std::vector<PriceTier>& tiers, std::size_t index) {
  const PriceTier& tier = tiers[index];
  const bool is_last = index + 1 == tiers.size();
  const Rational expected_begin = index == 0 ? Rational() : *tiers[index - 1].end;
  if (!(tier.begin == expected_begin)) {
    return TierFault{tier_name(index) + " to begin at " + expected_begin.to_text(), tier.begin.to_text()};
  }
  if (is_last && tier.end) return TierFault{"the last tier without an end", tier.end->to_text()};
  if (!is_last && !tier.end) return TierFault{"an end of " + tier_name(index) + ", which is not the last", "none"};
  if (tier.end && *tier.end <= tier.begin) {
    return TierFault{tier_name(index) + " to end above " + tier.begin.to_text(), tier.end->to_text()};
  }
  return std::nullopt;
}

void add_number(std::string& bytes, const Rational& number) {
  detail::add_field(bytes, number.numerator_text() + "/" + number.denominator_text());
}

}  // namespace

UnitPrice PriceRow::unit_price() const {
  if (tiers.size() != 1) {
    throw InvalidInputError("price of " + key + " in " + printable(region), std::to_string(tiers.size()) + " tiers",
                            "one price", "A price by which sizes or hosts are chosen cannot have tiers");
  }
  return {tiers.front().price, unit};
}

bool is_price_key(std::string_view key) {
  if (key.size() > 200 || key.find('/') == std::string_view::npos) return false;
  bool part_is_empty = true;
  for (char c : key) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
    if (!is_letter && (c != '/' || part_is_empty)) return false;
    part_is_empty = c == '/';
  }
  return !part_is_empty;
}

std::optional<TierFault> find_tier_fault(const std::vector<PriceTier>& tiers) {
  if (tiers.empty()) return TierFault{"at least one price", "none"};
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    if (auto fault = find_price_fault(tiers[i], tiers.front().price.currency())) return fault;
    if (auto fault = find_bound_fault(tiers, i)) return fault;
  }
  return std::nullopt;
}

void require_valid(const PriceRow& row) {
  if (!is_price_key(row.key)) {
    throw InvalidInputError("price key", row.key, "a path such as 'fargate/ecs/linux/x86_64/vcpu'");
  }
  if (const std::optional<TierFault> fault = find_tier_fault(row.tiers)) {
    throw InvalidInputError("price of " + row.key + " in " + printable(row.region), fault->found, fault->expected);
  }
}

std::string canonical_bytes(const PriceRow& row) {
  std::string bytes;
  const Provenance& origin = row.provenance;
  for (const std::string* field : {&row.region, &row.key, &row.unit.name(), &row.tier_unit, &origin.source,
                                   &origin.as_of, &origin.confidence, &origin.note}) {
    detail::add_field(bytes, *field);
  }
  for (const PriceTier& tier : row.tiers) {
    add_number(bytes, tier.begin);
    if (tier.end) add_number(bytes, *tier.end);
    detail::add_field(bytes, tier.price.currency().code());
    add_number(bytes, tier.price.amount());
  }
  return bytes;
}

}  // namespace container_tco
