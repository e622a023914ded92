#pragma once
// Inside of the report: pieces of results as JSON. Numbers are strings of exact decimals, or fractions "1/3".

#include <optional>
#include <string>
#include <vector>

#include "container_tco/json/json_value.hpp"
#include "container_tco/report/amounts.hpp"

namespace container_tco::detail {

JsonValue exact_json(const Rational& number);
/// Adds the member when there is a number.
void add_optional(JsonValue& json, const char* name, const std::optional<Rational>& number);
JsonValue exact_json(const std::optional<Money>& money);           ///< The amount; null when absent.
JsonValue unit_price_json(const std::optional<UnitPrice>& price);  ///< The amount; null when absent.
JsonValue resources_json(const Resources& resources);
JsonValue text_list_json(const std::vector<std::string>& texts);
JsonValue text_json(const std::string& text);  ///< Null when empty.
JsonValue assumptions_json(const std::vector<Assumption>& assumptions);
JsonValue gaps_json(const std::vector<Gap>& gaps);
/// By the id of the item.
JsonValue placements_json(const std::vector<Placement>& placements, const std::vector<FleetItem>& items);
JsonValue price_book_json(const std::string& version, const std::string& digest);
JsonValue period_json(const BillingPeriod& period);
JsonValue rounding_json(const ReportOptions& options);
/// In the shape of the `options` of a scenario, so that a result can be computed again. A labour profile of the user's
/// own and exchange rates are named in the assumptions only.
JsonValue options_json(const EstimateOptions& options);
JsonValue resilience_options_json(const ResilienceOptions& options);
JsonValue resilience_json(const Estimate& estimate);
JsonValue findings_json(const std::vector<Finding>& findings);
JsonValue fargate_json(const std::vector<FargatePurchase>& purchases);
JsonValue pools_json(const std::vector<HostPool>& pools);
JsonValue parts_json(const std::vector<PartSummary>& parts);
JsonValue spot_json(const std::optional<SpotSpread>& spread);  ///< Null without Spot.
/// Those of Spot, strategies and architectures, into the `options` of a result.
void add_deployment_options(JsonValue& json, const EstimateOptions& options);
JsonValue fleets_json(const std::vector<HostFleet>& fleets);
/// The same as plans by themselves: what was to be placed, what could be had, and the certificates of the bounds.
JsonValue fleet_plans_json(const std::vector<HostFleet>& fleets);
/// Null unless the estimate is complete.
JsonValue waste_json(const Estimate& estimate);
JsonValue lines_json(const std::vector<LineItem>& lines, const Amounts& amounts);
JsonValue claims_json(const std::vector<Claim>& claims);
JsonValue break_evens_json(const std::vector<BreakEven>& break_evens);

}  // namespace container_tco::detail
