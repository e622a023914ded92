#include "decimal_caster.hpp"

#include <pybind11/gil_safe_call_once.h>

#include "text_casters.hpp"

namespace container_tco::bindings {
namespace {

namespace py = pybind11;

[[noreturn]] void refuse(py::handle source, const char* kind) {
  const std::string shown = py::repr(source).cast<std::string>();
  throw py::type_error(std::string("expected an exact number (Decimal, Fraction, int or str), found the ") + kind +
                       " " + shown.substr(0, 80) +
                       ". Write the digits as text, for example Decimal(\"0.0464\") or \"0.0464\"");
}

bool is_inexact_number(py::handle source) {
  if (PyFloat_Check(source.ptr()) || PyComplex_Check(source.ptr())) return true;
  const PyNumberMethods* number = Py_TYPE(source.ptr())->tp_as_number;
  return number != nullptr && number->nb_float != nullptr && number->nb_index == nullptr;
}

}  // namespace

py::object decimal_type() {
  PYBIND11_CONSTINIT static py::gil_safe_call_once_and_store<py::object> stored;
  return stored.call_once_and_store_result([] { return py::module_::import("decimal").attr("Decimal"); }).get_stored();
}

py::object fraction_type() {
  PYBIND11_CONSTINIT static py::gil_safe_call_once_and_store<py::object> stored;
  return stored.call_once_and_store_result([] { return py::module_::import("fractions").attr("Fraction"); })
      .get_stored();
}

bool load_exact_number(py::handle source, Rational& result) {
  if (!source) return false;
  if (PyBool_Check(source.ptr())) refuse(source, "boolean");
  if (PyUnicode_Check(source.ptr())) {
    result = Rational::parse(strict_text(source));
  } else if (py::isinstance(source, decimal_type())) {
    result = Rational::parse(py::str(source).cast<std::string>());
  } else if (py::isinstance(source, fraction_type())) {
    result = Rational::parse_fraction(py::str(source).cast<std::string>());
  } else if (is_inexact_number(source)) {
    refuse(source, "binary floating-point number");
  } else if (PyIndex_Check(source.ptr())) {
    const py::object whole = py::reinterpret_steal<py::object>(PyNumber_Index(source.ptr()));
    if (!whole) throw py::error_already_set();
    result = Rational::parse(py::str(whole).cast<std::string>());
  } else {
    return false;
  }
  return true;
}

py::object to_exact_number(const Rational& number) {
  if (number.exact_digits()) return decimal_type()(number.to_text());
  // The int type reads the text itself: numerators of long sums pass 64 bits.
  const py::object whole = py::module_::import("builtins").attr("int");
  return fraction_type()(whole(number.numerator_text()), whole(number.denominator_text()));
}

py::object to_decimal_object(const Rational& number) {
  constexpr int shown_digits = 10;
  if (number.exact_digits()) return decimal_type()(number.to_text());
  return decimal_type()(number.to_decimal(shown_digits, Rounding::half_up));
}

}  // namespace container_tco::bindings
