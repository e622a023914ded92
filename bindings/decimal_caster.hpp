#pragma once
// Exact numbers across the border. In: Decimal, Fraction, int and str. Out: Decimal when the number is a decimal of at
// most 40 digits after the point, otherwise Fraction (a third has no Decimal). Never a float, in either direction.
// The text form is the way across, so the caller's decimal context is neither read nor set.

#include <pybind11/pybind11.h>

#include <string>

#include "container_tco/quantity/rational.hpp"

namespace container_tco::bindings {

/// `decimal.Decimal` and `fractions.Fraction`, imported once.
pybind11::object decimal_type();
pybind11::object fraction_type();

/// Whether `source` is a number of an exact kind; `result` is set then. Throws TypeError with a hint for floats and
/// booleans, and InvalidInputError for NaN, infinities and text that is no decimal.
bool load_exact_number(pybind11::handle source, Rational& result);

/// A Decimal when it is exact, otherwise a Fraction.
pybind11::object to_exact_number(const Rational& number);

/// A Decimal always: the exact one when the number ends within 40 digits, otherwise half_up at 10.
pybind11::object to_decimal_object(const Rational& number);

}  // namespace container_tco::bindings

namespace pybind11::detail {

template <>
struct type_caster<container_tco::Rational> {
  PYBIND11_TYPE_CASTER(container_tco::Rational,
                       io_name("decimal.Decimal | fractions.Fraction | typing.SupportsIndex | str",
                               "decimal.Decimal | fractions.Fraction"));

  bool load(handle source, bool) { return container_tco::bindings::load_exact_number(source, value); }
  static handle cast(const container_tco::Rational& number, return_value_policy, handle) {
    return container_tco::bindings::to_exact_number(number).release();
  }
};

}  // namespace pybind11::detail
