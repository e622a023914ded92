#pragma once
// Rows of a CSV file by column name. Hides the CSV library.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "container_tco/offers/block_reader.hpp"

namespace container_tco::detail {

/// A row that is no CSV, or has too few or too many fields.
struct BrokenRow {
  std::uint64_t line;
  std::string problem;
};

class CsvRows {
 public:
  /// How many columns can be asked for at once.
  static constexpr std::size_t column_count = 48;

  explicit CsvRows(BlockReader& blocks);
  ~CsvRows();

  /// The next line as it stands; nullptr at the end.
  const char* next_line();
  /// Takes the line that comes as the header. Columns that it lacks are empty in every row. Throws BrokenRow.
  void read_header(const std::vector<std::string>& names);
  bool has_column(const std::string& name) const;
  /// Whether there was a row; its fields are then in the order of the names. Throws BrokenRow.
  bool next();
  std::string_view field(std::size_t index) const { return fields_[index]; }
  std::uint64_t line() const;

 private:
  struct Reader;
  std::unique_ptr<Reader> reader_;
  std::array<const char*, column_count> fields_{};
};

}  // namespace container_tco::detail
