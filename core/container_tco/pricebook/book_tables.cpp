#include "container_tco/pricebook/book_tables.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/labour_table.hpp"

namespace container_tco {
namespace {

std::size_t common_length(std::string_view a, std::string_view b) {
  const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<std::size_t>(end - a.begin());
}

template <typename Row, typename Slots, typename Open>
std::vector<Row> collect(const Slots& slots, const Open& open, std::string_view key_prefix,
                         const std::optional<std::string>& region) {
  std::vector<Row> rows;
  for (const auto& slot : slots) {
    if (!slot.entry.meets(key_prefix) || (region && !slot.entry.allows(*region))) continue;
    for (Row& row : open(slot).rows(key_prefix, region)) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

BookTables::BookTables(Manifest manifest, std::string place, Read read)
    : manifest_(std::move(manifest)), place_(std::move(place)), read_(std::move(read)) {
  for (const TableEntry& entry : manifest_.tables) {
    if (entry.kind == TableKind::prices) slots_.emplace_back(entry);
    if (entry.kind == TableKind::spot) spot_slots_.emplace_back(entry);
  }
  routes_.emplace(slots_);
  spot_routes_.emplace(spot_slots_);
}

const RegionTable& BookTables::regions() const {
  return regions_.get([&] {
    const TableText table = table_of(manifest_.only(TableKind::regions));
    return RegionTable::parse(table.text, table.name);
  });
}

const InstanceTable& BookTables::instances() const {
  return instances_.get([&] {
    const TableText table = table_of(manifest_.only(TableKind::instance_types));
    return InstanceTable::parse(table.text, table.name);
  });
}

const LabourProfile& BookTables::labour() const {
  return labour_.get([&] {
    const TableText activities = table_of(manifest_.only(TableKind::labour_activities));
    const TableText rates = table_of(manifest_.only(TableKind::labour_rates));
    return LabourProfile{"price book " + manifest_.version, parse_labour_activities(activities.text, activities.name),
                         parse_labour_rates(rates.text, rates.name)};
  });
}

const std::vector<KubernetesVersion>& BookTables::kubernetes_versions() const {
  return kubernetes_versions_.get([&] {
    const std::optional<TableText> table = table_of(TableKind::kubernetes_versions);
    return table ? parse_kubernetes_versions(table->text, table->name) : std::vector<KubernetesVersion>();
  });
}

const CommitmentRatios& BookTables::commitment_ratios() const {
  return commitment_ratios_.get([&] {
    const std::optional<TableText> table = table_of(TableKind::commitment_ratios);
    return table ? parse_commitment_ratios(table->text, table->name) : CommitmentRatios();
  });
}

const std::vector<ManagementFeeRule>& BookTables::management_fees() const {
  return management_fees_.get([&] {
    const std::optional<TableText> table = table_of(TableKind::management_fees);
    return table ? parse_management_fees(table->text, table->name) : std::vector<ManagementFeeRule>();
  });
}

std::optional<BookTables::TableText> BookTables::table_of(TableKind kind) const {
  const TableEntry* entry = manifest_.find(kind);
  if (entry == nullptr) return std::nullopt;
  return table_of(*entry);
}

PriceTableRules BookTables::rules_for(const TableEntry& entry) const {
  return {&regions(), entry.regions, entry.keys, ProvenanceRule::required};
}

const PriceTable& BookTables::open(const PriceSlot& slot) const {
  return slot.table.get([&] {
    const TableText table = table_of(slot.entry);
    return PriceTable::parse(table.text, table.name, rules_for(slot.entry));
  });
}

const SpotTable& BookTables::open(const SpotSlot& slot) const {
  return slot.table.get([&] {
    const TableText table = table_of(slot.entry);
    return SpotTable::parse(table.text, table.name, rules_for(slot.entry));
  });
}

const PriceRow* BookTables::find(std::string_view key, std::string_view region) const {
  const RowName name{key, region};
  const std::size_t hash = RowNameHash()(name);
  if (const PriceRow* row = found_.find(name, hash)) return row;
  const PriceRow* row = routes_->find(key, region, [&](const PriceSlot& slot) { return open(slot).find(key, region); });
  if (row != nullptr) found_.remember(*row, hash);
  return row;
}

const SpotObservation* BookTables::find_spot(std::string_view key, std::string_view region) const {
  return spot_routes_->find(key, region, [&](const SpotSlot& slot) { return open(slot).find(key, region); });
}

std::vector<PriceRow> BookTables::rows(std::string_view key_prefix, const std::optional<std::string>& region) const {
  const auto open_slot = [&](const PriceSlot& slot) -> const PriceTable& { return open(slot); };
  return collect<PriceRow>(slots_, open_slot, key_prefix, region);
}

std::vector<SpotObservation> BookTables::spot_rows(std::string_view key_prefix,
                                                   const std::optional<std::string>& region) const {
  const auto open_slot = [&](const SpotSlot& slot) -> const SpotTable& { return open(slot); };
  return collect<SpotObservation>(spot_slots_, open_slot, key_prefix, region);
}

std::vector<PriceRow> BookTables::rows_of(const TableEntry& entry) const {
  for (const PriceSlot& slot : slots_) {
    if (slot.entry.path == entry.path) return open(slot).rows("", std::nullopt);
  }
  throw InternalError("a price table of the manifest has a slot");
}

std::vector<SpotObservation> BookTables::spot_rows_of(const TableEntry& entry) const {
  for (const SpotSlot& slot : spot_slots_) {
    if (slot.entry.path == entry.path) return open(slot).rows("", std::nullopt);
  }
  throw InternalError("a Spot table of the manifest has a slot");
}

std::vector<std::string> BookTables::keys_like(const std::string& key, std::string_view region) const {
  const auto likeness = [&](const PriceSlot& slot) {
    std::size_t longest = 0;
    for (const std::string& prefix : slot.entry.keys) longest = std::max(longest, common_length(prefix, key));
    return longest;
  };
  std::size_t best = 0;
  for (const PriceSlot& slot : slots_) {
    if (slot.entry.allows(region)) best = std::max(best, likeness(slot));
  }
  std::vector<std::string> keys;
  for (const PriceSlot& slot : slots_) {
    if (!slot.entry.allows(region) || likeness(slot) < best) continue;
    for (std::string& found : open(slot).keys(region)) keys.push_back(std::move(found));
  }
  return keys;
}

bool BookTables::may_mention(const PriceSlot& slot, const std::string& key) const {
  // Looking for a word takes far less time than opening a table. A key's last part stands in one piece also in a grid.
  return slot.entry.has_prefix_of(key) &&
         read_(slot.entry.path).find(key.substr(key.rfind('/') + 1)) != std::string::npos;
}

std::vector<std::string> BookTables::regions_with(const std::string& key) const {
  std::set<std::string> codes;
  for (const PriceSlot& slot : slots_) {
    if (!may_mention(slot, key)) continue;
    for (const RowName& name : open(slot).names()) {
      if (name.key == key) codes.emplace(name.region);
    }
  }
  return {codes.begin(), codes.end()};
}

template <typename Slots>
void BookTables::check_names(const Slots& slots) const {
  std::unordered_map<RowName, const TableEntry*, RowNameHash> owners;
  for (const auto& slot : slots) {
    for (const RowName& name : open(slot).names()) {
      const auto [owner, is_new] = owners.emplace(name, &slot.entry);
      if (is_new) continue;
      throw AmbiguousPriceError(std::string(name.key), std::string(name.region),
                                {place_ + owner->second->path, place_ + slot.entry.path});
    }
  }
}

void BookTables::check() const {
  regions();
  instances();
  labour();
  kubernetes_versions();
  commitment_ratios();
  management_fees();
  check_names(slots_);
  check_names(spot_slots_);
}

}  // namespace container_tco
