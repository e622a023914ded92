#include "container_tco/pricebook/price_book.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/book_folder.hpp"
#include "container_tco/pricebook/book_tables.hpp"
#include "container_tco/pricebook/price_list.hpp"
#include "container_tco/pricebook/sha256.hpp"

namespace container_tco {

// Generated from the tables in pricing/.
std::optional<std::string> bundled_table(std::string_view path);
std::string bundled_table_digest();

namespace {

using OwnPrices = std::map<std::pair<std::string, std::string>, PriceRow>;  // by region and key

std::string embedded_text(const std::string& path) {
  if (std::optional<std::string> text = bundled_table(path)) return *std::move(text);
  throw InternalError("the embedded price book has the table " + path);
}

std::string overlay_digest(const std::string& base, const OwnPrices& own) {
  if (own.empty()) return base;
  Sha256 hash;
  hash.add(base);
  for (const auto& [name, row] : own) {
    const std::string bytes = canonical_bytes(row);
    hash.add("\n" + std::to_string(bytes.size()) + ":").add(bytes);
  }
  return "sha256:" + hash.hex();
}

void sort_by_region_and_key(std::vector<PriceRow>& rows) {
  std::sort(rows.begin(), rows.end(),
            [](const PriceRow& a, const PriceRow& b) { return std::tie(a.region, a.key) < std::tie(b.region, b.key); });
}

}  // namespace

struct PriceBook::State {
  std::string origin;
  std::string tables_digest;
  std::shared_ptr<const BookTables> tables;
  OwnPrices own = {};
  std::string digest = tables_digest;

  std::optional<PriceRow> find(const std::string& key, const std::string& region_code) const {
    tables->regions().region(region_code);
    if (const auto found = own.find({region_code, key}); found != own.end()) return found->second;
    return tables->find(key, region_code);
  }

  std::vector<std::string> candidates(const std::string& key, const std::string& region_code) const {
    std::vector<std::string> elsewhere = tables->regions_with(key);
    std::vector<std::string> keys = tables->keys(region_code);
    for (const auto& [name, row] : own) {
      if (row.key == key) elsewhere.push_back(row.region);
      if (row.region == region_code) keys.push_back(row.key);
    }
    std::vector<std::string>& names = elsewhere.empty() ? keys : elsewhere;
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    if (elsewhere.empty()) return nearest_names(key, keys);
    std::vector<std::string> nearest = nearest_names(region_code, elsewhere);
    for (std::string& code : nearest) code = key + " in " + code;
    return nearest;
  }
};

PriceBook PriceBook::bundled() {
  static const std::shared_ptr<const State> state = [] {
    Manifest manifest = parse_manifest(embedded_text("price_book.json"), "price_book.json");
    auto tables = std::make_shared<const BookTables>(std::move(manifest), "", embedded_text);
    return std::make_shared<const State>(State{"bundled", "sha256:" + bundled_table_digest(), std::move(tables)});
  }();
  return PriceBook(state);
}

PriceBook PriceBook::load(const std::string& path) {
  BookFolder book = read_book_folder(path);
  auto texts = std::make_shared<const std::map<std::string, std::string>>(std::move(book.texts));
  auto tables = std::make_shared<const BookTables>(std::move(book.manifest), book.folder,
                                                   [texts](const std::string& table) { return texts->at(table); });
  tables->check();
  return PriceBook(std::make_shared<const State>(State{path, "sha256:" + book.digest, std::move(tables)}));
}

const std::string& PriceBook::version() const { return state_->tables->manifest().version; }
const std::string& PriceBook::digest() const { return state_->digest; }
const std::string& PriceBook::origin() const { return state_->origin; }

PriceRow PriceBook::price(const std::string& key, const std::string& region) const {
  if (std::optional<PriceRow> row = find_price(key, region)) return *std::move(row);
  throw PriceNotFoundError(key, region, state_->candidates(key, region));
}

std::optional<PriceRow> PriceBook::find_price(const std::string& key, const std::string& region) const {
  return state_->find(key, region);
}

std::vector<PriceRow> PriceBook::prices(const std::string& key_prefix, const std::optional<std::string>& region) const {
  if (region) this->region(*region);
  std::vector<PriceRow> rows = state_->tables->rows(key_prefix, region);
  if (!state_->own.empty())
    std::erase_if(rows, [&](const PriceRow& row) { return state_->own.contains({row.region, row.key}); });
  for (const auto& [name, row] : state_->own) {
    if (row.key.starts_with(key_prefix) && (!region || row.region == *region)) rows.push_back(row);
  }
  sort_by_region_and_key(rows);
  return rows;
}

const std::vector<InstanceType>& PriceBook::instance_types() const { return state_->tables->instances().types(); }

const InstanceType& PriceBook::instance_type(const std::string& name) const {
  return state_->tables->instances().type(name);
}

const std::vector<Region>& PriceBook::regions() const { return state_->tables->regions().regions(); }
const Region& PriceBook::region(const std::string& code) const { return state_->tables->regions().region(code); }
const LabourProfile& PriceBook::labour() const { return state_->tables->labour(); }

PriceBook PriceBook::with_prices(const std::vector<PriceRow>& rows) const {
  State state = *state_;
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const PriceRow& row = rows[i];
    require_valid(row);
    region(row.region);
    const std::pair name(row.region, row.key);
    const auto [first, is_new] = places.emplace(name, i);
    if (!is_new) {
      throw AmbiguousPriceError(row.key, row.region,
                                {"row " + std::to_string(first->second + 1), "row " + std::to_string(i + 1)});
    }
    const std::optional<PriceRow> replaced = state_->find(row.key, row.region);
    if (replaced && !(replaced->unit == row.unit)) {
      throw InvalidInputError("unit of " + row.key + " in " + row.region, row.unit.name(), replaced->unit.name());
    }
    // A row equal to the table's own changes nothing, so it must not change the digest either.
    const bool changes_tables = state_->tables->find(row.key, row.region) != std::optional(row);
    state.own.erase(name);
    if (changes_tables) state.own.emplace(name, row);
  }
  state.digest = overlay_digest(state.tables_digest, state.own);
  return PriceBook(std::make_shared<const State>(std::move(state)));
}

std::vector<PriceRow> PriceBook::parse_prices(const std::string& json_text, const std::string& file) {
  return parse_price_rows(json_text, file, bundled().state_->tables->regions());
}

}  // namespace container_tco
