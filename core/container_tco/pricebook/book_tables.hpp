#pragma once
// The tables of one price book, each read when it is first asked for. Safe to share between threads.

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/pricebook/instance_table.hpp"
#include "container_tco/pricebook/labour.hpp"
#include "container_tco/pricebook/manifest.hpp"
#include "container_tco/pricebook/opened_once.hpp"
#include "container_tco/pricebook/price_table.hpp"
#include "container_tco/pricebook/region_table.hpp"

namespace container_tco {

class BookTables {
 public:
  /// The text of the table at a path of the manifest.
  using Read = std::function<std::string(const std::string& path)>;

  /// `place` goes before the path of a table in messages: "" or a folder with its final slash.
  BookTables(Manifest manifest, std::string place, Read read);

  const Manifest& manifest() const { return manifest_; }
  const RegionTable& regions() const;
  const InstanceTable& instances() const;
  const LabourProfile& labour() const;

  std::optional<PriceRow> find(const std::string& key, const std::string& region) const;
  std::vector<PriceRow> rows(const std::string& key_prefix, const std::optional<std::string>& region) const;
  std::vector<std::string> keys(const std::string& region) const;
  /// The regions that have `key`. Reads every table that could.
  std::vector<std::string> regions_with(const std::string& key) const;

  /// Reads everything. Throws ParseError, and AmbiguousPriceError also when two tables price the same thing.
  void check() const;

 private:
  struct PriceSlot {
    explicit PriceSlot(TableEntry listed) : entry(std::move(listed)) {}
    TableEntry entry;
    OpenedOnce<PriceTable> table;
  };

  const PriceTable& open(const PriceSlot& slot) const;
  /// The tables that may hold prices of `region`: all when it is absent.
  std::vector<const PriceSlot*> slots_for(const std::optional<std::string>& region) const;
  std::string text_of(const TableEntry& entry) const { return read_(entry.path); }
  std::string name_of(const TableEntry& entry) const { return place_ + entry.path; }

  Manifest manifest_;
  std::string place_;
  Read read_;
  OpenedOnce<RegionTable> regions_;
  OpenedOnce<InstanceTable> instances_;
  OpenedOnce<LabourProfile> labour_;
  std::deque<PriceSlot> slots_;
};

}  // namespace container_tco
