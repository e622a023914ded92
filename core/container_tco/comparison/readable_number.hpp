#pragma once
// Numbers in sentences. Never money: that is rounded by the report alone.

#include <string>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// "1234567.5" as "1,234,567.5".
std::string grouped_digits(const std::string& number);
/// At most `digits` after the point, without trailing zeros: "14.2", "3", "1,234.5".
std::string readable_number(const Rational& number, int digits = 1);
/// "27.3 %" for 0.273.
std::string readable_percent(const Rational& fraction);
/// "1 task", "3 tasks".
std::string counted(const Rational& number, const std::string& noun);

}  // namespace container_tco
