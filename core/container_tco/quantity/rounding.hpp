#pragma once
// The named ways to round. Only the report rounds money; sizing rounds resources where AWS does.

#include <string>
#include <string_view>

namespace container_tco {

/// What happens to the digit after the last one shown.
/// `half_up` (away from zero on a tie) is what AWS prints; `half_even` is the banker's rule; `floor` goes towards minus
/// infinity.
enum class Rounding { half_up, half_even, floor };

/// Whether a total is the rounded sum of exact lines, or the sum of rounded lines (as on AWS's pages and in its
/// calculator).
enum class Summation { sum_then_round, round_lines_then_sum };

/// The mode named `text`. Throws InvalidInputError that lists the names.
Rounding parse_rounding(std::string_view text);
Summation parse_summation(std::string_view text);

std::string to_string(Rounding rounding);
std::string to_string(Summation summation);

}  // namespace container_tco
