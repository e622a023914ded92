#pragma once
// Books of a few prices on top of the bundled one, and small tables, for tests of what follows from prices.

#include <string>
#include <vector>

#include "container_tco/pricebook/commitment_ratios.hpp"
#include "container_tco/pricebook/management_fee_table.hpp"
#include "container_tco/pricebook/price_book.hpp"

namespace container_tco {

inline PriceRow made_row(const std::string& key, const std::string& region, const std::string& price,
                         const std::string& unit = "Hours", const std::string& as_of = "2026-05-12") {
  return {key,
          region,
          PricingUnit::parse(unit),
          {{Rational(), std::nullopt, Money(Rational::parse(price), Currency::usd())}},
          {"made for a test", as_of, "single_source", ""}};
}

inline PriceBook book_with(const std::vector<PriceRow>& rows) { return PriceBook::bundled().with_prices(rows); }

/// The ratios that AWS's own offers of x2iedn.32xlarge in 25 regions show, and discounts that were seen.
inline CommitmentRatios made_ratios() {
  return parse_commitment_ratios(R"({
    "schema_version": "1",
    "provenance": {
      "a": {"source": "x2iedn.32xlarge, 25 regions", "as_of": "2026-07-20", "confidence": "derived"},
      "b": {"source": "Savings Plans pricing page", "as_of": "2020-06-28", "confidence": "single_source"},
      "c": {"source": "capture", "as_of": "2026-10-01", "confidence": "single_source"},
      "d": {"source": "spreadsheet", "as_of": "2020-06-08", "confidence": "single_source"}},
    "ratios": [
      {"plan": "standard_ri", "term": "1yr", "from": "no_upfront", "to": "all_upfront", "numerator": 14, "denominator": 15, "provenance": "a"},
      {"plan": "standard_ri", "term": "1yr", "from": "no_upfront", "to": "partial_upfront", "numerator": 20, "denominator": 21, "provenance": "a"},
      {"plan": "standard_ri", "term": "3yr", "from": "no_upfront", "to": "all_upfront", "numerator": 47, "denominator": 54, "provenance": "a"},
      {"plan": "standard_ri", "term": "3yr", "from": "no_upfront", "to": "partial_upfront", "numerator": 25, "denominator": 27, "provenance": "a"},
      {"plan": "convertible_ri", "term": "3yr", "from": "no_upfront", "to": "all_upfront", "numerator": 49, "denominator": 54, "provenance": "a"}],
    "fargate_compute_discounts": [
      {"term": "1yr", "payment": "no_upfront", "percent": "20", "provenance": "b"},
      {"term": "3yr", "payment": "all_upfront", "percent": "52", "provenance": "b"}],
    "ec2_compute_discounts": [
      {"term": "1yr", "payment": "no_upfront", "sample": "m6a.xlarge us-east-1 linux", "percent": "19.2", "provenance": "c"},
      {"term": "1yr", "payment": "no_upfront", "sample": "r5.4xlarge ap-southeast-2 windows", "percent": "27.6", "provenance": "d"},
      {"term": "1yr", "payment": "no_upfront", "sample": "i3en.3xlarge ap-southeast-2 windows", "percent": "21.3", "provenance": "d"},
      {"term": "3yr", "payment": "no_upfront", "sample": "m6a.xlarge us-east-1 linux", "percent": "40", "provenance": "c"}]})",
                                 "made");
}

/// 12 % of on-demand; from July 2026 7.8 % for G and 4.8 % for P and Trainium.
inline std::vector<ManagementFeeRule> made_fee_rules() {
  return parse_management_fees(R"({
    "schema_version": "1",
    "provenance": {"a": {"source": "rows of 2025-10", "as_of": "2025-10-28", "confidence": "derived"},
                   "b": {"source": "announcement", "as_of": "2026-07-01", "confidence": "single_source"}},
    "rows": [
      {"fee": "ecs/managed_instances", "series": [], "fraction_of_on_demand": "0.12", "digits": 6, "on_demand_digits": 4, "effective_from": "2025-09-30", "provenance": "a"},
      {"fee": "ecs/managed_instances", "series": ["g", "gr"], "fraction_of_on_demand": "0.078", "digits": 6, "on_demand_digits": 4, "effective_from": "2026-07-01", "provenance": "b"},
      {"fee": "eks/auto_mode", "series": [], "fraction_of_on_demand": "0.12", "digits": 5, "effective_from": "2024-12-01", "provenance": "a"},
      {"fee": "eks/auto_mode", "series": ["g", "gr"], "fraction_of_on_demand": "0.078", "digits": 5, "effective_from": "2026-07-01", "provenance": "b"},
      {"fee": "eks/auto_mode", "series": ["p", "trn"], "fraction_of_on_demand": "0.048", "digits": 5, "effective_from": "2026-07-01", "provenance": "b"}]})",
                               "made");
}

}  // namespace container_tco
