#pragma once
// One cell as text, for a table that is shown.

#include <string>

#include "container_tco/arrow/column_view.hpp"

namespace container_tco {

/// Exact decimals with all their digits, dates as 2026-11-25, timestamps as 2026-11-25T13:00:00.000000 in UTC with the
/// digits of their unit. Text as it is: the caller escapes it. Empty for a null.
std::string cell_text(const ColumnView& column, std::int64_t row);

}  // namespace container_tco
