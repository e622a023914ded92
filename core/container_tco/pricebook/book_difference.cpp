#include "container_tco/pricebook/book_difference.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace container_tco {
namespace {

bool has_region(const PriceBook& book, const std::string& code) {
  const std::vector<Region>& regions = book.regions();
  return std::any_of(regions.begin(), regions.end(), [&](const Region& region) { return region.code == code; });
}

std::vector<PriceRow> rows_of_book(const PriceBook& book, const PriceBook& other, const BookDifferenceFilter& filter) {
  // A region that only the other book has is new there; one that neither has is a slip.
  if (filter.region && !has_region(book, *filter.region) && has_region(other, *filter.region)) return {};
  return book.prices(filter.key_prefix, filter.region);
}

bool same_bounds(const PriceRow& a, const PriceRow& b) {
  return a.tier_unit == b.tier_unit &&
         std::equal(a.tiers.begin(), a.tiers.end(), b.tiers.begin(), b.tiers.end(),
                    [](const PriceTier& x, const PriceTier& y) { return x.begin == y.begin && x.end == y.end; });
}

bool same_price(const PriceRow& a, const PriceRow& b) {
  return a.unit == b.unit && a.tiers == b.tiers && a.tier_unit == b.tier_unit;
}

PriceDifference difference_of(PriceRow before, PriceRow after) {
  PriceDifference difference{.before = std::move(before), .after = std::move(after), .change_fractions = {}};
  const PriceRow& a = difference.before;
  const PriceRow& b = difference.after;
  difference.unit_changed = !(a.unit == b.unit);
  difference.currency_changed = !(a.tiers.front().price.currency() == b.tiers.front().price.currency());
  difference.bounds_changed = !same_bounds(a, b);
  if (difference.unit_changed || difference.currency_changed || difference.bounds_changed) return difference;
  for (std::size_t i = 0; i < a.tiers.size(); ++i) {
    difference.change_fractions.push_back(b.tiers[i].price / a.tiers[i].price - Rational(1));
  }
  return difference;
}

// Both lists are in order of region and key.
std::int64_t count_changes(const std::vector<SpotObservation>& before, const std::vector<SpotObservation>& after) {
  std::int64_t changes = 0;
  auto a = before.begin();
  auto b = after.begin();
  while (a != before.end() && b != after.end()) {
    const auto left = std::tie(a->region, a->key);
    const auto right = std::tie(b->region, b->key);
    if (left != right || !(*a == *b)) ++changes;
    const bool takes_left = left <= right;
    const bool takes_right = right <= left;
    if (takes_left) ++a;
    if (takes_right) ++b;
  }
  return changes + (before.end() - a) + (after.end() - b);
}

std::vector<SpotObservation> observations_of(const PriceBook& book, const BookDifferenceFilter& filter) {
  if (filter.region && !has_region(book, *filter.region)) return {};
  return book.spot_observations(filter.key_prefix, filter.region);
}

}  // namespace

BookDifference book_difference(const PriceBook& before, const PriceBook& after, const BookDifferenceFilter& filter) {
  BookDifference result;
  result.before_digest = before.digest();
  result.after_digest = after.digest();
  std::vector<PriceRow> left = rows_of_book(before, after, filter);
  std::vector<PriceRow> right = rows_of_book(after, before, filter);
  auto a = left.begin();
  auto b = right.begin();
  while (a != left.end() || b != right.end()) {
    const bool take_left =
        b == right.end() || (a != left.end() && std::tie(a->region, a->key) < std::tie(b->region, b->key));
    const bool take_right =
        a == left.end() || (b != right.end() && std::tie(b->region, b->key) < std::tie(a->region, a->key));
    if (take_left) {
      result.removed.push_back(std::move(*a++));
    } else if (take_right) {
      result.added.push_back(std::move(*b++));
    } else if (same_price(*a, *b)) {
      ++result.unchanged;
      ++a;
      ++b;
    } else {
      result.changed.push_back(difference_of(std::move(*a++), std::move(*b++)));
    }
  }
  result.spot_changed = count_changes(observations_of(before, filter), observations_of(after, filter));
  return result;
}

}  // namespace container_tco
