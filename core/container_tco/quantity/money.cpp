#include "container_tco/quantity/money.hpp"

#include <algorithm>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/error/ascii.hpp"

namespace container_tco {
namespace {

void require_same(const Currency& expected, const Currency& actual) {
  if (!(expected == actual)) throw CurrencyMismatchError(expected.code(), actual.code());
}

// AWS's spellings (rule P21, read 2026-11), in lower case, and the FOCUS spelling that stands for each.
constexpr std::pair<std::string_view, std::string_view> unit_synonyms[] = {
    {"hrs", "Hours"},
    {"hour", "Hours"},
    {"hours", "Hours"},
    {"h", "Hours"},
    {"vcpu-hour", "vCPU-Hours"},
    {"vcpu-hours", "vCPU-Hours"},
    {"gb-hour", "GB-Hours"},
    {"gb-hours", "GB-Hours"},
    {"gb-mo", "GB-Months"},
    {"gb-month", "GB-Months"},
    {"gb-months", "GB-Months"},
    {"gb", "GB"},
    {"lcu-hrs", "LCU-Hours"},
    {"lcu-hour", "LCU-Hours"},
    {"lcu-hours", "LCU-Hours"},
    {"nlcu-hour", "NLCU-Hours"},
    {"nlcu-hours", "NLCU-Hours"},
    {"iops-mo", "IOPS-Months"},
    {"iops-month", "IOPS-Months"},
    {"iops-months", "IOPS-Months"},
    {"mibps-month", "MiBps-Months"},
    {"mibps-months", "MiBps-Months"},
    {"gibps-mo", "GiBps-Months"},
    {"gibps-months", "GiBps-Months"},
};

}  // namespace

Currency Currency::parse(std::string_view code) {
  const bool valid =
      code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!valid) throw InvalidInputError("currency", std::string(code), "an ISO 4217 code such as USD");
  return Currency({code[0], code[1], code[2]});
}

Currency Currency::usd() { return Currency({'U', 'S', 'D'}); }

Money::Money(Rational amount, Currency currency) : amount_(std::move(amount)), currency_(currency) {}

Money& Money::operator+=(const Money& other) {
  require_same(currency_, other.currency_);
  amount_ += other.amount_;
  return *this;
}

Money& Money::operator-=(const Money& other) {
  require_same(currency_, other.currency_);
  amount_ -= other.amount_;
  return *this;
}

Money operator*(const Money& money, const Rational& factor) { return {money.amount_ * factor, money.currency_}; }
Money operator/(const Money& money, const Rational& divisor) { return {money.amount_ / divisor, money.currency_}; }

Rational operator/(const Money& a, const Money& b) {
  require_same(a.currency_, b.currency_);
  return a.amount_ / b.amount_;
}

bool operator==(const Money& a, const Money& b) { return a.currency_ == b.currency_ && a.amount_ == b.amount_; }

std::strong_ordering operator<=>(const Money& a, const Money& b) {
  require_same(a.currency_, b.currency_);
  return a.amount_ <=> b.amount_;
}

PricingUnit PricingUnit::parse(std::string_view name) {
  const bool valid = !name.empty() && name.size() <= 40 &&
                     std::all_of(name.begin(), name.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (!valid) throw InvalidInputError("unit", std::string(name), "1 to 40 printable characters, such as GB-Months");
  const std::string key = detail::lower_case(name);
  for (const auto& [synonym, unit] : unit_synonyms) {
    if (key == synonym) return PricingUnit(std::string(unit));
  }
  return PricingUnit(std::string(name));
}

Money operator*(const Quantity& quantity, const UnitPrice& price) {
  if (!(quantity.unit == price.unit)) throw UnitMismatchError(price.unit.name(), quantity.unit.name());
  return price.money * quantity.value;
}

}  // namespace container_tco
