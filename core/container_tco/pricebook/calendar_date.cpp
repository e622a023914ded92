#include "container_tco/pricebook/calendar_date.hpp"

#include <algorithm>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

using namespace std::chrono;

// The whole number in `text`, which must have exactly `digits`; -1 otherwise.
int number(std::string_view text, std::size_t digits) {
  if (text.size() != digits) return -1;
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::string padded(unsigned value, std::size_t digits) {
  std::string text = std::to_string(value);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

}  // namespace

std::optional<sys_days> latest_day(std::string_view text) {
  const bool has_month = text.size() >= 7 && text[4] == '-';
  const bool has_day = text.size() == 10 && text[7] == '-';
  if (text.size() != 4 && !(text.size() == 7 && has_month) && !(has_month && has_day)) return std::nullopt;
  const int y = number(text.substr(0, 4), 4);
  const int m = has_month ? number(text.substr(5, 2), 2) : 12;
  if (y < 0 || m < 0) return std::nullopt;
  const year_month month_of{year(y), month(static_cast<unsigned>(m))};
  if (!month_of.ok()) return std::nullopt;
  if (!has_day) return sys_days(month_of / last);
  const int d = number(text.substr(8, 2), 2);
  if (d < 0) return std::nullopt;
  const year_month_day day_of = month_of / static_cast<unsigned>(d);
  return day_of.ok() ? std::optional(sys_days(day_of)) : std::nullopt;
}

sys_days parse_date(std::string_view text, const std::string& field) {
  const std::optional<sys_days> day = text.size() == 10 ? latest_day(text) : std::nullopt;
  if (!day) throw InvalidInputError(field, std::string(text), "an ISO date such as '2026-07-01'");
  return *day;
}

std::string date_text(sys_days day) {
  const year_month_day parts(day);
  return padded(static_cast<unsigned>(static_cast<int>(parts.year())), 4) + "-" +
         padded(static_cast<unsigned>(parts.month()), 2) + "-" + padded(static_cast<unsigned>(parts.day()), 2);
}

}  // namespace container_tco
