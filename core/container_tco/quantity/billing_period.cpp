#include "container_tco/quantity/billing_period.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <utility>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

bool is_year_and_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i != 4 && (text[i] < '0' || text[i] > '9')) return false;
  }
  return true;
}

bool is_year_and_quarter(std::string_view text) {
  return text.size() == 7 && text.substr(4, 2) == "-Q" && is_year_and_month(std::string(text.substr(0, 5)) + "01") &&
         text[6] >= '1' && text[6] <= '4';
}

std::int64_t days_in_month(int year, int month) {
  using namespace std::chrono;
  const auto last = (std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) / std::chrono::last);
  return static_cast<std::int64_t>(static_cast<unsigned>(last.day()));
}

struct Lengths {
  std::int64_t shortest = std::numeric_limits<std::int64_t>::max();
  std::int64_t longest = 0;
};

/// Hours of so many calendar months behind one another, wherever they begin; 2028 has a leap day.
Lengths lengths_of_months(std::int64_t count) {
  Lengths lengths;
  for (int first_year = 2025; first_year <= 2028; ++first_year) {
    for (int first = 0; first < 12; ++first) {
      std::int64_t days = 0;
      for (std::int64_t i = 0; i < count; ++i) {
        const auto month = static_cast<int>(first + i);
        days += days_in_month(first_year + month / 12, month % 12 + 1);
      }
      lengths.shortest = std::min(lengths.shortest, days * 24);
      lengths.longest = std::max(lengths.longest, days * 24);
    }
  }
  return lengths;
}

}  // namespace

BillingPeriod::BillingPeriod(Rational hours) : hours_(std::move(hours)) {
  if (hours_ <= Rational(0) || hours_ > Rational(87600)) {
    throw InvalidInputError("period", hours_.to_text(), "more than 0 and at most 87,600 hours");
  }
  name_ = hours_.to_text() + " h";
}

BillingPeriod BillingPeriod::calendar_month(int year, int month) {
  if (year < 2000 || year > 2100 || month < 1 || month > 12) {
    throw InvalidInputError("period", std::to_string(year) + "-" + std::to_string(month),
                            "a month such as 2026-02 between 2000-01 and 2100-12");
  }
  BillingPeriod period(Rational(days_in_month(year, month) * 24));
  std::string month_text = std::to_string(month);
  if (month < 10) month_text.insert(0, "0");
  period.name_ = std::to_string(year) + "-" + month_text + " (" + period.hours_.to_text() + " h)";
  return period;
}

Rational BillingPeriod::months() const {
  const std::int64_t count = std::max<std::int64_t>(1, (hours_ / Rational(730)).rounded(0, Rounding::half_up).floor());
  const auto [shortest, longest] = lengths_of_months(count);
  return hours_ >= Rational(shortest) && hours_ <= Rational(longest) ? Rational(count) : hours_ / Rational(730);
}

BillingPeriod BillingPeriod::parse(std::string_view text) {
  if (is_year_and_month(text)) {
    return calendar_month(std::stoi(std::string(text.substr(0, 4))), std::stoi(std::string(text.substr(5))));
  }
  if (is_year_and_quarter(text)) {
    const int year = std::stoi(std::string(text.substr(0, 4)));
    const int first = (text[6] - '1') * 3 + 1;
    Rational hours;
    for (int month = first; month < first + 3; ++month) hours += calendar_month(year, month).hours();
    BillingPeriod quarter(std::move(hours));
    quarter.name_ = std::string(text) + " (" + quarter.hours_.to_text() + " h)";
    return quarter;
  }
  try {
    return BillingPeriod(Rational::parse(text));
  } catch (const InvalidInputError&) {
    throw InvalidInputError("period", std::string(text),
                            "hours such as 730, a month such as 2026-02, or a quarter such as 2026-Q1",
                            "More than 0 and at most 87,600 hours");
  }
}

}  // namespace container_tco
