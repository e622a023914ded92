#pragma once
// One table of prices: rows by region and key, found in constant time.

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "container_tco/pricebook/made_rows.hpp"
#include "container_tco/pricebook/price_row.hpp"
#include "container_tco/pricebook/row_name.hpp"
#include "container_tco/pricebook/table_header.hpp"

namespace container_tco {

class PriceTable {
 public:
  // The index points into the rows: a move keeps them in place, a copy would not.
  PriceTable(const PriceTable&) = delete;
  PriceTable& operator=(const PriceTable&) = delete;
  PriceTable(PriceTable&&) noexcept = default;
  PriceTable& operator=(PriceTable&&) noexcept = default;

  /// A table of the format pricing/schema/price_table.schema.json. Throws ParseError for what the format or `rules`
  /// forbid, AmbiguousPriceError when two rows share region and key.
  static PriceTable parse(std::string_view text, const std::string& file, const PriceTableRules& rules = {});
  /// The same of a document that has been parsed already.
  static PriceTable parse(const JsonValue& document, const std::string& file, const PriceTableRules& rules);

  bool has(std::string_view key, std::string_view region) const { return index_.contains({key, region}); }
  /// The row, which lives as long as the table; nullptr when there is none. Only the first call for a row allocates.
  const PriceRow* find(std::string_view key, std::string_view region) const;
  /// Rows whose key starts with `key_prefix`, of one region or of all, in no promised order.
  std::vector<PriceRow> rows(std::string_view key_prefix, const std::optional<std::string>& region) const;
  std::vector<std::string> keys(std::string_view region) const;
  /// The names of all rows, as views into the table.
  std::vector<RowName> names() const;
  std::size_t size() const { return rows_.size(); }

 private:
  static constexpr std::uint32_t no_tiers = static_cast<std::uint32_t>(-1);
  // Small: most rows are never asked for, and of those that are, the PriceRow is made then.
  struct Row {
    std::string key;
    std::string price;  // The one price as text. Empty where there are tiers.
    const std::string* region;
    std::uint32_t unit;
    std::uint32_t provenance;
    std::uint32_t tiers = no_tiers;
  };
  friend class PriceTableReader;

  explicit PriceTable(TableHeader header) : header_(std::move(header)) {}
  PriceRow to_price_row(const Row& row) const;

  TableHeader header_;
  std::set<std::string> regions_;
  std::vector<Row> rows_;
  std::vector<std::vector<PriceTier>> tiers_;
  std::unordered_map<RowName, std::uint32_t, RowNameHash> index_;
  MadeRows<PriceRow> made_;
};

/// The members that a price table may have.
const std::vector<std::string>& price_table_members();

}  // namespace container_tco
