#pragma once
// Prices with their provenance, instance types, regions and labour tables. A lookup finds one row or throws: a missing
// price is never zero, and of several matches none is taken. Immutable and cheap to copy; safe to share between
// threads.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/pricebook/instance_type.hpp"
#include "container_tco/pricebook/labour.hpp"
#include "container_tco/pricebook/price_row.hpp"
#include "container_tco/pricebook/region_table.hpp"
#include "container_tco/quantity/money.hpp"

namespace container_tco {

class PriceBook {
 public:
  /// The tables in this library. Cheap: a table is read when it is first asked for.
  static PriceBook bundled();
  /// A book on disk: a folder with `price_book.json`, or that file. Reads and checks all of it. Throws FileError,
  /// ParseError, AmbiguousPriceError.
  static PriceBook load(const std::string& path);

  const std::string& version() const;
  /// "sha256:…" over the tables, in manifest order, and any prices laid on top.
  const std::string& digest() const;
  const std::string& origin() const;  ///< "bundled" or the path.

  /// The row for `key` in `region`. Throws PriceNotFoundError naming the nearest regions that have the key, or the
  /// nearest keys of the region; InvalidInputError for a region that the book does not have, as do the next two.
  PriceRow price(const std::string& key, const std::string& region) const;
  std::optional<PriceRow> find_price(const std::string& key, const std::string& region) const;
  /// Rows whose key starts with `key_prefix` (all when empty), of one region or of all, by region and key.
  std::vector<PriceRow> prices(const std::string& key_prefix, const std::optional<std::string>& region = {}) const;

  /// Types whose architecture is unknown are left out: no image can be matched with them.
  const std::vector<InstanceType>& instance_types() const;
  /// Throws InvalidInputError naming the nearest types.
  const InstanceType& instance_type(const std::string& name) const;
  const std::vector<Region>& regions() const;
  /// Throws InvalidInputError naming the nearest regions.
  const Region& region(const std::string& code) const;
  const LabourProfile& labour() const;

  /// This book with `rows` in place of the rows of the same key and region. Throws AmbiguousPriceError when two of
  /// `rows` share both; InvalidInputError for an unknown region, a price that is not above zero, tiers with gaps, and
  /// another unit than that of the row which is replaced.
  PriceBook with_prices(const std::vector<PriceRow>& rows) const;
  /// Rows of an overlay file: a price table (schema: pricing/schema/price_table.schema.json), or the shorter
  /// {"prices": [{"key", "region", "unit_price", "unit", "currency", "source", "as_of", "note"}]}, whose last four may
  /// be left out: the currency is then that of the region. Throws ParseError, AmbiguousPriceError.
  static std::vector<PriceRow> parse_prices(const std::string& json_text, const std::string& file = "<text>");

 private:
  struct State;
  explicit PriceBook(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

/// The JSON Schema of a price table.
std::string price_table_schema();

}  // namespace container_tco
