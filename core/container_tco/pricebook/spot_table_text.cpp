#include <algorithm>
#include <tuple>
#include <utility>

#include "container_tco/pricebook/spot_table.hpp"
#include "container_tco/pricebook/table_text.hpp"

namespace container_tco {
namespace {

std::string cell_of(const SpotObservation& row, std::string_view column) {
  const auto price = [&](const std::optional<Money>& money) {
    return money ? quoted(decimal_text(money->amount(), row.key + " in " + row.region)) : "null";
  };
  const auto count = [](const std::optional<std::int64_t>& number) {
    return number ? std::to_string(*number) : "null";
  };
  if (column == "average") return price(row.average);
  if (column == "last") return price(row.last);
  if (column == "minimum") return price(row.minimum);
  if (column == "median") return price(row.median);
  if (column == "maximum") return price(row.maximum);
  if (column == "snapshots") return count(row.snapshots);
  if (column == "saving_percent") return count(row.saving_percent);
  return row.interruption_band.empty() ? "null" : quoted(row.interruption_band);
}

bool shows_all(const std::vector<std::string>& columns, const SpotObservation& row) {
  return std::all_of(spot_columns.begin(), spot_columns.end(), [&](std::string_view column) {
    return cell_of(row, column) == "null" || std::find(columns.begin(), columns.end(), column) != columns.end();
  });
}

bool belongs_to(const GridLayout& grid, const SpotObservation& row) {
  return grid.region == row.region && grid.provenance == row.provenance &&
         grid.interruption_provenance == row.interruption_provenance && rest_of(row.key, grid.keys.front()) &&
         shows_all(grid.columns, row);
}

// A grid for a row that fits in none: with a pattern that the table has already, if one covers the key.
GridLayout grid_for(const std::vector<GridLayout>& grids, const SpotObservation& row) {
  std::string pattern = row.key.substr(0, row.key.rfind('/') + 1) + "*";
  for (const GridLayout& grid : grids) {
    if (rest_of(row.key, grid.keys.front())) pattern = grid.keys.front();
  }
  return {row.region,
          {pattern},
          row.provenance,
          row.interruption_provenance,
          std::vector<std::string>(spot_columns.begin(), spot_columns.end())};
}

std::string head_of(const GridLayout& grid, const OriginIds& ids) {
  std::string head = "{\"region\": " + quoted(grid.region) + ", \"key\": " + quoted(grid.keys.front()) +
                     ", \"provenance\": " + quoted(ids.id(grid.provenance));
  if (grid.interruption_provenance) {
    head += ", \"interruption_provenance\": " + quoted(ids.id(*grid.interruption_provenance));
  }
  return head + ", \"columns\": " + quoted(grid.columns);
}

}  // namespace

std::string spot_table_text(const TableLayout& layout, const std::vector<SpotObservation>& rows) {
  std::vector<const Provenance*> used;
  std::vector<GridLayout> grids = layout.grids;
  std::vector<std::map<std::string, std::string>> cells(grids.size());
  for (const SpotObservation& row : rows) {
    used.push_back(&row.provenance);
    if (row.interruption_provenance) used.push_back(&*row.interruption_provenance);
    auto grid = std::find_if(grids.begin(), grids.end(), [&](const auto& known) { return belongs_to(known, row); });
    if (grid == grids.end()) {
      grid = grids.insert(grids.end(), grid_for(grids, row));
      cells.emplace_back();
    }
    std::string& text = cells[static_cast<std::size_t>(grid - grids.begin())][*rest_of(row.key, grid->keys.front())];
    for (const std::string& column : grid->columns) text += ", " + cell_of(row, column);
  }
  const OriginIds ids(layout.origins, used);
  std::map<std::tuple<std::string, std::string, std::string, std::string>, std::string> lines;
  for (std::size_t i = 0; i < grids.size(); ++i) {
    if (cells[i].empty()) continue;
    const std::string interruption =
        grids[i].interruption_provenance ? ids.id(*grids[i].interruption_provenance) : std::string();
    const auto name = std::tuple(grids[i].region, grids[i].keys.front(), ids.id(grids[i].provenance),
                                 interruption + quoted(grids[i].columns));
    lines.emplace(name, grid_text(head_of(grids[i], ids), cells[i]));
  }
  std::vector<std::string> texts;
  for (const auto& [name, text] : lines) texts.push_back(text);
  return document_text({head_member("schema_version", quoted("1")), head_member("table", quoted(layout.name)),
                        head_member("currency", quoted(layout.currency.code())), ids.member(),
                        map_member("units", layout.units), list_member("grids", texts)});
}

}  // namespace container_tco
