#include "container_tco/bill/usage_months.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "container_tco/bill/bill_unit.hpp"
#include "container_tco/demand/civil_time.hpp"

namespace usage_months_test {

using namespace container_tco;
using detail::RowPeriod;
using detail::UsageMonths;

namespace {

std::int64_t at(int year, int month, int day, int hour = 0) { return civil_seconds({year, month, day, hour, 0, 0}); }

}  // namespace

TEST_CASE("months have what is from their first to their last usage, and no gaps between them") {
  UsageMonths months;
  CHECK(months.is_empty());
  months.add({at(2026, 2, 28, 23), at(2026, 3, 1, 1)});  // An hour of each month.
  months.add({at(2026, 2, 1), at(2026, 2, 1, 1)});
  months.add({at(2025, 12, 5), at(2025, 12, 6)});
  const std::vector<BillMonth> made = months.finish();
  REQUIRE(made.size() == 3);
  CHECK(made[0].name == "2025-12");
  CHECK(made[0].end_utc_seconds - made[0].start_utc_seconds == 24 * 3600);
  CHECK(made[1].name == "2026-02");
  CHECK(made[1].is_whole());
  CHECK(made[2].end_utc_seconds - made[2].start_utc_seconds == 3600);
  CHECK_FALSE(made[2].is_whole());
  Bill bill;
  bill.months = made;
  CHECK(bill.hours() == Rational(24 + 672 + 1));
  CHECK(bill.period_text() == "2025-12, 2026-02, 2026-03 (697 h)");
}

TEST_CASE("rows without a length and damaged times are of no month") {
  UsageMonths months;
  months.add({at(2026, 2, 1), at(2026, 2, 1)});
  months.add({at(2026, 2, 1), std::nullopt});
  months.add({at(2026, 2, 2), at(2026, 2, 1)});
  months.add({at(2026, 2, 1), std::numeric_limits<std::int64_t>::max()});
  months.add({at(1950, 1, 1), at(2100, 1, 1)});
  CHECK(months.is_empty());
  CHECK_FALSE(Bill().hours());
  CHECK(Bill().period_text().empty());
}

TEST_CASE("units of bills in units of prices") {
  const auto factor = [](const char* unit, const char* of_bill) {
    return detail::find_unit_factor(PricingUnit::parse(unit), of_bill);
  };
  CHECK(factor("Hours", "Hrs")->divided_by == 1);
  CHECK(factor("GB-Months", "GB-Mo")->times == 1);
  CHECK(factor("vCPU-Hours", "vCPU-Seconds")->divided_by == 3600);
  CHECK(factor("MiBps-Months", "GiB/Second-Months")->times == 1024);
  CHECK_FALSE(factor("GB-Months", "GB-Hours"));  // Months differ in length.
  CHECK_FALSE(factor("vCPU-Hours", "GB-Hours"));
  CHECK_FALSE(factor("Hours", ""));
}

}  // namespace usage_months_test
