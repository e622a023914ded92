#include "container_tco/commitment/commitment_notes.hpp"

#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

std::string percent(const Rational& share) { return (share * Rational(100)).to_decimal(1, Rounding::half_up) + " %"; }

void note_unused(std::vector<Assumption>& notes, const CommitmentUse& use) {
  if (use.hours_used_up > 0 || use.committed.is_zero()) return;
  notes.push_back({"commitment_above_usage/" + printable(use.name),
                   printable(use.name) + " is larger than the usage that it covers in every hour: " +
                       percent(use.unused / use.committed) + " of it is paid and lost",
                   "P32"});
}

void note_term(std::vector<Assumption>& notes, const CommitmentOffer& offer, std::size_t hours) {
  if (offer.term_years == 0) return;
  const std::int64_t term = term_hours(offer.term_years);
  if (static_cast<std::int64_t>(hours) >= term) return;
  notes.push_back({"term_outlasts_profile/" + printable(offer.name),
                   printable(offer.name) + " is for " + std::to_string(term) + " h and the profile has " +
                       std::to_string(hours) + ": the usage is taken to repeat until the term ends",
                   "assumption"});
}

void note_rates(std::vector<Assumption>& notes, const CommitmentOffer& offer, const std::vector<KindUse>& kinds) {
  for (const OfferedRate& rate : offer.rates) {
    if (!rate.is_estimate) continue;
    const std::string& key = kinds[rate.usage].key;
    notes.push_back({"commitment_rate/" + printable(offer.name) + "/" + printable(key),
                     printable(offer.name) + ", rate for " + printable(key) + ": " + rate.derivation,
                     rate.provenance.source});
  }
}

}  // namespace

std::vector<Assumption> application_notes(const UsageApplication& application,
                                          const std::vector<HeldCommitment>& commitments) {
  std::vector<Assumption> notes;
  if (commitments.empty()) return notes;
  notes.push_back(
      {"commitments_paid_in_full",
       "Commitments are paid whether used or not; upfront fees are spread evenly over the hours of their term",
       "P28, P32"});
  for (std::size_t i = 0; i < commitments.size(); ++i) {
    note_unused(notes, application.commitments[i]);
    if (!commitments[i].limit.is_zero()) note_term(notes, commitments[i].offer, application.hours);
    note_rates(notes, commitments[i].offer, application.kinds);
  }
  return notes;
}

}  // namespace container_tco::detail
