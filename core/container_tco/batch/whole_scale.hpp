#pragma once
// Exact amounts as whole numbers of one small unit.

#include <cstdint>
#include <optional>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// The least common multiple of denominators: times it, every number seen is whole.
class WholeScale {
 public:
  /// Starts with `factor` units in one.
  explicit WholeScale(std::int64_t factor) : factor_(factor) {}

  /// Makes `number` whole, too. False when no scale of 63 bits does; the scale is then as before.
  bool include(const Rational& number);
  std::int64_t factor() const { return factor_; }
  /// `number` in units; nothing when it is not whole or needs more than 63 bits.
  std::optional<std::int64_t> units(const Rational& number) const;

 private:
  std::int64_t factor_;
};

}  // namespace container_tco
