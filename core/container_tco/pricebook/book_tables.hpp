#pragma once
// The tables of one price book, each read when it is first asked for. Safe to share between threads.

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "container_tco/pricebook/commitment_ratios.hpp"
#include "container_tco/pricebook/found_rows.hpp"
#include "container_tco/pricebook/instance_table.hpp"
#include "container_tco/pricebook/kubernetes_version.hpp"
#include "container_tco/pricebook/labour.hpp"
#include "container_tco/pricebook/management_fee_table.hpp"
#include "container_tco/pricebook/manifest.hpp"
#include "container_tco/pricebook/opened_once.hpp"
#include "container_tco/pricebook/price_table.hpp"
#include "container_tco/pricebook/region_table.hpp"
#include "container_tco/pricebook/spot_table.hpp"
#include "container_tco/pricebook/table_routes.hpp"

namespace container_tco {

class BookTables {
 public:
  /// The text of the table at a path of the manifest.
  using Read = std::function<std::string(const std::string& path)>;
  struct TableText {
    std::string text;
    std::string name;  ///< For messages.
  };

  /// `place` goes before the path of a table in messages: "" or a folder with its final slash.
  BookTables(Manifest manifest, std::string place, Read read);
  BookTables(const BookTables&) = delete;
  BookTables& operator=(const BookTables&) = delete;

  const Manifest& manifest() const { return manifest_; }
  const RegionTable& regions() const;
  const InstanceTable& instances() const;
  const LabourProfile& labour() const;
  /// Empty when the book has no such table, as are the next two.
  const std::vector<KubernetesVersion>& kubernetes_versions() const;
  const CommitmentRatios& commitment_ratios() const;
  const std::vector<ManagementFeeRule>& management_fees() const;

  /// The table of a kind of which a book has at most one; nothing when it has none.
  std::optional<TableText> table_of(TableKind kind) const;
  TableText table_of(const TableEntry& entry) const { return {read_(entry.path), place_ + entry.path}; }

  /// The row, which lives as long as the book; nullptr when there is none. Opens only tables that may hold it; in
  /// constant time and without an allocation once it was found before.
  const PriceRow* find(std::string_view key, std::string_view region) const;
  const SpotObservation* find_spot(std::string_view key, std::string_view region) const;
  std::vector<PriceRow> rows(std::string_view key_prefix, const std::optional<std::string>& region) const;
  std::vector<SpotObservation> spot_rows(std::string_view key_prefix, const std::optional<std::string>& region) const;
  /// The price rows of one table of the manifest.
  std::vector<PriceRow> rows_of(const TableEntry& entry) const;
  std::vector<SpotObservation> spot_rows_of(const TableEntry& entry) const;

  /// Keys of `region` out of the tables whose prefixes are most like `key`.
  std::vector<std::string> keys_like(const std::string& key, std::string_view region) const;
  /// The regions that have `key`. Opens only tables in whose text its last part stands.
  std::vector<std::string> regions_with(const std::string& key) const;

  /// Reads everything. Throws ParseError, and AmbiguousPriceError also when two tables price the same thing.
  void check() const;

 private:
  struct PriceSlot {
    explicit PriceSlot(TableEntry listed) : entry(std::move(listed)) {}
    TableEntry entry;
    OpenedOnce<PriceTable> table;
  };
  struct SpotSlot {
    explicit SpotSlot(TableEntry listed) : entry(std::move(listed)) {}
    TableEntry entry;
    OpenedOnce<SpotTable> table;
  };

  const PriceTable& open(const PriceSlot& slot) const;
  const SpotTable& open(const SpotSlot& slot) const;
  PriceTableRules rules_for(const TableEntry& entry) const;
  bool may_mention(const PriceSlot& slot, const std::string& key) const;
  template <typename Slots>
  void check_names(const Slots& slots) const;

  Manifest manifest_;
  std::string place_;
  Read read_;
  OpenedOnce<RegionTable> regions_;
  OpenedOnce<InstanceTable> instances_;
  OpenedOnce<LabourProfile> labour_;
  OpenedOnce<std::vector<KubernetesVersion>> kubernetes_versions_;
  OpenedOnce<CommitmentRatios> commitment_ratios_;
  OpenedOnce<std::vector<ManagementFeeRule>> management_fees_;
  std::deque<PriceSlot> slots_;
  std::deque<SpotSlot> spot_slots_;
  FoundRows<PriceRow> found_;
  std::optional<TableRoutes<PriceSlot>> routes_;
  std::optional<TableRoutes<SpotSlot>> spot_routes_;
};

}  // namespace container_tco
