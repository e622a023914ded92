#include "container_tco/arrow/table_column.hpp"

#include <limits>

#include "container_tco/arrow/check_array.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

// What an empty vector has in place of memory; readers want a buffer all the same.
alignas(64) constexpr std::byte no_bytes[64]{};

const void* or_no_bytes(const void* data) { return data == nullptr ? no_bytes : data; }

}  // namespace

void TextBuffer::append(std::string_view text) {
  constexpr std::size_t most_bytes = std::numeric_limits<std::int32_t>::max();
  if (text.size() > most_bytes - bytes_.size()) {
    throw InvalidInputError("text of a column", "more", "at most 2^31 - 1 bytes in one batch", "Use smaller batches");
  }
  bytes_.insert(bytes_.end(), text.begin(), text.end());
  offsets_.push_back(static_cast<std::int32_t>(bytes_.size()));
}

TableColumn::TableColumn(ColumnType type, std::int64_t size, SharedBytes values, Bitmap valid)
    : type_(std::move(type)), size_(size), values_(std::move(values)) {
  if (valid.size() == 0) return;
  if (valid.size() != size) throw InternalError("a column has as many validity bits as rows");
  null_count_ = valid.count_unset();
  validity_ = SharedBytes::of(valid.bytes());
}

TableColumn TableColumn::of_decimals(std::vector<Int128> mantissas, int precision, int scale, Bitmap valid) {
  const ColumnType type = decimal_type(precision, scale);
  const Int128 bound = power_of_ten(precision);
  for (std::size_t row = 0; row < mantissas.size(); ++row) {
    const bool fits = mantissas[row] < bound && mantissas[row] > -bound;
    if (!fits && (valid.size() == 0 || valid.get(static_cast<std::int64_t>(row)))) {
      throw InvalidInputError("row " + std::to_string(row), to_text(DecimalNumber{mantissas[row], scale}),
                              "a number that fits into " + type.name());
    }
  }
  const auto size = static_cast<std::int64_t>(mantissas.size());
  return {type, size, SharedBytes::of(std::move(mantissas)), std::move(valid)};
}

TableColumn TableColumn::of_booleans(const Bitmap& values, Bitmap valid) {
  return {boolean_type(), values.size(), SharedBytes::of(values.bytes()), std::move(valid)};
}

TableColumn TableColumn::of_texts(TextBuffer texts, Bitmap valid) {
  const std::int64_t size = texts.size();
  TableColumn made(text_type(), size, SharedBytes::of(std::move(texts.offsets_)), std::move(valid));
  made.text_ = SharedBytes::of(std::move(texts.bytes_));
  return made;
}

TableColumn TableColumn::of_nulls(std::int64_t size) {
  TableColumn made(null_type(), size, {}, {});
  made.null_count_ = size;
  return made;
}

TableColumn TableColumn::of_values(ColumnType type, std::int64_t size, std::vector<std::byte> values, Bitmap valid) {
  if (type.value_bits % 8 != 0 || values.size() != static_cast<std::size_t>(size * type.value_bits / 8)) {
    throw InternalError("a buffer is as long as its column");
  }
  return {std::move(type), size, SharedBytes::of(std::move(values)), std::move(valid)};
}

void TableColumn::set_names(TextBuffer names) {
  dictionary_ = std::make_shared<const TableColumn>(of_texts(std::move(names)));
  check_indices(view("codes"));
}

const void* TableColumn::value_buffer() const { return or_no_bytes(values_.data); }
const void* TableColumn::text_buffer() const { return or_no_bytes(text_.data); }

ColumnView TableColumn::view(const std::string& name) const {
  ColumnView view;
  view.name = name;
  view.type = type_;
  view.length = size_;
  view.validity = Validity({static_cast<const std::uint8_t*>(validity_buffer()), 0}, {});
  view.values = static_cast<const std::byte*>(value_buffer());
  view.text = static_cast<const std::byte*>(text_buffer());
  view.owner = std::make_shared<const TableColumn>(*this);
  if (dictionary_) view.dictionary = std::make_shared<const ColumnView>(dictionary_->view(name));
  return view;
}

}  // namespace container_tco
