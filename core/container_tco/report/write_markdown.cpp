#include "container_tco/report/safe_text.hpp"
#include "container_tco/report/writers.hpp"

namespace container_tco::detail {
namespace {

std::string cell_text(const Cell& cell) {
  const std::string text = markdown_text(cell.text);
  return cell.is_strong && !text.empty() ? "**" + text + "**" : text;
}

void write_table_as_markdown(const Table& table, std::string& out) {
  const auto write_row = [&](const auto& text_of) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i].kind != ColumnKind::bar) out += "| " + text_of(i) + " ";
    }
    out += "|\n";
  };
  write_row([&](std::size_t i) { return markdown_text(table.columns[i].title); });
  write_row([&](std::size_t i) { return std::string(table.columns[i].kind == ColumnKind::number ? "---:" : "---"); });
  for (const std::vector<Cell>& row : table.rows) {
    write_row([&](std::size_t i) { return cell_text(row[i]); });
  }
  out += "\n";
}

void write_section_as_markdown(const Section& section, std::string& out) {
  if (section.is_folded) {
    out += "<details>\n<summary>" + html_text(section.title) + "</summary>\n\n";
  } else {
    out += "## " + markdown_text(section.title) + "\n\n";
  }
  for (const std::string& sentence : section.sentences) out += markdown_line(sentence) + "\n\n";
  if (section.table && !section.table->rows.empty()) write_table_as_markdown(*section.table, out);
  for (const std::string& item : section.items) out += "- " + markdown_line(item) + "\n";
  if (!section.items.empty()) out += "\n";
  if (section.is_folded) out += "</details>\n\n";
}

}  // namespace

std::string write_markdown(const Document& document) {
  std::string out = "# " + markdown_text(document.title) + "\n\n";
  for (std::size_t i = 0; i < document.answer.size(); ++i) {
    const std::string text = markdown_line(document.answer[i]);
    out += (i == 0 ? "**" + text + "**" : text) + "\n\n";
  }
  for (const std::string& fact : document.facts) out += "- " + markdown_line(fact) + "\n";
  if (!document.facts.empty()) out += "\n";
  for (const Section& section : document.sections) write_section_as_markdown(section, out);
  return out;
}

}  // namespace container_tco::detail
