#pragma once
// What a Savings Plan charges for one hour of usage: published where the book has the rate, else an estimate that says
// from what; a range where only samples are known.

#include <cstdint>
#include <optional>
#include <string>

#include "container_tco/pricebook/commitment_ratios.hpp"
#include "container_tco/pricebook/commitment_terms.hpp"
#include "container_tco/pricebook/price_book.hpp"

namespace container_tco {

/// A Compute plan covers any EC2 type and Fargate; an EC2 Instance plan one family in one region, and saves more.
enum class SavingsPlan { compute, ec2_instance };
std::string to_string(SavingsPlan plan);                ///< "compute", "ec2_instance"
SavingsPlan parse_savings_plan(std::string_view text);  ///< Throws InvalidInputError.

struct SavingsPlanTerms {
  SavingsPlan plan = SavingsPlan::compute;
  std::int64_t term_years = 1;  ///< 1 or 3.
  PaymentOption payment = PaymentOption::no_upfront;
};

/// A rate with its bounds. `low`, `median` and `high` are equal unless the rate is only known as a range.
struct SavingsPlanRate {
  SavingsPlanTerms terms;
  std::string covered_key;  ///< The on-demand price that it replaces: "fargate/ecs/linux/x86_64/vcpu".
  std::string region;
  UnitPrice low;
  UnitPrice median;
  UnitPrice high;
  UnitPrice on_demand;
  RateBasis basis = RateBasis::published;
  std::string derivation;  ///< In words; of an estimate it begins with "estimate:".
  Provenance provenance;

  bool is_range() const { return low.money != high.money; }
  /// 1 − rate / on-demand, of the median.
  Rational saving_fraction() const { return Rational(1) - median.money / on_demand.money; }
};

/// Why a plan does not cover usage priced at `key` (rules F23, F24, P32); nothing when it does.
std::optional<std::string> savings_plan_exclusion(SavingsPlan plan, const std::string& key);

/// The rate that replaces the on-demand price `covered_key`. Throws InvalidInputError when the plan does not cover it,
/// PriceNotFoundError when nothing tells a rate.
SavingsPlanRate savings_plan_rate(const PriceBook& book, const CommitmentRatios& ratios, const SavingsPlanTerms& terms,
                                  const std::string& covered_key, const std::string& region);
/// The same with the book's own ratios and discounts.
SavingsPlanRate savings_plan_rate(const PriceBook& book, const SavingsPlanTerms& terms, const std::string& covered_key,
                                  const std::string& region);

}  // namespace container_tco
