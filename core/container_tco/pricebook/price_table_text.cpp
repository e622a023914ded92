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
  GridLayout layout;
  std::map<std::string, std::vector<std::string>> cells;  // By the rest of the key; empty for no price.
};

bool put_into(Grid& grid, const TableLayout& table, const PriceRow& row) {
  const GridLayout& layout = grid.layout;
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
  const GridLayout& layout = grid.layout;
  const std::string head = "{\"region\": " + quoted(layout.region) + ", \"keys\": " + quoted(layout.keys) +
                           ", \"provenance\": " + quoted(ids.id(layout.provenance));
  return grid_text(head, rows);
}

// A grid like those that the table has, for a row of another origin, or of a key that none of them has.
Grid grid_for(const std::vector<Grid>& grids, const PriceRow& row) {
  std::vector<std::string> keys = {row.key.substr(0, row.key.rfind('/') + 1) + "*"};
  for (const Grid& grid : grids) {
    const std::vector<std::string>& known = grid.layout.keys;
    if (std::any_of(known.begin(), known.end(), [&](const auto& key) { return rest_of(row.key, key).has_value(); })) {
      keys = known;
      break;
    }
  }
  return {{row.region, std::move(keys), row.provenance}, {}};
}

// Where most rows are in grids, the others are too; tiers do not fit into a cell.
bool put_into_grids(std::vector<Grid>& grids, const TableLayout& table, const PriceRow& row) {
  if (table.grids.empty() || row.is_tiered()) return false;
  for (Grid& grid : grids) {
    if (put_into(grid, table, row)) return true;
  }
  grids.push_back(grid_for(grids, row));
  return put_into(grids.back(), table, row);
}

}  // namespace

std::string price_table_text(const TableLayout& layout, const std::vector<PriceRow>& rows) {
  std::vector<const Provenance*> used;
  std::vector<Grid> grids;
  for (const GridLayout& grid : layout.grids) grids.push_back({grid, {}});
  std::map<std::pair<std::string, std::string>, const PriceRow*> single;
  for (const PriceRow& row : rows) {
    used.push_back(&row.provenance);
    if (!put_into_grids(grids, layout, row)) single.emplace(std::pair(row.region, row.key), &row);
  }
  const OriginIds ids(layout.origins, used);
  std::erase_if(grids, [](const Grid& grid) { return grid.cells.empty(); });
  std::sort(grids.begin(), grids.end(), [&](const Grid& a, const Grid& b) {
    const auto name = [&](const Grid& grid) {
      return std::tuple(grid.layout.region, grid.layout.keys, ids.id(grid.layout.provenance));
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
