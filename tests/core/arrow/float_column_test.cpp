#include "container_tco/arrow/float_column.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "hand_array.hpp"

namespace float_column_test {

using namespace container_tco;

namespace {

/// The shortest decimal that reads back as `value`, by trying one digit, two digits …: the C library is the judge.
DecimalNumber shortest(double value) {
  char text[40];
  for (int digits = 1; digits <= 17; ++digits) {
    std::snprintf(text, sizeof text, "%.*e", digits - 1, value);
    if (std::strtod(text, nullptr) == value) break;
  }
  return parse_decimal(text).value();
}

std::vector<double> numbers() {
  std::mt19937_64 generator(1);
  std::vector<double> made{
      0.0, 0.1, 0.25, 1e15, 1e15 - 0.5, 1e22, 1e23, 5e-324, 1.7976931348623157e308, 999999999999999.9};
  for (int i = 0; i < 20'000; ++i) {
    const auto bits = generator();
    double any = 0;
    std::memcpy(&any, &bits, sizeof any);
    if (std::isfinite(any)) made.push_back(any);
    const double few_digits =
        static_cast<double>(bits % 10'000'000) / std::pow(10, static_cast<double>(bits >> 32 & 7));
    made.insert(made.end(), {few_digits, -few_digits, std::nextafter(few_digits, 0.0)});
  }
  return made;
}

}  // namespace

TEST_CASE("a float is the shortest decimal that reads back as it") {
  const std::vector<double> values = numbers();
  test::HandColumn column = test::hand_column("g", static_cast<std::int64_t>(values.size()));
  column.no_buffer().buffer(values);
  const FloatColumn floats = FloatColumn::of(test::checked(column));
  int wrong = 0;
  for (std::size_t row = 0; row < values.size(); ++row) {
    const DecimalNumber ours = floats.decimal(static_cast<std::int64_t>(row)).value();
    DecimalNumber theirs = shortest(values[row]);
    // They may differ in zeros at the end.
    DecimalNumber mine = ours;
    for (DecimalNumber* number : {&mine, &theirs}) {
      while (number->mantissa != 0 && number->mantissa % 10 == 0) {
        number->mantissa /= 10;
        --number->scale;
      }
      if (number->mantissa == 0) number->scale = 0;
    }
    wrong += mine == theirs ? 0 : 1;
  }
  CHECK(wrong == 0);
}

}  // namespace float_column_test
