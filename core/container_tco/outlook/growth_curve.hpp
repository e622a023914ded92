#pragma once
// From a rate a year to the factors of its months.

#include <cstdint>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

inline constexpr std::int64_t most_years = 5;  ///< That an outlook looks ahead.

/// (1 + yearly_rate)^(months / 12), compounded: exact for whole years, otherwise with the twelfth root rounded down to
/// 18 digits. Throws InvalidInputError unless the rate is above −1 and at most 100, and months are 0 to 60.
Rational growth_factor(const Rational& yearly_rate, std::int64_t months);

/// The twelfth root of `number` > 0, rounded down to 18 digits after the point.
Rational twelfth_root(const Rational& number);

}  // namespace container_tco
