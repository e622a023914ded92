#include "container_tco/outlook/years_checks.hpp"

#include <set>

#include "container_tco/error.hpp"
#include "container_tco/outlook/growth_curve.hpp"

namespace container_tco::detail {
namespace {

constexpr std::size_t months_of_year = 12;

void require_known(const CostModel& model, const std::vector<std::string>& names) {
  for (const std::string& name : names) (void)model.deployment(name);
}

void require_currency(const CostModel& model, const Money& amount) {
  if (!(amount.currency() == model.currency)) {
    throw CurrencyMismatchError(model.currency.code(), amount.currency().code());
  }
}

void check_migrations(const CostModel& model, const YearsOptions& options) {
  if (!options.current.empty()) (void)model.deployment(options.current);
  std::set<std::string> seen;
  for (const Migration& migration : options.migrations) {
    (void)model.deployment(migration.deployment);
    require_currency(model, migration.one_time_cost);
    require_range("parallel_months", migration.parallel_months, 0, options.years * 12);
    if (options.current.empty()) {
      throw InvalidInputError("migrations", migration.deployment, "a deployment that runs now",
                              "Name it as the current one");
    }
    if (migration.deployment == options.current || !seen.insert(migration.deployment).second) {
      throw InvalidInputError("migrations", migration.deployment, "each deployment once, without the current one");
    }
    if (migration.one_time_cost.amount().is_negative()) {
      throw InvalidInputError("one_time_cost", migration.one_time_cost.amount().to_text(), "0 or more");
    }
  }
}

std::string years_text(std::int64_t years) { return std::to_string(years) + (years == 1 ? " year" : " years"); }

}  // namespace

void check_horizon(const YearsOptions& options) {
  require_range("years", options.years, 1, most_years);
  if (!options.seasonality.empty() && options.seasonality.size() != months_of_year) {
    throw InvalidInputError("seasonality", std::to_string(options.seasonality.size()) + " factors", "12 factors");
  }
  for (const Rational& factor : options.seasonality) {
    if (factor <= Rational(0)) throw InvalidInputError("seasonality", factor.to_text(), "factors above 0");
  }
  const Rational growth = options.growth_per_month.value_or(Rational());
  if (growth <= Rational(-1) || growth > Rational(10)) {
    throw InvalidInputError("growth_per_month", growth.to_text(), "a share above -1 and at most 10");
  }
}

void check_plan(const CostModel& model, const YearsOptions& options) {
  const std::int64_t months = options.years * 12;
  for (const HiringStep& step : options.hiring) {
    require_range("hiring.from_month", step.from_month, 1, months);
    require_currency(model, step.monthly_cost);
    require_known(model, step.deployments);
  }
  for (const PlannedPriceChange& change : options.price_changes) {
    require_range("price_changes.from_month", change.from_month, 1, months);
    require_known(model, change.deployments);
    if (change.percent <= Rational(-100)) {
      throw InvalidInputError("price_changes.percent", change.percent.to_text(), "above -100");
    }
  }
  check_migrations(model, options);
}

std::vector<Assumption> years_assumptions(const CostModel& model, const YearsOptions& options) {
  std::vector<Assumption> found = model.assumptions;
  found.push_back(
      {"years_month", "Every month costs what the compared period costs (" + model.period.name() + ")", "assumption"});
  found.push_back({"years_compounding",
                   "Rates are effective a year: a month counts the twelfth root; money is paid at the end of its month",
                   "definition"});
  for (const Commitment& commitment : model.commitments) {
    const std::string name = printable(commitment.name) + ", of " + years_text(commitment.term_years);
    if (commitment.term_years > options.years) {
      found.push_back({"commitment_outlasts/" + commitment.name,
                       name + ", may outlast the horizon of " + years_text(options.years) +
                           ": what is still to be paid then is left out",
                       "assumption"});
    } else if (commitment.term_years < options.years) {
      found.push_back(
          {"commitment_renewed/" + commitment.name, name + ", is taken to be renewed on the same terms", "assumption"});
    }
  }
  return found;
}

}  // namespace container_tco::detail
