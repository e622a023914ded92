#include "fields.hpp"

namespace container_tco::bindings {
namespace {

bool is_enum_member(const py::object& value) { return py::isinstance(value, py::module_::import("enum").attr("Enum")); }

std::string type_name(const py::object& value) { return py::type::of(value).attr("__name__").cast<std::string>(); }

}  // namespace

std::string value_text(const py::object& value) {
  if (is_enum_member(value)) return type_name(value) + "." + value.attr("name").cast<std::string>();
  return py::repr(value).cast<std::string>();
}

std::string default_text(const py::object& value) {
  if (py::isinstance(value, decimal_type())) return py::str(value).cast<std::string>();
  const std::string module = py::type::of(value).attr("__module__").cast<std::string>();
  if (module == "builtins" || is_enum_member(value)) return value_text(value);
  return type_name(value) + "()";
}

}  // namespace container_tco::bindings
