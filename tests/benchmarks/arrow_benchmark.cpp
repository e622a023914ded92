// How fast columns from outside are checked and read: median of several passes over one batch, in million rows a
// second, and how often a pass allocates for each row. Goal: at least 20 million rows a second for dictionary codes; no
// allocation that grows with the rows.

#include <cstring>
#include <functional>
#include <iomanip>
#include <iostream>

#include "allocations.hpp"
#include "container_tco/arrow/export.hpp"
#include "container_tco/arrow/name_index.hpp"
#include "container_tco/arrow/scaled_column.hpp"
#include "timing.hpp"

namespace {

using namespace container_tco;
using benchmarks::allocations;

constexpr std::int64_t row_count = 2'000'000;
constexpr int region_count = 34;

std::string region(std::int64_t row) { return "region-" + std::to_string(row * 7919 % region_count); }

std::string vcpu(std::int64_t row) { return to_text(DecimalNumber{25 * (1 + row % 64), 2}); }

RecordBatch batch_of(TableColumn column) {
  const std::vector<TableField> fields{{"column", column.type(), true}};
  OwnedArray array;
  export_chunk({row_count, {std::move(column)}}, array.get());
  return RecordBatch(std::make_shared<const TableSchema>(fields), std::move(array));
}

TableColumn texts(const std::function<std::string(std::int64_t)>& text) {
  TextBuffer buffer;
  for (std::int64_t row = 0; row < row_count; ++row) buffer.append(text(row));
  return TableColumn::of_texts(std::move(buffer));
}

TableColumn codes(const std::function<std::string(std::int64_t)>& text, int name_count) {
  TextBuffer names;
  for (int i = 0; i < name_count; ++i) names.append(text(i));
  std::vector<std::int32_t> indices(row_count);
  for (std::int64_t row = 0; row < row_count; ++row)
    indices[static_cast<std::size_t>(row)] = static_cast<std::int32_t>(row % name_count);
  return TableColumn::of_codes(std::move(indices), std::move(names));
}

/// Floats that are `divisor`ths.
TableColumn floats(std::int64_t divisor) {
  std::vector<std::byte> bytes(row_count * sizeof(double));
  for (std::int64_t row = 0; row < row_count; ++row) {
    const double value = static_cast<double>(1 + row % 64) / static_cast<double>(divisor);
    std::memcpy(bytes.data() + row * 8, &value, sizeof value);
  }
  ColumnType type;
  type.kind = TypeKind::binary_floating_point;
  type.value_bits = 64;
  return TableColumn::of_values(type, row_count, std::move(bytes));
}

void measure(const char* what, const RecordBatch& batch, const std::function<void(const ColumnView&)>& read) {
  std::vector<double> seconds;
  std::size_t allocated = 0;
  for (int pass = 0; pass < 7; ++pass) {
    const std::size_t before = allocations;
    seconds.push_back(benchmarks::time_of<std::ratio<1>>([&] { read(batch.column(0)); }));
    allocated = allocations - before;
  }
  std::cout << std::left << std::setw(44) << what << std::right << std::setw(8) << std::fixed << std::setprecision(1)
            << row_count / benchmarks::median(seconds) / 1e6 << " M rows/s, " << allocated << " allocations\n";
}

}  // namespace

int main() {
  const ScaledReading ticks{128'000, PartialUnit::wrong, FloatInput::shortest_decimal};
  const auto number = [](const ColumnView& column) {
    NameIndex index;
    std::vector<std::uint32_t> numbers(row_count);
    index.add(TextColumn::of(column), numbers);
  };
  const auto scale = [&](const ColumnView& column) { read_units<std::int64_t>(column, ticks); };
  std::vector<Int128> quarters(row_count);
  for (std::size_t row = 0; row < quarters.size(); ++row)
    quarters[row] = static_cast<int>(1 + row % 64) * 2'500'000'000;
  measure("names of a dictionary to numbers", batch_of(codes(region, region_count)), number);
  measure("names as text to numbers", batch_of(texts(region)), number);
  measure("int64 to units", batch_of(TableColumn::of_integers(std::vector<std::int64_t>(row_count, 4))), scale);
  measure("decimal128(28, 10) to units", batch_of(TableColumn::of_decimals(quarters, 28, 10)), scale);
  measure("float64 quarters to units", batch_of(floats(4)), scale);
  measure("float64 tenths to units", batch_of(floats(10)), scale);
  measure("decimal text to units", batch_of(texts(vcpu)), scale);
  measure("decimal text of a dictionary to units", batch_of(codes(vcpu, 64)), scale);
}
