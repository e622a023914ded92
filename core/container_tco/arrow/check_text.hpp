#pragma once
// Inside of the import: text buffers.

#include "container_tco/arrow/column_view.hpp"

namespace container_tco {

/// Offsets (32 or 64 bits) rise from zero or above, and the text between them is UTF-8. Throws InvalidInputError.
void check_text_offsets(const ColumnView& column);

/// Views of rows that are not null stand inside of their buffers, whose sizes `array` has, and are UTF-8. Throws
/// InvalidInputError.
void check_text_views(const ColumnView& column, const ArrowArray& array);

}  // namespace container_tco
