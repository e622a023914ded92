#include "container_tco/pricebook/price_book.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/book_folder.hpp"
#include "container_tco/pricebook/price_book_state.hpp"
#include "container_tco/pricebook/price_list.hpp"
#include "container_tco/pricebook/sha256.hpp"

namespace container_tco {

// Generated from the tables in pricing/.
std::optional<std::string> bundled_table(std::string_view path);
std::string bundled_table_digest();

namespace {

std::string embedded_text(const std::string& path) {
  if (std::optional<std::string> text = bundled_table(path)) return *std::move(text);
  throw InternalError("the embedded price book has the table " + path);
}

template <typename Row>
void add_rows(Sha256& hash, const OwnRows<Row>& rows) {
  for (const auto& [name, row] : rows) {
    const std::string bytes = canonical_bytes(*row);
    hash.add("\n" + std::to_string(bytes.size()) + ":").add(bytes);
  }
}

// `rows` with those of the user in place of the tables', by region and key.
template <typename Row>
std::vector<Row> merged(std::vector<Row> rows, const OwnRows<Row>& own, const std::string& key_prefix,
                        const std::optional<std::string>& region) {
  std::erase_if(rows, [&](const Row& row) { return own.find(row.key, row.region) != nullptr; });
  for (const auto& [name, row] : own) {
    if (row->key.starts_with(key_prefix) && (!region || row->region == *region)) rows.push_back(*row);
  }
  std::sort(rows.begin(), rows.end(),
            [](const Row& a, const Row& b) { return std::tie(a.region, a.key) < std::tie(b.region, b.key); });
  return rows;
}

template <typename Row>
void require_valid_and_unique(const PriceBook& book, const std::vector<Row>& rows) {
  std::unordered_map<RowName, std::size_t, RowNameHash> places;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    require_valid(rows[i]);
    book.region(rows[i].region);
    const auto [first, is_new] = places.emplace(RowName{rows[i].key, rows[i].region}, i);
    if (is_new) continue;
    throw AmbiguousPriceError(rows[i].key, rows[i].region,
                              {"row " + std::to_string(first->second + 1), "row " + std::to_string(i + 1)});
  }
}

// A row equal to the table's own changes nothing, so it must not change the digest either.
template <typename Row>
void lay_on_top(OwnRows<Row>& own, const Row& row, const Row* in_tables) {
  own.remove(row);
  if (in_tables == nullptr || !(*in_tables == row)) own.put(row);
}

template <typename Row>
void require_same_unit(const Row& row, const Row* replaced) {
  if (replaced == nullptr || replaced->unit == row.unit) return;
  throw InvalidInputError("unit of " + row.key + " in " + row.region, row.unit.name(), replaced->unit.name());
}

}  // namespace

const PriceRow* PriceBook::State::find(std::string_view key, std::string_view region) const {
  if (const PriceRow* row = own.find(key, region)) return row;
  if (const PriceRow* row = tables->find(key, region)) return row;
  tables->regions().region(std::string(region));
  return nullptr;
}

const SpotObservation* PriceBook::State::find_spot(std::string_view key, std::string_view region) const {
  if (const SpotObservation* row = own_spot.find(key, region)) return row;
  if (const SpotObservation* row = tables->find_spot(key, region)) return row;
  tables->regions().region(std::string(region));
  return nullptr;
}

std::vector<std::string> PriceBook::State::candidates(const std::string& key, const std::string& region) const {
  std::vector<std::string> elsewhere = tables->regions_with(key);
  for (const auto& [name, row] : own) {
    if (row->key == key) elsewhere.push_back(row->region);
  }
  std::sort(elsewhere.begin(), elsewhere.end());
  elsewhere.erase(std::unique(elsewhere.begin(), elsewhere.end()), elsewhere.end());
  std::vector<std::string> nearest = nearest_names(region, elsewhere);
  for (std::string& code : nearest) code = key + " in " + code;
  if (!nearest.empty()) return nearest;

  std::vector<std::string> keys = tables->keys_like(key, region);
  for (const auto& [name, row] : own) {
    if (row->region == region) keys.push_back(row->key);
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return nearest_names(key, keys);
}

void PriceBook::State::update_digest() {
  digest = tables_digest;
  if (own.empty() && own_spot.empty()) return;
  Sha256 hash;
  hash.add(tables_digest);
  add_rows(hash, own);
  add_rows(hash, own_spot);
  digest = "sha256:" + hash.hex();
}

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

const PriceRow& PriceBook::price(std::string_view key, std::string_view region) const {
  if (const PriceRow* row = state_->find(key, region)) return *row;
  const std::string missing(key);
  const std::string code(region);
  throw PriceNotFoundError(missing, code, state_->candidates(missing, code));
}

const PriceRow* PriceBook::find_price(std::string_view key, std::string_view region) const {
  return state_->find(key, region);
}

std::vector<PriceRow> PriceBook::prices(const std::string& key_prefix, const std::optional<std::string>& region) const {
  if (region) this->region(*region);
  return merged(state_->tables->rows(key_prefix, region), state_->own, key_prefix, region);
}

const SpotObservation* PriceBook::find_spot(std::string_view key, std::string_view region) const {
  return state_->find_spot(key, region);
}

std::vector<SpotObservation> PriceBook::spot_observations(const std::string& key_prefix,
                                                          const std::optional<std::string>& region) const {
  if (region) this->region(*region);
  return merged(state_->tables->spot_rows(key_prefix, region), state_->own_spot, key_prefix, region);
}

const std::vector<InstanceType>& PriceBook::instance_types() const { return state_->tables->instances().types(); }

const InstanceType& PriceBook::instance_type(const std::string& name) const {
  return state_->tables->instances().type(name);
}

const std::vector<Region>& PriceBook::regions() const { return state_->tables->regions().regions(); }
const Region& PriceBook::region(const std::string& code) const { return state_->tables->regions().region(code); }
const LabourProfile& PriceBook::labour() const { return state_->tables->labour(); }
const CommitmentRatios& PriceBook::commitment_ratios() const { return state_->tables->commitment_ratios(); }
const std::vector<ManagementFeeRule>& PriceBook::management_fees() const { return state_->tables->management_fees(); }
const std::vector<KubernetesVersion>& PriceBook::kubernetes_versions() const {
  return state_->tables->kubernetes_versions();
}

PriceBook PriceBook::with_prices(const std::vector<PriceRow>& rows) const {
  require_valid_and_unique(*this, rows);
  State state = *state_;
  for (const PriceRow& row : rows) {
    require_same_unit(row, state_->find(row.key, row.region));
    lay_on_top(state.own, row, state_->tables->find(row.key, row.region));
  }
  state.update_digest();
  return PriceBook(std::make_shared<const State>(std::move(state)));
}

PriceBook PriceBook::with_spot(const std::vector<SpotObservation>& observations) const {
  require_valid_and_unique(*this, observations);
  State state = *state_;
  for (const SpotObservation& row : observations) {
    require_same_unit(row, state_->find_spot(row.key, row.region));
    lay_on_top(state.own_spot, row, state_->tables->find_spot(row.key, row.region));
  }
  state.update_digest();
  return PriceBook(std::make_shared<const State>(std::move(state)));
}

std::vector<PriceRow> PriceBook::parse_prices(const std::string& json_text, const std::string& file) {
  return parse_price_rows(json_text, file, bundled().state_->tables->regions());
}

}  // namespace container_tco
