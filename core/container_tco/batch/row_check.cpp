#include "container_tco/batch/row_check.hpp"

#include <string>

#include "container_tco/error.hpp"

namespace container_tco {

BatchTotals checked_totals(std::span<const std::uint8_t> errors, OnRowError on_error) {
  BatchTotals totals;
  for (std::size_t row = 0; row < errors.size(); ++row) {
    const auto error = static_cast<RowError>(errors[row]);
    if (error != RowError::none && on_error == OnRowError::stop) {
      throw InvalidInputError("row " + std::to_string(row), to_string(error), "a row without errors", describe(error));
    }
    totals.count(error);
  }
  return totals;
}

}  // namespace container_tco
