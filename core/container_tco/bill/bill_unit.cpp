#include "container_tco/bill/bill_unit.hpp"

#include <map>
#include <string>
#include <utility>

#include "container_tco/json/json_cursor.hpp"

namespace container_tco {

std::string bill_units_json();

namespace detail {
namespace {

using UnitTable = std::map<std::pair<std::string, std::string>, UnitFactor>;  // By unit of the price and of the bill.

UnitTable read_units() {
  const JsonValue document = parse_json(bill_units_json(), "bill_units.json");
  UnitTable table;
  for (const JsonCursor& entry : JsonCursor(document, "bill_units.json").items_of("units")) {
    entry.expect_only({"unit", "names", "times", "divided_by"});
    const UnitFactor factor{entry.optional_integer("times", 1, 1024).value_or(1),
                            entry.optional_integer("divided_by", 1, 3600).value_or(1)};
    const std::string unit = PricingUnit::parse(entry.at("unit").text()).name();
    for (std::string& name : entry.texts_of("names")) table.emplace(std::pair(unit, std::move(name)), factor);
  }
  return table;
}

std::string plain_name(std::string_view text) {
  std::string name;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') name += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) name += c;
  }
  return name;
}

}  // namespace

std::optional<UnitFactor> find_unit_factor(const PricingUnit& unit, std::string_view unit_of_bill) {
  static const UnitTable table = read_units();
  const auto found = table.find({unit.name(), plain_name(unit_of_bill)});
  return found == table.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace detail
}  // namespace container_tco
