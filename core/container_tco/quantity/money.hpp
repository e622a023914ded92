#pragma once
// Money is an exact amount with its currency; a unit price is money per pricing unit; a quantity is a number of such
// units. Only quantity × unit price makes money. What is not defined here (money × money, money + price) does not
// compile.

#include <array>
#include <compare>
#include <string>
#include <string_view>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// An ISO 4217 code.
class Currency {
 public:
  /// Three capital letters. Throws InvalidInputError otherwise.
  static Currency parse(std::string_view code);
  static Currency usd();
  std::string code() const { return {code_.begin(), code_.end()}; }
  friend bool operator==(const Currency&, const Currency&) = default;

 private:
  explicit Currency(std::array<char, 3> code) : code_(code) {}
  std::array<char, 3> code_;
};

/// An exact amount of one currency. Mixing currencies throws CurrencyMismatchError, also when one amount is zero.
class Money {
 public:
  Money(Rational amount, Currency currency);
  static Money zero(Currency currency) { return Money(Rational(), currency); }

  const Rational& amount() const { return amount_; }
  const Currency& currency() const { return currency_; }

  Money& operator+=(const Money& other);
  Money& operator-=(const Money& other);
  friend Money operator+(Money a, const Money& b) { return a += b; }
  friend Money operator-(Money a, const Money& b) { return a -= b; }
  friend Money operator*(const Money& money, const Rational& factor);
  friend Money operator*(const Rational& factor, const Money& money) { return money * factor; }
  friend Money operator/(const Money& money, const Rational& divisor);
  friend Rational operator/(const Money& a, const Money& b);
  friend bool operator==(const Money& a, const Money& b);
  friend std::strong_ordering operator<=>(const Money& a, const Money& b);

 private:
  Rational amount_;
  Currency currency_;
};

/// What a price is per: "Hours", "vCPU-Hours", "GB-Hours", "GB-Months", "GB", "LCU-Hours" … (FOCUS spelling).
/// AWS spells units differently from offer to offer ("Hrs", "hours", "GB-Mo"); they become one spelling here (rule
/// P21).
class PricingUnit {
 public:
  /// Any name of 1 to 40 printable characters; known synonyms are replaced. Throws InvalidInputError otherwise.
  static PricingUnit parse(std::string_view name);
  const std::string& name() const { return name_; }
  friend bool operator==(const PricingUnit&, const PricingUnit&) = default;

 private:
  explicit PricingUnit(std::string name) : name_(std::move(name)) {}
  std::string name_;
};

/// A number of pricing units.
struct Quantity {
  Rational value;
  PricingUnit unit;
};

/// Money per pricing unit.
struct UnitPrice {
  Money money;
  PricingUnit unit;
};

/// The cost. Throws UnitMismatchError unless both name the same unit.
Money operator*(const Quantity& quantity, const UnitPrice& price);

}  // namespace container_tco
