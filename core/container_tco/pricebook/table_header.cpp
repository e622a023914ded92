#include "container_tco/pricebook/table_header.hpp"

#include <algorithm>

#include "container_tco/pricebook/price_row.hpp"
#include "container_tco/pricebook/region_table.hpp"
#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {

TableHeader::TableHeader(const JsonCursor& root, const PriceTableRules& rules)
    : currency_(read_currency(root.at("currency"))) {
  if (const auto name = root.optional_text("table"); name && name->empty()) root.at("table").fail("a name");
  for (const auto& [id, entry] : root.at("provenance").members()) {
    entry.expect_only(provenance_members());
    provenance_ids_.emplace(id, static_cast<std::uint32_t>(provenance_.size()));
    provenance_.push_back(read_provenance(entry, rules.provenance));
  }
  read_units(root);
}

void TableHeader::read_units(const JsonCursor& root) {
  for (const auto& [key, value] : root.at("units").members()) {
    const bool is_pattern = key.ends_with("/*");
    if (!is_pattern && !is_price_key(key)) value.fail("the unit of a key or of 'prefix/*'");
    unit_ids_.emplace(key, static_cast<std::uint32_t>(units_.size()));
    units_.push_back({read_unit(value), ""});
  }
  const std::optional<JsonCursor> tier_units = root.find("tier_units");
  if (!tier_units) return;
  for (const auto& [key, value] : tier_units->members()) {
    const auto unit = unit_ids_.find(key);
    if (unit == unit_ids_.end()) value.fail("a key that stands in 'units'");
    units_[unit->second].tier_unit = value.text();
  }
}

std::optional<std::uint32_t> TableHeader::provenance_of(const std::string& id) const {
  const auto found = provenance_ids_.find(id);
  if (found == provenance_ids_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::uint32_t> TableHeader::unit_of(const std::string& key) const {
  if (const auto exact = unit_ids_.find(key); exact != unit_ids_.end()) return exact->second;
  for (std::size_t end = key.rfind('/'); end != std::string::npos && end > 0; end = key.rfind('/', end - 1)) {
    const std::string pattern = key.substr(0, end + 1) + "*";
    if (const auto found = unit_ids_.find(pattern); found != unit_ids_.end()) return found->second;
  }
  return std::nullopt;
}

std::optional<RowFault> find_region_fault(const std::string& region, const PriceTableRules& rules) {
  if (!is_name(region, "-")) return RowFault{"a region code such as 'us-east-1'", ""};
  const std::vector<std::string>& only = rules.only_regions;
  if (!only.empty() && std::find(only.begin(), only.end(), region) == only.end()) {
    return RowFault{
        "the region " + join_alternatives(nearest_names(region, only, 3)) + ", as the manifest says of this table", ""};
  }
  if (rules.regions == nullptr || rules.regions->has(region)) return std::nullopt;
  return RowFault{"a region of the price book", "Nearest: " + join_alternatives(rules.regions->nearest(region, 3))};
}

std::optional<RowFault> find_key_fault(const std::string& key, const PriceTableRules& rules) {
  if (!is_price_key(key)) return RowFault{"a key such as 'fargate/ecs/linux/x86_64/vcpu'", ""};
  const auto starts_key = [&](const std::string& prefix) { return key.starts_with(prefix); };
  const std::vector<std::string>& prefixes = rules.key_prefixes;
  if (prefixes.empty() || std::any_of(prefixes.begin(), prefixes.end(), starts_key)) return std::nullopt;
  return RowFault{"a key that starts with " + join_alternatives(nearest_names(key, prefixes, 3)) +
                      ", as the manifest says of this table",
                  ""};
}

}  // namespace container_tco
