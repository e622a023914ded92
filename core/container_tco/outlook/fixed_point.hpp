#pragma once
// Inside of the stage: money of draws, in whole billionths (1e-9) of the currency's unit. Integers alone, so that every
// machine finds the same; rounded half up after each multiplication.

#include <cstdint>

#include "container_tco/quantity/rational.hpp"

namespace container_tco::detail {

__extension__ using Int128 = __int128;

constexpr std::int64_t billion = 1'000'000'000;

/// `amount` × `factor_billionths` / 1e9. Throws InvalidInputError when it passes 127 bits.
Int128 times(Int128 amount, std::int64_t factor_billionths);

/// `amount` in billionths. Throws InvalidInputError beyond 9e18.
Int128 to_fixed(const Rational& amount);
Rational to_rational(Int128 billionths);

}  // namespace container_tco::detail
