#include "container_tco/pricebook/price_table.hpp"

#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {

const PriceTable::Row* PriceTable::find_row(std::string_view key, std::string_view region) const {
  const auto in_region = by_region_.find(region);
  if (in_region == by_region_.end()) return nullptr;
  const auto found = in_region->second.find(key);
  return found == in_region->second.end() ? nullptr : &rows_[found->second];
}

PriceRow PriceTable::to_price_row(const Row& row) const {
  const Unit& unit = units_[row.unit];
  return {row.key,
          *row.region,
          unit.unit,
          row.tiers,
          provenance_[row.provenance],
          row.tiers.size() > 1 ? unit.tier_unit : std::string()};
}

std::optional<PriceRow> PriceTable::find(std::string_view key, std::string_view region) const {
  const Row* row = find_row(key, region);
  if (row == nullptr) return std::nullopt;
  return to_price_row(*row);
}

std::vector<PriceRow> PriceTable::rows(std::string_view key_prefix, const std::optional<std::string>& region) const {
  std::vector<PriceRow> found;
  for (const Row& row : rows_) {
    const bool wanted = std::string_view(row.key).starts_with(key_prefix) && (!region || *row.region == *region);
    if (wanted) found.push_back(to_price_row(row));
  }
  return found;
}

std::vector<std::string> PriceTable::keys(const std::string& region) const {
  std::vector<std::string> keys;
  const auto in_region = by_region_.find(region);
  if (in_region == by_region_.end()) return keys;
  for (const auto& [key, row] : in_region->second) keys.emplace_back(key);
  return keys;
}

std::vector<std::string> PriceTable::regions() const {
  std::vector<std::string> codes;
  for (const auto& [region, rows] : by_region_) codes.push_back(region);
  return codes;
}

}  // namespace container_tco
