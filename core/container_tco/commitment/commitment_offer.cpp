#include "container_tco/commitment/commitment_offer.hpp"

#include "container_tco/commitment/commitment_rates.hpp"
#include "container_tco/error.hpp"
#include "container_tco/pricebook/savings_plan_rate.hpp"

namespace container_tco {
namespace {

std::string name_of(const Commitment& terms) {
  if (!terms.name.empty()) return terms.name;
  const std::string when = " " + term_text(terms.term_years) + " " + to_string(terms.payment);
  if (terms.kind == CommitmentKind::reserved) return "Reserved " + terms.instance_type + when;
  if (terms.kind == CommitmentKind::compute_savings_plan) return "Compute Savings Plan" + when;
  return "EC2 Instance Savings Plan " + terms.family + when;
}

std::string exclusion_of(const Commitment& terms, const std::string& key) {
  if (terms.kind == CommitmentKind::reserved) return "not of the reserved family, size or operating system";
  const SavingsPlan plan =
      terms.kind == CommitmentKind::compute_savings_plan ? SavingsPlan::compute : SavingsPlan::ec2_instance;
  return savings_plan_exclusion(plan, key).value_or("not of the family " + terms.family);
}

void require_terms(const PriceBook& book, const std::string& region, const Commitment& terms) {
  term_text(terms.term_years);
  book.region(region);
  if (!terms.region.empty() && terms.region != region) {
    throw InvalidInputError("region of " + name_of(terms), terms.region, region + ", where the usage is");
  }
  if (terms.kind == CommitmentKind::reserved) book.instance_type(terms.instance_type);
  if (terms.kind != CommitmentKind::ec2_instance_savings_plan) return;
  for (const InstanceType& type : book.instance_types()) {
    if (type.family == terms.family) return;
  }
  throw InvalidInputError("family", printable(terms.family), "a family of instance types such as m7g");
}

void add_rate(CommitmentOffer& offer, std::size_t usage, const CommitmentRate& rate) {
  offer.covers.push_back({usage, rate.rate, rate.consumes, rate.size});
  offer.rates.push_back({usage, rate.rate, rate.derivation, rate.price_key, rate.provenance, rate.is_estimate});
}

}  // namespace

std::vector<UsageKind> usage_kinds(const PriceBook& book, const std::string& region,
                                   const std::vector<std::string>& keys) {
  std::vector<UsageKind> kinds;
  for (const std::string& key : keys) {
    const UnitPrice price = book.price(key, region).unit_price();
    kinds.push_back({key, price.unit.name(), price.money.amount()});
  }
  return kinds;
}

CommitmentOffer commitment_offer(const PriceBook& book, const std::string& region, const Commitment& terms,
                                 const std::vector<UsageKind>& kinds) {
  require_terms(book, region, terms);
  Commitment here = terms;
  here.region = region;
  CommitmentOffer offer{
      .name = name_of(terms), .kind = terms.kind, .price_per_hour = 1, .term_years = terms.term_years};
  std::optional<CommitmentRate> reserved;
  if (terms.kind == CommitmentKind::reserved) {
    reserved = reserved_rate(book, here);
    offer.price_per_hour = reserved->rate;
  }
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    try {
      const std::optional<CommitmentRate> rate = rate_for(book, region, here, reserved, kinds[i].key);
      if (rate) {
        add_rate(offer, i, *rate);
      } else {
        offer.not_covered.push_back({i, exclusion_of(terms, kinds[i].key)});
      }
    } catch (const PriceNotFoundError& error) {
      offer.not_covered.push_back({i, error.what()});
    }
  }
  return offer;
}

HeldCommitment held_commitment(const PriceBook& book, const std::string& region, const Commitment& terms,
                               const std::vector<UsageKind>& kinds) {
  return {commitment_offer(book, region, terms, kinds),
          terms.is_savings_plan() ? terms.commitment_per_hour : Rational(terms.count)};
}

}  // namespace container_tco
