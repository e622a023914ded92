#pragma once
// What a Reserved Instance costs: from the fee or rate that AWS publishes, else an estimate that says from what.

#include <cstdint>
#include <optional>
#include <string>

#include "container_tco/pricebook/commitment_ratios.hpp"
#include "container_tco/pricebook/commitment_terms.hpp"
#include "container_tco/pricebook/price_book.hpp"
#include "container_tco/quantity/resources.hpp"

namespace container_tco {

struct ReservedTerms {
  std::string instance_type;
  OperatingSystem operating_system = OperatingSystem::linux_os;
  OfferingClass offering_class = OfferingClass::standard;
  std::int64_t term_years = 1;  ///< 1 or 3.
  PaymentOption payment = PaymentOption::no_upfront;
};

struct ReservedOffer {
  ReservedTerms terms;
  std::string region;
  /// Of the whole term. Nothing for partial upfront, whose split AWS's published effective rates do not tell.
  std::optional<Money> upfront_fee;
  std::optional<Money> recurring_hourly;  ///< Nothing when `upfront_fee` is not known.
  /// upfront fee / (8,760 h × years) + recurring hourly, exactly. Windows: with its licence.
  UnitPrice effective_hourly;
  std::optional<UnitPrice> on_demand;  ///< Nothing when the book has no such price.
  RateBasis basis = RateBasis::published;
  std::string derivation;  ///< How the effective rate came about, in words.
  std::string price_key;   ///< The row that it comes from.
  Provenance provenance;   ///< Of that row; of an estimate, that of the ratio stands in the note.

  /// 1 − effective / on-demand. Nothing when the on-demand price is not known.
  std::optional<Rational> saving_fraction() const;
};

/// The offer for `terms` in `region`. A fee for Windows that leaves out the licence (no higher than that for Linux) is
/// not taken; then it is estimated from Linux and the licence. Throws PriceNotFoundError with what is sold instead when
/// nothing in the book tells the rate; InvalidInputError for an unknown region or term.
ReservedOffer reserved_offer(const PriceBook& book, const CommitmentRatios& ratios, const ReservedTerms& terms,
                             const std::string& region);

/// The same with the book's own ratios.
ReservedOffer reserved_offer(const PriceBook& book, const ReservedTerms& terms, const std::string& region);

/// The part of a Windows price that is the licence, Windows − Linux on demand; it is the same with a commitment.
/// Nothing when the book lacks one of the two.
std::optional<Money> windows_licence(const PriceBook& book, const std::string& instance_type,
                                     const std::string& region);

}  // namespace container_tco
