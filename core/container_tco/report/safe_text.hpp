#pragma once
// Inside of the report: text from inputs made harmless for each format. Names of services are written by strangers.

#include <string>

namespace container_tco::detail {

/// UTF-8 without control characters, without characters that turn the reading direction, at most `limit` bytes.
std::string plain_text(const std::string& text, std::size_t limit = 400);
/// As text within a line of Markdown, such as a table cell: no markup, link, formula or second line comes of it.
std::string markdown_text(const std::string& text);
/// As a Markdown paragraph or list item: no heading, list or underline comes of it either.
std::string markdown_line(const std::string& text);
/// As HTML text or attribute value.
std::string html_text(const std::string& text);
/// As a CSV field of words: quoted where it must be, and never a formula for a spreadsheet.
std::string csv_words(const std::string& text);

/// Columns that valid UTF-8 takes on a terminal: East Asian wide characters take two, combining ones none.
std::size_t display_width(const std::string& text);

}  // namespace container_tco::detail
