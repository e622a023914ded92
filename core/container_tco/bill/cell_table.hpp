#pragma once
// A table that is filled cell by cell, by the name of the column. Inside of the stage.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "container_tco/arrow/table.hpp"
#include "container_tco/quantity/rational.hpp"

namespace container_tco::detail {

enum class CellType { text, truth, number };

struct CellColumn {
  std::string_view name;
  CellType type = CellType::text;
  int digits = 0;  ///< Of a number, after the point.
  bool is_nullable = true;
};

class CellTable {
 public:
  /// `columns` must outlive the table.
  explicit CellTable(const std::vector<CellColumn>& columns) : columns_(columns), cells_(columns.size()) {}
  void begin_row();
  /// Cells of the current row; those that are never set are null. Empty text is null too. Throw InternalError for a
  /// column that there is not.
  void set(std::string_view column, const std::string& text);
  /// Rounded half to even at the digits of the column.
  void set(std::string_view column, const Rational& number);
  void set_true(std::string_view column);
  std::int64_t row_count() const { return row_count_; }
  /// Throws InternalError when a cell that must not be null is, and InvalidInputError for a number of more than 38
  /// digits.
  Table finish(TableMetadata metadata) &&;

 private:
  struct Cell {
    std::string text;
    std::optional<Rational> number;
    bool is_set = false;
  };
  Cell& cell(std::string_view column);
  TableColumn made(std::size_t column) const;

  const std::vector<CellColumn>& columns_;
  std::vector<std::vector<Cell>> cells_;  // By column, then row.
  std::int64_t row_count_ = 0;
};

}  // namespace container_tco::detail
