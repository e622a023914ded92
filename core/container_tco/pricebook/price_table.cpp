#include "container_tco/pricebook/price_table.hpp"

#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {

PriceRow PriceTable::to_price_row(const Row& row) const {
  const TableUnit& unit = header_.unit(row.unit);
  std::vector<PriceTier> tiers;
  if (row.tiers != no_tiers) {
    tiers = tiers_[row.tiers];
  } else {
    tiers.push_back({Rational(), std::nullopt, Money(Rational::parse(row.price), header_.currency())});
  }
  const bool is_tiered = tiers.size() > 1;
  return {row.key,
          *row.region,
          unit.unit,
          std::move(tiers),
          header_.provenance(row.provenance),
          is_tiered ? unit.tier_unit : std::string()};
}

const PriceRow* PriceTable::find(std::string_view key, std::string_view region) const {
  const auto found = index_.find({key, region});
  if (found == index_.end()) return nullptr;
  return &made_.get(found->second, [&] { return to_price_row(rows_[found->second]); });
}

std::vector<PriceRow> PriceTable::rows(std::string_view key_prefix, const std::optional<std::string>& region) const {
  std::vector<PriceRow> found;
  for (const Row& row : rows_) {
    const bool wanted = std::string_view(row.key).starts_with(key_prefix) && (!region || *row.region == *region);
    if (wanted) found.push_back(to_price_row(row));
  }
  return found;
}

std::vector<std::string> PriceTable::keys(std::string_view region) const {
  std::vector<std::string> keys;
  for (const Row& row : rows_) {
    if (*row.region == region) keys.push_back(row.key);
  }
  return keys;
}

std::vector<RowName> PriceTable::names() const {
  std::vector<RowName> names;
  names.reserve(rows_.size());
  for (const Row& row : rows_) names.push_back({row.key, *row.region});
  return names;
}

}  // namespace container_tco
