#pragma once
// Estimates and comparisons made by hand: the report is tested apart from what it reports.

#include "container_tco/report/report.hpp"

namespace container_tco::test {

inline Money usd(const char* amount) { return Money(Rational::parse(amount), Currency::usd()); }
inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// quantity × price, in hours.
inline LineItem line(const std::string& id, CostCategory category, const char* quantity, const char* price) {
  const PricingUnit unit = PricingUnit::parse("Hours");
  return {.id = id,
          .category = category,
          .description = "what " + id + " is",
          .service = "web",
          .derivation = "as measured",
          .quantity = {Rational::parse_fraction(quantity), unit},
          .unit_price = {usd(price), unit},
          .cost = usd(price) * Rational::parse_fraction(quantity),
          .price_key = "key/of/" + id,
          .provenance = {"a price page", "2026-11-01", "verified", ""}};
}

inline Estimate estimate_of(const char* deployment, std::vector<LineItem> lines) {
  Estimate estimate;
  estimate.deployment = Deployment::parse(deployment);
  estimate.region = "us-east-1";
  estimate.lines = std::move(lines);
  estimate.price_book_version = "2026.11";
  estimate.price_book_digest = "sha256:abc";
  estimate.assumptions = {{"zones", "Two zones", "assumption"}};
  return estimate;
}

/// EC2: 300 + 20 h × 30 = 900, Fargate: 500 + 100 = 600. The claim holds by 300, a third of 900. Without labour EC2
/// costs 200 less, 40 % of 500. Labour breaks even at (600 − 300) / 30 = 10 h.
inline Comparison claim_that_holds() {
  Comparison comparison;
  comparison.workload = "shop";
  comparison.region = "us-east-1";
  comparison.price_book_version = "2026.11";
  comparison.price_book_digest = "sha256:abc";
  comparison.estimates = {estimate_of("ecs-fargate", {line("compute/web/vcpu", CostCategory::compute, "1000", "0.5"),
                                                      line("labour/upkeep", CostCategory::labour, "4", "25")}),
                          estimate_of("ecs-ec2", {line("compute/pool", CostCategory::compute, "1000", "0.3"),
                                                  line("labour/upkeep", CostCategory::labour, "20", "30")})};
  Claim claim;
  claim.hosts_deployment = "ecs-ec2";
  claim.fargate_deployment = "ecs-fargate";
  claim.verdict = ClaimVerdict::holds;
  claim.hosts_total = usd("900");
  claim.fargate_total = usd("600");
  claim.hosts_infrastructure = usd("300");
  claim.fargate_infrastructure = usd("500");
  comparison.claims = {claim};
  BreakEven labour;
  labour.input = "labour_hours";
  labour.unit = "hours per month";
  labour.hosts_deployment = "ecs-ec2";
  labour.fargate_deployment = "ecs-fargate";
  labour.current = Rational(20);
  labour.crossings = {{.value = Rational(10), .before = Rational(10)}};
  comparison.break_evens = {labour};
  return comparison;
}

}  // namespace container_tco::test
