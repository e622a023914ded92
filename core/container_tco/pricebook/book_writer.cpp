#include "container_tco/pricebook/book_writer.hpp"

#include <algorithm>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/book_tables.hpp"
#include "container_tco/pricebook/price_book_state.hpp"
#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {
namespace {

const Currency* currency_of(const PriceRow& row) { return &row.tiers.front().price.currency(); }

const Currency* currency_of(const SpotObservation& row) {
  for (const std::optional<Money>* price : {&row.average, &row.last, &row.minimum, &row.median, &row.maximum}) {
    if (*price) return &(*price)->currency();
  }
  return nullptr;
}

// What the bounds of the row's tiers count; nothing where the table does not matter.
std::optional<std::string> tier_unit_of(const PriceRow& row) {
  if (!row.is_tiered()) return std::nullopt;
  return row.tier_unit;
}
std::optional<std::string> tier_unit_of(const SpotObservation&) { return std::nullopt; }

// Whether a table so laid out says of the row what the row says of itself. A key without a unit gets one.
template <typename Row>
bool adopt(TableLayout& layout, const Row& row) {
  const Currency* currency = currency_of(row);
  if (currency != nullptr && !(*currency == layout.currency)) return false;
  const std::optional<std::string> tier_unit = tier_unit_of(row);
  const std::optional<std::string> entry = layout.unit_entry(row.key);
  if (!entry) {
    layout.units.emplace(row.key, row.unit.name());
    if (tier_unit && !tier_unit->empty()) layout.tier_units.emplace(row.key, *tier_unit);
    return true;
  }
  if (!(PricingUnit::parse(layout.units.at(*entry)) == row.unit)) return false;
  const auto known = layout.tier_units.find(*entry);
  return !tier_unit || *tier_unit == (known == layout.tier_units.end() ? std::string() : known->second);
}

// The parts of a key that a manifest states of a table: its service and kind, of EC2 also how it is bought.
std::string prefix_of(const std::string& key) {
  std::size_t end = std::string::npos;
  std::size_t parts = key.starts_with("ec2/") ? 3 : 2;
  for (std::size_t from = 0; parts > 0; --parts, from = end + 1) {
    end = key.find('/', from);
    if (end == std::string::npos) return key;
  }
  return key.substr(0, end + 1);
}

std::string table_name(const PriceRow& row, std::size_t number) {
  const std::string service = row.key.substr(0, row.key.find('/'));
  return number == 1 ? service : service + "-" + std::to_string(number);
}

std::string table_name(const SpotObservation& row, std::size_t number) {
  return "spot/" + row.region + (number == 1 ? "" : "-" + std::to_string(number));
}

std::vector<PriceRow> rows_of(const BookTables& tables, const TableEntry& entry, const PriceRow*) {
  return tables.rows_of(entry);
}
std::vector<SpotObservation> rows_of(const BookTables& tables, const TableEntry& entry, const SpotObservation*) {
  return tables.spot_rows_of(entry);
}
std::string text_of(const TableLayout& layout, const std::vector<PriceRow>& rows) {
  return price_table_text(layout, rows);
}
std::string text_of(const TableLayout& layout, const std::vector<SpotObservation>& rows) {
  return spot_table_text(layout, rows);
}
TableKind kind_of(const PriceRow&) { return TableKind::prices; }
TableKind kind_of(const SpotObservation&) { return TableKind::spot; }

}  // namespace

template <typename Row>
BookWriter::Table<Row> BookWriter::read_table(const TableEntry& entry) const {
  const BookTables::TableText table = tables_.table_of(entry);
  const Row* kind = nullptr;
  return {entry, read_layout(parse_json(table.text, table.name), table.name), rows_of(tables_, entry, kind)};
}

BookWriter::BookWriter(const PriceBook& book) : book_(book), tables_(*book.state_->tables) {
  for (const TableEntry& entry : tables_.manifest().tables) {
    if (entry.kind == TableKind::prices) {
      prices_.push_back(read_table<PriceRow>(entry));
    } else if (entry.kind == TableKind::spot) {
      spot_.push_back(read_table<SpotObservation>(entry));
    } else {
      texts_.tables.emplace(entry.path, tables_.table_of(entry).text);
    }
  }
}

template <typename Row>
void BookWriter::merge(const OwnRows<Row>& own, std::vector<Table<Row>>& tables) const {
  if (own.empty()) return;
  for (Table<Row>& table : tables) {
    std::erase_if(table.rows, [&](const Row& row) { return own.find(row.key, row.region) != nullptr; });
    std::erase_if(table.layout.prices_as_read,
                  [&](const auto& price) { return own.find(price.first.second, price.first.first) != nullptr; });
  }
  for (const auto& [name, row] : own) {
    Table<Row>& table = table_for(*row, tables);
    table.rows.push_back(*row);
    if (table.entry.has_prefix_of(row->key)) continue;
    table.entry.keys.push_back(prefix_of(row->key));
    std::sort(table.entry.keys.begin(), table.entry.keys.end());
  }
}

template <typename Row>
BookWriter::Table<Row>& BookWriter::table_for(const Row& row, std::vector<Table<Row>>& tables) const {
  for (Table<Row>& table : tables) {
    if (table.entry.may_hold(row.key, row.region) && adopt(table.layout, row)) return table;
  }
  for (std::size_t number = 1;; ++number) {
    const std::string name = table_name(row, number);
    const std::string path = name + ".json";
    const auto table = std::find_if(tables.begin(), tables.end(), [&](const auto& t) { return t.entry.path == path; });
    if (table != tables.end()) {
      if (table->entry.allows(row.region) && adopt(table->layout, row)) return *table;
      continue;
    }
    const auto& listed = tables_.manifest().tables;
    if (std::any_of(listed.begin(), listed.end(), [&](const TableEntry& entry) { return entry.path == path; }))
      continue;
    const Currency* currency = currency_of(row);
    tables.push_back({{path, kind_of(row)}, {name, currency ? *currency : book_.region(row.region).currency}, {}});
    adopt(tables.back().layout, row);
    return tables.back();
  }
}

BookTexts BookWriter::finish(const std::string& version) {
  const Manifest& known = tables_.manifest();
  texts_.manifest = {version, known.description, {}};
  const auto add = [&](const auto& table) {
    if (table.rows.empty()) return;
    texts_.manifest.tables.push_back(table.entry);
    texts_.tables.emplace(table.entry.path, text_of(table.layout, table.rows));
  };
  // In the order of the book's own manifest, and new tables last.
  auto price = prices_.begin();
  auto spot = spot_.begin();
  for (const TableEntry& entry : known.tables) {
    if (entry.kind == TableKind::prices) {
      add(*price++);
    } else if (entry.kind == TableKind::spot) {
      add(*spot++);
    } else {
      texts_.manifest.tables.push_back(entry);
    }
  }
  std::for_each(price, prices_.end(), add);
  std::for_each(spot, spot_.end(), add);
  texts_.manifest_text = manifest_text(texts_.manifest);
  return std::move(texts_);
}

BookTexts BookWriter::texts_of(const PriceBook& book, const std::string& version) {
  if (!is_name(version, "-_.+")) throw InvalidInputError("version", version, "a version such as '2026-11-22'");
  BookWriter writer(book);
  writer.merge(book.state_->own, writer.prices_);
  writer.merge(book.state_->own_spot, writer.spot_);
  return writer.finish(version);
}

}  // namespace container_tco
