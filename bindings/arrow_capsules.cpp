#include "arrow_capsules.hpp"

#include "container_tco/arrow/export.hpp"
#include "container_tco/arrow/requested_types.hpp"

namespace container_tco::bindings {
namespace {

namespace py = pybind11;

template <typename Abi>
constexpr const char* capsule_name = nullptr;
template <>
constexpr const char* capsule_name<ArrowSchema> = "arrow_schema";
template <>
constexpr const char* capsule_name<ArrowArray> = "arrow_array";
template <>
constexpr const char* capsule_name<ArrowArrayStream> = "arrow_array_stream";

template <typename Abi>
void destroy(PyObject* capsule) {
  auto* content = static_cast<Abi*>(PyCapsule_GetPointer(capsule, capsule_name<Abi>));
  if (content->release != nullptr) content->release(content);  // Null when somebody has taken the content.
  delete content;
}

/// A capsule over what `fill` writes.
template <typename Abi, typename Fill>
py::object make_capsule(Fill fill) {
  auto content = std::make_unique<Abi>();
  fill(content.get());
  PyObject* capsule = PyCapsule_New(content.get(), capsule_name<Abi>, destroy<Abi>);
  if (capsule == nullptr) {
    content->release(content.get());
    throw py::error_already_set();
  }
  content.release();
  return py::reinterpret_steal<py::object>(capsule);
}

std::string shown(py::handle object) { return py::repr(object).cast<std::string>().substr(0, 80); }

template <typename Abi>
Abi* content_of(py::handle capsule) {
  if (!PyCapsule_IsValid(capsule.ptr(), capsule_name<Abi>)) {
    throw py::type_error(std::string("expected a PyCapsule '") + capsule_name<Abi> + "', found " + shown(capsule));
  }
  return static_cast<Abi*>(PyCapsule_GetPointer(capsule.ptr(), capsule_name<Abi>));
}

template <typename Abi>
OwnedAbi<Abi> taken(py::handle capsule) {
  return OwnedAbi<Abi>(content_of<Abi>(capsule));
}

Table as_requested(const Table& table, const py::object& requested_schema) {
  if (requested_schema.is_none()) return table;
  return in_requested_types(table, read_fields(*content_of<ArrowSchema>(requested_schema)));
}

}  // namespace

RecordStream record_stream(py::handle table) {
  if (py::hasattr(table, "__arrow_c_stream__")) {
    OwnedStream stream = taken<ArrowArrayStream>(table.attr("__arrow_c_stream__")());
    const py::gil_scoped_release release;
    return RecordStream(std::move(stream));
  }
  if (py::hasattr(table, "__arrow_c_array__")) {
    const py::object pair = table.attr("__arrow_c_array__")();
    if (!py::isinstance<py::tuple>(pair) || py::len(pair) != 2) {
      throw py::type_error("expected two capsules from __arrow_c_array__, found " + shown(pair));
    }
    OwnedSchema schema = taken<ArrowSchema>(pair[py::int_(0)]);
    return RecordStream(std::move(schema), taken<ArrowArray>(pair[py::int_(1)]));
  }
  throw py::type_error(
      "expected a table with __arrow_c_stream__ or __arrow_c_array__ (pandas 2.2, Polars 1, pyarrow 14, a DuckDB "
      "relation, or later), found " +
      shown(table));
}

py::object schema_capsule(const Table& table) {
  return make_capsule<ArrowSchema>([&](ArrowSchema* out) { export_schema(table, out); });
}

py::object stream_capsule(std::shared_ptr<const Table> table, const py::object& requested_schema) {
  if (!requested_schema.is_none()) table = std::make_shared<const Table>(as_requested(*table, requested_schema));
  return make_capsule<ArrowArrayStream>([&](ArrowArrayStream* out) { export_stream(table, out); });
}

py::typing::Tuple<py::object, py::object> array_capsules(const Table& table, const py::object& requested_schema) {
  const Table one = as_requested(table, requested_schema).in_one_chunk();
  return py::make_tuple(schema_capsule(one),
                        make_capsule<ArrowArray>([&](ArrowArray* out) { export_chunk(one.chunks().front(), out); }));
}

}  // namespace container_tco::bindings
