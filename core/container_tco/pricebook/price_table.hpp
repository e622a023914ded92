#pragma once
// One table of prices: rows by region and key, found in constant time.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/pricebook/price_row.hpp"
#include "container_tco/pricebook/region_table.hpp"

namespace container_tco {

/// What the surroundings of a table ask of it.
struct PriceTableRules {
  const RegionTable* regions = nullptr;  ///< Rows must name one of these, if given.
  std::optional<std::string> only_region;
  ProvenanceRule provenance = ProvenanceRule::required;
};

class PriceTable {
 public:
  PriceTable() = default;
  // The index points into the rows: a move keeps them in place, a copy would not.
  PriceTable(const PriceTable&) = delete;
  PriceTable& operator=(const PriceTable&) = delete;
  PriceTable(PriceTable&&) noexcept = default;
  PriceTable& operator=(PriceTable&&) noexcept = default;

  /// A table of the format pricing/schema/price_table.schema.json. Throws ParseError for what the format forbids,
  /// AmbiguousPriceError when two rows share region and key.
  static PriceTable parse(std::string_view text, const std::string& file, const PriceTableRules& rules = {});
  /// The same of a document that has been parsed already.
  static PriceTable parse(const JsonValue& document, const std::string& file, const PriceTableRules& rules);

  bool has(std::string_view key, std::string_view region) const { return find_row(key, region) != nullptr; }
  std::optional<PriceRow> find(std::string_view key, std::string_view region) const;
  /// Rows whose key starts with `key_prefix`, of one region or of all, in no promised order.
  std::vector<PriceRow> rows(std::string_view key_prefix, const std::optional<std::string>& region) const;
  std::vector<std::string> keys(const std::string& region) const;
  std::vector<std::string> regions() const;
  std::size_t size() const { return rows_.size(); }

 private:
  struct Row {
    std::string key;
    const std::string* region;
    std::uint32_t unit;
    std::uint32_t provenance;
    std::vector<PriceTier> tiers;
  };
  struct Unit {
    PricingUnit unit;
    std::string tier_unit;
  };
  using RowsByKey = std::unordered_map<std::string_view, std::uint32_t>;
  friend class PriceTableReader;

  const Row* find_row(std::string_view key, std::string_view region) const;
  PriceRow to_price_row(const Row& row) const;

  std::vector<Row> rows_;
  std::vector<Unit> units_;
  std::vector<Provenance> provenance_;
  std::map<std::string, RowsByKey, std::less<>> by_region_;
};

/// The members that a price table may have.
const std::vector<std::string>& price_table_members();

}  // namespace container_tco
