#include "container_tco/pricebook/savings_plan_rate.hpp"

#include <algorithm>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/percent_text.hpp"
#include "container_tco/pricebook/reserved_offer.hpp"

namespace container_tco {
namespace {

// "ec2/windows/on_demand/m5.large" in its parts.
struct Ec2Usage {
  OperatingSystem operating_system = OperatingSystem::linux_os;
  std::string instance_type;
};

std::optional<Ec2Usage> ec2_usage(const std::string& key) {
  for (const OperatingSystem system : {OperatingSystem::linux_os, OperatingSystem::windows_os}) {
    const std::string prefix = "ec2/" + to_string(system) + "/on_demand/";
    if (key.starts_with(prefix)) return Ec2Usage{system, key.substr(prefix.size())};
  }
  return std::nullopt;
}

// "linux/x86_64/vcpu" of "fargate/ecs/linux/x86_64/vcpu".
std::optional<std::string> fargate_usage(const std::string& key) {
  for (const std::string plane : {"fargate/ecs/", "fargate/eks/"}) {
    if (!key.starts_with(plane + "linux/")) continue;
    if (key.ends_with("/vcpu") || key.ends_with("/memory")) return key.substr(plane.size());
  }
  return std::nullopt;
}

std::string published_key(const SavingsPlanTerms& terms, const std::string& covered_key) {
  const std::string prefix = "savings_plan/" + to_string(terms.plan) + "/" + term_text(terms.term_years) + "/" +
                             to_string(terms.payment) + "/";
  if (const auto ec2 = ec2_usage(covered_key)) {
    return prefix + "ec2/" + to_string(ec2->operating_system) + "/" + ec2->instance_type;
  }
  return prefix + "fargate/" + *fargate_usage(covered_key);
}

// Without a currency of its own: the discount is taken off `base`, and `fixed` comes on top.
UnitPrice discounted(const UnitPrice& base, const Rational& fraction, const Money& fixed) {
  return {base.money * (Rational(1) - fraction) + fixed, base.unit};
}

class RateFinder {
 public:
  RateFinder(const PriceBook& book, const CommitmentRatios& ratios, const SavingsPlanTerms& terms,
             const std::string& covered_key, const std::string& region)
      : book_(book), ratios_(ratios), terms_(terms), key_(covered_key), region_(region) {}

  SavingsPlanRate find() const {
    const UnitPrice on_demand = book_.price(key_, region_).unit_price();
    if (const auto row = book_.find_price(published_key(terms_, key_), region_)) {
      const UnitPrice price = row->unit_price();
      return rate({price, price, price}, on_demand, RateBasis::published, "published rate", row->provenance);
    }
    if (terms_.plan == SavingsPlan::ec2_instance) return from_reserved(on_demand);
    return ec2_usage(key_) ? from_samples(on_demand) : from_fargate_discount(on_demand);
  }

 private:
  struct Bounds {
    UnitPrice low;
    UnitPrice median;
    UnitPrice high;
  };

  SavingsPlanRate rate(Bounds bounds, const UnitPrice& on_demand, RateBasis basis, std::string derivation,
                       Provenance provenance) const {
    return {terms_,
            key_,
            region_,
            std::move(bounds.low),
            std::move(bounds.median),
            std::move(bounds.high),
            on_demand,
            basis,
            std::move(derivation),
            std::move(provenance)};
  }

  // Both plans give the same rates wherever both were seen; AWS does not promise it.
  SavingsPlanRate from_reserved(const UnitPrice& on_demand) const {
    const auto ec2 = ec2_usage(key_);
    const ReservedOffer offer = reserved_offer(
        book_, ratios_,
        {ec2->instance_type, ec2->operating_system, OfferingClass::standard, terms_.term_years, terms_.payment},
        region_);
    const UnitPrice& price = offer.effective_hourly;
    Provenance provenance = offer.provenance;
    provenance.confidence = "derived";
    return rate({price, price, price}, on_demand, RateBasis::estimate,
                "estimate: the effective rate of a standard Reserved Instance of the same term and payment (" +
                    offer.derivation + ")",
                std::move(provenance));
  }

  SavingsPlanRate from_fargate_discount(const UnitPrice& on_demand) const {
    const ComputeDiscount* best = nullptr;
    for (const ComputeDiscount& discount : ratios_.fargate_compute_discounts) {
      if (!is_of_terms(discount)) continue;
      if (best == nullptr || closeness(discount) > closeness(*best)) best = &discount;
    }
    if (best == nullptr) refuse();
    const UnitPrice price = discounted(on_demand, best->fraction, Money::zero(on_demand.money.currency()));
    const std::string where = best->sample.empty() ? "us-east-1" : best->sample;
    Provenance provenance = best->provenance;
    provenance.confidence = "derived";
    return rate({price, price, price}, on_demand, RateBasis::estimate,
                "estimate: on-demand less " + detail::percent_text(best->fraction) + ", the discount published for " +
                    where + " (" + best->provenance.as_of + ")",
                std::move(provenance));
  }

  SavingsPlanRate from_samples(const UnitPrice& on_demand) const {
    std::vector<ComputeDiscount> samples;
    for (const ComputeDiscount& sample : ratios_.ec2_compute_discounts) {
      if (is_of_terms(sample)) samples.push_back(sample);
    }
    if (samples.empty()) refuse();
    // One sample is no range.
    if (samples.size() == 1) return between_known_bounds(on_demand, samples.front());
    std::stable_sort(samples.begin(), samples.end(),
                     [](const auto& a, const auto& b) { return a.fraction < b.fraction; });
    const auto [base, licence] = split(on_demand);
    const std::size_t middle = samples.size() / 2;
    const Rational median = samples.size() % 2 == 1
                                ? samples[middle].fraction
                                : (samples[middle - 1].fraction + samples[middle].fraction) / Rational(2);
    Bounds bounds{discounted(base, samples.back().fraction, licence), discounted(base, median, licence),
                  discounted(base, samples.front().fraction, licence)};
    return rate(std::move(bounds), on_demand, RateBasis::estimate, sample_words(samples, licence), sources(samples));
  }

  // An EC2 Instance plan of the same terms saves more; a year without upfront payment saves less.
  SavingsPlanRate between_known_bounds(const UnitPrice& on_demand, const ComputeDiscount& sample) const {
    const ComputeDiscount* least = nullptr;
    for (const ComputeDiscount& other : ratios_.ec2_compute_discounts) {
      const bool is_shortest = other.term_years == 1 && other.payment == PaymentOption::no_upfront;
      if (is_shortest && (least == nullptr || other.fraction < least->fraction)) least = &other;
    }
    if (least == nullptr || least->fraction >= sample.fraction) refuse();
    const auto ec2 = ec2_usage(key_);
    const ReservedOffer reserved = reserved_offer(
        book_, ratios_,
        {ec2->instance_type, ec2->operating_system, OfferingClass::standard, terms_.term_years, terms_.payment},
        region_);
    const auto [base, licence] = split(on_demand);
    Bounds bounds{reserved.effective_hourly, discounted(base, sample.fraction, licence),
                  discounted(base, least->fraction, licence)};
    if (bounds.low.money > bounds.median.money) bounds.low = bounds.median;
    const std::string words =
        "estimate: AWS's rate for this type is not known; between the rate of an EC2 Instance plan, which saves more "
        "(" +
        reserved.derivation + "), and the least discount seen for 1yr no_upfront, " +
        detail::percent_text(least->fraction) + "; in the middle " + detail::percent_text(sample.fraction) +
        ", as seen on " + sample.sample;
    return rate(std::move(bounds), on_demand, RateBasis::estimate, words, sources({sample, *least}));
  }

  // The part that is discounted, and the Windows licence, which never is.
  std::pair<UnitPrice, Money> split(const UnitPrice& on_demand) const {
    const auto ec2 = ec2_usage(key_);
    const Money none = Money::zero(on_demand.money.currency());
    if (ec2->operating_system == OperatingSystem::linux_os) return {on_demand, none};
    const UnitPrice without = book_.price("ec2/linux/on_demand/" + ec2->instance_type, region_).unit_price();
    return {without, on_demand.money - without.money};
  }

  static std::string sample_words(const std::vector<ComputeDiscount>& samples, const Money& licence) {
    std::string text = "estimate: AWS's rate for this type is not known; on-demand";
    if (!licence.amount().is_zero()) text += " without the Windows licence";
    text += " less " + detail::percent_text(samples.front().fraction) + " to " +
            detail::percent_text(samples.back().fraction) + ", as seen on " + std::to_string(samples.size()) +
            " other types:";
    for (const ComputeDiscount& sample : samples) {
      text += (&sample == &samples.front() ? " " : ", ") + sample.sample + " " + detail::percent_text(sample.fraction);
    }
    return text;
  }

  static Provenance sources(const std::vector<ComputeDiscount>& samples) {
    Provenance provenance{"", samples.front().provenance.as_of, "derived", ""};
    for (const ComputeDiscount& sample : samples) {
      // The oldest date: an estimate is no younger than what it rests on.
      provenance.as_of = std::min(provenance.as_of, sample.provenance.as_of);
      if (provenance.source.find(sample.provenance.source) != std::string::npos) continue;
      provenance.source += (provenance.source.empty() ? "" : "; ") + sample.provenance.source;
    }
    return provenance;
  }

  bool is_of_terms(const ComputeDiscount& discount) const {
    return discount.term_years == terms_.term_years && discount.payment == terms_.payment;
  }
  int closeness(const ComputeDiscount& discount) const {
    if (discount.sample == region_) return 2;
    return discount.sample.empty() || discount.sample == "us-east-1" ? 1 : 0;
  }

  [[noreturn]] void refuse() const {
    std::vector<std::string> known;
    const bool is_ec2 = ec2_usage(key_).has_value();
    for (const ComputeDiscount& discount : is_ec2 ? ratios_.ec2_compute_discounts : ratios_.fargate_compute_discounts) {
      std::string name = "an estimate for " + term_text(discount.term_years) + " " + to_string(discount.payment);
      if (std::find(known.begin(), known.end(), name) == known.end()) known.push_back(std::move(name));
    }
    throw PriceNotFoundError(published_key(terms_, key_), region_, known);
  }

  const PriceBook& book_;
  const CommitmentRatios& ratios_;
  const SavingsPlanTerms& terms_;
  const std::string& key_;
  const std::string& region_;
};

}  // namespace

std::string to_string(SavingsPlan plan) { return plan == SavingsPlan::compute ? "compute" : "ec2_instance"; }

SavingsPlan parse_savings_plan(std::string_view text) {
  if (text == "compute") return SavingsPlan::compute;
  if (text == "ec2_instance") return SavingsPlan::ec2_instance;
  throw InvalidInputError("savings plan", std::string(text), "compute or ec2_instance");
}

std::optional<std::string> savings_plan_exclusion(SavingsPlan plan, const std::string& key) {
  if (ec2_usage(key)) return std::nullopt;
  if (fargate_usage(key)) {
    if (plan == SavingsPlan::compute) return std::nullopt;
    return "An EC2 Instance Savings Plan does not cover Fargate; a Compute Savings Plan does (rule F24)";
  }
  if (key.find("spot") != std::string::npos) return "Savings Plans do not cover Spot usage (rule F23)";
  if (key.starts_with("ecs/managed_instances/") || key.starts_with("eks/auto_mode/")) {
    return "Savings Plans do not cover management fees, only the instance below (rule P32)";
  }
  if (key.starts_with("fargate/") && key.ends_with("/ephemeral_storage")) {
    return "Savings Plans do not cover Fargate's ephemeral storage (rule F24)";
  }
  if (key.starts_with("fargate/") && key.find("/windows/") != std::string::npos) {
    return "No Savings Plan rate is published for Windows on Fargate or its licence (rule F24)";
  }
  return "Savings Plans cover EC2 instances, and Fargate's vCPU and memory, only (rule P32)";
}

SavingsPlanRate savings_plan_rate(const PriceBook& book, const CommitmentRatios& ratios, const SavingsPlanTerms& terms,
                                  const std::string& covered_key, const std::string& region) {
  if (const auto reason = savings_plan_exclusion(terms.plan, covered_key)) {
    throw InvalidInputError("savings plan usage", covered_key, "usage that the plan covers", *reason);
  }
  term_text(terms.term_years);
  return RateFinder(book, ratios, terms, covered_key, region).find();
}

SavingsPlanRate savings_plan_rate(const PriceBook& book, const SavingsPlanTerms& terms, const std::string& covered_key,
                                  const std::string& region) {
  return savings_plan_rate(book, book.commitment_ratios(), terms, covered_key, region);
}

}  // namespace container_tco
