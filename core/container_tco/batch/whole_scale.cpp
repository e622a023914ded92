#include "container_tco/batch/whole_scale.hpp"

#include <charconv>
#include <limits>
#include <numeric>
#include <string>

namespace container_tco {

bool WholeScale::include(const Rational& number) {
  const std::string text = number.denominator_text();
  std::int64_t denominator = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), denominator);
  if (read.ec != std::errc()) return false;
  std::int64_t multiple = 0;
  if (__builtin_mul_overflow(factor_, denominator / std::gcd(factor_, denominator), &multiple)) return false;
  factor_ = multiple;
  return true;
}

std::optional<std::int64_t> WholeScale::units(const Rational& number) const {
  const Rational scaled = number * Rational(factor_);
  if (!scaled.is_whole() || scaled > Rational(std::numeric_limits<std::int64_t>::max()) ||
      scaled < Rational(std::numeric_limits<std::int64_t>::min())) {
    return std::nullopt;
  }
  return scaled.floor();
}

}  // namespace container_tco
