#include "container_tco/quantity/rounding.hpp"

#include "container_tco/error.hpp"

namespace container_tco {

Rounding parse_rounding(std::string_view text) {
  if (text == "half_up") return Rounding::half_up;
  if (text == "half_even") return Rounding::half_even;
  if (text == "floor") return Rounding::floor;
  throw InvalidInputError("rounding", std::string(text), "half_up, half_even or floor");
}

Summation parse_summation(std::string_view text) {
  if (text == "sum_then_round") return Summation::sum_then_round;
  if (text == "round_lines_then_sum") return Summation::round_lines_then_sum;
  throw InvalidInputError("summation", std::string(text), "sum_then_round or round_lines_then_sum");
}

std::string to_string(Rounding rounding) {
  switch (rounding) {
    case Rounding::half_up:
      return "half_up";
    case Rounding::half_even:
      return "half_even";
    case Rounding::floor:
      return "floor";
  }
  throw InternalError("a rounding mode without a name");
}

std::string to_string(Summation summation) {
  return summation == Summation::sum_then_round ? "sum_then_round" : "round_lines_then_sum";
}

}  // namespace container_tco
