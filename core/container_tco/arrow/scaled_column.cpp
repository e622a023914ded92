#include "container_tco/arrow/scaled_column.hpp"

#include "container_tco/arrow/blanks.hpp"
#include "container_tco/arrow/decimal_column.hpp"
#include "container_tco/arrow/float_column.hpp"
#include "container_tco/arrow/integer_column.hpp"
#include "container_tco/arrow/text_column.hpp"
#include "container_tco/arrow/unit_factor.hpp"
#include "container_tco/error.hpp"
#include "container_tco/error/ascii.hpp"

namespace container_tco {
namespace {

std::string found(const std::string& expected, std::string_view text) {
  return "expected " + expected + ", found '" + printable(std::string(text.substr(0, 200))) + "'";
}

/// "NaN", "inf", "-Infinity", as other tools write what is no number.
bool is_not_finite(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  if (text.size() > 8) return false;
  const std::string lower = detail::lower_case(text);
  return lower == "nan" || lower == "inf" || lower == "infinity";
}

/// Fills a ScaledColumn row by row.
template <typename T>
class Reader {
 public:
  Reader(std::int64_t row_count, const ScaledReading& reading) : reading_(reading), factors_(reading) {
    made_.values.resize(static_cast<std::size_t>(row_count));
    made_.states.resize(static_cast<std::size_t>(row_count), RowState::value);
  }

  void set_null(std::int64_t row) { made_.states[static_cast<std::size_t>(row)] = RowState::null; }

  void set_wrong(std::int64_t row, ValueProblem problem, std::string message) {
    made_.states[static_cast<std::size_t>(row)] = RowState::wrong;
    made_.problems.push_back({row, problem, std::move(message)});
  }

  void set(std::int64_t row, const DecimalNumber& number) {
    Int128 units = 0;
    const UnitOutcome outcome = factors_.convert(number, units);
    if (outcome == UnitOutcome::partial && reading_.partial_unit == PartialUnit::wrong) {
      return set_wrong(row, ValueProblem::partial_unit,
                       found("a multiple of 1/" + std::to_string(reading_.units_per_one), to_text(number)));
    }
    if (outcome == UnitOutcome::too_large || !fits(units)) {
      const std::string bits = std::to_string(8 * sizeof(T));
      return set_wrong(
          row, ValueProblem::too_large,
          found("a number that fits into " + bits + " bits in units of 1/" + std::to_string(reading_.units_per_one),
                to_text(number)));
    }
    made_.values[static_cast<std::size_t>(row)] = static_cast<T>(units);
  }

  void set(std::int64_t row, std::string_view text) {
    if (const std::optional<DecimalNumber> number = parse_decimal(without_blanks(text))) return set(row, *number);
    if (is_not_finite(text)) return set_wrong(row, ValueProblem::not_a_number, found("a finite number", text));
    set_wrong(row, ValueProblem::unreadable, found("a decimal number such as 0.25, of at most 38 digits", text));
  }

  /// As `from` has it in `its_row`.
  void copy(std::int64_t row, const ScaledColumn<T>& from, std::size_t its_row, const RowProblem* problem) {
    made_.values[static_cast<std::size_t>(row)] = from.values[its_row];
    made_.states[static_cast<std::size_t>(row)] = from.states[its_row];
    if (problem != nullptr) made_.problems.push_back({row, problem->problem, problem->message});
  }

  ScaledColumn<T> finish() { return std::move(made_); }

 private:
  static bool fits(Int128 units) { return static_cast<T>(units) == units; }

  const ScaledReading& reading_;
  UnitFactors factors_;
  ScaledColumn<T> made_;
};

template <typename T>
void read_integers(const ColumnView& column, Reader<T>& reader) {
  visit_integer_type(column.type, [&]<typename Stored>(Stored) {
    for (std::int64_t row = 0; row < column.length; ++row) {
      if (!column.is_valid(row)) {
        reader.set_null(row);
      } else {
        reader.set(row, DecimalNumber{load<Stored>(column.values, column.first + row), 0});
      }
    }
  });
}

template <typename T>
void read_decimals(const ColumnView& column, Reader<T>& reader) {
  const DecimalColumn decimals = DecimalColumn::of(column);
  for (std::int64_t row = 0; row < column.length; ++row) {
    if (!decimals.is_valid(row)) {
      reader.set_null(row);
    } else if (!decimals.fits(row)) {
      reader.set_wrong(row, ValueProblem::too_large, "expected a decimal of at most 38 digits, found a longer one");
    } else {
      reader.set(row, DecimalNumber{decimals.value(row), decimals.scale()});
    }
  }
}

template <typename T>
void read_floats(const ColumnView& column, Reader<T>& reader) {
  const FloatColumn floats = FloatColumn::of(column);
  for (std::int64_t row = 0; row < column.length; ++row) {
    if (!floats.is_valid(row)) {
      reader.set_null(row);
    } else if (const std::optional<DecimalNumber> number = floats.decimal(row)) {
      reader.set(row, *number);
    } else {
      reader.set_wrong(row, ValueProblem::not_a_number, found("a finite number", floats.text(row)));
    }
  }
}

/// Every name of a dictionary is read once.
template <typename T>
void read_dictionary(const TextColumn& texts, const ScaledReading& reading, Reader<T>& reader) {
  const auto& names = texts.names();
  Reader<T> of_names(static_cast<std::int64_t>(names.size()), reading);
  for (std::size_t i = 0; i < names.size(); ++i) of_names.set(static_cast<std::int64_t>(i), names[i]);
  const ScaledColumn<T> read = of_names.finish();
  std::vector<const RowProblem*> problems(names.size(), nullptr);
  for (const RowProblem& problem : read.problems) problems[static_cast<std::size_t>(problem.row)] = &problem;
  for (std::int64_t row = 0; row < texts.size(); ++row) {
    if (!texts.is_valid(row)) {
      reader.set_null(row);
    } else {
      const auto index = static_cast<std::size_t>(texts.index(row));
      reader.copy(row, read, index, problems[index]);
    }
  }
}

template <typename T>
void read_texts(const ColumnView& column, const ScaledReading& reading, Reader<T>& reader) {
  const TextColumn texts = TextColumn::of(column);
  const bool is_worth_it = static_cast<std::int64_t>(texts.names().size()) <= texts.size();
  if (texts.is_dictionary() && is_worth_it) return read_dictionary(texts, reading, reader);
  for (std::int64_t row = 0; row < column.length; ++row) {
    if (texts.is_valid(row)) {
      reader.set(row, texts.value(row));
    } else {
      reader.set_null(row);
    }
  }
}

}  // namespace

template <typename T>
ScaledColumn<T> read_units(const ColumnView& column, const ScaledReading& reading) {
  require_range("units per one", reading.units_per_one, 1, static_cast<std::int64_t>(power_of_ten(18)));
  Reader<T> reader(column.length, reading);
  switch (column.type.kind) {
    case TypeKind::null:
      for (std::int64_t row = 0; row < column.length; ++row) reader.set_null(row);
      break;
    case TypeKind::signed_integer:
    case TypeKind::unsigned_integer:
      read_integers(column, reader);
      break;
    case TypeKind::decimal:
      read_decimals(column, reader);
      break;
    case TypeKind::text:
    case TypeKind::large_text:
    case TypeKind::text_view:
      read_texts(column, reading, reader);
      break;
    case TypeKind::binary_floating_point:
      if (reading.floats == FloatInput::shortest_decimal) {
        read_floats(column, reader);
        break;
      }
      refuse_type(column, "exact amounts: whole numbers, decimals or decimal text");
    default:
      refuse_type(column, "numbers: whole numbers, decimals, floats or decimal text");
  }
  return reader.finish();
}

template ScaledColumn<std::int64_t> read_units(const ColumnView& column, const ScaledReading& reading);
template ScaledColumn<Int128> read_units(const ColumnView& column, const ScaledReading& reading);

}  // namespace container_tco
