#include "container_tco/pricebook/book_check.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/price_age.hpp"
#include "error_text.hpp"
#include "made_prices.hpp"

namespace book_check_test {

using namespace container_tco;

namespace {

const std::string m5 = "ec2/linux/on_demand/m5.large";
const std::string m5_windows = "ec2/windows/on_demand/m5.large";
const std::string fee = "ec2/linux/reserved/standard/1yr/all_upfront/fee/";
const std::string windows_fee = "ec2/windows/reserved/standard/1yr/all_upfront/fee/own.large";
const std::string arm_key = "fargate/ecs/linux/arm64/vcpu";

PriceRow silent_row() {
  PriceRow row = made_row("own/a", "us-east-1", "1", "Hours", "");
  row.provenance.source = "user";
  return row;
}

// The bundled book with something wrong in each of these rows but the last.
const std::vector<BookFinding>& findings() {
  static const std::vector<BookFinding> all = check_book(book_with(
      {made_row(m5, "us-west-2", "0.00002667"),  // 0.096 / 3600
       made_row(m5, "eu-west-1", "78.11"),       // 0.107 × 730
       made_row(m5, "eu-west-2", "0.5"), made_row("ec2/linux/on_demand/c5.large", "us-east-1", "62.05"),  // 0.085 × 730
       made_row("ec2/linux/on_demand/r5.large", "us-east-1", "0.1575"), made_row(m5_windows, "us-east-1", "0.096"),
       made_row(fee + "m5.large", "us-east-1", "841", "Reservations"),
       made_row("ec2/linux/reserved/standard/1yr/all_upfront/fee/own.large", "us-east-1", "500", "Reservations"),
       made_row(windows_fee, "us-east-1", "500", "Reservations"), made_row(arm_key, "us-east-1", "0.05", "vCPU-Hours"),
       made_row("ec2/linux/on_demand/own.large", "us-east-1", "99999"), silent_row(),
       made_row(fee + "c5.xlarge", "us-east-1", "876", "Reservations")}));
  return all;
}

// The finding of a rule about `key` in `region`; fails the test when there is none.
BookFinding finding(const std::string& rule, const std::string& key, const std::string& region) {
  const auto found = std::find_if(findings().begin(), findings().end(), [&](const BookFinding& candidate) {
    return candidate.rule == rule && candidate.key == key && candidate.region == region;
  });
  if (found == findings().end()) FAIL("no finding ", rule, " about ", key);
  return *found;
}

}  // namespace

TEST_CASE("the bundled book has known surprises only") {
  for (const BookFinding& found : check_book(PriceBook::bundled())) {
    CAPTURE(found.key);
    CAPTURE(found.region);
    CAPTURE(found.what);
    CHECK(found.severity == FindingSeverity::note);
  }
}

TEST_CASE("a price that AWS lists out of line with its family is noted with the reason") {
  const BookFinding found = finding("family", "ec2/linux/on_demand/x8i.96xlarge", "us-east-1");
  CHECK(found.severity == FindingSeverity::note);
  CHECK(contains(found.why, "2.32 times"));
}

TEST_CASE("a price per second or per month where others are per hour is an error") {
  const BookFinding second = finding("wrong_unit", m5, "us-west-2");
  CHECK(second.severity == FindingSeverity::error);
  CHECK(contains(second.why, "per second instead of per hour"));
  CHECK(contains(finding("wrong_unit", m5, "eu-west-1").why, "per month instead of per hour"));
}

TEST_CASE("the reference region itself is judged by the others") {
  CHECK(contains(finding("wrong_unit", "ec2/linux/on_demand/c5.large", "us-east-1").what, "median"));
}

TEST_CASE("a price far from that of other regions is a warning") {
  const BookFinding found = finding("region_ratio", m5, "eu-west-2");
  CHECK(found.severity == FindingSeverity::warning);
  CHECK(contains(found.what, "5.2083 times 0.096 USD of us-east-1"));
}

TEST_CASE("a size out of line with its family is a warning") {
  // 0.1575 / 2 against 0.063 for each vCPU
  const BookFinding found = finding("family", "ec2/linux/on_demand/r5.large", "us-east-1");
  CHECK(found.severity == FindingSeverity::warning);
  CHECK(contains(found.what, "1.2500 times the median"));
}

TEST_CASE("Windows at the price of Linux is an error, on demand and reserved") {
  CHECK(finding("windows_below_linux", m5_windows, "us-east-1").severity == FindingSeverity::error);
  CHECK(finding("reserved_without_licence", windows_fee, "us-east-1").severity == FindingSeverity::error);
}

TEST_CASE("a reserved rate that saves nothing is an error") {
  // 841 / 8760 = 0.096005 against 0.096
  CHECK(finding("reserved_not_below_on_demand", fee + "m5.large", "us-east-1").severity == FindingSeverity::error);
  for (const BookFinding& found : findings()) {
    CHECK_FALSE((found.key == fee + "c5.xlarge" && found.region == "us-east-1"));
  }
}

TEST_CASE("Fargate on ARM above x86 is a warning") {
  CHECK(finding("arm_not_below_x86", arm_key, "us-east-1").severity == FindingSeverity::warning);
}

TEST_CASE("an absurd amount is a warning also where nothing can be compared") {
  CHECK(finding("implausible", "ec2/linux/on_demand/own.large", "us-east-1").severity == FindingSeverity::warning);
}

TEST_CASE("rows without a source are counted in one note") {
  CHECK(contains(finding("provenance", "", "").what, "1 row, own/a in us-east-1"));
}

TEST_CASE("Spot above on-demand is a warning, but for the fifth digit") {
  const auto spot = [](const char* average) {
    const SpotObservation observation{.key = "ec2/linux/spot/own.large",
                                      .region = "us-east-1",
                                      .unit = PricingUnit::parse("Hours"),
                                      .average = Money(Rational::parse(average), Currency::usd()),
                                      .last = {},
                                      .minimum = {},
                                      .median = {},
                                      .maximum = {},
                                      .snapshots = {},
                                      .saving_percent = {},
                                      .provenance = {"made for a test", "2026-05-12", "single_source", ""}};
    const PriceBook book = book_with({made_row("ec2/linux/on_demand/own.large", "us-east-1", "0.30879")});
    const std::vector<BookFinding> all = check_book(book.with_spot({observation}));
    return std::count_if(all.begin(), all.end(),
                         [](const BookFinding& f) { return f.key == "ec2/linux/spot/own.large"; });
  };
  CHECK(spot("0.3088") == 0);
  CHECK(spot("0.31") == 1);
}

TEST_CASE("age is told only when a date is given, one note for each date") {
  const auto ages = [](const BookCheckOptions& options) {
    const std::vector<BookFinding> findings = check_book(PriceBook::bundled(), options);
    return std::count_if(findings.begin(), findings.end(), [](const BookFinding& f) { return f.rule == "age"; });
  };
  CHECK(ages({}) == 0);
  CHECK(ages({.date = "2026-11-25"}) > 0);
  CHECK(contains(error_text<InvalidInputError>([&] { ages({.date = "soon"}); }), "ISO date"));
}

TEST_CASE("days are counted from the last day that a date can mean") {
  CHECK(age_days("2026-05-12", "2026-11-25") == 197);  // 19 + 30 + 31 + 31 + 30 + 31 + 25
  CHECK(age_days("2026-05", "2026-06-01") == 1);
  CHECK(age_days("2025", "2026-01-01") == 1);
  CHECK(age_days("2024-02", "2024-03-01") == 1);  // 29 February
  CHECK(age_days("2026-11-26", "2026-11-25") == -1);
  CHECK_FALSE(age_days("", "2026-11-25").has_value());
  CHECK_FALSE(age_days("2026-13-01", "2026-11-25").has_value());
  CHECK_FALSE(age_days("last spring", "2026-11-25").has_value());
}

TEST_CASE("stale prices are told once each, oldest first") {
  const std::vector<PriceRow> used = {made_row("own/a", "us-east-1", "1", "Hours", "2026-05-29"),
                                      made_row("own/b", "us-east-1", "1", "Hours", "2026-05-28"),
                                      made_row("own/b", "us-east-1", "1", "Hours", "2026-05-28"),
                                      made_row("own/c", "us-east-1", "1", "Hours", "2024-07"),
                                      made_row("own/d", "us-east-1", "1", "Hours", "")};
  const std::vector<StalePrice> stale = stale_prices(used, "2026-11-25");
  REQUIRE(stale.size() == 2);
  CHECK(stale[0].key == "own/c");
  CHECK(stale[1].key == "own/b");
  CHECK(stale[1].age_days == 181);
}

}  // namespace book_check_test
