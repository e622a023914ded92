#include "container_tco/report/safe_text.hpp"
#include "container_tco/report/writers.hpp"

namespace container_tco::detail {
namespace {

template <typename FieldOf>
std::string csv_line(const std::vector<Column>& columns, const FieldOf& field_of) {
  std::string line;
  bool is_first = true;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].kind == ColumnKind::bar) continue;
    if (!is_first) line += ',';
    is_first = false;
    line += field_of(i);
  }
  return line + "\r\n";
}

}  // namespace

std::string write_csv(const Table& table) {
  std::string text = csv_line(table.columns, [&](std::size_t i) { return csv_words(table.columns[i].title); });
  for (const std::vector<Cell>& row : table.rows) {
    text += csv_line(table.columns, [&](std::size_t i) {
      // Numbers are of our own making and may start with a minus sign.
      return table.columns[i].kind == ColumnKind::number ? row[i].text : csv_words(row[i].text);
    });
  }
  return text;
}

}  // namespace container_tco::detail
