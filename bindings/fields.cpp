#include "fields.hpp"

namespace container_tco::bindings {
namespace {

bool is_enum_member(const py::object& value) { return py::isinstance(value, py::module_::import("enum").attr("Enum")); }

std::string type_name(const py::object& value) { return py::type::of(value).attr("__name__").cast<std::string>(); }

std::string list_text(const py::object& values) {
  std::string text;
  for (const py::handle& value : values) {
    text += (text.empty() ? "" : ", ") + value_text(py::reinterpret_borrow<py::object>(value));
  }
  return "[" + text + "]";
}

}  // namespace

std::string value_text(const py::object& value) {
  if (is_enum_member(value)) return type_name(value) + "." + value.attr("name").cast<std::string>();
  if (py::isinstance<py::list>(value)) return list_text(value);
  return py::repr(value).cast<std::string>();
}

std::string default_text(const py::object& value) {
  if (py::isinstance(value, decimal_type())) {
    const std::string number = py::str(value).cast<std::string>();
    // Without the quotes it would read as a binary float, which no argument takes.
    return number.find('.') == std::string::npos ? number : "'" + number + "'";
  }
  const std::string module = py::type::of(value).attr("__module__").cast<std::string>();
  if (module == "builtins" || is_enum_member(value)) return value_text(value);
  return type_name(value) + "()";
}

}  // namespace container_tco::bindings
