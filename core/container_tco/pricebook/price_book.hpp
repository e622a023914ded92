#pragma once
// Prices with their provenance, Spot observations, instance types, regions and labour tables. A lookup finds one row or
// throws: a missing price is never zero, and of several matches none is taken. Immutable and cheap to copy; safe to
// share between threads.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "container_tco/pricebook/commitment_ratios.hpp"
#include "container_tco/pricebook/instance_type.hpp"
#include "container_tco/pricebook/kubernetes_version.hpp"
#include "container_tco/pricebook/labour.hpp"
#include "container_tco/pricebook/management_fee_table.hpp"
#include "container_tco/pricebook/price_row.hpp"
#include "container_tco/pricebook/region_table.hpp"
#include "container_tco/pricebook/spot_observation.hpp"
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

  /// The row for `key` in `region`, which lives as long as any copy of the book: in constant time, and without an
  /// allocation once it was found before. Throws PriceNotFoundError naming the nearest regions that have the key, or
  /// the nearest keys of the region; InvalidInputError for a region that the book does not have, as do the next two.
  const PriceRow& price(std::string_view key, std::string_view region) const;
  /// The same; nullptr when there is no such price.
  const PriceRow* find_price(std::string_view key, std::string_view region) const;
  /// Rows whose key starts with `key_prefix` (all when empty), of one region or of all, by region and key.
  std::vector<PriceRow> prices(const std::string& key_prefix, const std::optional<std::string>& region = {}) const;

  /// Types whose architecture is unknown are left out: no image can be matched with them.
  const std::vector<InstanceType>& instance_types() const;
  /// Throws InvalidInputError naming the nearest types.
  const InstanceType& instance_type(const std::string& name) const;
  /// Regions and zones.
  const std::vector<Region>& regions() const;
  /// Throws InvalidInputError naming the nearest regions.
  const Region& region(const std::string& code) const;
  const LabourProfile& labour() const;
  /// Of Amazon EKS, in the order of the table; empty when the book has none.
  const std::vector<KubernetesVersion>& kubernetes_versions() const;
  /// What is known of commitments beside their prices, and the rules of management fees; empty when the book has none.
  const CommitmentRatios& commitment_ratios() const;
  const std::vector<ManagementFeeRule>& management_fees() const;

  /// What Spot capacity was observed to cost; never found as a price. nullptr when nothing is known; lives as long as
  /// any copy of the book. Throws InvalidInputError for a region that the book does not have, as does the next.
  const SpotObservation* find_spot(std::string_view key, std::string_view region) const;
  /// Observations whose key starts with `key_prefix` (all when empty), of one region or of all, by region and key.
  std::vector<SpotObservation> spot_observations(const std::string& key_prefix,
                                                 const std::optional<std::string>& region = {}) const;

  /// This book with `rows` in place of the rows of the same key and region. Throws AmbiguousPriceError when two of
  /// `rows` share both; InvalidInputError for an unknown region, a price that is not above zero, tiers with gaps, and
  /// another unit than that of the row which is replaced.
  PriceBook with_prices(const std::vector<PriceRow>& rows) const;
  /// This book with `observations` in place of those of the same key and region. Throws as `with_prices` does.
  PriceBook with_spot(const std::vector<SpotObservation>& observations) const;
  /// Rows of an overlay file: a price table (schema: pricing/schema/price_table.schema.json), or the shorter
  /// {"prices": [{"key", "region", "unit_price", "unit", "currency", "source", "as_of", "note"}]}, whose last four may
  /// be left out: the currency is then that of the region. Throws ParseError, AmbiguousPriceError.
  static std::vector<PriceRow> parse_prices(const std::string& json_text, const std::string& file = "<text>");

 private:
  struct State;
  friend class BookWriter;
  explicit PriceBook(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

/// The JSON Schema of a price table.
std::string price_table_schema();

}  // namespace container_tco
