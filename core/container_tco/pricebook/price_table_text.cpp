#include <algorithm>
#include <tuple>
#include <utility>

#include "container_tco/pricebook/table_text.hpp"

namespace container_tco {
namespace {

std::string name_of(const PriceRow& row) { return row.key + " in " + row.region; }

std::string price_json(const TableLayout& table, const PriceRow& row) {
  const auto as_read = table.prices_as_read.find({row.region, row.key});
  if (as_read != table.prices_as_read.end()) return as_read->second;
  const std::string name = name_of(row);
  if (!row.is_tiered()) return quoted(decimal_text(row.tiers.front().price.amount(), name));
  std::string text;
  for (const PriceTier& tier : row.tiers) {
    text += (text.empty() ? "[[" : ", [") + decimal_text(tier.begin, name) + ", " +
            (tier.end ? decimal_text(*tier.end, name) : "null") + ", " +
            quoted(decimal_text(tier.price.amount(), name)) + "]";
  }
  return text + "]";
}

struct Grid {
  const GridLayout* layout;
  std::map<std::string, std::vector<std::string>> cells;  // By the rest of the key; empty for no price.
};

bool put_into(Grid& grid, const TableLayout& table, const PriceRow& row) {
  const GridLayout& layout = *grid.layout;
  if (layout.region != row.region || row.is_tiered() || !(layout.provenance == row.provenance)) return false;
  for (std::size_t column = 0; column < layout.keys.size(); ++column) {
    const std::optional<std::string> rest = rest_of(row.key, layout.keys[column]);
    if (!rest) continue;
    std::vector<std::string>& cells = grid.cells.try_emplace(*rest, layout.keys.size()).first->second;
    cells[column] = price_json(table, row);
    return true;
  }
  return false;
}

std::string text_of(const Grid& grid, const OriginIds& ids) {
  std::map<std::string, std::string> rows;
  for (const auto& [name, cells] : grid.cells) {
    std::string& text = rows[name];
    for (const std::string& cell : cells) text += ", " + (cell.empty() ? "null" : cell);
  }
  const GridLayout& layout = *grid.layout;
  const std::string head = "{\"region\": " + quoted(layout.region) + ", \"keys\": " + quoted(layout.keys) +
                           ", \"provenance\": " + quoted(ids.id(layout.provenance));
  return grid_text(head, rows);
}

}  // namespace

std::string price_table_text(const TableLayout& layout, const std::vector<PriceRow>& rows) {
  OriginIds ids;
  std::vector<Grid> grids;
  for (const GridLayout& grid : layout.grids) grids.push_back({&grid, {}});
  std::map<std::pair<std::string, std::string>, const PriceRow*> single;
  for (const PriceRow& row : rows) {
    ids.add(row.provenance);
    const bool is_in_grid =
        std::any_of(grids.begin(), grids.end(), [&](Grid& grid) { return put_into(grid, layout, row); });
    if (!is_in_grid) single.emplace(std::pair(row.region, row.key), &row);
  }
  std::erase_if(grids, [](const Grid& grid) { return grid.cells.empty(); });
  std::sort(grids.begin(), grids.end(), [&](const Grid& a, const Grid& b) {
    const auto name = [&](const Grid& grid) {
      return std::tuple(grid.layout->region, grid.layout->keys, ids.id(grid.layout->provenance));
    };
    return name(a) < name(b);
  });

  std::vector<std::string> members = {
      head_member("schema_version", quoted("1")), head_member("table", quoted(layout.name)),
      head_member("currency", quoted(layout.currency.code())), ids.member(), map_member("units", layout.units)};
  if (!layout.tier_units.empty()) members.push_back(map_member("tier_units", layout.tier_units));
  std::vector<std::string> lines;
  for (const auto& [name, row] : single) {
    lines.push_back("  [" + quoted(row->region) + ", " + quoted(row->key) + ", " + price_json(layout, *row) + ", " +
                    quoted(ids.id(row->provenance)) + "]");
  }
  if (!lines.empty()) members.push_back(list_member("rows", lines));
  lines.clear();
  for (const Grid& grid : grids) lines.push_back(text_of(grid, ids));
  if (!lines.empty()) members.push_back(list_member("grids", lines));
  return document_text(members);
}

}  // namespace container_tco
