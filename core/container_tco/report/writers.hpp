#pragma once
// Inside of the report: one document, several formats. Every writer escapes all text that it is given.

#include <string>

#include "container_tco/report/document.hpp"

namespace container_tco::detail {

/// For a terminal: fixed columns, no colours, lines of at most about 110 columns where words allow.
std::string write_text(const Document& document);
/// GitHub's dialect. Folded sections become <details>.
std::string write_markdown(const Document& document);
/// A fragment with inline styles only: it needs no script and no style sheet, and takes colours from where it stands.
std::string write_html(const Document& document);
/// RFC 4180, with a header line. Columns of bars are left out.
std::string write_csv(const Table& table);

}  // namespace container_tco::detail
