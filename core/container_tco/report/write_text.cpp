#include <algorithm>

#include "container_tco/report/safe_text.hpp"
#include "container_tco/report/writers.hpp"

namespace container_tco::detail {
namespace {

constexpr std::size_t line_width = 110;
constexpr std::size_t words_column_width = 44;
constexpr std::size_t narrow_column_width = 28;  // In tables of many columns of words.
constexpr std::int64_t bar_width = 24;

// Breaks at spaces; a word that is longer stays whole.
std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
  std::vector<std::string> lines(1);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    if (!lines.back().empty() && display_width(lines.back()) + 1 + display_width(word) > width) lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + word;
    at = end + 1;
  }
  return lines;
}

void write_paragraph(const std::string& text, const std::string& first_indent, std::string& out) {
  const std::string indent(display_width(first_indent), ' ');
  bool is_first = true;
  for (const std::string& line : wrapped(plain_text(text, 2000), line_width - indent.size())) {
    out += (is_first ? first_indent : indent) + line + "\n";
    is_first = false;
  }
}

// '#' for infrastructure, '=' for labour.
std::string bar_text(const Bar& bar) {
  const auto length = [](const Rational& share) {
    return static_cast<std::size_t>((share * Rational(bar_width)).rounded(0, Rounding::half_up).floor());
  };
  const std::size_t infrastructure = length(bar.infrastructure);
  const std::size_t both = length(bar.infrastructure + bar.labour);
  return std::string(infrastructure, '#') + std::string(both - std::min(both, infrastructure), '=');
}

// The heads of bars are their legend.
std::string title_of(const Column& column) {
  return column.kind == ColumnKind::bar ? "# infrastructure  = labour" : plain_text(column.title);
}

using Lines = std::vector<std::string>;

std::size_t words_width(const Table& table) {
  const auto count = std::count_if(table.columns.begin(), table.columns.end(),
                                   [](const Column& column) { return column.kind == ColumnKind::words; });
  return count > 3 ? narrow_column_width : words_column_width;
}

Lines cell_lines(const Cell& cell, ColumnKind kind, std::size_t width) {
  if (cell.bar) return {bar_text(*cell.bar)};
  const std::string text = plain_text(cell.text);
  return kind == ColumnKind::words ? wrapped(text, width) : Lines{text};
}

std::string padded(const std::string& text, std::size_t width, bool to_the_right) {
  const std::size_t taken = display_width(text);
  const std::string spaces(width > taken ? width - taken : 0, ' ');
  return to_the_right ? spaces + text : text + spaces;
}

using TextRow = std::vector<Lines>;  // The lines of each cell.

std::vector<TextRow> rows_of(const Table& table) {
  std::vector<TextRow> rows(1);
  for (const Column& column : table.columns) rows[0].push_back({title_of(column)});
  const std::size_t width = words_width(table);
  for (const std::vector<Cell>& row : table.rows) {
    rows.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      rows.back().push_back(cell_lines(row[i], table.columns[i].kind, width));
    }
  }
  return rows;
}

std::vector<std::size_t> widths_of(const std::vector<TextRow>& rows) {
  std::vector<std::size_t> widths(rows[0].size());
  for (const TextRow& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      for (const std::string& line : row[i]) widths[i] = std::max(widths[i], display_width(line));
    }
  }
  return widths;
}

void add_line(std::string line, std::string& out) {
  line.erase(line.find_last_not_of(' ') + 1);
  out += line + "\n";
}

void write_table_as_text(const Table& table, std::string& out) {
  const std::vector<TextRow> rows = rows_of(table);
  const std::vector<std::size_t> widths = widths_of(rows);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::size_t height = 0;
    for (const Lines& lines : rows[r]) height = std::max(height, lines.size());
    for (std::size_t line = 0; line < height; ++line) {
      std::string text = " ";
      for (std::size_t i = 0; i < rows[r].size(); ++i) {
        const std::string part = line < rows[r][i].size() ? rows[r][i][line] : "";
        text += " " + padded(part, widths[i], table.columns[i].kind == ColumnKind::number) + " ";
      }
      add_line(std::move(text), out);
    }
    if (r > 0) continue;
    std::string rule = " ";
    for (const std::size_t width : widths) rule += " " + std::string(width, '-') + " ";
    add_line(std::move(rule), out);
  }
}

void write_heading(const std::string& title, char underline, std::string& out) {
  const std::string text = plain_text(title, 200);
  out += text + "\n" + std::string(display_width(text), underline) + "\n";
}

void write_section_as_text(const Section& section, std::string& out) {
  out += "\n";
  write_heading(section.title, '-', out);
  for (const std::string& sentence : section.sentences) write_paragraph(sentence, "", out);
  if (section.table && !section.table->rows.empty()) write_table_as_text(*section.table, out);
  for (const std::string& item : section.items) write_paragraph(item, "- ", out);
}

}  // namespace

std::string write_text(const Document& document) {
  std::string out;
  write_heading(document.title, '=', out);
  for (std::size_t i = 0; i < document.answer.size(); ++i) {
    if (i == 1) out += "\n";
    write_paragraph(document.answer[i], i == 0 ? "" : "- ", out);
  }
  if (!document.facts.empty()) out += "\n";
  for (const std::string& fact : document.facts) write_paragraph(fact, "  ", out);
  for (const Section& section : document.sections) write_section_as_text(section, out);
  return out;
}

}  // namespace container_tco::detail
