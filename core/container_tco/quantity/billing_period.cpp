#include "container_tco/quantity/billing_period.hpp"

#include <chrono>
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
  using namespace std::chrono;
  const auto last =
      (std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) / std::chrono::last).day();
  BillingPeriod period(Rational(static_cast<std::int64_t>(static_cast<unsigned>(last)) * 24));
  std::string month_text = std::to_string(month);
  if (month < 10) month_text.insert(0, "0");
  period.name_ = std::to_string(year) + "-" + month_text + " (" + period.hours_.to_text() + " h)";
  return period;
}

Rational BillingPeriod::months() const {
  const bool is_one_month = hours_ >= Rational(672) && hours_ <= Rational(744);
  return is_one_month ? Rational(1) : hours_ / Rational(730);
}

BillingPeriod BillingPeriod::parse(std::string_view text) {
  if (is_year_and_month(text)) {
    return calendar_month(std::stoi(std::string(text.substr(0, 4))), std::stoi(std::string(text.substr(5))));
  }
  try {
    return BillingPeriod(Rational::parse(text));
  } catch (const InvalidInputError&) {
    throw InvalidInputError("period", std::string(text), "hours such as 730, or a month such as 2026-02",
                            "More than 0 and at most 87,600 hours");
  }
}

}  // namespace container_tco
