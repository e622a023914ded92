#include "container_tco/pricebook/spot_table.hpp"

#include <algorithm>
#include <charconv>

#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {

// Spells out a path only for a complaint, like the reader of price tables.
class SpotTableReader {
 public:
  SpotTableReader(const JsonValue& document, const std::string& file, const PriceTableRules& rules)
      : root_(document, file), rules_(rules), table_(TableHeader(root_, rules)) {}

  SpotTable read() {
    grids_ = rows_of(root_, "grids");
    std::size_t count = 0;
    for (const JsonCursor& grid : grids_) count += grid.at("rows").value().items().size();
    table_.rows_.reserve(count);
    table_.index_.reserve(count);
    for (const JsonCursor& grid : grids_) read_grid(grid);
    table_.made_ = MadeRows<SpotObservation>(table_.rows_.size());
    return std::move(table_);
  }

 private:
  using Row = SpotTable::Row;

  void read_grid(const JsonCursor& grid) {
    grid.expect_only({"region", "key", "provenance", "interruption_provenance", "columns", "rows"});
    if (grid.at("rows").value().items().empty()) rows_of(grid, "rows");
    grid_ = &grid;
    Row head{"", region_of(grid.at("region")), 0, provenance_of(grid.at("provenance")), {}, {}, {}, {}, {}};
    if (const auto origin = grid.find("interruption_provenance")) head.interruption_provenance = provenance_of(*origin);
    const JsonCursor key = grid.at("key");
    if (!key.text().ends_with("/*")) key.fail("a key whose last part is '*'");
    prefix_ = key.text().substr(0, key.text().size() - 1);
    read_columns(grid);
    const std::vector<JsonValue>& rows = grid.value().find("rows")->items();
    for (row_ = 0; row_ < rows.size(); ++row_) read_row(head, rows[row_].items());
  }

  const std::string* region_of(const JsonCursor& value) {
    if (const auto fault = find_region_fault(value.text(), rules_)) value.fail(fault->expected, fault->remedy);
    return &*table_.regions_.insert(value.text()).first;
  }

  std::uint32_t provenance_of(const JsonCursor& id) const {
    const auto found = table_.header_.provenance_of(id.text());
    if (!found) id.fail("an id that stands in 'provenance'");
    return *found;
  }

  void read_columns(const JsonCursor& grid) {
    columns_.clear();
    for (const JsonCursor& column : rows_of(grid, "columns")) {
      const auto known = std::find(spot_columns.begin(), spot_columns.end(), column.text());
      if (known == spot_columns.end()) {
        column.fail("one of the columns " +
                    join_alternatives(std::vector<std::string>(spot_columns.begin(), spot_columns.end())));
      }
      const auto index = static_cast<std::size_t>(known - spot_columns.begin());
      if (std::find(columns_.begin(), columns_.end(), index) != columns_.end()) column.fail("each column once");
      columns_.push_back(index);
    }
  }

  void read_row(const Row& head, const std::vector<JsonValue>& cells) {
    if (cells.size() != columns_.size() + 1) {
      place().fail("an array of the rest of the key and " + std::to_string(columns_.size()) + " values, one a column");
    }
    if (!cells[0].is_string()) place(0).fail("text");
    Row row = head;
    row.key = prefix_ + cells[0].text();
    if (const auto fault = find_key_fault(row.key, rules_)) place(0).fail(fault->expected, fault->remedy);
    const auto unit = table_.header_.unit_of(row.key);
    if (!unit) place(0).fail("a key whose unit stands in 'units'");
    row.unit = *unit;
    bool is_empty = true;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (cells[i + 1].is_null()) continue;
      is_empty = false;
      read_cell(row, columns_[i], cells[i + 1], i + 1);
    }
    if (is_empty) place().fail("at least one figure in the row");
    add(std::move(row));
  }

  void read_cell(Row& row, std::size_t column, const JsonValue& cell, std::size_t index) const {
    if (column < row.prices.size()) {
      row.prices[column] = read_price(cell, index);
    } else if (column == 5) {
      row.snapshots = read_count(cell, index, 0, 1'000'000'000);
    } else if (column == 6) {
      row.saving_percent = read_count(cell, index, least_saving_percent, 100);
    } else if (cell.is_string() && is_interruption_band(cell.text())) {
      row.interruption_band = cell.text();
    } else {
      place(index).fail("null or one of the bands " + interruption_bands());
    }
  }

  std::string read_price(const JsonValue& cell, std::size_t index) const {
    if (!cell.is_string()) place(index).fail("a price as text, such as \"0.0464\", or null");
    try {
      const Rational price = Rational::parse(cell.text());
      if (!price.is_zero() && !price.is_negative()) return cell.text();
    } catch (const InvalidInputError& error) {
      place(index).fail(error.allowed());
    }
    place(index).fail("a price above zero");
  }

  std::int64_t read_count(const JsonValue& cell, std::size_t index, std::int64_t least, std::int64_t largest) const {
    std::int64_t number = 0;
    const char* end = cell.text().data() + cell.text().size();
    const auto [rest, error] = std::from_chars(cell.text().data(), end, number);
    const bool is_whole = cell.is_number() && error == std::errc() && rest == end;
    if (is_whole && number >= least && number <= largest) return number;
    place(index).fail("a whole number from " + std::to_string(least) + " to " + std::to_string(largest) + ", or null");
  }

  void add(Row row) {
    const auto index = static_cast<std::uint32_t>(table_.rows_.size());
    table_.rows_.push_back(std::move(row));
    const Row& added = table_.rows_.back();
    if (!table_.index_.emplace(RowName{added.key, *added.region}, index).second)
      place(0).fail("each key of a region once");
  }

  JsonCursor place() const { return grid_->at("rows").items()[row_]; }
  JsonCursor place(std::size_t cell) const { return place().items()[cell]; }

  JsonCursor root_;
  const PriceTableRules& rules_;
  SpotTable table_;
  std::vector<JsonCursor> grids_;
  const JsonCursor* grid_ = nullptr;
  std::string prefix_;
  std::vector<std::size_t> columns_;  // Of the grid: where each stands in spot_columns.
  std::size_t row_ = 0;
};

SpotTable SpotTable::parse(std::string_view text, const std::string& file, const PriceTableRules& rules) {
  const JsonValue document = parse_table_document(text, file, {"table", "currency", "provenance", "units", "grids"});
  return SpotTableReader(document, file, rules).read();
}

SpotObservation SpotTable::to_observation(const Row& row) const {
  const auto price = [&](std::size_t column) -> std::optional<Money> {
    if (row.prices[column].empty()) return std::nullopt;
    return Money(Rational::parse(row.prices[column]), header_.currency());
  };
  SpotObservation observation{
      row.key,  *row.region,   header_.unit(row.unit).unit, price(0), price(1), price(2), price(3),
      price(4), row.snapshots, row.saving_percent};
  observation.interruption_band = row.interruption_band;
  observation.provenance = header_.provenance(row.provenance);
  if (row.interruption_provenance) {
    observation.interruption_provenance = header_.provenance(*row.interruption_provenance);
  }
  return observation;
}

const SpotObservation* SpotTable::find(std::string_view key, std::string_view region) const {
  const auto found = index_.find({key, region});
  if (found == index_.end()) return nullptr;
  return &made_.get(found->second, [&] { return to_observation(rows_[found->second]); });
}

std::vector<SpotObservation> SpotTable::rows(std::string_view key_prefix,
                                             const std::optional<std::string>& region) const {
  std::vector<SpotObservation> found;
  for (const Row& row : rows_) {
    const bool wanted = std::string_view(row.key).starts_with(key_prefix) && (!region || *row.region == *region);
    if (wanted) found.push_back(to_observation(row));
  }
  return found;
}

std::vector<RowName> SpotTable::names() const {
  std::vector<RowName> names;
  names.reserve(rows_.size());
  for (const Row& row : rows_) names.push_back({row.key, *row.region});
  return names;
}

}  // namespace container_tco
