#include "container_tco/pricebook/region_table.hpp"

#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {
namespace {

Region read_region(const JsonCursor& row) {
  row.expect_only({"region", "name", "usage_type_prefix", "currency"});
  return {name_text(row.at("region"), "-", "a region code such as 'us-east-1'"), row.at("name").text(),
          row.optional_text("usage_type_prefix").value_or(""), read_currency(row.at("currency"))};
}

}  // namespace

RegionTable RegionTable::parse(std::string_view text, const std::string& file) {
  const JsonValue document = parse_table_document(text, file, {"rows"});
  RegionTable table;
  for (const JsonCursor& row : rows_of(JsonCursor(document, file), "rows")) {
    table.regions_.push_back(read_region(row));
    const bool is_new = table.index_.emplace(table.regions_.back().code, table.regions_.size() - 1).second;
    if (!is_new) row.at("region").fail("each region once");
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
