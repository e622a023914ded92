#include "container_tco/batch/top_savings.hpp"

#include <algorithm>
#include <utility>

namespace container_tco {
namespace {

bool is_before(const SavingRow& a, const SavingRow& b) {
  return a.saving != b.saving ? a.saving > b.saving : a.row < b.row;
}

}  // namespace

bool TopSavings::is_kept(const std::string& currency, Int128 saving, std::int64_t row) const {
  if (top_ == 0 || saving <= 0) return false;
  const auto known = rows_.find(currency);
  return known == rows_.end() || known->second.size() < top_ || is_before({saving, row}, known->second.back());
}

void TopSavings::keep(const std::string& currency, SavingRow row) {
  if (!is_kept(currency, row.saving, row.row)) return;
  std::vector<SavingRow>& best = rows_[currency];
  best.insert(std::upper_bound(best.begin(), best.end(), row, is_before), std::move(row));
  if (best.size() > top_) best.pop_back();
}

void TopSavings::merge(const TopSavings& other) {
  for (const auto& [currency, rows] : other.rows_) {
    for (const SavingRow& row : rows) keep(currency, row);
  }
}

}  // namespace container_tco
