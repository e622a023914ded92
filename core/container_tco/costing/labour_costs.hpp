#pragma once
// Operations labour: the table of activities × what drives their hours × what an hour costs.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "container_tco/costing/ledger.hpp"
#include "container_tco/pricebook/labour.hpp"
#include "container_tco/workload/deployment.hpp"

namespace container_tco {

enum class LabourLevel { low, base, high };
LabourLevel parse_labour_level(std::string_view text);
std::string to_string(LabourLevel level);

/// Whose time operations take and what it costs.
struct LabourOptions {
  LabourLevel level = LabourLevel::base;
  std::string country = "US";
  /// Overrides the rate of every role.
  std::optional<Money> hourly_rate;
  /// Overrides the hours a month of all activities together, by data plane: hosts of the team, Fargate, and hosts that
  /// AWS looks after.
  std::optional<Rational> ec2_hours_per_month;
  std::optional<Rational> fargate_hours_per_month;
  std::optional<Rational> managed_hours_per_month;
  /// Replaces the bundled activities and rates.
  std::optional<LabourProfile> profile;
  /// Converts rates of another currency: one unit of the rate's currency in the price book's, as stated by the user
  /// with a date.
  struct ExchangeRate {
    Currency from;
    Rational rate;
    std::string as_of;
  };
  std::vector<ExchangeRate> exchange_rates;
};

/// How many of each driver a deployment has.
struct LabourDriverCounts {
  std::int64_t fleets = 1;
  std::int64_t clusters = 1;
  std::int64_t hosts = 0;
  std::int64_t services = 0;
};

/// Adds a line per activity of `deployments` to `ledger` and returns the hours of the period. Several deployments are
/// the parts of one estimate: of an activity that two of them know, the longer counts. Spot capacity takes the
/// activities of the same capacity on demand when the profile does not name it. A profile without hosts that AWS looks
/// after is a gap. Throws InvalidInputError when a role has no rate in the country, CurrencyMismatchError when a rate's
/// currency has no exchange rate.
Rational add_labour_costs(Ledger& ledger, const std::vector<Deployment>& deployments, const LabourDriverCounts& counts,
                          const LabourOptions& options);

/// What one more host adds to the labour of the period.
Money labour_cost_per_host(const PriceBook& book, const Deployment& deployment, const LabourOptions& options,
                           const Currency& currency, const BillingPeriod& period);

}  // namespace container_tco
