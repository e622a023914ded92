#pragma once
// Numbers of any column, exactly, in whole units: what a kernel over columns reads. A row that cannot be read is marked
// and told; it never stops the others.

#include <cstdint>
#include <string>
#include <vector>

#include "container_tco/arrow/column_view.hpp"
#include "container_tco/arrow/decimal_number.hpp"

namespace container_tco {

enum class RowState : std::uint8_t { value, null, wrong };

/// What is wrong with a value.
enum class ValueProblem {
  unreadable,    ///< Text that is no decimal number, or one of more than 38 digits.
  not_a_number,  ///< NaN or an infinity, also as text.
  partial_unit,  ///< Between two whole units.
  too_large      ///< Beyond the units that are asked for.
};

/// Why a row has no value although it is not null.
struct RowProblem {
  std::int64_t row = 0;
  ValueProblem problem = ValueProblem::unreadable;
  std::string message;  ///< What was expected and found; without the name of the column.
};

/// What becomes of a value between two whole units.
enum class PartialUnit {
  wrong,      ///< The row is wrong.
  rounded_up  ///< As AWS and Kubernetes round what is asked for: towards plus infinity.
};

/// What a column of floats is read as.
enum class FloatInput {
  refused,          ///< Money: an InvalidInputError that asks for a cast.
  shortest_decimal  ///< The shortest decimal that reads back as the same float; NaN and infinities are wrong rows.
};

/// How numbers become whole units.
struct ScaledReading {
  std::int64_t units_per_one = 1;  ///< 1 to 10^18: 128,000 for vCPU in ticks, 2^30 for GiB in bytes, 10^n for n digits.
  PartialUnit partial_unit = PartialUnit::wrong;
  FloatInput floats = FloatInput::shortest_decimal;
};

/// `T` is std::int64_t or Int128.
template <typename T>
struct ScaledColumn {
  std::vector<T> values;             ///< By row; 0 where there is none.
  std::vector<RowState> states;      ///< By row.
  std::vector<RowProblem> problems;  ///< In the order of rows.
};

/// value × `reading.units_per_one` of every row of a column of whole numbers, decimals, floats, decimal text ("0.25")
/// or type null. No allocation for a row that can be read. A result outside of `T` is a wrong row, and so is a number
/// that needs more than 127 bits on the way there. Throws InvalidInputError for a column of another type, refused
/// floats, and an impossible `reading`.
template <typename T>
ScaledColumn<T> read_units(const ColumnView& column, const ScaledReading& reading);

/// The same for `scale` digits after the point, 0 to 18.
template <typename T>
ScaledColumn<T> read_scaled(const ColumnView& column, int scale, FloatInput floats = FloatInput::shortest_decimal) {
  return read_units<T>(column, {static_cast<std::int64_t>(power_of_ten(scale)), PartialUnit::wrong, floats});
}

}  // namespace container_tco
