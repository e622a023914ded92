#pragma once
// Currency and PricingUnit are plain `str` in Python: "USD", "vCPU-Hours".

#include <pybind11/pybind11.h>

#include <cstddef>
#include <optional>
#include <string>

#include "container_tco/quantity/money.hpp"

namespace container_tco::bindings {

inline std::string text_of(const Currency& currency) { return currency.code(); }
inline std::string text_of(const PricingUnit& unit) { return unit.name(); }

/// `text` as a str. Bytes that are not UTF-8, which a message may quote from a broken file, are shown as U+FFFD.
inline pybind11::str lenient_text(const std::string& text) {
  PyObject* decoded = PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace");
  if (decoded == nullptr) throw pybind11::error_already_set();
  return pybind11::reinterpret_steal<pybind11::str>(decoded);
}

/// The UTF-8 of a str. Throws UnicodeEncodeError, a ValueError, for half of a surrogate pair.
inline std::string strict_text(pybind11::handle source) {
  Py_ssize_t size = 0;
  const char* text = PyUnicode_AsUTF8AndSize(source.ptr(), &size);
  if (text == nullptr) throw pybind11::error_already_set();
  return {text, static_cast<std::size_t>(size)};
}

/// A document as it was given: a str, or bytes that nobody has decoded yet.
struct DocumentText {
  std::string text;
};

/// A caster for a type that is parsed from text and has no empty value.
template <typename T>
struct TextCaster {
  static constexpr auto name = pybind11::detail::const_name("str");
  template <typename U>
  using cast_op_type = pybind11::detail::cast_op_type<U>;

  bool load(pybind11::handle source, bool) {
    if (!source || !PyUnicode_Check(source.ptr())) return false;
    value = T::parse(strict_text(source));
    return true;
  }
  static pybind11::handle cast(const T& source, pybind11::return_value_policy, pybind11::handle) {
    return pybind11::str(text_of(source)).release();
  }
  operator T&() { return *value; }
  operator T*() { return &*value; }

  std::optional<T> value;
};

}  // namespace container_tco::bindings

namespace pybind11::detail {

template <>
struct type_caster<container_tco::bindings::DocumentText> {
  PYBIND11_TYPE_CASTER(container_tco::bindings::DocumentText, const_name("str | bytes"));

  bool load(handle source, bool) {
    if (!source) return false;
    if (PyBytes_Check(source.ptr())) {
      value.text = reinterpret_borrow<bytes>(source);
    } else if (PyUnicode_Check(source.ptr())) {
      value.text = container_tco::bindings::strict_text(source);
    } else {
      return false;
    }
    return true;
  }
};

template <>
struct type_caster<container_tco::Currency> : container_tco::bindings::TextCaster<container_tco::Currency> {};
template <>
struct type_caster<container_tco::PricingUnit> : container_tco::bindings::TextCaster<container_tco::PricingUnit> {};

}  // namespace pybind11::detail
