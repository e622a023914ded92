#pragma once
// Plain structs in Python. A record has attributes, equality and a repr; a value can also be made by keyword, copied
// with changes, and pickled. Both are read-only, so they may be shared between threads.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstddef>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "decimal_caster.hpp"
#include "text_casters.hpp"

namespace container_tco::bindings {

namespace py = pybind11;

/// A member of `T` with the docstring of its attribute: meaning, unit, range.
template <typename T, typename M>
struct Field {
  const char* name;
  M T::* member;
  const char* doc;
};

template <typename T, typename M>
Field<T, M> field(const char* name, M T::* member, const char* doc) {
  return {name, member, doc};
}

/// `value` as it is written in Python: "Rounding.half_up" and not "<Rounding.half_up: 0>".
std::string value_text(const py::object& value);
/// The same for the default value of an argument, in short: "HostOptions()".
std::string default_text(const py::object& value);

template <typename T, typename M>
void bind_attribute(py::class_<T>& bound, const Field<T, M>& field) {
  if constexpr (std::is_same_v<M, std::string>) {
    const auto get = [member = field.member](const T& self) { return lenient_text(self.*member); };
    bound.def_property_readonly(field.name, get, field.doc);
  } else {
    bound.def_readonly(field.name, field.member, field.doc);
  }
}

template <typename T, typename... M>
void bind_record(py::class_<T>& bound, Field<T, M>... fields) {
  (bind_attribute(bound, fields), ...);
  const auto values = [fields...](const T& self) { return py::make_tuple((self.*fields.member)...); };
  bound.def(
      "__eq__",
      [values](const T& self, const py::object& other) {
        return py::isinstance<T>(other) && values(self).equal(values(other.cast<const T&>()));
      },
      py::arg("other"), py::pos_only());
  bound.def("__repr__", [fields...](const py::object& self) {
    std::string text = py::str(py::type::of(self).attr("__name__")).template cast<std::string>() + "(";
    const char* separator = "";
    ((text += separator + std::string(fields.name) + "=" + value_text(self.attr(fields.name)), separator = ", "), ...);
    return text + ")";
  });
}

/// The object that the parts of `state` make, in the order of `fields`.
template <typename T, typename... M, std::size_t... I>
T from_state(const py::tuple& state, std::index_sequence<I...>, const Field<T, M>&... fields) {
  if (state.size() != sizeof...(M)) throw py::value_error("the pickle was made by another version of container_tco");
  T made{};
  ((made.*fields.member = state[I].template cast<M>()), ...);
  return made;
}

template <typename M>
struct IsWhole : std::is_integral<M> {};
template <typename M>
struct IsWhole<std::optional<M>> : std::is_integral<M> {};

template <typename T, typename... M>
void bind_value(py::class_<T>& bound, Field<T, M>... fields) {
  const T defaults{};
  // Without noconvert a whole number would take Decimal("2.7") and cut it to 2.
  bound.def(py::init([fields...](M... values) {
              T made{};
              ((made.*fields.member = std::move(values)), ...);
              return made;
            }),
            py::kw_only(),
            py::arg_v(fields.name, defaults.*fields.member, default_text(py::cast(defaults.*fields.member)).c_str())
                .noconvert(IsWhole<M>::value)...);
  bind_record(bound, fields...);
  const auto changed = [fields...](const py::object& self, const py::kwargs& changes) {
    py::dict arguments;
    ((arguments[fields.name] = self.attr(fields.name)), ...);
    for (const auto& [name, value] : changes) arguments[name] = value;
    return py::type::of(self)(**arguments).template cast<T>();
  };
  bound.def("with_", changed, "A copy with the named attributes changed.");
  bound.def("__replace__", changed);
  bound.def(py::pickle([fields...](const T& self) { return py::make_tuple((self.*fields.member)...); },
                       [fields...](const py::tuple& state) {
                         return from_state<T, M...>(state, std::index_sequence_for<M...>(), fields...);
                       }));
}

}  // namespace container_tco::bindings
