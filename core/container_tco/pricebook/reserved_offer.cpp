#include "container_tco/pricebook/reserved_offer.hpp"

#include <array>
#include <utility>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

constexpr std::array payment_options = {PaymentOption::all_upfront, PaymentOption::no_upfront,
                                        PaymentOption::partial_upfront};

std::string on_demand_key(const ReservedTerms& terms) {
  return "ec2/" + to_string(terms.operating_system) + "/on_demand/" + terms.instance_type;
}

// `what`: "fee", "hour" or "effective".
std::string reserved_key(const ReservedTerms& terms, const std::string& what) {
  return "ec2/" + to_string(terms.operating_system) + "/reserved/" + to_string(terms.offering_class) + "/" +
         term_text(terms.term_years) + "/" + to_string(terms.payment) + "/" + what + "/" + terms.instance_type;
}

// Only the all-upfront fee is kept; its hourly rate follows from it.
std::string reserved_key(const ReservedTerms& terms) {
  return reserved_key(terms, terms.payment == PaymentOption::all_upfront  ? "fee"
                             : terms.payment == PaymentOption::no_upfront ? "hour"
                                                                          : "effective");
}

std::string words(const ReservedTerms& terms) {
  std::string payment = to_string(terms.payment);
  payment.replace(payment.find('_'), 1, " ");
  return to_string(terms.offering_class) + " " + term_text(terms.term_years) + " " + payment;
}

std::string amount_text(const Money& money) { return money.amount().to_text() + " " + money.currency().code(); }

ReservedOffer offer_from_fee(const ReservedTerms& terms, const std::string& region, const PriceRow& row) {
  const Money fee = row.unit_price().money;
  const std::int64_t hours = term_hours(terms.term_years);
  ReservedOffer offer{.terms = terms,
                      .region = region,
                      .upfront_fee = fee,
                      .recurring_hourly = Money::zero(fee.currency()),
                      .effective_hourly = {fee / Rational(hours), PricingUnit::parse("Hours")},
                      .on_demand = {},
                      .basis = RateBasis::derived,
                      .derivation = amount_text(fee) + " upfront ÷ " + std::to_string(hours) + " h",
                      .price_key = row.key,
                      .provenance = row.provenance};
  return offer;
}

ReservedOffer offer_from_rate(const ReservedTerms& terms, const std::string& region, const PriceRow& row) {
  const Money rate = row.unit_price().money;
  ReservedOffer offer{.terms = terms,
                      .region = region,
                      .upfront_fee = {},
                      .recurring_hourly = {},
                      .effective_hourly = {rate, PricingUnit::parse("Hours")},
                      .on_demand = {},
                      .basis = RateBasis::published,
                      .derivation = "published effective rate",
                      .price_key = row.key,
                      .provenance = row.provenance};
  if (terms.payment == PaymentOption::no_upfront) {
    offer.upfront_fee = Money::zero(rate.currency());
    offer.recurring_hourly = rate;
    offer.derivation = "published hourly rate, nothing upfront";
  }
  return offer;
}

// AWS's own files have the fee and the hourly price of a partial payment apart.
std::optional<ReservedOffer> find_split_offer(const PriceBook& book, const ReservedTerms& terms,
                                              const std::string& region) {
  const PriceRow* fee = book.find_price(reserved_key(terms, "fee"), region);
  const PriceRow* hour = book.find_price(reserved_key(terms, "hour"), region);
  if (fee == nullptr || hour == nullptr) return std::nullopt;
  ReservedOffer offer = offer_from_fee(terms, region, *fee);
  const Money hourly = hour->unit_price().money;
  offer.recurring_hourly = hourly;
  offer.effective_hourly.money += hourly;
  offer.derivation += " + " + amount_text(hourly) + " an hour";
  return offer;
}

std::optional<ReservedOffer> find_offer(const PriceBook& book, const ReservedTerms& terms, const std::string& region) {
  if (terms.payment == PaymentOption::partial_upfront) {
    if (std::optional<ReservedOffer> split = find_split_offer(book, terms, region)) return split;
  }
  const auto row = book.find_price(reserved_key(terms), region);
  if (!row) return std::nullopt;
  const PriceRow& found = *row;
  return terms.payment == PaymentOption::all_upfront ? offer_from_fee(terms, region, found)
                                                     : offer_from_rate(terms, region, found);
}

// Some price lists show, under Windows, the price for those who bring their own licence: no higher than that of Linux.
bool leaves_out_licence(const PriceBook& book, const ReservedOffer& offer, const std::optional<Money>& licence) {
  if (offer.terms.operating_system != OperatingSystem::windows_os) return false;
  ReservedTerms linux_terms = offer.terms;
  linux_terms.operating_system = OperatingSystem::linux_os;
  const Money& rate = offer.effective_hourly.money;
  if (licence && rate <= *licence) return true;
  const std::optional<ReservedOffer> linux_offer = find_offer(book, linux_terms, offer.region);
  return linux_offer && rate <= linux_offer->effective_hourly.money;
}

ReservedOffer scaled(ReservedOffer known, const ReservedTerms& terms, const CommitmentRatio& ratio,
                     const std::optional<Money>& licence) {
  const Money rate = known.effective_hourly.money;
  const Money fixed = licence.value_or(Money::zero(rate.currency()));
  const Money effective = (rate - fixed) * ratio.factor + fixed;
  ReservedOffer offer{.terms = terms,
                      .region = known.region,
                      .upfront_fee = {},
                      .recurring_hourly = {},
                      .effective_hourly = {effective, known.effective_hourly.unit},
                      .on_demand = {},
                      .basis = RateBasis::estimate,
                      .derivation = "estimate: the rate of " + words(known.terms) + " (" + known.derivation + ") × " +
                                    ratio.factor.numerator_text() + "/" + ratio.factor.denominator_text() +
                                    (licence ? " on the part above the Windows licence of " + amount_text(fixed) : ""),
                      .price_key = known.price_key,
                      .provenance = known.provenance};
  offer.provenance.confidence = "derived";
  offer.provenance.note = "ratio: " + ratio.provenance.source + " (" + ratio.provenance.as_of + ")";
  if (terms.payment == PaymentOption::no_upfront) {
    offer.upfront_fee = Money::zero(rate.currency());
    offer.recurring_hourly = effective;
  } else if (terms.payment == PaymentOption::all_upfront) {
    offer.upfront_fee = effective * Rational(term_hours(terms.term_years));
    offer.recurring_hourly = Money::zero(rate.currency());
  }
  return offer;
}

// The offer with the very terms, or one from another payment option.
std::optional<ReservedOffer> direct_offer(const PriceBook& book, const CommitmentRatios& ratios,
                                          const ReservedTerms& terms, const std::string& region,
                                          const std::optional<Money>& licence) {
  std::optional<ReservedOffer> offer = find_offer(book, terms, region);
  if (offer && !leaves_out_licence(book, *offer, licence)) return offer;
  if (terms.operating_system == OperatingSystem::windows_os && !licence) return std::nullopt;
  for (const PaymentOption payment : payment_options) {
    if (payment == terms.payment) continue;
    const auto ratio = ratios.find(to_string(terms.offering_class) + "_ri", terms.term_years, payment, terms.payment);
    ReservedTerms other = terms;
    other.payment = payment;
    if (!ratio) continue;
    std::optional<ReservedOffer> known = find_offer(book, other, region);
    if (known && !leaves_out_licence(book, *known, licence)) return scaled(*std::move(known), terms, *ratio, licence);
  }
  return std::nullopt;
}

// Windows from Linux: the licence comes on top, undiscounted.
std::optional<ReservedOffer> offer_with_licence(const PriceBook& book, const CommitmentRatios& ratios,
                                                ReservedTerms terms, const std::string& region, const Money& licence) {
  terms.operating_system = OperatingSystem::linux_os;
  std::optional<ReservedOffer> offer = direct_offer(book, ratios, terms, region, std::nullopt);
  if (!offer) return std::nullopt;
  offer->terms.operating_system = OperatingSystem::windows_os;
  const std::string prefix = offer->basis == RateBasis::estimate ? "" : "estimate: ";
  offer->derivation = prefix + offer->derivation + " for Linux, plus the Windows licence of " + amount_text(licence);
  offer->basis = RateBasis::estimate;
  offer->provenance.confidence = "derived";
  offer->effective_hourly.money += licence;
  if (terms.payment == PaymentOption::all_upfront)
    *offer->upfront_fee += licence * Rational(term_hours(terms.term_years));
  if (terms.payment == PaymentOption::no_upfront) *offer->recurring_hourly += licence;
  return offer;
}

// What is sold of the same type in the same region; or else what the book knows of the fee's key.
[[noreturn]] void refuse(const PriceBook& book, const ReservedTerms& terms, const std::string& region) {
  std::vector<std::string> sold;
  for (const OfferingClass offering_class : {OfferingClass::standard, OfferingClass::convertible}) {
    for (const std::int64_t years : {1, 3}) {
      for (const PaymentOption payment : payment_options) {
        const std::string key =
            reserved_key({terms.instance_type, terms.operating_system, offering_class, years, payment});
        if (book.find_price(key, region)) sold.push_back(key);
      }
    }
  }
  if (!sold.empty()) throw PriceNotFoundError(reserved_key(terms), region, sold);
  ReservedTerms fee = terms;
  fee.payment = PaymentOption::all_upfront;
  book.price(reserved_key(fee), region);
  throw InternalError("an offer whose fee is not in the book a moment ago");
}

}  // namespace

std::optional<Rational> ReservedOffer::saving_fraction() const {
  if (!on_demand) return std::nullopt;
  return Rational(1) - effective_hourly.money / on_demand->money;
}

std::optional<Money> windows_licence(const PriceBook& book, const std::string& instance_type,
                                     const std::string& region) {
  const auto with = book.find_price("ec2/windows/on_demand/" + instance_type, region);
  const auto without = book.find_price("ec2/linux/on_demand/" + instance_type, region);
  if (!with || !without) return std::nullopt;
  return with->unit_price().money - without->unit_price().money;
}

ReservedOffer reserved_offer(const PriceBook& book, const CommitmentRatios& ratios, const ReservedTerms& terms,
                             const std::string& region) {
  const bool is_windows = terms.operating_system == OperatingSystem::windows_os;
  const std::optional<Money> licence = is_windows ? windows_licence(book, terms.instance_type, region) : std::nullopt;
  std::optional<ReservedOffer> offer = direct_offer(book, ratios, terms, region, licence);
  if (!offer && licence) offer = offer_with_licence(book, ratios, terms, region, *licence);
  if (!offer) refuse(book, terms, region);
  if (const auto row = book.find_price(on_demand_key(terms), region)) offer->on_demand = row->unit_price();
  return *std::move(offer);
}

ReservedOffer reserved_offer(const PriceBook& book, const ReservedTerms& terms, const std::string& region) {
  return reserved_offer(book, book.commitment_ratios(), terms, region);
}

}  // namespace container_tco
