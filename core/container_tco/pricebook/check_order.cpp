// Pairs of prices of which one must be the lower.

#include "container_tco/pricebook/checked_prices.hpp"
#include "container_tco/pricebook/commitment_terms.hpp"

namespace container_tco {
namespace {

bool same_currency(const PriceRow& a, const PriceRow& b) {
  return first_price(a).currency() == first_price(b).currency();
}

void check_windows(CheckedPrices& prices, const PriceRow& row) {
  const std::string prefix = "ec2/windows/on_demand/";
  if (!row.key.starts_with(prefix)) return;
  const PriceRow* linux_row = prices.find("ec2/linux/on_demand/" + row.key.substr(prefix.size()), row.region);
  if (linux_row == nullptr || !same_currency(row, *linux_row) || first_price(row) > first_price(*linux_row)) return;
  prices.add(FindingSeverity::error, "windows_below_linux", row,
             price_text(first_price(row)) + " is not above Linux at " + price_text(first_price(*linux_row)),
             "Windows costs Linux plus a licence; an equal price is usually that of one's own licence");
}

void check_arm(CheckedPrices& prices, const PriceRow& row) {
  const std::size_t place = row.key.find("/arm64/");
  if (!row.key.starts_with("fargate/") || place == std::string::npos) return;
  std::string other = row.key;
  other.replace(place, 7, "/x86_64/");
  const PriceRow* x86 = prices.find(other, row.region);
  if (x86 == nullptr || !same_currency(row, *x86) || first_price(row) < first_price(*x86)) return;
  prices.add(FindingSeverity::warning, "arm_not_below_x86", row,
             price_text(first_price(row)) + " is not below x86 at " + price_text(first_price(*x86)),
             "Fargate on ARM costs 20 to 44 % less than on x86 in every region of 2025");
}

// "ec2/linux/reserved/standard/3yr/all_upfront/fee/m5.large" against "ec2/linux/on_demand/m5.large".
void check_reserved(CheckedPrices& prices, const PriceRow& row) {
  const std::size_t reserved = row.key.find("/reserved/");
  if (!row.key.starts_with("ec2/") || reserved == std::string::npos) return;
  const std::string type = row.key.substr(row.key.rfind('/') + 1);
  const PriceRow* on_demand = prices.find(row.key.substr(0, reserved) + "/on_demand/" + type, row.region);
  if (on_demand == nullptr || !same_currency(row, *on_demand)) return;
  const bool is_fee = row.key.find("/fee/") != std::string::npos;
  const std::int64_t years = row.key.find("/3yr/") != std::string::npos ? 3 : 1;
  const Money rate = is_fee ? first_price(row) / Rational(term_hours(years)) : first_price(row);
  if (rate < first_price(*on_demand)) return;
  prices.add(FindingSeverity::error, "reserved_not_below_on_demand", row,
             rate.amount().to_decimal(6, Rounding::half_up) + " an hour is not below on-demand at " +
                 price_text(first_price(*on_demand)),
             "a commitment costs less than none");
}

// A fee for Windows that is no higher than that for Linux leaves out the licence: it is the price for those who bring
// their own.
void check_reserved_licence(CheckedPrices& prices, const PriceRow& row) {
  const std::string prefix = "ec2/windows/reserved/";
  if (!row.key.starts_with(prefix)) return;
  const PriceRow* linux_row = prices.find("ec2/linux/reserved/" + row.key.substr(prefix.size()), row.region);
  if (linux_row == nullptr || !same_currency(row, *linux_row) || first_price(row) > first_price(*linux_row)) return;
  prices.add(FindingSeverity::error, "reserved_without_licence", row,
             price_text(first_price(row)) + " is not above Linux at " + price_text(first_price(*linux_row)),
             "a commitment does not discount the Windows licence, so this price leaves it out");
}

}  // namespace

void check_spot(CheckedPrices& prices) {
  for (const SpotObservation& spot : prices.book().spot_observations("ec2/")) {
    const std::size_t place = spot.key.find("/spot/");
    if (!spot.average || place == std::string::npos) continue;
    const PriceRow* row =
        prices.find(spot.key.substr(0, place) + "/on_demand/" + spot.key.substr(place + 6), spot.region);
    if (row == nullptr || !(first_price(*row).currency() == spot.average->currency())) continue;
    // AWS shows Spot prices with four digits, so one at the on-demand price may seem to be above it.
    const Rational most = max(first_price(*row).amount(), first_price(*row).amount().rounded(4, Rounding::half_up));
    if (spot.average->amount() <= most) continue;
    prices.add(
        {FindingSeverity::warning, "spot_above_on_demand", spot.key, spot.region,
         "the average of " + price_text(*spot.average) + " is above on-demand at " + price_text(first_price(*row)),
         "AWS caps Spot prices at the on-demand price"});
  }
}

void check_price_order(CheckedPrices& prices) {
  for (const PriceRow& row : prices.rows()) {
    check_windows(prices, row);
    check_arm(prices, row);
    check_reserved(prices, row);
    check_reserved_licence(prices, row);
  }
}

}  // namespace container_tco
