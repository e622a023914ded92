#pragma once
// What exceptions carry besides their message.

#include <pybind11/pybind11.h>

#include <string>

namespace container_tco::bindings {

/// A read-only property of an exception class that shows the attribute `_name`. `T` must be known to Python by then, or
/// its C++ name would appear in the signature.
template <typename T>
void carry(const pybind11::object& cls, const char* name, const char* doc) {
  namespace py = pybind11;
  const std::string stored = std::string("_") + name;
  const py::object property = py::module_::import("builtins").attr("property");
  // An exception that Python code made itself carries its message only.
  const auto get = [stored](const py::object& self) {
    return py::getattr(self, stored.c_str(), py::cast(T())).template cast<T>();
  };
  cls.attr(name) = property(py::cpp_function(get, py::name(name), py::is_method(cls)), py::none(), py::none(), doc);
}

}  // namespace container_tco::bindings
