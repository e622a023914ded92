#pragma once
// Tells a JSON file from a CSV file, and both from what is neither, by the first bytes.

#include <string_view>

namespace container_tco::detail {

enum class FileFormat { json, csv };

/// Throws InputFault that says what the file is instead.
FileFormat format_of(std::string_view head);

}  // namespace container_tco::detail
