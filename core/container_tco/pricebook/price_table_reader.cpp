#include <algorithm>

#include "container_tco/pricebook/price_table.hpp"
#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {
namespace {

// Most prices are such text: that they can be parsed is then known without parsing them.
bool is_plain_price(std::string_view text) {
  constexpr std::size_t longest = 40;
  if (text.empty() || text.size() > longest || text.front() == '.' || text.back() == '.') return false;
  if (text.find_first_not_of("0123456789.") != std::string_view::npos) return false;
  return std::count(text.begin(), text.end(), '.') <= 1 && text.find_first_not_of("0.") != std::string_view::npos;
}

}  // namespace

// Walks the values of thousands of rows, and spells out a path only for a complaint: building it takes as long as the
// table.
class PriceTableReader {
 public:
  PriceTableReader(const JsonValue& document, const std::string& file, const PriceTableRules& rules)
      : document_(document), root_(document, file), rules_(rules), table_(TableHeader(root_, rules)) {}

  PriceTable read() {
    const bool has_rows = root_.has("rows");
    const bool has_grids = root_.has("grids");
    if (!has_rows && !has_grids) throw ParseError(root_.location(), "a member 'rows' or 'grids'", "none");
    if (has_rows) require_rows(root_);
    if (has_grids) check_grids();
    reserve();
    if (has_rows) read_rows(document_.find("rows")->items());
    if (has_grids) read_grids(document_.find("grids")->items());
    table_.made_ = MadeRows<PriceRow>(table_.rows_.size());
    return std::move(table_);
  }

 private:
  using Row = PriceTable::Row;
  using Path = std::vector<std::size_t>;
  enum Column : std::size_t { region_column, key_column, price_column, provenance_column, column_count };

  // Heads only: they are few, so that cursors may walk them.
  void check_grids() const {
    for (const JsonCursor& grid : rows_of(root_, "grids")) {
      grid.expect_only({"region", "keys", "provenance", "rows"});
      for (const JsonCursor& key : rows_of(grid, "keys")) {
        if (!key.text().ends_with("/*")) key.fail("keys whose last part is '*'");
      }
      static_cast<void>(grid.at("region").text());
      static_cast<void>(grid.at("provenance").text());
      require_rows(grid);
    }
  }

  // Without a cursor for each of the rows.
  static void require_rows(const JsonCursor& table) {
    if (table.at("rows").value().items().empty()) rows_of(table, "rows");
  }

  // Rows must not move once the index points into them.
  void reserve() {
    std::size_t count = 0;
    if (const JsonValue* rows = document_.find("rows")) count += rows->items().size();
    if (const JsonValue* grids = document_.find("grids")) {
      for (const JsonValue& grid : grids->items()) {
        count += grid.find("keys")->items().size() * grid.find("rows")->items().size();
      }
    }
    table_.rows_.reserve(count);
    table_.index_.reserve(count);
  }

  void read_rows(const std::vector<JsonValue>& rows) {
    for (at_.row = 0; at_.row < rows.size(); ++at_.row) read_row(rows[at_.row].items());
  }

  void read_row(const std::vector<JsonValue>& columns) {
    if (columns.size() != column_count) fail({}, "an array of region, key, price and provenance id");
    for (std::size_t column : {region_column, key_column, provenance_column}) {
      if (!columns[column].is_string()) fail({column}, "text");
    }
    const std::string& key = columns[key_column].text();
    if (const auto fault = find_key_fault(key, rules_)) fail({key_column}, fault->expected, fault->remedy);
    Row row{key, "", region_of(columns[region_column].text(), {region_column}), 0, 0};
    const auto unit = table_.header_.unit_of(key);
    if (!unit) fail({key_column}, "a key whose unit stands in 'units'");
    row.unit = *unit;
    const auto provenance = table_.header_.provenance_of(columns[provenance_column].text());
    if (!provenance) fail({provenance_column}, "an id that stands in 'provenance'");
    row.provenance = *provenance;
    set_price(row, columns[price_column], {price_column});
    add(std::move(row));
  }

  void read_grids(const std::vector<JsonValue>& grids) {
    const std::vector<JsonCursor> heads = root_.at("grids").items();
    for (std::size_t grid = 0; grid < grids.size(); ++grid) {
      at_.grid = grid;
      read_grid(heads[grid], grids[grid]);
    }
  }

  void read_grid(const JsonCursor& head, const JsonValue& grid) {
    const std::string& code = grid.find("region")->text();
    if (const auto fault = find_region_fault(code, rules_)) head.at("region").fail(fault->expected, fault->remedy);
    const std::string* region = &*table_.regions_.insert(code).first;
    const auto provenance = table_.header_.provenance_of(grid.find("provenance")->text());
    if (!provenance) head.at("provenance").fail("an id that stands in 'provenance'");
    std::vector<std::string> prefixes;
    for (const JsonValue& key : grid.find("keys")->items()) {
      prefixes.push_back(key.text().substr(0, key.text().size() - 1));
    }
    const std::vector<JsonValue>& rows = grid.find("rows")->items();
    for (at_.row = 0; at_.row < rows.size(); ++at_.row) {
      read_grid_row(rows[at_.row].items(), prefixes, region, *provenance);
    }
  }

  void read_grid_row(const std::vector<JsonValue>& cells, const std::vector<std::string>& prefixes,
                     const std::string* region, std::uint32_t provenance) {
    if (cells.size() != prefixes.size() + 1) {
      fail({}, "an array of the rest of the key and " + std::to_string(prefixes.size()) + " prices or null");
    }
    if (!cells[0].is_string()) fail({0}, "text");
    bool is_empty = true;
    for (std::size_t i = 0; i < prefixes.size(); ++i) {
      const JsonValue& price = cells[i + 1];
      if (price.is_null()) continue;
      is_empty = false;
      std::string key = prefixes[i] + cells[0].text();
      if (const auto fault = find_key_fault(key, rules_)) fail({0}, fault->expected, fault->remedy);
      const auto unit = table_.header_.unit_of(key);
      if (!unit) fail({0}, "a key whose unit stands in 'units'");
      if (!price.is_string()) fail({i + 1}, "a price as text, such as \"0.0464\", or null");
      Row row{std::move(key), "", region, *unit, provenance};
      set_price(row, price, {i + 1});
      add(std::move(row));
    }
    if (is_empty) fail({}, "at least one price in the row");
  }

  void set_price(Row& row, const JsonValue& value, const Path& path) {
    if (value.is_string() && is_plain_price(value.text())) {
      row.price = value.text();
      return;
    }
    row.tiers = static_cast<std::uint32_t>(table_.tiers_.size());
    table_.tiers_.push_back(read_tiers(value, path));
  }

  void add(Row row) {
    const auto index = static_cast<std::uint32_t>(table_.rows_.size());
    table_.rows_.push_back(std::move(row));
    const Row& added = table_.rows_.back();
    places_.push_back(at_);
    const auto [existing, is_new] = table_.index_.emplace(RowName{added.key, *added.region}, index);
    if (is_new) return;
    throw AmbiguousPriceError(added.key, *added.region, {place_of_row(existing->second), place_of_row(index)});
  }

  const std::string* region_of(const std::string& region, const Path& path) {
    if (const auto known = table_.regions_.find(region); known != table_.regions_.end()) return &*known;
    if (const auto fault = find_region_fault(region, rules_)) fail(path, fault->expected, fault->remedy);
    return &*table_.regions_.insert(region).first;
  }

  std::vector<PriceTier> read_tiers(const JsonValue& value, const Path& path) const {
    std::vector<PriceTier> tiers;
    if (value.is_array()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) tiers.push_back(read_tier(value.items()[i], i));
    } else {
      tiers.push_back({Rational(), std::nullopt, Money(price_of(value, path), table_.header_.currency())});
    }
    if (const std::optional<TierFault> fault = find_tier_fault(tiers)) {
      throw ParseError(place(path).location(), fault->expected, fault->found);
    }
    return tiers;
  }

  PriceTier read_tier(const JsonValue& tier, std::size_t index) const {
    if (tier.items().size() != 3) fail({price_column, index}, "an array of begin, end (or null) and price");
    std::optional<Rational> end;
    if (!tier.items()[1].is_null()) end = bound_of(tier.items()[1], {price_column, index, 1});
    return {bound_of(tier.items()[0], {price_column, index, 0}), end,
            Money(price_of(tier.items()[2], {price_column, index, 2}), table_.header_.currency())};
  }

  Rational bound_of(const JsonValue& value, const Path& path) const {
    if (!value.is_number()) fail(path, "a number of units a month");
    return parse_number(value, path);
  }

  Rational price_of(const JsonValue& value, const Path& path) const {
    if (!value.is_string()) fail(path, "a price as text, such as \"0.0464\"", "Put the number in quotes");
    return parse_number(value, path);
  }

  Rational parse_number(const JsonValue& value, const Path& path) const {
    try {
      return Rational::parse(value.text());
    } catch (const InvalidInputError& error) {
      fail(path, error.allowed());
    }
  }

  JsonCursor place(const Path& path) const {
    const JsonCursor table = at_.grid ? root_.at("grids").items()[*at_.grid] : root_;
    JsonCursor cursor = table.at("rows").items()[at_.row];
    for (std::size_t index : path) cursor = cursor.items()[index];
    return cursor;
  }

  [[noreturn]] void fail(const Path& path, const std::string& expected, const std::string& remedy = {}) const {
    place(path).fail(expected, remedy);
  }

  std::string place_of_row(std::uint32_t index) const {
    const Place& row = places_[index];
    const std::string grid = row.grid ? "grids[" + std::to_string(*row.grid) + "]." : "";
    return root_.file() + " at $." + grid + "rows[" + std::to_string(row.row) + "]";
  }

  struct Place {
    std::optional<std::size_t> grid;
    std::size_t row = 0;
  };

  const JsonValue& document_;
  JsonCursor root_;
  const PriceTableRules& rules_;
  PriceTable table_;
  Place at_;
  std::vector<Place> places_;
};

const std::vector<std::string>& price_table_members() {
  static const std::vector<std::string> names = {"table",      "currency", "provenance", "units",
                                                 "tier_units", "rows",     "grids"};
  return names;
}

PriceTable PriceTable::parse(const JsonValue& document, const std::string& file, const PriceTableRules& rules) {
  return PriceTableReader(document, file, rules).read();
}

PriceTable PriceTable::parse(std::string_view text, const std::string& file, const PriceTableRules& rules) {
  return parse(parse_table_document(text, file, price_table_members()), file, rules);
}

}  // namespace container_tco
