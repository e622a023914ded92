#pragma once
// What is known of commitments where AWS's own rates are not: the ratio of one payment option's rate to another's, and
// observed discounts of Compute Savings Plans.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "container_tco/pricebook/commitment_terms.hpp"
#include "container_tco/pricebook/provenance.hpp"
#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// The effective rate with payment `to` is `factor` times that with payment `from`.
struct CommitmentRatio {
  std::string plan;  ///< "standard_ri", "convertible_ri"
  std::int64_t term_years = 1;
  PaymentOption from = PaymentOption::no_upfront;
  PaymentOption to = PaymentOption::no_upfront;
  Rational factor;
  Provenance provenance;
};

/// What a Compute Savings Plan took off the on-demand price where somebody saw it.
struct ComputeDiscount {
  std::int64_t term_years = 1;
  PaymentOption payment = PaymentOption::no_upfront;
  std::string sample;  ///< "m6a.xlarge us-east-1 linux", or the region of a Fargate discount.
  Rational fraction;   ///< 0.192 for 19.2 %.
  Provenance provenance;
};

struct CommitmentRatios {
  std::vector<CommitmentRatio> ratios;
  std::vector<ComputeDiscount> fargate_compute_discounts;
  std::vector<ComputeDiscount> ec2_compute_discounts;

  /// From one payment option to another, directly, backwards or over the third. Nothing when the table does not say.
  std::optional<CommitmentRatio> find(const std::string& plan, std::int64_t term_years, PaymentOption from,
                                      PaymentOption to) const;
};

/// Throws ParseError.
CommitmentRatios parse_commitment_ratios(std::string_view text, const std::string& file);

}  // namespace container_tco
