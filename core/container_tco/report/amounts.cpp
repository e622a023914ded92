#include "container_tco/report/amounts.hpp"

#include "container_tco/comparison/readable_number.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace detail {

Amounts::Amounts(const ReportOptions& options) : options_(options) {
  if (options.digits < 0 || options.digits > 10) {
    throw InvalidInputError("digits", std::to_string(options.digits), "0 to 10");
  }
}

Money Amounts::rounded(const Money& money) const {
  return Money(money.amount().rounded(options_.digits, options_.rounding), money.currency());
}

ShownTotals Amounts::totals(const std::vector<LineItem>& lines, const Currency& currency) const {
  const bool lines_first = options_.summation == Summation::round_lines_then_sum;
  ShownTotals sum{Money::zero(currency), Money::zero(currency), Money::zero(currency)};
  for (const LineItem& line : lines) {
    const Money cost = lines_first ? rounded(line.cost) : line.cost;
    (line.is_labour() ? sum.labour : sum.infrastructure) += cost;
    sum.total += cost;
  }
  return {rounded(sum.infrastructure), rounded(sum.labour), rounded(sum.total)};
}

Money Amounts::difference(const Estimate& left, const Estimate& right) const {
  if (options_.summation == Summation::round_lines_then_sum) {
    return totals(right.lines, right.currency).total - totals(left.lines, left.currency).total;
  }
  return rounded(right.total() - left.total());
}

std::string Amounts::plain(const Money& money) const {
  return rounded(money).amount().to_decimal(options_.digits, options_.rounding);
}

std::string Amounts::grouped(const Money& money) const { return grouped_digits(plain(money)); }

std::string Amounts::text(const Money& money) const {
  const std::string number = grouped(money);
  if (!(money.currency() == Currency::usd())) return number + " " + money.currency().code();
  return number.front() == '-' ? "-$" + number.substr(1) : "$" + number;
}

std::string Amounts::mode() const {
  return "rounded " + to_string(options_.rounding) + " to " + std::to_string(options_.digits) + " digits, " +
         to_string(options_.summation);
}

std::string full_text(const Rational& number) {
  if (number.exact_digits()) return grouped_digits(number.to_text());
  return grouped_digits(number.to_decimal(10, Rounding::floor)) + "…";
}

std::string full_decimal(const Rational& number) {
  return number.exact_digits() ? number.to_text() : number.to_decimal(12, Rounding::half_even);
}

}  // namespace detail

Money shown_total(const std::vector<LineItem>& lines, const Currency& currency, const ReportOptions& options) {
  return detail::Amounts(options).totals(lines, currency).total;
}

std::string shown_money(const Money& money, const ReportOptions& options) {
  return detail::Amounts(options).text(money);
}

}  // namespace container_tco
