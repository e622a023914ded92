#pragma once
// What tables of prices and of Spot observations have in common: a currency, origins by id, and units by key.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/pricebook/provenance.hpp"
#include "container_tco/quantity/money.hpp"

namespace container_tco {

class RegionTable;

/// What the surroundings of a table ask of it.
struct PriceTableRules {
  const RegionTable* regions = nullptr;        ///< Rows must name one of these, if given.
  std::vector<std::string> only_regions = {};  ///< All that rows may name; any when empty.
  std::vector<std::string> key_prefixes = {};  ///< Each key starts with one of these; with any when empty.
  ProvenanceRule provenance = ProvenanceRule::required;
};

struct TableUnit {
  PricingUnit unit;
  std::string tier_unit;
};

class TableHeader {
 public:
  /// Reads `currency`, `provenance`, `units` and, if there, `tier_units`. Throws ParseError.
  TableHeader(const JsonCursor& root, const PriceTableRules& rules);

  const Currency& currency() const { return currency_; }
  const Provenance& provenance(std::uint32_t index) const { return provenance_[index]; }
  const TableUnit& unit(std::uint32_t index) const { return units_[index]; }

  std::optional<std::uint32_t> provenance_of(const std::string& id) const;
  /// The unit of the key itself, or else of the longest prefix that has one.
  std::optional<std::uint32_t> unit_of(const std::string& key) const;

 private:
  void read_units(const JsonCursor& root);

  Currency currency_;
  std::vector<Provenance> provenance_;
  std::unordered_map<std::string, std::uint32_t> provenance_ids_;
  std::vector<TableUnit> units_;
  std::unordered_map<std::string, std::uint32_t> unit_ids_;
};

/// What is wrong with a region or a key of a table, as the words that a ParseError expects.
struct RowFault {
  std::string expected;
  std::string remedy;
};
std::optional<RowFault> find_region_fault(const std::string& region, const PriceTableRules& rules);
std::optional<RowFault> find_key_fault(const std::string& key, const PriceTableRules& rules);

}  // namespace container_tco
