#include "container_tco/pricebook/price_list.hpp"

#include <map>
#include <utility>

#include "container_tco/pricebook/price_table.hpp"
#include "container_tco/pricebook/region_table.hpp"
#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {
namespace {

Currency currency_of(const JsonCursor& entry, const std::string& region, const RegionTable& regions) {
  if (const std::optional<JsonCursor> stated = entry.find("currency")) return read_currency(*stated);
  if (regions.has(region)) return regions.region(region).currency;
  throw ParseError(entry.location(), "a member 'currency'", "none",
                   "The bundled book has no region " + printable(region) + " from which to take it");
}

PriceRow read_entry(const JsonCursor& entry, const RegionTable& regions) {
  entry.expect_only({"key", "region", "unit_price", "unit", "currency", "source", "as_of", "confidence", "note"});
  const JsonCursor key = entry.at("key");
  if (!is_price_key(key.text())) key.fail("a key such as 'fargate/ecs/linux/x86_64/vcpu'");
  const std::string region = name_text(entry.at("region"), "-", "a region code such as 'us-east-1'");
  const JsonCursor price = entry.at("unit_price");
  const Money amount(price.decimal(), currency_of(entry, region, regions));
  if (amount.amount().is_zero() || amount.amount().is_negative()) price.fail("a price above zero");
  return {key.text(),
          region,
          read_unit(entry.at("unit")),
          {{Rational(), std::nullopt, amount}},
          read_provenance(entry, ProvenanceRule::optional)};
}

std::vector<PriceRow> read_price_list(const JsonCursor& root, const RegionTable& regions) {
  std::vector<PriceRow> rows;
  std::map<std::pair<std::string, std::string>, std::string> places;
  for (const JsonCursor& entry : rows_of(root, "prices")) {
    rows.push_back(read_entry(entry, regions));
    const std::string place = root.file() + " at " + entry.path();
    const auto [first, is_new] = places.emplace(std::pair(rows.back().region, rows.back().key), place);
    if (!is_new) throw AmbiguousPriceError(rows.back().key, rows.back().region, {first->second, place});
  }
  return rows;
}

}  // namespace

std::vector<PriceRow> parse_price_rows(const std::string& json_text, const std::string& file,
                                       const RegionTable& regions) {
  std::vector<std::string> members = price_table_members();
  members.push_back("prices");
  const JsonValue document = parse_table_document(json_text, file, members, SchemaVersionRule::optional);
  const JsonCursor root(document, file);
  if (root.has("prices")) {
    root.expect_only({"schema_version", "prices"});
    return read_price_list(root, regions);
  }
  if (!root.has("rows") && !root.has("grids")) {
    throw ParseError(root.location(), "a member 'prices', or the 'rows' of a price table", "none");
  }
  const JsonValue table = parse_table_document(json_text, file, price_table_members());
  return PriceTable::parse(table, file, {nullptr, {}, {}, ProvenanceRule::optional}).rows("", std::nullopt);
}

}  // namespace container_tco
