#pragma once
// The rows that save most, kept while rows go by.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "container_tco/arrow/decimal_number.hpp"

namespace container_tco {

/// A row among the best.
struct SavingRow {
  Int128 saving = 0;        ///< In 10^-10 of the currency.
  std::int64_t row = 0;     ///< From 0, over all batches.
  std::uint8_t winner = 0;  ///< Index of the deployment.
  std::vector<std::string> labels = {};
};

class TopSavings {
 public:
  /// Keeps `top` rows for each currency.
  explicit TopSavings(std::size_t top) : top_(top) {}

  /// Whether such a row would be kept: of equal savings the first rows are.
  bool is_kept(const std::string& currency, Int128 saving, std::int64_t row) const;
  void keep(const std::string& currency, SavingRow row);
  void merge(const TopSavings& other);
  /// Best first.
  const std::map<std::string, std::vector<SavingRow>>& by_currency() const { return rows_; }

 private:
  std::size_t top_;
  std::map<std::string, std::vector<SavingRow>> rows_;
};

}  // namespace container_tco
