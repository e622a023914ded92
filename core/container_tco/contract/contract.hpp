#pragma once
// A user's own terms with AWS: discounts, negotiated prices, commitments that are owned, report currency, support, tax.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/pricebook/commitment_terms.hpp"
#include "container_tco/pricebook/price_book.hpp"

namespace container_tco {

/// Which prices a discount lowers: those of the price book, those negotiated in the same contract, or both.
enum class DiscountBase { list, contracted, both };
std::string to_string(DiscountBase base);  ///< "list", "contracted", "both"

/// How several discounts on one price combine: each takes its share of what the ones before it left, or percents add
/// up.
enum class DiscountCombination { compound, add };
std::string to_string(DiscountCombination combination);  ///< "compound", "add"

/// A private discount. An empty list of a scope means all; a price must lie in every scope.
struct Discount {
  std::string name;
  Rational percent;                   ///< Above 0, at most 100.
  std::vector<std::string> services;  ///< First part of the price key: "ec2", "fargate".
  std::vector<std::string> families;  ///< Of instance types: "m7g".
  std::vector<std::string> regions;
  std::vector<std::string> keys;  ///< Price keys; "fargate/ecs/*" stands for all that begin so.
  DiscountBase applies_to = DiscountBase::list;

  friend bool operator==(const Discount&, const Discount&) = default;
};

enum class CommitmentKind { reserved, ec2_instance_savings_plan, compute_savings_plan };
std::string to_string(CommitmentKind kind);

/// What a commitment charges for a unit of usage, as its owner knows it.
struct CommittedRate {
  std::string key;  ///< On-demand price key that it replaces.
  Rational unit_price;
  friend bool operator==(const CommittedRate&, const CommittedRate&) = default;
};

/// Reserved Instances or a Savings Plan that is paid for already, used or not. Amounts are in the currency of the
/// region's prices.
struct Commitment {
  CommitmentKind kind = CommitmentKind::compute_savings_plan;
  std::string name;
  std::string region;         ///< Empty for Compute Savings Plans, which hold everywhere.
  std::string instance_type;  ///< Of Reserved Instances.
  std::string operating_system = "linux";
  std::int64_t count = 0;  ///< Of Reserved Instances.
  std::string family;      ///< Of EC2 Instance Savings Plans.
  Rational commitment_per_hour;
  std::int64_t term_years = 1;
  PaymentOption payment = PaymentOption::no_upfront;
  OfferingClass offering_class = OfferingClass::standard;
  std::optional<Rational> upfront_fee;  ///< Of one Reserved Instance for the term; with `hourly` instead of the book's.
  std::optional<Rational> hourly;
  std::vector<CommittedRate> rates;  ///< Of Savings Plans; before those of the book.

  bool is_savings_plan() const { return kind != CommitmentKind::reserved; }
  friend bool operator==(const Commitment&, const Commitment&) = default;
};

/// The currency of the report: one unit of `from` is `rate` units of `code`.
struct ReportCurrency {
  std::string code;
  std::string from;
  Rational rate;
  std::string as_of;  ///< ISO date.
  std::string source;
  friend bool operator==(const ReportCurrency&, const ReportCurrency&) = default;
};

/// A share of monthly AWS charges, up to `up_to` of them (no bound when absent).
struct SupportTier {
  std::optional<Rational> up_to;
  Rational percent;
  friend bool operator==(const SupportTier&, const SupportTier&) = default;
};

struct SupportTerms {
  std::string name;
  std::vector<SupportTier> tiers;
  Rational minimum;  ///< A month, in the currency of the prices.
  friend bool operator==(const SupportTerms&, const SupportTerms&) = default;
};

struct TaxTerms {
  std::string name;
  Rational percent;
  friend bool operator==(const TaxTerms&, const TaxTerms&) = default;
};

struct Contract {
  std::string name;
  std::string digest;            ///< "sha256:…" over the document, its white space aside; empty for one made in code.
  std::vector<PriceRow> prices;  ///< Negotiated.
  std::vector<Discount> discounts;
  DiscountCombination combination = DiscountCombination::compound;
  std::vector<Commitment> commitments;
  std::optional<ReportCurrency> currency;
  std::optional<SupportTerms> support;
  std::optional<TaxTerms> tax;

  /// Whether the terms are the same, wherever they were written.
  friend bool operator==(const Contract& a, const Contract& b) {
    return a.name == b.name && a.prices == b.prices && a.discounts == b.discounts && a.combination == b.combination &&
           a.commitments == b.commitments && a.currency == b.currency && a.support == b.support && a.tax == b.tax;
  }
};

/// A contract file (schema: pricing/schema/contract.schema.json). Regions, families and instance types are those of
/// `book`. Throws ParseError, AmbiguousPriceError.
Contract parse_contract(const std::string& json_text, const std::string& file, const PriceBook& book);

/// The JSON Schema of contract files.
std::string contract_schema();

}  // namespace container_tco
