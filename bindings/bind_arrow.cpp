// Tables of the core, which speak Arrow both ways.

#include <pybind11/stl.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "arrow_capsules.hpp"
#include "container_tco/arrow/cell_text.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

namespace py = pybind11;

std::shared_ptr<Table> read(const py::object& source, const std::map<std::string, std::string>& metadata) {
  RecordStream stream = record_stream(source);
  const py::gil_scoped_release release;
  Table made = read_table(stream);
  if (metadata.empty()) return std::make_shared<Table>(std::move(made));
  return std::make_shared<Table>(made.fields(), made.chunks(), TableMetadata(metadata.begin(), metadata.end()));
}

std::vector<std::string> names(const Table& table) {
  std::vector<std::string> made;
  for (const TableField& field : table.fields()) made.push_back(field.name);
  return made;
}

std::vector<std::string> types(const Table& table) {
  std::vector<std::string> made;
  for (const TableField& field : table.fields()) made.push_back(field.type.name());
  return made;
}

std::map<std::string, std::string> metadata(const Table& table) {
  return {table.metadata().begin(), table.metadata().end()};
}

using CellTexts = std::vector<std::optional<std::string>>;

std::vector<CellTexts> cell_texts(const Table& table, std::int64_t limit) {
  std::vector<CellTexts> rows;
  for (const TableChunk& chunk : table.chunks()) {
    std::vector<ColumnView> views;
    for (const TableColumn& column : chunk.columns) views.push_back(column.view(""));
    const std::int64_t count = std::min(chunk.row_count, limit - static_cast<std::int64_t>(rows.size()));
    for (std::int64_t row = 0; row < count; ++row) {
      CellTexts& cells = rows.emplace_back();
      for (const ColumnView& view : views) {
        cells.push_back(view.is_valid(row) ? std::optional(cell_text(view, row)) : std::nullopt);
      }
    }
  }
  return rows;
}

}  // namespace

void bind_arrow(py::module_& module) {
  const auto requested = [] { return py::arg("requested_schema") = py::none(); };
  py::class_<Table, std::shared_ptr<Table>> table(module, "Table", "Rows and columns in the form of Arrow.");
  table
      .def_static(
          "read", &read, py::arg("source"), py::arg("metadata") = std::map<std::string, std::string>(),
          "A copy of a table that has __arrow_c_stream__ or __arrow_c_array__, checked. `metadata` is what shall "
          "travel with it.")
      .def_property_readonly("row_count", &Table::row_count, "Of all chunks.")
      .def_property_readonly(
          "chunk_count", [](const Table& self) { return self.chunks().size(); }, "Into so many the rows are divided.")
      .def_property_readonly("column_names", &names, "In their order.")
      .def_property_readonly("column_types", &types, "As Arrow names them, in the order of columns.")
      .def_property_readonly("metadata", &metadata, "What travels with the schema: currency, price book, digest.")
      .def("cell_texts", &cell_texts, py::arg("limit"), "The first rows as text, not escaped; None for nulls.")
      .def("__arrow_c_schema__", &schema_capsule, "A PyCapsule 'arrow_schema'.")
      .def("__arrow_c_array__", &array_capsules, requested(),
           "PyCapsules 'arrow_schema' and 'arrow_array', of all rows in one chunk.")
      .def("__arrow_c_stream__", &stream_capsule, requested(), "A PyCapsule 'arrow_array_stream', of all chunks.");
}

}  // namespace container_tco::bindings
