#include "container_tco/comparison/readable_number.hpp"

#include <algorithm>

namespace container_tco {

std::string grouped_digits(const std::string& number) {
  const std::size_t start = number.front() == '-' ? 1 : 0;
  std::string result = number;
  for (std::size_t place = std::min(number.find('.'), number.size()); place > start + 3;) {
    place -= 3;
    result.insert(place, ",");
  }
  return result;
}

std::string readable_number(const Rational& number, int digits) {
  std::string text = number.to_decimal(digits, Rounding::half_up);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text == "-0" ? "0" : grouped_digits(text);
}

std::string readable_percent(const Rational& fraction) { return readable_number(fraction * Rational(100)) + " %"; }

std::string counted(const Rational& number, const std::string& noun) {
  return readable_number(number) + " " + noun + (number == Rational(1) ? "" : "s");
}

}  // namespace container_tco
