#include "container_tco/pricebook/commitment_terms.hpp"

#include "container_tco/error.hpp"

namespace container_tco {

std::string to_string(OfferingClass offering_class) {
  return offering_class == OfferingClass::standard ? "standard" : "convertible";
}

std::string to_string(PaymentOption payment) {
  switch (payment) {
    case PaymentOption::no_upfront:
      return "no_upfront";
    case PaymentOption::partial_upfront:
      return "partial_upfront";
    case PaymentOption::all_upfront:
      return "all_upfront";
  }
  throw InternalError("a payment option without a name");
}

std::string to_string(RateBasis basis) {
  switch (basis) {
    case RateBasis::published:
      return "published";
    case RateBasis::derived:
      return "derived";
    case RateBasis::estimate:
      return "estimate";
  }
  throw InternalError("a basis without a name");
}

OfferingClass parse_offering_class(std::string_view text) {
  if (text == "standard") return OfferingClass::standard;
  if (text == "convertible") return OfferingClass::convertible;
  throw InvalidInputError("offering class", std::string(text), "standard or convertible");
}

PaymentOption parse_payment_option(std::string_view text) {
  for (const PaymentOption payment :
       {PaymentOption::no_upfront, PaymentOption::partial_upfront, PaymentOption::all_upfront}) {
    if (text == to_string(payment)) return payment;
  }
  throw InvalidInputError("payment option", std::string(text), "no_upfront, partial_upfront or all_upfront");
}

std::string term_text(std::int64_t term_years) {
  if (term_years != 1 && term_years != 3) throw InvalidInputError("term_years", std::to_string(term_years), "1 or 3");
  return std::to_string(term_years) + "yr";
}

std::int64_t term_hours(std::int64_t term_years) {
  term_text(term_years);
  return 8760 * term_years;
}

}  // namespace container_tco
