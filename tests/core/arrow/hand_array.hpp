#pragma once
// Arrow arrays put together by hand, right or wrong, and how often they were released.

#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "container_tco/arrow/record_batch.hpp"

namespace container_tco::test {

/// Counts what is alive.
struct Alive {
  int schemas = 0;
  int arrays = 0;
};

/// A column as its producer would export it. Buffers are copies of exactly their size, so that a sanitizer sees a read
/// beyond.
struct HandColumn {
  std::string name = "column";
  std::string format;
  std::int64_t length = 0;
  std::int64_t null_count = 0;
  std::int64_t offset = 0;
  std::vector<std::shared_ptr<std::vector<char>>> buffers;  ///< A null pointer is a null buffer.
  std::shared_ptr<HandColumn> dictionary;
  std::int64_t n_buffers = -1;  ///< When it is not the number of buffers.
  std::int64_t n_children = 0;

  template <typename T>
  HandColumn& buffer(const std::vector<T>& values) {
    auto bytes = std::make_shared<std::vector<char>>(values.size() * sizeof(T));
    if (!values.empty()) std::memcpy(bytes->data(), values.data(), bytes->size());
    buffers.push_back(std::move(bytes));
    return *this;
  }
  HandColumn& text(const std::string& bytes) { return buffer(std::vector<char>(bytes.begin(), bytes.end())); }
  HandColumn& no_buffer() {
    buffers.push_back(nullptr);
    return *this;
  }
};

HandColumn hand_column(const std::string& format, std::int64_t length);

struct HandTable {
  std::vector<HandColumn> columns;
  std::int64_t length = 0;
  std::int64_t offset = 0;
  std::vector<std::uint8_t> validity;  ///< Empty: no buffer.
  /// Changes to what is exported.
  std::function<void(ArrowSchema&)> spoil_schema = [](ArrowSchema&) {};
  std::function<void(ArrowArray&)> spoil_array = [](ArrowArray&) {};

  OwnedSchema schema(std::shared_ptr<Alive> alive = std::make_shared<Alive>()) const;
  OwnedArray array(std::shared_ptr<Alive> alive = std::make_shared<Alive>()) const;
};

/// The first and only batch of a table.
RecordBatch batch_of(const HandTable& table);

/// The column as it is checked, alone in a table.
ColumnView checked(const HandColumn& column);

/// The message of the InvalidInputError that reading the column throws; empty when there is none.
std::string refusal(const HandColumn& column);

/// The same for a whole table: its schema, its batch and every column.
std::string refusal(const HandTable& table);

}  // namespace container_tco::test
