#include "container_tco/batch/currency_codes.hpp"

#include <algorithm>
#include <map>

namespace container_tco {

CurrencyCodes::CurrencyCodes(const CompareTable& table) {
  std::map<std::string, std::string> currencies;
  for (const Region& region : table.book().regions()) currencies[region.code] = region.currency.code();
  for (const std::string& code : table.options().regions) {
    const auto known = currencies.find(code);
    if (known == currencies.end()) {
      codes_.push_back(none);
      continue;
    }
    const auto at = std::find(names_.begin(), names_.end(), known->second);
    codes_.push_back(static_cast<std::uint8_t>(at - names_.begin()));
    if (at == names_.end()) names_.push_back(known->second);
  }
}

}  // namespace container_tco
