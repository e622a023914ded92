#pragma once
// The one format in which tables are written: a row a line, sorted, with short ids for origins.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/pricebook/manifest.hpp"
#include "container_tco/pricebook/price_row.hpp"
#include "container_tco/pricebook/spot_observation.hpp"

namespace container_tco {

/// Several keys a line. Of a table of prices: `keys` has any number; of a Spot table: one.
struct GridLayout {
  std::string region;
  std::vector<std::string> keys;  ///< "prefix/*"
  Provenance provenance;
  std::optional<Provenance> interruption_provenance = {};
  std::vector<std::string> columns = {};  ///< Of a Spot table.
};

/// How a table is laid out, apart from its rows.
struct TableLayout {
  std::string name;
  Currency currency;
  std::map<std::string, std::string> units = {};
  std::map<std::string, std::string> tier_units = {};
  std::vector<GridLayout> grids = {};
  std::map<std::string, Provenance> origins =
      {};  ///< By id; a new text keeps these ids, so that a diff shows news only.
  /// Prices whose digits are not the fewest ("3.40"), as JSON, by region and key: they are written as they were read.
  std::map<std::pair<std::string, std::string>, std::string> prices_as_read = {};

  /// The entry of `units` that gives the unit of `key`; nothing when none does.
  std::optional<std::string> unit_entry(const std::string& key) const;
};

/// The layout of a table of prices or of Spot observations that has been read before.
TableLayout read_layout(const JsonValue& document, const std::string& file);

/// Throw InvalidInputError for a price or a bound that no decimal gives, and for a confidence that the format lacks.
std::string price_table_text(const TableLayout& layout, const std::vector<PriceRow>& rows);
std::string spot_table_text(const TableLayout& layout, const std::vector<SpotObservation>& rows);
std::string manifest_text(const Manifest& manifest);

/// `text` as a JSON string.
std::string quoted(const std::string& text);
std::string quoted(const std::vector<std::string>& texts);
/// `number` as a decimal. Throws InvalidInputError, naming `row`, when there is none.
std::string decimal_text(const Rational& number, const std::string& row);
/// The part of `key` below the pattern "prefix/*"; nothing when it is not below.
std::optional<std::string> rest_of(const std::string& key, const std::string& pattern);

/// Gives each origin a short id: the one that it had, or the next free one of a, b, …, z, aa, ab, … in the order of the
/// origins.
class OriginIds {
 public:
  OriginIds(const std::map<std::string, Provenance>& known, const std::vector<const Provenance*>& used);
  const std::string& id(const Provenance& provenance) const { return ids_.at(sortable(provenance)); }
  /// The member `provenance` of a table, with the origins in use.
  std::string member() const;

 private:
  using Origin = std::vector<std::string>;  // source, as_of, confidence, note
  static Origin sortable(const Provenance& provenance);
  static std::string short_id(std::size_t index);
  std::map<Origin, std::string> ids_;
};

/// A file of these members, one after another.
std::string document_text(const std::vector<std::string>& members);
std::string head_member(const std::string& name, const std::string& json);
std::string list_member(const std::string& name, const std::vector<std::string>& lines);
std::string map_member(const std::string& name, const std::map<std::string, std::string>& entries);
/// A grid in a table: `head` without its closing brace, and rows.
std::string grid_text(const std::string& head, const std::map<std::string, std::string>& rows);

}  // namespace container_tco
