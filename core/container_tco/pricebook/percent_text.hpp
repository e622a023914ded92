#pragma once
// Inside of the price book: fractions as people read them.

#include <string>

#include "container_tco/quantity/rational.hpp"

namespace container_tco::detail {

/// "12.5 %" for 1/8; exact.
inline std::string percent_text(const Rational& fraction) { return (fraction * Rational(100)).to_text() + " %"; }

}  // namespace container_tco::detail
