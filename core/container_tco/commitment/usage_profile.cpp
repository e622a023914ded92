#include "container_tco/commitment/usage_profile.hpp"

#include <set>

#include "container_tco/commitment/widen_scale.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t max_count = std::int64_t{1} << 62;

void require_amount(const std::string& key, std::size_t hour, const Rational& amount) {
  if (!amount.is_negative()) return;
  throw InvalidInputError("usage of " + printable(key) + " in hour " + std::to_string(hour), amount.to_text(),
                          "0 or more");
}

void require_kind(const UsageKind& kind, std::set<std::string>& seen) {
  if (kind.key.empty()) throw InvalidInputError("usage kind", "", "a price key or a name");
  if (!seen.insert(kind.key).second) throw InvalidInputError("usage kind", printable(kind.key), "each kind once");
  if (kind.list_price.is_negative()) {
    throw InvalidInputError("list price of " + printable(kind.key), kind.list_price.to_text(), "0 or more");
  }
}

void require_column(const UsageKind& kind, const UsageColumn& column, std::size_t hours) {
  if (column.counts.size() != hours) {
    throw InvalidInputError("usage of " + printable(kind.key), std::to_string(column.counts.size()) + " hours",
                            std::to_string(hours) + " hours, as the first kind has",
                            "Write 0 for an hour without usage");
  }
  if (column.quantum <= Rational(0)) throw InvalidInputError("quantum", column.quantum.to_text(), "above 0");
  for (std::size_t hour = 0; hour < hours; ++hour) {
    if (column.counts[hour] < 0) require_amount(kind.key, hour, column.amount(hour));
  }
}

}  // namespace

Rational UsageColumn::total() const {
  // Whole sums are kept below 63 bits, and handed over before they pass it.
  Rational sum;
  std::int64_t part = 0;
  for (const std::int64_t count : counts) {
    if (part > max_count - count) {
      sum += Rational(part);
      part = 0;
    }
    part += count;
  }
  return (sum + Rational(part)) * quantum;
}

UsageColumn make_usage_column(const std::string& key, const std::vector<Rational>& amounts) {
  Rational scale = 1;
  for (std::size_t hour = 0; hour < amounts.size(); ++hour) {
    require_amount(key, hour, amounts[hour]);
    detail::widen_scale(scale, amounts[hour]);
  }
  UsageColumn column{Rational(1) / scale, {}};
  column.counts.reserve(amounts.size());
  for (const Rational& amount : amounts) {
    const Rational count = amount * scale;
    if (count > Rational(max_count)) {
      throw InvalidInputError("usage of " + printable(key), amount.to_text(),
                              "amounts of at most 18 digits at their common scale", "Round the usage first");
    }
    column.counts.push_back(count.floor());
  }
  return column;
}

Rational UsageProfile::on_demand_cost() const {
  Rational cost;
  for (std::size_t i = 0; i < kinds.size(); ++i) cost += columns[i].total() * kinds[i].list_price;
  return cost;
}

std::vector<Rational> UsageProfile::list_prices() const {
  std::vector<Rational> prices;
  for (const UsageKind& kind : kinds) prices.push_back(kind.list_price);
  return prices;
}

void require_valid(const UsageProfile& profile) {
  if (profile.kinds.empty()) throw InvalidInputError("usage profile", "no kind", "at least one kind of usage");
  if (profile.columns.size() != profile.kinds.size()) {
    throw InvalidInputError("usage profile", std::to_string(profile.columns.size()) + " columns", "one for each kind");
  }
  if (profile.hours() == 0) throw InvalidInputError("usage profile", "no hour", "at least one hour");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < profile.kinds.size(); ++i) {
    require_kind(profile.kinds[i], seen);
    require_column(profile.kinds[i], profile.columns[i], profile.hours());
  }
}

UsageProfile scaled(const UsageProfile& profile, const Rational& factor) {
  if (factor <= Rational(0)) throw InvalidInputError("scale of usage", factor.to_text(), "above 0");
  UsageProfile result = profile;
  for (UsageColumn& column : result.columns) column.quantum *= factor;
  return result;
}

}  // namespace container_tco
