#pragma once
// The month that an estimate covers. Always stated, never implied: 730, 720 and 744 hours give different cents.

#include <string>
#include <string_view>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// A length of time that is billed, in hours, with the name that the report prints.
class BillingPeriod {
 public:
  /// 730 h = 8760 / 12, the convention of the AWS Pricing Calculator (rule F15).
  BillingPeriod() : BillingPeriod(Rational(730)) {}
  /// Throws InvalidInputError unless 0 < hours <= 87600 (ten years).
  explicit BillingPeriod(Rational hours);
  /// The real length of a month, 2026-02 being 672 h. Throws InvalidInputError for a month outside 1 to 12 or a year
  /// outside 2000 to 2100.
  static BillingPeriod calendar_month(int year, int month);
  /// "730", "720.5", "2026-02" or, of three months, "2026-Q1".
  static BillingPeriod parse(std::string_view text);

  const Rational& hours() const { return hours_; }
  Rational seconds() const { return hours_ * Rational(3600); }
  Rational days() const { return hours_ / Rational(24); }
  /// How many months are billed of what is priced by the month: those of the calendar that are as long, one for 672 to
  /// 744 hours, three for 2136 to 2208, 12 for 8760; hours / 730 for what no months in a row are as long as.
  Rational months() const;
  const std::string& name() const { return name_; }  ///< "730 h" or "2026-02 (672 h)"

 private:
  Rational hours_;
  std::string name_;
};

}  // namespace container_tco
