#include "container_tco/pricebook/book_tables.hpp"

#include <map>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/labour_table.hpp"

namespace container_tco {

BookTables::BookTables(Manifest manifest, std::string place, Read read)
    : manifest_(std::move(manifest)), place_(std::move(place)), read_(std::move(read)) {
  // Tables of many regions come first: they answer most lookups without opening a region's own.
  for (const bool has_region : {false, true}) {
    for (const TableEntry& entry : manifest_.tables) {
      if (entry.kind == TableKind::prices && entry.region.has_value() == has_region) slots_.emplace_back(entry);
    }
  }
}

const RegionTable& BookTables::regions() const {
  return regions_.get([&] {
    const TableEntry& entry = manifest_.only(TableKind::regions);
    return RegionTable::parse(text_of(entry), name_of(entry));
  });
}

const InstanceTable& BookTables::instances() const {
  return instances_.get([&] {
    const TableEntry& entry = manifest_.only(TableKind::instance_types);
    return InstanceTable::parse(text_of(entry), name_of(entry));
  });
}

const LabourProfile& BookTables::labour() const {
  return labour_.get([&] {
    const TableEntry& activities = manifest_.only(TableKind::labour_activities);
    const TableEntry& rates = manifest_.only(TableKind::labour_rates);
    return LabourProfile{"price book " + manifest_.version,
                         parse_labour_activities(text_of(activities), name_of(activities)),
                         parse_labour_rates(text_of(rates), name_of(rates))};
  });
}

const PriceTable& BookTables::open(const PriceSlot& slot) const {
  return slot.table.get([&] {
    const PriceTableRules rules{&regions(), slot.entry.region, ProvenanceRule::required};
    return PriceTable::parse(text_of(slot.entry), name_of(slot.entry), rules);
  });
}

std::vector<const BookTables::PriceSlot*> BookTables::slots_for(const std::optional<std::string>& region) const {
  std::vector<const PriceSlot*> slots;
  for (const PriceSlot& slot : slots_) {
    if (!region || !slot.entry.region || *slot.entry.region == *region) slots.push_back(&slot);
  }
  return slots;
}

std::optional<PriceRow> BookTables::find(const std::string& key, const std::string& region) const {
  for (const PriceSlot& slot : slots_) {
    if (slot.entry.region && *slot.entry.region != region) continue;
    if (std::optional<PriceRow> row = open(slot).find(key, region)) return row;
  }
  return std::nullopt;
}

std::vector<PriceRow> BookTables::rows(const std::string& key_prefix, const std::optional<std::string>& region) const {
  std::vector<PriceRow> rows;
  for (const PriceSlot* slot : slots_for(region)) {
    for (PriceRow& row : open(*slot).rows(key_prefix, region)) rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<std::string> BookTables::keys(const std::string& region) const {
  std::vector<std::string> keys;
  for (const PriceSlot* slot : slots_for(region)) {
    for (std::string& key : open(*slot).keys(region)) keys.push_back(std::move(key));
  }
  return keys;
}

std::vector<std::string> BookTables::regions_with(const std::string& key) const {
  std::vector<std::string> codes;
  for (const Region& region : regions().regions()) {
    for (const PriceSlot* slot : slots_for(region.code)) {
      if (!open(*slot).has(key, region.code)) continue;
      codes.push_back(region.code);
      break;
    }
  }
  return codes;
}

void BookTables::check() const {
  regions();
  instances();
  labour();
  std::map<std::pair<std::string, std::string>, const PriceSlot*> owners;
  for (const PriceSlot& slot : slots_) {
    for (const std::string& region : open(slot).regions()) {
      for (const std::string& key : open(slot).keys(region)) {
        const auto [owner, is_new] = owners.emplace(std::pair(region, key), &slot);
        if (is_new) continue;
        throw AmbiguousPriceError(key, region, {name_of(owner->second->entry), name_of(slot.entry)});
      }
    }
  }
}

}  // namespace container_tco
