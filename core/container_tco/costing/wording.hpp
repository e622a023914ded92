#pragma once
// How derivations read: "1 host", "3 hosts", "1 month", "1.5 months".

#include <string>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// `count` to the last digit and `noun`, the noun in the plural unless the count is one.
inline std::string exact_count(const Rational& count, const std::string& noun) {
  return count.to_text() + " " + noun + (count == Rational(1) ? "" : "s");
}

}  // namespace container_tco
