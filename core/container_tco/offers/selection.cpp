#include "container_tco/offers/selection.hpp"

#include <algorithm>

#include "container_tco/json/json_cursor.hpp"

namespace container_tco {

std::string selection_table();

namespace detail {
namespace {

std::size_t attribute_place(const std::vector<AttributeName>& attributes, const std::string& name) {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](const AttributeName& attribute) { return attribute.json == name; });
  if (found == attributes.end()) throw InternalError("selection.json has the attribute " + name);
  return static_cast<std::size_t>(found - attributes.begin());
}

KnownAttributes known_attributes(const std::vector<AttributeName>& attributes) {
  const auto place = [&](const std::string& name) { return attribute_place(attributes, name); };
  return {place("usagetype"),        place("operation"),    place("servicecode"),    place("regionCode"),
          place("location"),         place("locationType"), place("fromRegionCode"), place("fromLocation"),
          place("fromLocationType"), place("toRegionCode")};
}

SelectionRule read_rule(const JsonCursor& entry, const std::vector<AttributeName>& attributes) {
  entry.expect_only({"rule", "offers", "usage_type", "operation", "where", "units", "key", "reserved_key", "unit",
                     "per_published_unit", "tier", "tier_unit", "note"});
  SelectionRule rule{.offers = entry.texts_of("offers"),
                     .usage_type = UsagePattern::parse(entry.at("usage_type").text()),
                     .operations = entry.texts_of("operation"),
                     .where = {},
                     .published_units = {},
                     .key = entry.at("key").text(),
                     .reserved_key = entry.optional_text("reserved_key").value_or(""),
                     .unit = PricingUnit::parse(entry.at("unit").text()),
                     .per_published_unit = entry.optional_decimal("per_published_unit").value_or(Rational(1)),
                     .tier = std::nullopt,
                     .tier_unit = entry.optional_text("tier_unit").value_or(""),
                     .note = entry.optional_text("note").value_or("")};
  if (const auto where = entry.find("where")) {
    for (const auto& [name, value] : where->members()) {
      rule.where.emplace_back(attribute_place(attributes, name), where->texts_of(name));
    }
  }
  for (const std::string& unit : entry.texts_of("units")) rule.published_units.push_back(PricingUnit::parse(unit));
  if (const auto tier = entry.find("tier")) {
    rule.tier = FixedTier{tier->at("begin").text(), tier->optional_text("end").value_or("Inf")};
  }
  return rule;
}

Selection read_selection() {
  const std::string text = selection_table();
  const JsonValue document = parse_json(text, "selection.json");
  const JsonCursor root(document, "selection.json");
  Selection selection;
  for (const JsonCursor& entry : root.items_of("attributes")) {
    selection.attributes.push_back({entry.at("json").text(), entry.at("csv").text()});
  }
  selection.known = known_attributes(selection.attributes);
  selection.offers = root.texts_of("offers");
  for (const JsonCursor& entry : root.items_of("products")) {
    selection.products.push_back(read_rule(entry, selection.attributes));
  }
  for (const JsonCursor& entry : root.items_of("savings_plan_rates")) {
    selection.savings_plan_rates.push_back(read_rule(entry, selection.attributes));
  }
  return selection;
}

}  // namespace

UsagePattern UsagePattern::parse(std::string_view text) {
  const std::size_t open = text.find('{');
  if (open == std::string_view::npos) return {std::string(text), "", ""};
  const std::size_t close = text.find('}', open) + 1;
  return {std::string(text.substr(0, open)), std::string(text.substr(open, close - open)),
          std::string(text.substr(close))};
}

std::optional<std::string_view> UsagePattern::match(std::string_view name) const {
  if (placeholder.empty()) return name == before ? std::optional(std::string_view()) : std::nullopt;
  const std::size_t fixed = before.size() + after.size();
  if (name.size() <= fixed || !name.starts_with(before) || !name.ends_with(after)) return std::nullopt;
  return name.substr(before.size(), name.size() - fixed);
}

bool SelectionRule::is_published_per(std::string_view unit_name) const {
  if (unit_name.empty() || unit_name.size() > 40) return false;
  return std::any_of(published_units.begin(), published_units.end(), [&](const PricingUnit& known) {
    return unit_name == known.name() || PricingUnit::parse(unit_name) == known;
  });
}

std::string unit_warning(const std::string& what, const SelectionRule& rule, const std::string& unit_name) {
  return what + " was left out: its unit is '" + printable(unit_name, 40) + "', expected " +
         rule.published_units.front().name();
}

bool Selection::has_offer(std::string_view offer) const {
  return std::find(offers.begin(), offers.end(), offer) != offers.end();
}

const Selection& Selection::bundled() {
  static const Selection selection = read_selection();
  return selection;
}

std::string with_value(std::string text, std::string_view placeholder, std::string_view value) {
  if (placeholder.empty()) return text;
  const std::size_t at = text.find(placeholder);
  if (at != std::string::npos) text.replace(at, placeholder.size(), value);
  return text;
}

}  // namespace detail
}  // namespace container_tco
