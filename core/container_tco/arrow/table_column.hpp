#pragma once
// Columns that the library makes. Immutable and cheap to copy: whoever reads one shares its memory.

#include <concepts>
#include <memory>
#include <string_view>
#include <vector>

#include "container_tco/arrow/bitmap.hpp"
#include "container_tco/arrow/column_view.hpp"
#include "container_tco/arrow/decimal_number.hpp"

namespace container_tco {

/// Memory with a shared owner.
struct SharedBytes {
  std::shared_ptr<const void> owner;
  const void* data = nullptr;

  /// Takes a vector over without a copy.
  template <typename T>
  static SharedBytes of(std::vector<T> values) {
    const auto owner = std::make_shared<const std::vector<T>>(std::move(values));
    return {owner, owner->data()};
  }
};

/// Texts one after the other, with 32-bit offsets.
class TextBuffer {
 public:
  /// Throws InvalidInputError when the texts together have 2^31 bytes or more.
  void append(std::string_view text);
  std::int64_t size() const { return static_cast<std::int64_t>(offsets_.size()) - 1; }

 private:
  friend class TableColumn;
  std::vector<std::int32_t> offsets_{0};
  std::vector<char> bytes_;
};

/// One column of one chunk of a Table. Where a bitmap `valid` is an argument, an empty one means that no row is null;
/// otherwise it has as many bits as there are rows, or InternalError is thrown.
class TableColumn {
 public:
  template <WholeNumber T>
  static TableColumn of_integers(std::vector<T> values, Bitmap valid = {}) {
    const auto size = static_cast<std::int64_t>(values.size());
    return {integer_type(8 * sizeof(T), std::is_signed_v<T>), size, SharedBytes::of(std::move(values)),
            std::move(valid)};
  }
  /// decimal128. Throws InvalidInputError when a valid value has more digits than `precision`, or the type is
  /// impossible.
  static TableColumn of_decimals(std::vector<Int128> mantissas, int precision, int scale, Bitmap valid = {});
  static TableColumn of_booleans(const Bitmap& values, Bitmap valid = {});
  static TableColumn of_texts(TextBuffer texts, Bitmap valid = {});
  /// A dictionary: `names` by their number. Throws InvalidInputError when a valid code is not below their count.
  template <WholeNumber T>
  static TableColumn of_codes(std::vector<T> codes, TextBuffer names, Bitmap valid = {}) {
    const auto size = static_cast<std::int64_t>(codes.size());
    TableColumn made(dictionary_type(8 * sizeof(T), std::is_signed_v<T>), size, SharedBytes::of(std::move(codes)),
                     std::move(valid));
    made.set_names(std::move(names));
    return made;
  }
  static TableColumn of_nulls(std::int64_t size);
  /// Values of a type of fixed size as they stand in memory: `size` of them.
  static TableColumn of_values(ColumnType type, std::int64_t size, std::vector<std::byte> values, Bitmap valid = {});

  const ColumnType& type() const { return type_; }
  std::int64_t size() const { return size_; }
  std::int64_t null_count() const { return null_count_; }
  /// Null when no row is null.
  const void* validity_buffer() const { return null_count_ > 0 ? validity_.data : nullptr; }
  /// Values, offsets, or indices; never null.
  const void* value_buffer() const;
  /// What offsets point into; never null.
  const void* text_buffer() const;
  /// Null unless this is a dictionary.
  const std::shared_ptr<const TableColumn>& dictionary() const { return dictionary_; }
  /// For reading.
  ColumnView view(const std::string& name) const;

 private:
  TableColumn(ColumnType type, std::int64_t size, SharedBytes values, Bitmap valid);
  void set_names(TextBuffer names);

  ColumnType type_;
  std::int64_t size_ = 0;
  std::int64_t null_count_ = 0;
  SharedBytes validity_;
  SharedBytes values_;
  SharedBytes text_;
  std::shared_ptr<const TableColumn> dictionary_;
};

}  // namespace container_tco
