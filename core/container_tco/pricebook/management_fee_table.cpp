#include "container_tco/pricebook/management_fee_table.hpp"

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/calendar_date.hpp"
#include "container_tco/pricebook/sourced_rows.hpp"
#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {
namespace {

ManagementFeeRule read_rule(const JsonCursor& row, const ProvenanceById& entries) {
  row.expect_only(
      {"fee", "series", "fraction_of_on_demand", "digits", "on_demand_digits", "effective_from", "provenance"});
  ManagementFeeRule rule;
  const JsonCursor fee = row.at("fee");
  rule.fee = fee.text();
  if (rule.fee != "ecs/managed_instances" && rule.fee != "eks/auto_mode") {
    fee.fail("ecs/managed_instances or eks/auto_mode");
  }
  for (const JsonCursor& series : row.items_of("series")) {
    rule.series.push_back(name_text(series, "-", "the letters that a family begins with, such as 'trn'"));
  }
  const JsonCursor fraction = row.at("fraction_of_on_demand");
  rule.fraction_of_on_demand = fraction.decimal();
  const bool is_share = rule.fraction_of_on_demand > Rational(0) && rule.fraction_of_on_demand < Rational(1);
  if (!is_share) fraction.fail("a share above 0 and below 1");
  rule.digits = row.at("digits").integer(0, 12);
  rule.on_demand_digits = row.optional_integer("on_demand_digits", 0, 12);
  const JsonCursor from = row.at("effective_from");
  rule.effective_from = from.text();
  if (from.text().size() != 10 || !latest_day(from.text())) from.fail("an ISO date such as '2026-07-01'");
  rule.provenance = provenance_of_row(row, entries);
  return rule;
}

}  // namespace

std::vector<ManagementFeeRule> parse_management_fees(std::string_view text, const std::string& file) {
  const JsonValue document = parse_table_document(text, file, {"provenance", "rows"});
  const JsonCursor root(document, file);
  const ProvenanceById entries = read_provenance_by_id(root);
  std::vector<ManagementFeeRule> rules;
  for (const JsonCursor& row : rows_of(root, "rows")) rules.push_back(read_rule(row, entries));
  return rules;
}

std::string instance_series(std::string_view instance_type) {
  const auto end = std::find_if(instance_type.begin(), instance_type.end(), [](char c) { return c < 'a' || c > 'z'; });
  return {instance_type.begin(), end};
}

}  // namespace container_tco
