#include "container_tco/contract/contract_fields.hpp"

#include <algorithm>
#include <set>

#include "container_tco/error.hpp"

namespace container_tco::detail {

Rational read_percent(const JsonCursor& value) {
  Rational percent = value.decimal();
  if (percent <= Rational(0) || percent > Rational(100)) value.fail("a percentage above 0 and at most 100");
  return percent;
}

Rational read_amount(const JsonCursor& value) {
  Rational amount = value.decimal();
  if (amount.is_negative()) value.fail("an amount of 0 or more");
  return amount;
}

std::string read_name(const JsonCursor& value) {
  if (value.text().empty() || value.text().size() > 200) value.fail("a name of 1 to 200 characters");
  return value.text();
}

const std::string& read_known(const JsonCursor& value, const std::vector<std::string>& known, const std::string& what) {
  if (std::find(known.begin(), known.end(), value.text()) != known.end()) return value.text();
  value.fail(what, "Nearest: " + join_alternatives(nearest_names(value.text(), known, 3)));
}

std::vector<std::string> known_regions(const PriceBook& book) {
  std::vector<std::string> codes;
  for (const Region& region : book.regions()) codes.push_back(region.code);
  return codes;
}

std::vector<std::string> known_families(const PriceBook& book) {
  std::set<std::string> families;
  for (const InstanceType& type : book.instance_types()) families.insert(type.family);
  return {families.begin(), families.end()};
}

}  // namespace container_tco::detail
