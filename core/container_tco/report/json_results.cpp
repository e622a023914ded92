#include "container_tco/report/documents.hpp"
#include "container_tco/report/json_parts.hpp"

namespace container_tco {
namespace {

using detail::Amounts;
using detail::exact_json;

// Null unless the estimate is complete: half a sum would be taken for the whole.
JsonValue totals_json(const Estimate& estimate, const Amounts& amounts) {
  if (!estimate.is_complete()) return {};
  const detail::ShownTotals shown = amounts.totals(estimate.lines, estimate.currency);
  JsonValue json = JsonValue::object();
  json.add_member("infrastructure", exact_json(estimate.infrastructure()));
  json.add_member("labour", exact_json(estimate.labour()));
  json.add_member("total", exact_json(estimate.total()));
  json.add_member("infrastructure_shown", JsonValue::string(amounts.plain(shown.infrastructure)));
  json.add_member("labour_shown", JsonValue::string(amounts.plain(shown.labour)));
  json.add_member("total_shown", JsonValue::string(amounts.plain(shown.total)));
  json.add_member("list_cost", exact_json(estimate.list_cost()));
  json.add_member("contracted_cost", exact_json(estimate.contracted_cost()));
  json.add_member("effective_cost", exact_json(estimate.effective_cost()));
  return json;
}

void add_estimate_members(JsonValue& json, const Estimate& estimate, const Amounts& amounts) {
  json.add_member("deployment", JsonValue::string(estimate.deployment.name()));
  json.add_member("standing", JsonValue::string(detail::standing_text(estimate)));
  json.add_member("currency", JsonValue::string(estimate.currency.code()));
  json.add_member("totals", totals_json(estimate, amounts));
  json.add_member("labour_hours", exact_json(estimate.labour_hours));
  json.add_member("findings", detail::findings_json(estimate.feasibility.findings));
  json.add_member("gaps", detail::gaps_json(estimate.gaps));
  json.add_member("parts", detail::parts_json(estimate.parts));
  json.add_member("spot", detail::spot_json(estimate.spot));
  json.add_member("fargate", detail::fargate_json(estimate.fargate));
  json.add_member("fleets", detail::fleets_json(estimate.fleets));
  json.add_member("pools", detail::pools_json(estimate.pools));
  json.add_member("waste", detail::waste_json(estimate));
  json.add_member("resilience", detail::resilience_json(estimate));
  json.add_member("lines", detail::lines_json(estimate.lines, amounts));
  json.add_member("assumptions", detail::assumptions_json(estimate.assumptions));
  json.add_member("not_priced", detail::text_list_json(estimate.not_priced));
  json.add_member("warnings", detail::text_list_json(estimate.warnings));
}

// What of the terms tells two results apart; null at list prices.
JsonValue contract_json(const std::optional<Contract>& contract) {
  if (!contract) return {};
  JsonValue json = JsonValue::object();
  json.add_member("name", JsonValue::string(contract->name));
  json.add_member("digest", JsonValue::string(contract->digest));
  json.add_member("summary", detail::text_list_json(detail::contract_facts(contract)));
  return json;
}

JsonValue document_of(const std::string& kind, const std::string& region, const BillingPeriod& period,
                      const std::string& version, const std::string& digest, const EstimateOptions& estimate_options,
                      const ReportOptions& options) {
  JsonValue json = JsonValue::object();
  json.add_member("schema_version", JsonValue::string("1"));
  json.add_member("kind", JsonValue::string(kind));
  json.add_member("region", JsonValue::string(region));
  json.add_member("period", detail::period_json(period));
  json.add_member("price_book", detail::price_book_json(version, digest));
  json.add_member("shown_as", detail::rounding_json(options));
  json.add_member("contract", contract_json(estimate_options.contract));
  json.add_member("options", detail::options_json(estimate_options));
  return json;
}

}  // namespace

JsonValue to_json(const Estimate& estimate, const ReportOptions& options) {
  const Amounts amounts(options);
  JsonValue json = document_of("estimate", estimate.region, estimate.period, estimate.price_book_version,
                               estimate.price_book_digest, estimate.options, options);
  add_estimate_members(json, estimate, amounts);
  json.add_member("fleet_plans", detail::fleet_plans_json(estimate.fleets));
  return json;
}

JsonValue to_json(const Comparison& comparison, const ReportOptions& options) {
  const Amounts amounts(options);
  JsonValue json = document_of("comparison", comparison.region, comparison.period, comparison.price_book_version,
                               comparison.price_book_digest, comparison.options, options);
  json.add_member("workload", JsonValue::string(comparison.workload));
  const Estimate* best = comparison.best();
  json.add_member("best", best == nullptr ? JsonValue() : JsonValue::string(best->deployment.name()));
  json.add_member("verdict", detail::text_list_json(verdict_sentences(comparison, options)));
  json.add_member("claims", detail::claims_json(comparison.claims));
  json.add_member("break_evens", detail::break_evens_json(comparison.break_evens));
  json.add_member("capacity_warnings", detail::text_list_json(comparison.capacity_warnings));
  JsonValue estimates = JsonValue::array();
  for (const Estimate& estimate : comparison.estimates) {
    JsonValue item = JsonValue::object();
    add_estimate_members(item, estimate, amounts);
    estimates.append(std::move(item));
  }
  json.add_member("estimates", std::move(estimates));
  return json;
}

}  // namespace container_tco
