#pragma once
// What may be wrong with one row of a batch. A bad row gets an error in place of amounts; the others go on.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace container_tco {

/// One byte a row: what readers, who see the input before it becomes numbers, and those who cost it find wrong.
enum class RowError : std::uint8_t {
  none,
  missing_value,
  not_a_number,
  unreadable_value,
  out_of_range,
  negative_amount,
  no_memory,
  no_cpu,
  unknown_region,
  unknown_architecture,
  unknown_operating_system,
  unknown_option,
  not_offered_by_fargate,
  too_large_for_fargate,
  too_much_storage,
  price_not_found,
  currency_mismatch,
  fits_no_host,
  too_many_tasks,
  nothing_runs,
  longer_than_period,
  amount_too_large,
  not_requested,
  impossible,
  incomplete,
  malformed_row,
  no_deployment_priced
};
inline constexpr std::size_t row_error_count = 27;

/// "too_large_for_fargate": stable, for files.
std::string to_string(RowError error);
/// One sentence for people: what is wrong and what to do.
std::string describe(RowError error);

/// What is wrong with a row or group whose estimate threw, for the handler of what it threw. The options are good, so
/// that invalid input is that of the row. Throws on what no row is to blame for.
RowError error_of_caught();

/// Why a row has a cost under none of its deployments: the error that all those share which it asks for, else
/// no_deployment_priced. `errors` are those of the deployments.
RowError reason_of_no_cost(std::span<const RowError> errors);

/// What became of the rows.
struct BatchTotals {
  std::size_t rows = 0;
  std::array<std::size_t, row_error_count> by_error = {};  ///< By RowError; those without one first.

  std::size_t good() const { return by_error[0]; }
  std::size_t bad() const { return rows - good(); }
  void count(RowError error);
  BatchTotals& operator+=(const BatchTotals& other);
  friend bool operator==(const BatchTotals&, const BatchTotals&) = default;
};

}  // namespace container_tco
