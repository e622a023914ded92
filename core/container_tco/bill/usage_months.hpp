#pragma once
// In which months a bill has usage, while it is read. Inside of the stage.

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "container_tco/bill/bill.hpp"
#include "container_tco/bill/bill_batch.hpp"

namespace container_tco::detail {

/// Months since the year 0 of a point in time (UTC); nothing for no time.
std::optional<std::int64_t> month_number(std::optional<std::int64_t> utc_seconds);

/// Late rows and gaps between bills must not stretch the period: of each month it has what is from the first start to
/// the last end of usage.
class UsageMonths {
 public:
  void add(const RowPeriod& period);  ///< Of a row with usage above 0. Rows without a length do not count.
  bool has(std::optional<std::int64_t> month) const { return month && spans_.contains(*month); }
  bool is_empty() const { return spans_.empty(); }
  std::vector<BillMonth> finish() const;

 private:
  struct Span {
    std::int64_t start;
    std::int64_t end;
  };
  std::map<std::int64_t, Span> spans_;  // By month.
  RowPeriod last_;                      // Rows of one length follow each other.
};

}  // namespace container_tco::detail
