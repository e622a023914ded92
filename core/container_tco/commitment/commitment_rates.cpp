#include "container_tco/commitment/commitment_rates.hpp"

#include <string_view>

#include "container_tco/contract/size_flexibility.hpp"
#include "container_tco/error.hpp"
#include "container_tco/pricebook/reserved_offer.hpp"
#include "container_tco/pricebook/savings_plan_rate.hpp"

namespace container_tco {
namespace {

const Provenance& stated() {
  static const Provenance provenance{"given by the user", "", "user", ""};
  return provenance;
}

// "ec2/linux/on_demand/m5.large"; nothing for other keys.
struct HostKey {
  std::string operating_system;
  std::string instance_type;
};

std::optional<HostKey> host_key(std::string_view key) {
  constexpr std::string_view middle = "/on_demand/";
  const std::size_t place = key.find(middle);
  if (!key.starts_with("ec2/") || place == std::string_view::npos) return std::nullopt;
  return HostKey{std::string(key.substr(4, place - 4)), std::string(key.substr(place + middle.size()))};
}

std::optional<CommitmentRate> rate_of_reserved(const PriceBook& book, const Commitment& commitment,
                                               const CommitmentRate& reserved, const std::string& key) {
  const std::optional<HostKey> host = host_key(key);
  if (!host || host->operating_system != commitment.operating_system) return std::nullopt;
  const InstanceType& used = book.instance_type(host->instance_type);
  const std::optional<Rational> needed = reserved_instances_for(book.instance_type(commitment.instance_type), used,
                                                                commitment.operating_system == "linux");
  if (!needed) return std::nullopt;
  CommitmentRate rate = reserved;
  rate.rate = reserved.rate * *needed;
  rate.consumes = *needed;
  rate.size = normalisation_factor(used.size).value_or(Rational());
  if (*needed != Rational(1)) {
    rate.derivation += "; " + used.name + " takes " + needed->to_text() + " of " + commitment.instance_type;
  }
  return rate;
}

CommitmentRate rate_of_plan(Rational rate, std::string derivation, std::string key, Provenance provenance,
                            bool is_estimate) {
  Rational consumes = rate;
  return {std::move(rate), std::move(consumes),   Rational(), std::move(derivation),
          std::move(key),  std::move(provenance), is_estimate};
}

std::optional<CommitmentRate> rate_of_savings_plan(const PriceBook& book, const std::string& region,
                                                   const Commitment& commitment, const std::string& key) {
  const bool is_compute = commitment.kind == CommitmentKind::compute_savings_plan;
  const SavingsPlan plan = is_compute ? SavingsPlan::compute : SavingsPlan::ec2_instance;
  if (!is_compute) {
    const std::optional<HostKey> host = host_key(key);
    if (!host || book.instance_type(host->instance_type).family != commitment.family) return std::nullopt;
  }
  for (const CommittedRate& own : commitment.rates) {
    if (own.key == key) return rate_of_plan(own.unit_price, "as stated", key, stated(), false);
  }
  if (savings_plan_exclusion(plan, key)) return std::nullopt;
  const SavingsPlanRate rate = savings_plan_rate(book, {plan, commitment.term_years, commitment.payment}, key, region);
  return rate_of_plan(rate.median.money.amount(), rate.derivation, key, rate.provenance,
                      rate.basis == RateBasis::estimate);
}

}  // namespace

CommitmentRate reserved_rate(const PriceBook& book, const Commitment& commitment) {
  if (commitment.upfront_fee || commitment.hourly) {
    const Rational fee = commitment.upfront_fee.value_or(Rational());
    const Rational hourly = commitment.hourly.value_or(Rational());
    const std::int64_t hours = term_hours(commitment.term_years);
    std::string words = fee.to_text() + " / " + std::to_string(hours) + " h + " + hourly.to_text() + " as stated";
    return {fee / Rational(hours) + hourly, Rational(1), Rational(), std::move(words), "contract/reserved", stated()};
  }
  const ReservedOffer offer =
      reserved_offer(book,
                     {commitment.instance_type, parse_operating_system(commitment.operating_system),
                      commitment.offering_class, commitment.term_years, commitment.payment},
                     commitment.region);
  return {offer.effective_hourly.money.amount(),
          Rational(1),
          Rational(),
          offer.derivation,
          offer.price_key,
          offer.provenance,
          offer.basis == RateBasis::estimate};
}

std::optional<CommitmentRate> rate_for(const PriceBook& book, const std::string& region, const Commitment& commitment,
                                       const std::optional<CommitmentRate>& reserved, const std::string& key) {
  if (commitment.is_savings_plan()) return rate_of_savings_plan(book, region, commitment, key);
  return reserved ? rate_of_reserved(book, commitment, *reserved, key) : std::nullopt;
}

}  // namespace container_tco
