#include "container_tco/batch/amount_column.hpp"

#include "container_tco/batch/batch_columns.hpp"

namespace container_tco {

std::optional<Int128> amount_of(const Rational& exact) {
  const std::optional<Int128> amount = scaled_number(exact, amount_digits);
  return amount && *amount > no_amount && *amount < power_of_ten(amount_precision) ? amount : std::nullopt;
}

}  // namespace container_tco
