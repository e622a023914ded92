#pragma once
// How one commits to pay AWS, and how sure a committed rate is.

#include <cstdint>
#include <string>
#include <string_view>

namespace container_tco {

/// A standard Reserved Instance keeps its type; a convertible one may be exchanged and saves less.
enum class OfferingClass { standard, convertible };
enum class PaymentOption { no_upfront, partial_upfront, all_upfront };

/// Where a rate comes from: AWS published it; it follows from published figures by arithmetic alone; or it is our
/// estimate from other figures, and may be wrong.
enum class RateBasis { published, derived, estimate };

std::string to_string(OfferingClass offering_class);        ///< "standard", "convertible"
std::string to_string(PaymentOption payment);               ///< "no_upfront", "partial_upfront", "all_upfront"
std::string to_string(RateBasis basis);                     ///< "published", "derived", "estimate"
OfferingClass parse_offering_class(std::string_view text);  ///< Throws InvalidInputError, as does the next.
PaymentOption parse_payment_option(std::string_view text);

/// "1yr" or "3yr". Throws InvalidInputError for other terms: AWS sells no others.
std::string term_text(std::int64_t term_years);
/// Hours that an upfront fee is spread over: 8,760 (365 days) a year, also in leap years, as AWS does for its effective
/// hourly prices.
std::int64_t term_hours(std::int64_t term_years);

}  // namespace container_tco
