#include "container_tco/outlook/years.hpp"

#include <algorithm>
#include <map>

#include "container_tco/error.hpp"
#include "container_tco/outlook/growth_curve.hpp"
#include "container_tco/outlook/years_checks.hpp"

namespace container_tco {
namespace {

constexpr int factor_digits = 18;

Rational rounded(const Rational& factor) { return factor.rounded(factor_digits, Rounding::half_even); }

bool concerns(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

Rational price_factor(const YearsOptions& options, const std::string& deployment, CostCategory category,
                      std::int64_t month) {
  Rational factor(1);
  for (const PlannedPriceChange& change : options.price_changes) {
    const bool is_meant = change.category ? *change.category == category : category != CostCategory::labour;
    if (month < change.from_month || !is_meant || !concerns(change.deployments, deployment)) continue;
    factor *= Rational(1) + change.percent / Rational(100);
  }
  return factor;
}

Rational hired(const YearsOptions& options, const std::string& deployment, std::int64_t month) {
  Rational sum;
  for (const HiringStep& step : options.hiring) {
    if (month >= step.from_month && concerns(step.deployments, deployment)) sum += step.monthly_cost.amount();
  }
  return sum;
}

// Running costs of one month, without what a migration adds.
struct Running {
  Rational infrastructure;
  Rational labour;
  Rational total() const { return infrastructure + labour; }
};

Running running_cost(const CostModel& model, const YearsOptions& options, const DeploymentModel& deployment,
                     std::int64_t month, const Rational& scale) {
  const std::vector<Rational> slots = model.slot_values(model.base_values());
  const std::vector<ScaleWeight> weights = model.weights(deployment, scale);
  std::map<CostCategory, Rational> sums;
  for (const CostTerm& term : deployment.terms) sums[term.category] += cost_of(term, weights, slots);
  Running running;
  for (const auto& [category, sum] : sums) {
    const Rational cost = sum * price_factor(options, deployment.name, category, month);
    (category == CostCategory::labour ? running.labour : running.infrastructure) += cost;
  }
  running.labour += hired(options, deployment.name, month);
  return running;
}

using Table = std::vector<std::vector<Running>>;  // By deployment, then month.

Table running_table(const CostModel& model, const YearsOptions& options, const std::vector<Rational>& scales) {
  Table table;
  for (const DeploymentModel& deployment : model.deployments) {
    std::vector<Running>& row = table.emplace_back();
    for (std::size_t i = 0; i < scales.size(); ++i) {
      row.push_back(running_cost(model, options, deployment, static_cast<std::int64_t>(i) + 1, scales[i]));
    }
  }
  return table;
}

Rational migration_cost(const CostModel& model, const YearsOptions& options, const Table& table,
                        const std::string& deployment, std::size_t month_index) {
  Rational cost;
  for (const Migration& migration : options.migrations) {
    if (migration.deployment != deployment) continue;
    if (month_index == 0) cost += migration.one_time_cost.amount();
    if (static_cast<std::int64_t>(month_index) < migration.parallel_months) {
      cost += table[model.deployment(options.current)][month_index].total();
    }
  }
  return cost;
}

DeploymentYears years_of(const CostModel& model, const YearsOptions& options, const Table& table, std::size_t index,
                         const std::vector<Rational>& scales) {
  const Money zero = Money::zero(model.currency);
  DeploymentYears result{model.deployments[index].name, {}, zero, zero, std::nullopt};
  for (std::size_t i = 0; i < scales.size(); ++i) {
    const std::int64_t month = static_cast<std::int64_t>(i) + 1;
    const Running& running = table[index][i];
    const Rational extra = migration_cost(model, options, table, result.deployment, i);
    const Money total(running.total() + extra, model.currency);
    const Rational discount = rounded(Rational(1) / growth_factor(options.discount_rate_per_year, month));
    result.nominal += total;
    result.net_present_value += total * discount;
    result.months.push_back({month, scales[i], Money(running.infrastructure, model.currency),
                             Money(running.labour, model.currency), Money(extra, model.currency), total, result.nominal,
                             total * discount});
  }
  return result;
}

std::optional<std::int64_t> payback(const DeploymentYears& years, const DeploymentYears& current) {
  std::optional<std::int64_t> found;
  for (std::size_t i = 0; i < years.months.size(); ++i) {
    if (years.months[i].cumulative > current.months[i].cumulative) {
      found.reset();
    } else if (!found) {
      found = years.months[i].month;
    }
  }
  return found;
}

template <typename CostAt>
std::vector<RankingFlip> flips_of(const std::vector<DeploymentYears>& all, CostAt cost_at) {
  std::vector<RankingFlip> flips;
  std::size_t leader = 0;
  for (std::size_t i = 0; i < all.front().months.size(); ++i) {
    // Who leads keeps the lead until another costs less.
    std::size_t best = i == 0 ? 0 : leader;
    for (std::size_t d = 0; d < all.size(); ++d) {
      if (cost_at(all[d].months[i]) < cost_at(all[best].months[i])) best = d;
    }
    if (i > 0 && best != leader) {
      flips.push_back({all[best].months[i].month, all[leader].deployment, all[best].deployment});
    }
    leader = best;
  }
  return flips;
}

}  // namespace

std::vector<Rational> task_scales(const YearsOptions& options) {
  detail::check_horizon(options);
  std::vector<Rational> scales;
  Rational monthly(1);
  for (std::int64_t month = 0; month < options.years * 12; ++month) {
    const Rational growth = options.growth_per_month ? monthly : growth_factor(options.growth_per_year, month);
    const Rational season =
        options.seasonality.empty() ? Rational(1) : options.seasonality[static_cast<std::size_t>(month % 12)];
    scales.push_back(rounded(growth * season));
    if (options.growth_per_month) monthly = rounded(monthly * (Rational(1) + *options.growth_per_month));
  }
  return scales;
}

YearsOutlook years_outlook(const CostModel& model, const YearsOptions& options) {
  const std::vector<Rational> scales = task_scales(options);
  detail::check_plan(model, options);
  const Table table = running_table(model, options, scales);
  YearsOutlook result;
  for (std::size_t d = 0; d < model.deployments.size(); ++d) {
    result.deployments.push_back(years_of(model, options, table, d, scales));
  }
  if (!options.current.empty()) {
    const DeploymentYears current = result.deployments[model.deployment(options.current)];
    for (DeploymentYears& years : result.deployments) {
      if (years.deployment != options.current) years.payback_month = payback(years, current);
    }
  }
  result.monthly_flips =
      flips_of(result.deployments, [](const OutlookMonth& month) { return month.total - month.one_time; });
  result.cumulative_flips = flips_of(result.deployments, [](const OutlookMonth& month) { return month.cumulative; });
  result.assumptions = detail::years_assumptions(model, options);
  std::sort(result.deployments.begin(), result.deployments.end(),
            [](const DeploymentYears& a, const DeploymentYears& b) {
              return a.net_present_value != b.net_present_value ? a.net_present_value < b.net_present_value
                                                                : a.deployment < b.deployment;
            });
  return result;
}

}  // namespace container_tco
