#include "container_tco/batch/row_currencies.hpp"

#include <algorithm>
#include <map>

namespace container_tco {
namespace {

/// The number of each region's currency among `names`, which gets new ones; none for a region that the book lacks.
std::vector<std::uint8_t> codes_of_regions(const CompareTable& table, std::vector<std::string>& names) {
  std::map<std::string, std::string> currencies;
  for (const Region& region : table.book().regions()) {
    currencies[region.code] = result_currency(table.options(), region);
  }
  std::vector<std::uint8_t> codes;
  for (const std::string& code : table.options().regions) {
    const auto known = currencies.find(code);
    if (known == currencies.end()) {
      codes.push_back(RowCurrencies::none);
      continue;
    }
    const auto at = std::find(names.begin(), names.end(), known->second);
    codes.push_back(static_cast<std::uint8_t>(at - names.begin()));
    if (at == names.end()) names.push_back(known->second);
  }
  return codes;
}

}  // namespace

RowCurrencies row_currencies(const CompareBatch& batch, const ReadRows& rows, const CompareTable& table) {
  RowCurrencies made;
  const std::vector<std::uint8_t> of_region = codes_of_regions(table, made.names);
  made.codes.assign(rows.size(), RowCurrencies::none);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (batch.errors[row] == 0) made.codes[row] = of_region[rows.regions[row]];
  }
  return made;
}

}  // namespace container_tco
