#include "container_tco/batch/row_check.hpp"

#include <algorithm>
#include <string>

#include "container_tco/error.hpp"

namespace container_tco {

namespace {

constexpr std::size_t rows_at_once = 4096;

bool any_error(std::span<const std::uint8_t> errors) {
  std::uint8_t any = 0;
  for (const std::uint8_t error : errors) any = static_cast<std::uint8_t>(any | error);
  return any != 0;
}

void count_errors(std::span<const std::uint8_t> errors, std::size_t first, OnRowError on_error, BatchTotals& totals) {
  for (std::size_t i = 0; i < errors.size(); ++i) {
    const auto error = static_cast<RowError>(errors[i]);
    if (error != RowError::none && on_error == OnRowError::stop) {
      throw InvalidInputError("row " + std::to_string(first + i + 1), to_string(error), "a row without errors",
                              describe(error));
    }
    totals.count(error);
  }
}

}  // namespace

BatchTotals checked_totals(std::span<const std::uint8_t> errors, OnRowError on_error) {
  BatchTotals totals;
  for (std::size_t first = 0; first < errors.size(); first += rows_at_once) {
    const auto part = errors.subspan(first, std::min(rows_at_once, errors.size() - first));
    if (any_error(part)) {
      count_errors(part, first, on_error, totals);
    } else {
      totals += totals_without_errors(part.size());
    }
  }
  return totals;
}

BatchTotals totals_without_errors(std::size_t rows) {
  BatchTotals totals;
  totals.rows = rows;
  totals.by_error[0] = rows;
  return totals;
}

}  // namespace container_tco
