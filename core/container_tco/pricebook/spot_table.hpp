#pragma once
// One table of Spot observations, found in constant time.

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "container_tco/pricebook/made_rows.hpp"
#include "container_tco/pricebook/row_name.hpp"
#include "container_tco/pricebook/spot_observation.hpp"
#include "container_tco/pricebook/table_header.hpp"

namespace container_tco {

/// The columns of a Spot table in their usual order.
inline constexpr std::array<std::string_view, 8> spot_columns = {
    "average", "last", "minimum", "median", "maximum", "snapshots", "saving_percent", "interruption_band"};

class SpotTable {
 public:
  // The index points into the rows: a move keeps them in place, a copy would not.
  SpotTable(const SpotTable&) = delete;
  SpotTable& operator=(const SpotTable&) = delete;
  SpotTable(SpotTable&&) noexcept = default;
  SpotTable& operator=(SpotTable&&) noexcept = default;

  /// A table of the format pricing/schema/spot_table.schema.json. Throws ParseError for what the format or `rules`
  /// forbid, also when two rows share region and key.
  static SpotTable parse(std::string_view text, const std::string& file, const PriceTableRules& rules = {});

  /// The row, which lives as long as the table; nullptr when there is none. Only the first call for a row allocates.
  const SpotObservation* find(std::string_view key, std::string_view region) const;
  std::vector<SpotObservation> rows(std::string_view key_prefix, const std::optional<std::string>& region) const;
  std::vector<RowName> names() const;

 private:
  struct Row {
    std::string key;
    const std::string* region;
    std::uint32_t unit;
    std::uint32_t provenance;
    std::optional<std::uint32_t> interruption_provenance;
    std::array<std::string, 5> prices;  // As text; empty for none.
    std::optional<std::int64_t> snapshots;
    std::optional<std::int64_t> saving_percent;
    std::string interruption_band;
  };
  friend class SpotTableReader;

  explicit SpotTable(TableHeader header) : header_(std::move(header)) {}
  SpotObservation to_observation(const Row& row) const;

  TableHeader header_;
  std::set<std::string> regions_;
  std::vector<Row> rows_;
  std::unordered_map<RowName, std::uint32_t, RowNameHash> index_;
  MadeRows<SpotObservation> made_;
};

}  // namespace container_tco
