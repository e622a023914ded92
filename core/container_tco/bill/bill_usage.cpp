#include "container_tco/bill/bill_usage.hpp"

#include <algorithm>
#include <vector>

#include "container_tco/bill/text_template.hpp"
#include "container_tco/error.hpp"
#include "container_tco/json/json_cursor.hpp"
#include "container_tco/offers/selection.hpp"

namespace container_tco {

std::string bill_usage_json();

namespace detail {
namespace {

struct UsageRule {
  BillRole role;
  std::vector<std::string> services;
  TextTemplate usage_type;
  std::optional<TextTemplate> description;
  std::vector<TextTemplate> operations;  // Empty: any.
  ControlPlane control_plane;
  OperatingSystem operating_system;
  Architecture architecture;
  bool is_spot;
  std::string key;
  std::string no_price;
  PricingUnit unit;
  std::int64_t per_published_unit;
};

std::vector<TextTemplate> operations_of(const JsonCursor& entry) {
  std::vector<TextTemplate> operations;
  for (const JsonCursor& item : entry.items_of("operations")) operations.push_back(TextTemplate::parse(item.text()));
  return operations;
}

ControlPlane control_plane_of(const JsonCursor& entry) {
  const std::string name = entry.optional_text("control_plane").value_or("ecs");
  if (name != "ecs" && name != "eks") entry.at("control_plane").fail("ecs or eks");
  return name == "eks" ? ControlPlane::eks : ControlPlane::ecs;
}

UsageRule read_rule(const JsonCursor& entry) {
  entry.expect_only({"role", "services", "usage_type", "description", "operations", "control_plane", "os",
                     "architecture", "spot", "key", "no_price", "unit", "per_published_unit"});
  const auto description = entry.optional_text("description");
  return {parse_bill_role(entry.at("role").text()),
          entry.texts_of("services"),
          TextTemplate::parse(entry.at("usage_type").text()),
          description ? std::optional(TextTemplate::parse(*description)) : std::nullopt,
          operations_of(entry),
          control_plane_of(entry),
          parse_operating_system(entry.optional_text("os").value_or("linux")),
          parse_architecture(entry.optional_text("architecture").value_or("x86_64")),
          entry.optional_boolean("spot").value_or(false),
          entry.optional_text("key").value_or(""),
          entry.optional_text("no_price").value_or(""),
          PricingUnit::parse(entry.at("unit").text()),
          entry.optional_integer("per_published_unit", 1, 1024).value_or(1)};
}

const std::vector<UsageRule>& rules() {
  static const std::vector<UsageRule> read = [] {
    const JsonValue document = parse_json(bill_usage_json(), "bill_usage.json");
    std::vector<UsageRule> made;
    for (const JsonCursor& entry : JsonCursor(document, "bill_usage.json").items_of("rules")) {
      made.push_back(read_rule(entry));
    }
    return made;
  }();
  return read;
}

bool has_service(const UsageRule& rule, std::string_view service) {
  return rule.services.empty() || std::find(rule.services.begin(), rule.services.end(), service) != rule.services.end();
}

bool has_operation(const UsageRule& rule, std::string_view operation) {
  return rule.operations.empty() || std::any_of(rule.operations.begin(), rule.operations.end(),
                                                [&](const TextTemplate& known) { return known.match(operation); });
}

/// The part in place of "{type}" when the rule matches.
std::optional<std::string_view> matched(const UsageRule& rule, const UsageTexts& texts, std::string_view usage_name) {
  if (!has_service(rule, texts.service)) return std::nullopt;
  if (usage_name.empty()) return rule.description ? rule.description->match(texts.description) : std::nullopt;
  if (!has_operation(rule, texts.operation)) return std::nullopt;
  return rule.usage_type.match(usage_name);
}

/// What comes after the code of a region, such as "APN2-"; empty when there is none.
std::string_view without_prefix(std::string_view usage_type) {
  const std::size_t end = usage_type.find('-');
  if (end == std::string_view::npos || end < 2) return {};
  const std::string_view code = usage_type.substr(0, end);
  const bool is_code =
      std::all_of(code.begin(), code.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
  return is_code ? usage_type.substr(end + 1) : std::string_view();
}

/// Whether a rule knows the usage by this name.
bool set_usage(KnownUsage& known, const UsageTexts& texts, std::string_view name) {
  for (const UsageRule& rule : rules()) {
    const std::optional<std::string_view> type = matched(rule, texts, name);
    if (!type) continue;
    known.role = rule.role;
    known.control_plane = rule.control_plane;
    known.operating_system = rule.operating_system;
    known.architecture = rule.architecture;
    known.is_spot = rule.is_spot;
    known.is_by_description = name.empty();
    known.key = with_value(rule.key, "{type}", *type);
    known.no_price = rule.no_price;
    known.instance_type = std::string(*type);
    known.unit = rule.unit;
    known.per_published_unit = rule.per_published_unit;
    return true;
  }
  return false;
}

}  // namespace

KnownUsage UsageTable::find(const UsageTexts& texts) const {
  KnownUsage known;
  const Region* region = texts.region.empty() ? nullptr : regions_.find(texts.region, {});
  if (region == nullptr && texts.region.empty() && !texts.usage_type.empty()) {
    region = regions_.find_by_usage_type(texts.usage_type);
  }
  known.region = region != nullptr ? region->code : std::string(texts.region);
  std::string_view name = texts.usage_type;
  if (region != nullptr && !name.empty()) name = regions_.name_of(name, *region).value_or(name);
  if (name.empty() && !texts.usage_type.empty()) return known;
  if (set_usage(known, texts, name)) return known;
  // Of a region that the book lacks, the prefix is not known either.
  const std::string_view rest = without_prefix(texts.usage_type);
  const bool is_new_prefix = texts.region.empty() && name == texts.usage_type;
  if (rest.empty() || (region != nullptr && !is_new_prefix) || !set_usage(known, texts, rest)) return known;
  if (is_new_prefix) known.region.clear();
  known.key.clear();
  known.no_price = "the price book has no region " +
                   (is_new_prefix ? "whose usage types begin with " +
                                        printable(std::string(texts.usage_type.substr(0, texts.usage_type.find('-'))))
                                  : printable(known.region));
  return known;
}

}  // namespace detail
}  // namespace container_tco
