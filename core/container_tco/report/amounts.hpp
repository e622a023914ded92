#pragma once
// Inside of the report: money as it is shown. Nothing else of the library rounds money.

#include <string>
#include <vector>

#include "container_tco/estimate/estimate.hpp"
#include "container_tco/report/report.hpp"

namespace container_tco::detail {

/// What one estimate's lines add up to, as shown: the parts may differ from the total by the last digit.
struct ShownTotals {
  Money infrastructure;
  Money labour;
  Money total;
};

class Amounts {
 public:
  /// Throws InvalidInputError unless 0 <= digits <= 10.
  explicit Amounts(const ReportOptions& options);

  const ReportOptions& options() const { return options_; }
  Money rounded(const Money& money) const;
  ShownTotals totals(const std::vector<LineItem>& lines, const Currency& currency) const;
  /// right − left as shown: from exact totals, or between shown ones when lines are rounded first.
  Money difference(const Estimate& left, const Estimate& right) const;

  /// "1234.50", for machines.
  std::string plain(const Money& money) const;
  /// "1,234.50", for a column whose title names the currency.
  std::string grouped(const Money& money) const;
  /// "$1,234.50", or "1,234.50 CNY".
  std::string text(const Money& money) const;
  /// "rounded half_up to 2 digits, sum_then_round"
  std::string mode() const;

 private:
  ReportOptions options_;
};

/// Every digit of a number for people: "1,234.5". One that never ends is cut after ten digits: "0.3333333333…".
std::string full_text(const Rational& number);
/// The same for programs, cut after twelve digits: "1234.5", "0.333333333333".
std::string full_decimal(const Rational& number);

}  // namespace container_tco::detail
