#pragma once
// Inside of the stage: a small table, column by column.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "container_tco/arrow/table.hpp"
#include "container_tco/batch/batch_columns.hpp"

namespace container_tco {

class TableMaker {
 public:
  void add_texts(const std::string& name, const std::vector<std::string>& texts) {
    TextBuffer buffer;
    for (const std::string& text : texts) buffer.append(text);
    add(name, TableColumn::of_texts(std::move(buffer)));
  }
  void add_counts(const std::string& name, std::vector<std::int64_t> counts) {
    add(name, TableColumn::of_integers(std::move(counts)));
  }
  /// Sums of amounts.
  void add_amounts(const std::string& name, std::vector<Int128> amounts) {
    constexpr int most_digits = 38;
    add(name, TableColumn::of_decimals(std::move(amounts), most_digits, amount_digits));
  }
  /// Null where there is nothing.
  void add_texts(const std::string& name, const std::vector<std::optional<std::string>>& texts) {
    TextBuffer buffer;
    for (const auto& text : texts) buffer.append(text.value_or(""));
    add(name, TableColumn::of_texts(std::move(buffer), present(texts)));
  }
  void add_counts(const std::string& name, const std::vector<std::optional<std::int64_t>>& counts) {
    add(name, TableColumn::of_integers(values<std::int64_t>(counts), present(counts)));
  }
  void add_amounts(const std::string& name, const std::vector<std::optional<Int128>>& amounts) {
    constexpr int most_digits = 38;
    add(name, TableColumn::of_decimals(values<Int128>(amounts), most_digits, amount_digits, present(amounts)));
  }
  /// Of at least one column.
  Table finish(TableMetadata metadata = {}) {
    const std::int64_t rows = columns_.front().size();
    return Table(std::move(fields_), {{rows, std::move(columns_)}}, std::move(metadata));
  }

 private:
  template <typename T>
  static Bitmap present(const std::vector<std::optional<T>>& values) {
    Bitmap valid;
    for (const auto& value : values) valid.append(value.has_value());
    return valid;
  }
  template <typename T>
  static std::vector<T> values(const std::vector<std::optional<T>>& optional) {
    std::vector<T> plain;
    for (const auto& value : optional) plain.push_back(value.value_or(T()));
    return plain;
  }
  void add(const std::string& name, TableColumn column) {
    fields_.push_back({name, column.type()});
    columns_.push_back(std::move(column));
  }

  std::vector<TableField> fields_;
  std::vector<TableColumn> columns_;
};

}  // namespace container_tco
