#pragma once
// A column of amounts in 64 bits a row, with the few that need more beside it.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <vector>

#include "container_tco/arrow/decimal_number.hpp"
#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// Stands where there is no amount.
inline constexpr std::int64_t no_amount = std::numeric_limits<std::int64_t>::min();
/// Stands where the amount needs more than 63 bits: above all others, so that the order of amounts is kept.
inline constexpr std::int64_t wide_amount = std::numeric_limits<std::int64_t>::max();

/// In 10^-10 of the currency, rounded half to even; nothing when decimal128(28, 10) does not hold it. Nothing either
/// below −922 million: costs are not negative.
std::optional<Int128> amount_of(const Rational& exact);

/// Amounts that need more than 63 bits, by row.
using WideAmounts = std::map<std::size_t, Int128>;

/// The amount of a row where 63 bits hold it, else wide_amount, and then the amount goes into `wide`. Not for amounts
/// below those of `amount_of`.
inline std::int64_t narrow(Int128 amount, std::size_t row, WideAmounts& wide) {
  if (amount > no_amount && amount < wide_amount) return static_cast<std::int64_t>(amount);
  wide[row] = amount;
  return wide_amount;
}

/// In 10^-10 of the currency.
class AmountColumn {
 public:
  std::size_t size() const { return narrow_.size(); }
  bool has(std::size_t row) const { return narrow_[row] != no_amount; }
  /// The amount of a row; no_amount where there is none.
  Int128 operator[](std::size_t row) const {
    return narrow_[row] == wide_amount ? wide_.at(row) : static_cast<Int128>(narrow_[row]);
  }
  /// By row: no_amount, wide_amount or the amount.
  const std::vector<std::int64_t>& narrow_amounts() const { return narrow_; }
  const WideAmounts& wide_amounts() const { return wide_; }

  /// For so many rows, without wide amounts; every other element is to be written.
  void resize(std::size_t rows) {
    narrow_.resize(rows);
    wide_.clear();
  }
  /// `rows` rows without an amount.
  void assign_none(std::size_t rows) {
    narrow_.assign(rows, no_amount);
    wide_.clear();
  }
  /// Of a row that has had no amount.
  void set(std::size_t row, Int128 amount) { narrow_[row] = narrow(amount, row, wide_); }
  /// Where narrow amounts are written; wide ones are added later.
  std::int64_t* data() { return narrow_.data(); }
  /// Of rows whose narrow amount is wide_amount; `amounts` is empty afterwards.
  void add(WideAmounts& amounts) { wide_.merge(amounts); }

  friend bool operator==(const AmountColumn&, const AmountColumn&) = default;

 private:
  std::vector<std::int64_t> narrow_;
  WideAmounts wide_;
};

}  // namespace container_tco
