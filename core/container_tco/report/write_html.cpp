#include "container_tco/report/safe_text.hpp"
#include "container_tco/report/writers.hpp"

namespace container_tco::detail {
namespace {

// Text and background are those of the surroundings, so that light and dark pages both work; the colours of the bars
// show on either. Notebooks would take two dollar signs for a formula: the two classes tell the typesetters of old and
// new ones to keep off.
constexpr const char* opening =
    "<div class=\"container-tco tex2jax_ignore mathjax_ignore\" style=\"color:inherit;background:transparent;"
    "font-family:system-ui,sans-serif;font-size:14px;line-height:1.45;max-width:70em\">\n";
constexpr const char* cell_style = "padding:3px 10px;border-bottom:1px solid rgba(128,128,128,.3);vertical-align:top;";
constexpr const char* muted_style = "opacity:.75;font-size:12px;overflow-wrap:anywhere";
constexpr const char* heading_style = "font-size:15px;font-weight:600;margin:18px 0 4px";
constexpr const char* infrastructure_colour = "#3b82f6";
constexpr const char* labour_colour = "#d97706";

std::string aligned(ColumnKind kind) {
  return std::string(cell_style) + (kind == ColumnKind::number
                                        ? "text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums"
                                        : "text-align:left");
}

std::string bar_part(const Rational& share, const char* colour) {
  if (share <= Rational(0)) return "";
  return "<div style=\"display:inline-block;height:12px;width:" +
         (share * Rational(180)).to_decimal(1, Rounding::half_up) + "px;background:" + colour + "\"></div>";
}

std::string legend_entry(const char* colour, const char* word) {
  return "<span style=\"display:inline-block;width:10px;height:10px;margin:0 4px 0 0;background:" +
         std::string(colour) + "\"></span>" + word;
}

// The heads of bars are their legend.
std::string column_html(const Column& column) {
  if (column.kind != ColumnKind::bar) return html_text(column.title);
  return legend_entry(infrastructure_colour, "infrastructure") + "&ensp;" + legend_entry(labour_colour, "labour");
}

// Names the lengths in words too, for readers that see no drawing.
std::string bar_html(const Bar& bar) {
  const auto percent = [](const Rational& share) { return (share * Rational(100)).to_decimal(0, Rounding::half_up); };
  const std::string words = "infrastructure " + percent(bar.infrastructure) + ", labour " + percent(bar.labour) +
                            ", where 100 is the highest total";
  return "<div role=\"img\" aria-label=\"" + words + "\" title=\"" + words +
         "\" style=\"white-space:nowrap;font-size:0;padding-top:4px\">" +
         bar_part(bar.infrastructure, infrastructure_colour) + bar_part(bar.labour, labour_colour) + "</div>";
}

std::string cell_html(const Cell& cell) {
  if (cell.bar) return bar_html(*cell.bar);
  const std::string text = html_text(cell.text);
  return cell.is_strong ? "<strong>" + text + "</strong>" : text;
}

void write_table_as_html(const Table& table, std::string& out) {
  out +=
      "<div style=\"overflow-x:auto\"><table "
      "style=\"border-collapse:collapse;background:transparent;color:inherit;font-size:inherit;margin:4px 0\">\n"
      "<thead><tr>";
  for (const Column& column : table.columns) {
    out += "<th scope=\"col\" style=\"" + aligned(column.kind) + "\">" + column_html(column) + "</th>";
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const std::vector<Cell>& row : table.rows) {
    out += "<tr style=\"background:transparent\">";
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += "<td style=\"" + aligned(table.columns[i].kind) + "\">" + cell_html(row[i]) + "</td>";
    }
    out += "</tr>\n";
  }
  out += "</tbody></table></div>\n";
}

void write_section_as_html(const Section& section, std::string& out) {
  if (section.is_folded) {
    out += "<details><summary style=\"cursor:pointer;" + std::string(heading_style) + "\">" + html_text(section.title) +
           "</summary>\n";
  } else {
    out += "<div role=\"heading\" aria-level=\"2\" style=\"" + std::string(heading_style) + "\">" +
           html_text(section.title) + "</div>\n";
  }
  for (const std::string& sentence : section.sentences) {
    out += "<p style=\"margin:4px 0\">" + html_text(sentence) + "</p>\n";
  }
  if (section.table && !section.table->rows.empty()) write_table_as_html(*section.table, out);
  if (!section.items.empty()) {
    out += "<ul style=\"margin:4px 0;padding-left:20px\">\n";
    for (const std::string& item : section.items) out += "<li>" + html_text(item) + "</li>\n";
    out += "</ul>\n";
  }
  if (section.is_folded) out += "</details>\n";
}

}  // namespace

std::string write_html(const Document& document) {
  std::string out =
      opening + std::string("<p style=\"margin:0;") + muted_style + "\">" + html_text(document.title) + "</p>\n";
  for (std::size_t i = 0; i < document.answer.size(); ++i) {
    out += i == 0 ? "<p style=\"margin:2px 0 8px;font-size:18px;font-weight:600\">" : "<p style=\"margin:3px 0\">";
    out += html_text(document.answer[i]) + "</p>\n";
  }
  out += std::string("<p style=\"margin:8px 0;") + muted_style + "\">";
  for (std::size_t i = 0; i < document.facts.size(); ++i) out += (i > 0 ? " · " : "") + html_text(document.facts[i]);
  out += "</p>\n";
  for (const Section& section : document.sections) write_section_as_html(section, out);
  return out + "</div>\n";
}

}  // namespace container_tco::detail
