#include "container_tco/pricebook/reserved_offer.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "error_text.hpp"
#include "made_prices.hpp"

namespace reserved_offer_test {

using namespace container_tco;

namespace {

const std::string standard_1yr = "ec2/linux/reserved/standard/1yr/";
constexpr auto linux_os = OperatingSystem::linux_os;
constexpr auto windows_os = OperatingSystem::windows_os;

// Types that no book has, at AWS's prices of 2026 for m5.large and x2iedn.32xlarge in us-east-1, and c5.xlarge in
// Tokyo.
PriceBook reserved_book() {
  return book_with(
      {made_row("ec2/linux/on_demand/own.large", "us-east-1", "0.096"),
       made_row("ec2/linux/on_demand/own.xlarge", "ap-northeast-1", "0.214"),
       made_row("ec2/windows/on_demand/own.xlarge", "ap-northeast-1", "0.398"),
       made_row(standard_1yr + "all_upfront/fee/own.large", "us-east-1", "494", "Reservations"),
       made_row("ec2/linux/reserved/standard/3yr/all_upfront/fee/own.large", "us-east-1", "949", "Reservations"),
       made_row(standard_1yr + "no_upfront/hour/own.32xlarge", "us-east-1", "16.41374"),
       made_row(standard_1yr + "partial_upfront/effective/own.32xlarge", "us-east-1", "15.632166"),
       made_row("ec2/windows/reserved/standard/1yr/all_upfront/fee/own.xlarge", "ap-northeast-1", "2714",
                "Reservations")});
}

ReservedOffer offer(const ReservedTerms& terms, const std::string& region = "us-east-1") {
  return reserved_offer(reserved_book(), made_ratios(), terms, region);
}

std::string rounded(const Money& money, int digits) { return money.amount().to_decimal(digits, Rounding::half_up); }

}  // namespace

TEST_CASE("an upfront fee divided by the hours of its term is the effective rate, exactly") {
  const ReservedOffer found = offer({"own.large", linux_os, OfferingClass::standard, 1, PaymentOption::all_upfront});
  CHECK(found.basis == RateBasis::derived);
  CHECK(found.upfront_fee->amount() == Rational(494));
  CHECK(found.recurring_hourly->amount().is_zero());
  CHECK(found.effective_hourly.money.amount() == Rational::ratio(494, 8760));
  CHECK(rounded(found.effective_hourly.money, 6) == "0.056393");  // as AWS lists it
  CHECK(found.derivation == "494 USD upfront ÷ 8760 h");
  // On demand: 0.096. 1 − 494 / (8760 × 0.096) = 1 − 494 / 840.96
  CHECK(*found.saving_fraction() == Rational(1) - Rational(49400) / Rational(84096));
}

TEST_CASE("a term of three years has 26,280 hours") {
  const ReservedOffer found = offer({"own.large", linux_os, OfferingClass::standard, 3, PaymentOption::all_upfront});
  CHECK(found.effective_hourly.money.amount() == Rational::ratio(949, 26280));
  CHECK(rounded(found.effective_hourly.money, 6) == "0.036111");  // as AWS lists it
}

TEST_CASE(
    "the fee and the hourly price of a partial payment make one rate, before any effective rate of other sources") {
  const std::string partial = standard_1yr + "partial_upfront/";
  const PriceBook book = book_with({made_row(partial + "fee/own.large", "us-east-1", "311", "Reservations"),
                                    made_row(partial + "hour/own.large", "us-east-1", "0.0355"),
                                    made_row(partial + "effective/own.large", "us-east-1", "0.09")});
  const ReservedOffer found =
      reserved_offer(book, made_ratios(),
                     {"own.large", linux_os, OfferingClass::standard, 1, PaymentOption::partial_upfront}, "us-east-1");
  // 311 / 8760 + 0.0355 = (311 + 310.98) / 8760
  CHECK(found.effective_hourly.money.amount() == Rational::parse("621.98") / Rational(8760));
  CHECK(found.upfront_fee->amount() == Rational(311));
  CHECK(found.recurring_hourly->amount() == Rational::parse("0.0355"));
  CHECK(found.derivation == "311 USD upfront ÷ 8760 h + 0.0355 USD an hour");
}

TEST_CASE("a published rate is taken as it stands") {
  const ReservedOffer none = offer({"own.32xlarge", linux_os, OfferingClass::standard, 1, PaymentOption::no_upfront});
  CHECK(none.basis == RateBasis::published);
  CHECK(none.upfront_fee->amount().is_zero());
  CHECK(none.recurring_hourly->amount() == Rational::parse("16.41374"));
  const ReservedOffer partial =
      offer({"own.32xlarge", linux_os, OfferingClass::standard, 1, PaymentOption::partial_upfront});
  CHECK(partial.effective_hourly.money.amount() == Rational::parse("15.632166"));
  CHECK_FALSE(partial.upfront_fee.has_value());
  CHECK_FALSE(partial.recurring_hourly.has_value());
}

TEST_CASE("another payment option gives an estimate that says so and comes within a dollar of AWS's fee") {
  const ReservedOffer all = offer({"own.32xlarge", linux_os, OfferingClass::standard, 1, PaymentOption::all_upfront});
  CHECK(all.basis == RateBasis::estimate);
  CHECK(contains(all.derivation, "estimate"));
  CHECK(contains(all.derivation, "no upfront"));
  CHECK(contains(all.derivation, "14/15"));
  CHECK(contains(all.provenance.note, "25 regions"));
  CHECK(rounded(*all.upfront_fee, 0) == "134199");  // AWS's fee
}

TEST_CASE("the licence of Windows is left out of an estimate and put back") {
  // Tokyo, on demand: 0.398 − 0.214 = 0.184. (2714 / 8760 − 0.184) × 15/14 + 0.184 = 0.318804; AWS lists 0.319.
  const ReservedOffer found =
      offer({"own.xlarge", windows_os, OfferingClass::standard, 1, PaymentOption::no_upfront}, "ap-northeast-1");
  CHECK(found.effective_hourly.money.amount() ==
        (Rational::ratio(2714, 8760) - Rational::parse("0.184")) * Rational::ratio(15, 14) + Rational::parse("0.184"));
  CHECK(rounded(found.effective_hourly.money, 3) == "0.319");
  CHECK(contains(found.derivation, "Windows licence of 0.184"));
}

TEST_CASE("a fee for Windows without the licence is not taken: Linux and the licence are") {
  // Some lists show for Windows the price for those who bring their licence. c5.large, us-east-1, on demand: Linux
  // 0.085, Windows 0.177; fee for Linux 438. 438 / 8760 + 0.092 = 0.142; upfront 438 + 8760 × 0.092 = 1243.92, which
  // AWS lists as 1244.
  const std::string tail = "/reserved/standard/1yr/all_upfront/fee/own2.large";
  const PriceBook book = book_with({made_row("ec2/linux/on_demand/own2.large", "us-east-1", "0.085"),
                                    made_row("ec2/windows/on_demand/own2.large", "us-east-1", "0.177"),
                                    made_row("ec2/linux" + tail, "us-east-1", "438", "Reservations"),
                                    made_row("ec2/windows" + tail, "us-east-1", "438", "Reservations")});
  const ReservedOffer found =
      reserved_offer(book, made_ratios(),
                     {"own2.large", windows_os, OfferingClass::standard, 1, PaymentOption::all_upfront}, "us-east-1");
  CHECK(found.basis == RateBasis::estimate);
  CHECK(found.effective_hourly.money.amount() == Rational::parse("0.142"));
  CHECK(found.upfront_fee->amount() == Rational::parse("1243.92"));
  CHECK(contains(found.derivation, "for Linux, plus the Windows licence of 0.092"));
  const ReservedOffer monthly =
      reserved_offer(book, made_ratios(),
                     {"own2.large", windows_os, OfferingClass::standard, 1, PaymentOption::no_upfront}, "us-east-1");
  CHECK(monthly.recurring_hourly->amount() ==
        Rational::ratio(438, 8760) * Rational::ratio(15, 14) + Rational::parse("0.092"));
}

TEST_CASE("an estimate may go over the option that both ratios share") {
  // all → no → partial: × 15/14 × 20/21
  const ReservedOffer found =
      offer({"own.large", linux_os, OfferingClass::standard, 1, PaymentOption::partial_upfront});
  CHECK(found.effective_hourly.money.amount() == Rational::ratio(494, 8760) * Rational::ratio(300, 294));
}

TEST_CASE("a convertible offer is never made up from a standard one") {
  const auto ask = [] { offer({"own.large", linux_os, OfferingClass::convertible, 3, PaymentOption::all_upfront}); };
  const std::string text = error_text<PriceNotFoundError>(ask);
  CHECK(contains(text, "convertible/3yr/all_upfront/fee/own.large"));
  CHECK(contains(text, "standard/1yr/all_upfront/fee/own.large"));  // what is sold instead
}

TEST_CASE("a type that is not sold as reserved names others that are") {
  const auto ask = [] { offer({"own.2xlarge", linux_os, OfferingClass::standard, 1, PaymentOption::no_upfront}); };
  CHECK(contains(error_text<PriceNotFoundError>(ask), "fee/own.2xlarge"));
}

TEST_CASE("AWS sells terms of one and of three years") {
  const auto ask = [] { offer({"own.large", linux_os, OfferingClass::standard, 2, PaymentOption::no_upfront}); };
  CHECK(contains(error_text<InvalidInputError>(ask), "1 or 3"));
}

TEST_CASE("a table of ratios refuses what is none") {
  const auto parse = [](const std::string& ratio) {
    parse_commitment_ratios(R"({"schema_version": "1", "provenance": {}, "ratios": [)" + ratio + "]}", "t");
  };
  const auto other_plan = [&] { parse(R"({"plan": "spot", "term": "1yr"})"); };
  CHECK(contains(error_text<ParseError>(other_plan), "standard_ri or convertible_ri"));
  const auto no_source = [&] {
    parse(R"({"plan": "standard_ri", "term": "1yr", "from": "no_upfront", "to": "all_upfront",
              "numerator": 1, "denominator": 0, "provenance": "a"})");
  };
  CHECK(contains(error_text<ParseError>(no_source), "provenance"));
}

}  // namespace reserved_offer_test
