#pragma once
// Usage over time: for every hour, how much of each priced kind was used (EC2, Fargate, Lambda or a line of one's own).

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// A kind of usage with one price.
struct UsageKind {
  std::string key;      ///< On-demand price key ("fargate/ecs/linux/x86_64/vcpu"), or a name of one's own. Unique.
  std::string unit;     ///< "Hours", "vCPU-Hours".
  Rational list_price;  ///< Of one unit, on demand; 0 or more.
  friend bool operator==(const UsageKind&, const UsageKind&) = default;
};

/// The usage of one kind, hour by hour: `counts` times `quantum`.
struct UsageColumn {
  Rational quantum = 1;              ///< Units in one count; above 0.
  std::vector<std::int64_t> counts;  ///< 0 or more, one an hour.

  Rational amount(std::size_t hour) const { return quantum * Rational(counts[hour]); }
  Rational total() const;
  friend bool operator==(const UsageColumn&, const UsageColumn&) = default;
};

/// Exact amounts as counts of their largest common quantum of the form 1/n. Throws InvalidInputError for a negative
/// amount, and for amounts that have no quantum with counts below 2^62 ("at most 18 digits").
UsageColumn make_usage_column(const std::string& key, const std::vector<Rational>& amounts);

struct UsageProfile {
  std::vector<UsageKind> kinds;
  std::vector<UsageColumn> columns;  ///< One a kind, all of equally many hours.

  std::size_t hours() const { return columns.empty() ? 0 : columns.front().counts.size(); }
  /// What all of it costs on demand.
  Rational on_demand_cost() const;
  std::vector<Rational> list_prices() const;
  friend bool operator==(const UsageProfile&, const UsageProfile&) = default;
};

/// Throws InvalidInputError for no kind or no hour, a kind without a name or named twice, a negative price or count,
/// and columns of different lengths.
void require_valid(const UsageProfile& profile);

/// Every amount times `factor`. Throws InvalidInputError unless it is above 0.
UsageProfile scaled(const UsageProfile& profile, const Rational& factor);

}  // namespace container_tco
