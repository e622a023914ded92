#pragma once
// Tables across the border by the Arrow PyCapsule interface:
// https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html
// Neither side needs a library for it.

#include <pybind11/pybind11.h>
#include <pybind11/typing.h>

#include <memory>

#include "container_tco/arrow/record_batch.hpp"
#include "container_tco/arrow/table.hpp"

namespace container_tco::bindings {

/// The batches of any object that has __arrow_c_stream__ or __arrow_c_array__. Throws TypeError for another object and
/// InvalidInputError for a malformed table. Its methods need no GIL.
RecordStream record_stream(pybind11::handle table);

/// Capsules that own what they hold until somebody takes it out. `requested_schema` is None or such a capsule.
pybind11::object schema_capsule(const Table& table);
pybind11::object stream_capsule(std::shared_ptr<const Table> table, const pybind11::object& requested_schema);
pybind11::typing::Tuple<pybind11::object, pybind11::object> array_capsules(const Table& table,
                                                                           const pybind11::object& requested_schema);

}  // namespace container_tco::bindings
