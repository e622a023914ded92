#pragma once
// What the deployments cost over 1 to 5 years, month by month.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/outlook/cost_model.hpp"

namespace container_tco {

/// More labour (or less) from a month on.
struct HiringStep {
  std::int64_t from_month = 1;
  Money monthly_cost;
  std::vector<std::string> deployments;  ///< Empty for all.
};

/// A change of prices that lasts. Several on one month and category multiply.
struct PlannedPriceChange {
  std::int64_t from_month = 1;
  std::optional<CostCategory> category;  ///< Nothing: all but labour. Labour stands for wages.
  Rational percent;                      ///< −5 for 5 % less; above −100.
  std::vector<std::string> deployments;  ///< Empty for all.
};

/// A way from what runs now (`YearsOptions::current`) to another deployment.
struct Migration {
  std::string deployment;
  Money one_time_cost;               ///< Paid in month 1.
  std::int64_t parallel_months = 0;  ///< For so many months what runs now is paid as well.
};

struct YearsOptions {
  std::int64_t years = 3;                    ///< 1 to 5.
  Rational growth_per_year;                  ///< Of tasks, a share: 0.25. Compounds; month 13 has 1.25 times month 1.
  std::optional<Rational> growth_per_month;  ///< In place of it: month 2 has 1 + this.
  std::vector<Rational> seasonality;         ///< Twelve factors above 0, of months 1 to 12 of every year; empty: none.
  Rational discount_rate_per_year;           ///< A share; the money of month m counts 1 / (1 + rate)^(m / 12).
  std::vector<HiringStep> hiring;
  std::vector<PlannedPriceChange> price_changes;
  std::string current;  ///< The deployment that runs now; empty: none does.
  std::vector<Migration> migrations;
};

struct OutlookMonth {
  std::int64_t month = 1;
  Rational task_scale;  ///< Times the tasks of now.
  Money infrastructure;
  Money labour;
  Money one_time;  ///< Migration and what runs in parallel.
  Money total;
  Money cumulative;     ///< Of the totals so far.
  Money present_value;  ///< Of the total.
};

struct DeploymentYears {
  std::string deployment;
  std::vector<OutlookMonth> months;
  Money nominal;            ///< The sum of the months.
  Money net_present_value;  ///< The sum of their present values.
  /// Against `current`: the first month from whose end on it has never cost more so far. Nothing: not within the
  /// horizon, nothing runs now, or it is what runs.
  std::optional<std::int64_t> payback_month;
};

/// From this month on another deployment is the cheapest.
struct RankingFlip {
  std::int64_t month = 1;
  std::string from;
  std::string to;
};

struct YearsOutlook {
  std::vector<DeploymentYears> deployments;   ///< By net present value, then name.
  std::vector<RankingFlip> monthly_flips;     ///< By the total of the month, one-time costs aside.
  std::vector<RankingFlip> cumulative_flips;  ///< By all that was paid so far.
  std::vector<Assumption> assumptions;
};

/// The task scales of every month, which the model must cover (see `scale_points`).
std::vector<Rational> task_scales(const YearsOptions& options);

/// Factors of growth and discount are rounded to 18 digits; all else is exact. A month is the model's period, whatever
/// its hours. Throws InvalidInputError for a horizon other than 1 to 5 years, months beyond it, growth or discount of
/// −100 % or less, seasonality that is not twelve factors above 0, unknown deployments, a migration to what runs now or
/// from nothing, hiring or migration in another currency, and task scales that the model does not cover.
YearsOutlook years_outlook(const CostModel& model, const YearsOptions& options = {});

}  // namespace container_tco
