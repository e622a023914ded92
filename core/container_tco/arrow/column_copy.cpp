#include "container_tco/arrow/column_copy.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "container_tco/arrow/decimal_column.hpp"
#include "container_tco/arrow/integer_column.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

template <typename T>
std::vector<T> narrowed(const std::vector<std::uint32_t>& codes, std::size_t name_count) {
  if (name_count > static_cast<std::uint64_t>(std::numeric_limits<T>::max()) + 1) {
    throw InvalidInputError("dictionary", std::to_string(name_count) + " names",
                            "at most as many names as indices of " + std::to_string(8 * sizeof(T)) + " bits",
                            "Use text without a dictionary, or wider indices");
  }
  // Rows without a value have no code.
  std::vector<T> made(codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) made[i] = static_cast<T>(codes[i] == NameIndex::none ? 0 : codes[i]);
  return made;
}

/// Whether values of `from` have the very bytes of `to`.
bool has_same_bytes(const ColumnType& from, const ColumnType& to) { return from == to && from.value_bits % 8 == 0; }

}  // namespace

ColumnType kept_type(const ColumnType& type) {
  if (type.is_dictionary()) return dictionary_type(32, true);
  if (type.is_text()) return text_type();
  if (type.kind != TypeKind::decimal || (type.value_bits == 128 && type.scale >= 0 && type.scale <= type.precision)) {
    return type;
  }
  // A scale outside of 0 to the precision is rare, and not in every reader.
  const int scale = std::clamp(type.scale, 0, 38);
  return decimal_type(std::clamp(type.precision + std::max(0, -type.scale), std::max(1, scale), 38), scale);
}

void ColumnCopy::append(const ColumnView& column) {
  size_ += column.length;
  if (type_.is_text()) return append_texts(column);
  for (std::int64_t row = 0; row < column.length; ++row) valid_.append(column.is_valid(row));
  if (type_.kind == TypeKind::boolean) {
    const BooleanColumn booleans = BooleanColumn::of(column);
    for (std::int64_t row = 0; row < column.length; ++row) booleans_.append(booleans.value(row));
  } else if (type_.kind == TypeKind::decimal) {
    append_decimals(column);
  } else if (has_same_bytes(column.type, type_)) {
    append_values(column);
  } else if (type_.kind != TypeKind::null) {
    append_integers(column);
  } else if (column.type.kind != TypeKind::null) {
    refuse_type(column, type_.name());
  }
}

void ColumnCopy::append_texts(const ColumnView& column) {
  const TextColumn texts = TextColumn::of(column);
  for (std::int64_t row = 0; row < column.length; ++row) valid_.append(texts.is_valid(row));
  if (type_.is_dictionary()) {
    const std::size_t before = codes_.size();
    codes_.resize(before + static_cast<std::size_t>(column.length));
    return names_.add(texts, std::span(codes_).subspan(before));
  }
  for (std::int64_t row = 0; row < column.length; ++row) {
    texts_.append(texts.is_valid(row) ? texts.value(row) : std::string_view());
  }
}

void ColumnCopy::append_decimals(const ColumnView& column) {
  const DecimalColumn decimals = DecimalColumn::of(column);
  const int shift = type_.scale - decimals.scale();
  for (std::int64_t row = 0; row < column.length; ++row) {
    Int128 mantissa = 0;
    if (decimals.is_valid(row)) {
      mantissa = decimals.value(row);
      const bool is_shifted = shift >= 0 && shift <= 38 && decimals.fits(row) &&
                              !__builtin_mul_overflow(mantissa, power_of_ten(std::min(shift, 38)), &mantissa);
      if (!is_shifted) {
        throw InvalidInputError(column_place(column), "a longer one",
                                "decimals that fit into " + type_.name() + ", in row " + std::to_string(row),
                                "Cast it before, to a decimal128");
      }
    }
    mantissas_.push_back(mantissa);
  }
}

void ColumnCopy::append_integers(const ColumnView& column) {
  const bool is_whole = type_.kind == TypeKind::signed_integer || type_.kind == TypeKind::unsigned_integer;
  const bool was_whole = column.type.kind == TypeKind::signed_integer || column.type.kind == TypeKind::unsigned_integer;
  if (!is_whole || !was_whole || column.type.is_dictionary()) refuse_type(column, type_.name());
  visit_integer_type(type_, [&]<typename To>(To) {
    visit_integer_type(column.type, [&]<typename From>(From) {
      for (std::int64_t row = 0; row < column.length; ++row) {
        const From value = column.is_valid(row) ? load<From>(column.values, column.first + row) : From{0};
        if (!std::in_range<To>(value)) {
          throw InvalidInputError(column_place(column), std::to_string(value),
                                  "numbers that fit into " + type_.name() + ", in row " + std::to_string(row));
        }
        const auto narrow = static_cast<To>(value);
        const auto* bytes = reinterpret_cast<const std::byte*>(&narrow);
        values_.insert(values_.end(), bytes, bytes + sizeof(To));
      }
    });
  });
}

void ColumnCopy::append_values(const ColumnView& column) {
  if (column.length == 0) return;
  const std::int64_t width = type_.value_bits / 8;
  const std::byte* begin = column.values + column.first * width;
  values_.insert(values_.end(), begin, begin + column.length * width);
}

TableColumn ColumnCopy::finish_dictionary() {
  TextBuffer names;
  for (const std::string& name : names_.names()) names.append(name);
  const std::size_t count = names_.names().size();
  TableColumn made = TableColumn::of_nulls(0);
  visit_integer_type(integer_type(type_.index_bits, type_.index_is_signed), [&]<typename Index>(Index) {
    made = TableColumn::of_codes(narrowed<Index>(codes_, count), std::move(names), std::move(valid_));
  });
  return made;
}

TableColumn ColumnCopy::finish() {
  if (type_.kind == TypeKind::null) return TableColumn::of_nulls(size_);
  if (type_.is_dictionary()) return finish_dictionary();
  if (type_.is_text()) return TableColumn::of_texts(std::move(texts_), std::move(valid_));
  if (type_.kind == TypeKind::boolean) return TableColumn::of_booleans(booleans_, std::move(valid_));
  if (type_.kind == TypeKind::decimal) {
    return TableColumn::of_decimals(std::move(mantissas_), type_.precision, type_.scale, std::move(valid_));
  }
  return TableColumn::of_values(type_, size_, std::move(values_), std::move(valid_));
}

}  // namespace container_tco
