#include "container_tco/pricebook/region_table.hpp"

#include <optional>
#include <utility>

#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {
namespace {

constexpr std::pair<std::string_view, RegionKind> region_kinds[] = {{"region", RegionKind::region},
                                                                    {"local_zone", RegionKind::local_zone},
                                                                    {"wavelength_zone", RegionKind::wavelength_zone}};

RegionKind read_region_kind(const JsonCursor& row) {
  const std::optional<JsonCursor> stated = row.find("kind");
  if (!stated) return RegionKind::region;
  std::vector<std::string> names;
  for (const auto& [name, kind] : region_kinds) {
    if (stated->text() == name) return kind;
    names.emplace_back(name);
  }
  stated->fail("one of the kinds " + join_alternatives(names));
}

Region read_region(const JsonCursor& row) {
  row.expect_only({"region", "name", "usage_type_prefix", "currency", "kind", "parent"});
  Region region{name_text(row.at("region"), "-", "a region code such as 'us-east-1'"), row.at("name").text(),
                row.optional_text("usage_type_prefix").value_or(""), read_currency(row.at("currency")),
                read_region_kind(row)};
  if (region.is_zone()) {
    region.parent = name_text(row.at("parent"), "-", "the code of the region to which the zone belongs");
  } else if (const std::optional<JsonCursor> parent = row.find("parent")) {
    parent->fail("a parent for zones only");
  }
  return region;
}

}  // namespace

std::string to_string(RegionKind kind) {
  for (const auto& [name, value] : region_kinds) {
    if (value == kind) return std::string(name);
  }
  throw InternalError("a kind of region has a name");
}

RegionTable RegionTable::parse(std::string_view text, const std::string& file) {
  const JsonValue document = parse_table_document(text, file, {"rows"});
  const std::vector<JsonCursor> rows = rows_of(JsonCursor(document, file), "rows");
  RegionTable table;
  for (const JsonCursor& row : rows) {
    table.regions_.push_back(read_region(row));
    const bool is_new = table.index_.emplace(table.regions_.back().code, table.regions_.size() - 1).second;
    if (!is_new) row.at("region").fail("each region once");
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!table.regions_[i].is_zone()) continue;
    const auto parent = table.index_.find(table.regions_[i].parent);
    if (parent == table.index_.end() || table.regions_[parent->second].is_zone()) {
      rows[i].at("parent").fail("a region of the table");
    }
  }
  return table;
}

const Region& RegionTable::region(const std::string& code) const {
  const auto found = index_.find(code);
  if (found != index_.end()) return regions_[found->second];
  throw InvalidInputError("region", code, "a region of the price book, such as " + join_alternatives(nearest(code, 3)));
}

std::vector<std::string> RegionTable::nearest(const std::string& code, std::size_t limit) const {
  std::vector<std::string> codes;
  for (const Region& region : regions_) codes.push_back(region.code);
  return nearest_names(code, codes, limit);
}

}  // namespace container_tco
