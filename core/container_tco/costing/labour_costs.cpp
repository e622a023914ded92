#include "container_tco/costing/labour_costs.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "container_tco/costing/labour_hours.hpp"
#include "container_tco/costing/wording.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

// Rates of countries that publish no figure per role (Eurostat).
constexpr std::string_view any_role = "whole_economy_average";

std::int64_t count_of(LabourDriver driver, const LabourDriverCounts& counts) {
  switch (driver) {
    case LabourDriver::fleet:
      return counts.fleets;
    case LabourDriver::cluster:
      return counts.clusters;
    case LabourDriver::host:
      return counts.hosts;
    case LabourDriver::service:
      return counts.services;
  }
  throw InternalError("a labour driver without a count");
}

const LabourProfile& profile_of(const PriceBook& book, const LabourOptions& options) {
  return options.profile ? *options.profile : book.labour();
}

const LabourRate* find_rate(const LabourProfile& profile, const std::string& country, std::string_view role) {
  const auto found = std::find_if(profile.rates.begin(), profile.rates.end(),
                                  [&](const LabourRate& rate) { return rate.country == country && rate.role == role; });
  return found == profile.rates.end() ? nullptr : &*found;
}

[[noreturn]] void refuse_role(const LabourProfile& profile, const std::string& country, const std::string& role) {
  std::set<std::string> countries;
  std::set<std::string> roles;
  for (const LabourRate& rate : profile.rates) {
    countries.insert(rate.country);
    if (rate.country == country) roles.insert(rate.role);
  }
  const std::string remedy = "Or state an hourly rate, or a labour profile of your own";
  if (roles.empty()) {
    throw InvalidInputError("labour country", country,
                            "one with rates: " + join_alternatives({countries.begin(), countries.end()}), remedy);
  }
  throw InvalidInputError("labour role", role,
                          "one with a rate in " + country + ": " + join_alternatives({roles.begin(), roles.end()}),
                          remedy);
}

Money in_currency(const Money& amount, const Currency& currency, const LabourOptions& options) {
  if (amount.currency() == currency) return amount;
  for (const LabourOptions::ExchangeRate& exchange : options.exchange_rates) {
    if (exchange.from == amount.currency()) return Money(amount.amount() * exchange.rate, currency);
  }
  throw CurrencyMismatchError(currency.code(), amount.currency().code());
}

struct HourlyRate {
  Money hourly;
  std::string key;
  Provenance provenance;
};

HourlyRate rate_for(const LabourProfile& profile, const std::string& role, const LabourOptions& options,
                    const Currency& currency) {
  if (options.hourly_rate) {
    return {in_currency(*options.hourly_rate, currency, options), "labour/user", {"given by the user", "", "user", ""}};
  }
  const LabourRate* rate = find_rate(profile, options.country, role);
  if (rate == nullptr) rate = find_rate(profile, options.country, any_role);
  if (rate == nullptr) refuse_role(profile, options.country, role);
  return {in_currency(rate->hourly, currency, options), "labour/" + rate->country + "/" + rate->role, rate->provenance};
}

bool applies_to(const LabourActivity& activity, const std::string& deployment) {
  return std::find(activity.deployments.begin(), activity.deployments.end(), deployment) != activity.deployments.end();
}

LineItem labour_line(std::string id, std::string description, std::string derivation, const Rational& hours,
                     const HourlyRate& rate, const Provenance& hours_provenance) {
  const PricingUnit unit = PricingUnit::parse("Hours");
  Provenance provenance = rate.provenance;
  provenance.note = "hours: " + hours_provenance.confidence + ", " + hours_provenance.source +
                    (provenance.note.empty() ? "" : "; rate: " + provenance.note);
  return {.id = std::move(id),
          .category = CostCategory::labour,
          .description = std::move(description),
          .service = "",
          .derivation = std::move(derivation),
          .quantity = {hours, unit},
          .unit_price = {rate.hourly, unit},
          .cost = rate.hourly * hours,
          .price_key = rate.key,
          .provenance = std::move(provenance)};
}

Rational add_stated_hours(Ledger& ledger, const Rational& hours_per_month, const LabourOptions& options) {
  const Rational hours = hours_per_month * ledger.period().months();
  const HourlyRate rate = rate_for(profile_of(ledger.book(), options), "devops_engineer", options, ledger.currency());
  ledger.add(labour_line("labour/operations", "Operations, hours as given",
                         hours_per_month.to_text() + " h × " + exact_count(ledger.period().months(), "month"), hours,
                         rate, {"given by the user", "", "user", ""}));
  return hours;
}

// Of parts of several kinds, the hours of hosts are stated together with those of Fargate.
std::optional<Rational> stated_hours(const std::vector<Deployment>& deployments, const LabourOptions& options) {
  const auto any = [&](auto predicate) { return std::any_of(deployments.begin(), deployments.end(), predicate); };
  if (any([](const Deployment& d) { return d.uses_hosts() && !d.has_managed_hosts(); })) {
    return options.ec2_hours_per_month;
  }
  return any([](const Deployment& d) { return d.has_managed_hosts(); }) ? options.managed_hours_per_month
                                                                        : options.fargate_hours_per_month;
}

bool knows(const LabourProfile& profile, const std::string& deployment) {
  return std::any_of(profile.activities.begin(), profile.activities.end(),
                     [&](const LabourActivity& activity) { return applies_to(activity, deployment); });
}

// Spot capacity is looked after as the same capacity on demand, unless the profile says otherwise. Empty when the
// profile has no hours for it.
std::string name_in_profile(const LabourProfile& profile, Deployment deployment) {
  std::string name = deployment.name();
  if (knows(profile, name)) return name;
  if (!deployment.is_spot()) return "";
  deployment.purchase = Purchase::on_demand;
  name = deployment.name();
  return knows(profile, name) ? name : "";
}

std::vector<std::string> names_in_profile(Ledger& ledger, const LabourProfile& profile,
                                          const std::vector<Deployment>& deployments) {
  std::vector<std::string> names;
  for (const Deployment& deployment : deployments) {
    const std::string name = name_in_profile(profile, deployment);
    if (!name.empty()) names.push_back(name);
    // Profiles written before AWS looked after hosts are silent about that; about the others, silence means no hours.
    // A profile without any activity says that nobody works.
    if (!name.empty() || !deployment.has_managed_hosts() || profile.activities.empty()) continue;
    ledger.gaps.push_back({"The labour profile has no activity for " + deployment.name(),
                           "Name it in 'deployments' of the activities that it takes"});
  }
  return names;
}

// Once for each activity and driver: a profile has one for each deployment.
std::vector<const LabourActivity*> activities_of(const LabourProfile& profile, const std::vector<std::string>& names,
                                                 LabourLevel level) {
  std::vector<const LabourActivity*> found;
  for (const LabourActivity& activity : profile.activities) {
    if (std::none_of(names.begin(), names.end(), [&](const auto& name) { return applies_to(activity, name); }))
      continue;
    const auto same = std::find_if(found.begin(), found.end(), [&](const LabourActivity* other) {
      return names.size() > 1 && other->name == activity.name && other->driver == activity.driver;
    });
    if (same == found.end()) {
      found.push_back(&activity);
    } else if (hours_at((*same)->hours_per_month, level) < hours_at(activity.hours_per_month, level)) {
      *same = &activity;
    }
  }
  return found;
}

// Says once which hours and wages stand behind the labour lines.
void note_assumptions(Ledger& ledger, const LabourOptions& options) {
  if (!options.profile) {
    ledger.assume("labour_hours",
                  "Hours of operations are the " + to_string(options.level) +
                      " values of the bundled table, many of them assumptions; see each labour line",
                  "pricing/labour/activities.json");
  }
  if (!options.hourly_rate) {
    ledger.assume("labour_rate", "An hour of labour costs what it does in " + options.country,
                  "pricing/labour/rates.json");
  }
  for (const LabourOptions::ExchangeRate& exchange : options.exchange_rates) {
    ledger.assume("exchange_rate_" + exchange.from.code(),
                  "1 " + exchange.from.code() + " = " + exchange.rate.to_text() + " " + ledger.currency().code() +
                      " (" + exchange.as_of + ")",
                  "user");
  }
}

}  // namespace

const Rational& hours_at(const LabourHours& hours, LabourLevel level) {
  switch (level) {
    case LabourLevel::low:
      return hours.low;
    case LabourLevel::base:
      return hours.base;
    case LabourLevel::high:
      return hours.high;
  }
  throw InternalError("a labour level without hours");
}

LabourLevel parse_labour_level(std::string_view text) {
  if (text == "low") return LabourLevel::low;
  if (text == "base") return LabourLevel::base;
  if (text == "high") return LabourLevel::high;
  throw InvalidInputError("labour_level", std::string(text), "low, base or high");
}

std::string to_string(LabourLevel level) {
  switch (level) {
    case LabourLevel::low:
      return "low";
    case LabourLevel::base:
      return "base";
    case LabourLevel::high:
      return "high";
  }
  throw InternalError("a labour level without a name");
}

Rational add_labour_costs(Ledger& ledger, const std::vector<Deployment>& deployments, const LabourDriverCounts& counts,
                          const LabourOptions& options) {
  note_assumptions(ledger, options);
  if (const std::optional<Rational> stated = stated_hours(deployments, options)) {
    return add_stated_hours(ledger, *stated, options);
  }
  const LabourProfile& profile = profile_of(ledger.book(), options);
  const std::vector<std::string> names = names_in_profile(ledger, profile, deployments);
  Rational total;
  std::map<std::string, int> seen;
  for (const LabourActivity* activity : activities_of(profile, names, options.level)) {
    const std::int64_t count = count_of(activity->driver, counts);
    if (count == 0) continue;
    const Rational& per_unit = hours_at(activity->hours_per_month, options.level);
    const Rational hours = per_unit * Rational(count) * ledger.period().months();
    std::string id = "labour/" + activity->name + "/" + to_string(activity->driver);
    if (const int number = ++seen[id]; number > 1) id += "/" + std::to_string(number);
    ledger.add(labour_line(std::move(id), activity->description,
                           per_unit.to_text() + " h × " + exact_count(count, to_string(activity->driver)) + " × " +
                               exact_count(ledger.period().months(), "month"),
                           hours, rate_for(profile, activity->role, options, ledger.currency()), activity->provenance));
    total += hours;
  }
  return total;
}

Money labour_cost_per_host(const PriceBook& book, const Deployment& deployment, const LabourOptions& options,
                           const Currency& currency, const BillingPeriod& period) {
  Money cost = Money::zero(currency);
  if (stated_hours({deployment}, options)) return cost;
  const LabourProfile& profile = profile_of(book, options);
  const std::string name = name_in_profile(profile, deployment);
  for (const LabourActivity& activity : profile.activities) {
    if (activity.driver != LabourDriver::host || !applies_to(activity, name)) continue;
    cost += rate_for(profile, activity.role, options, currency).hourly *
            (hours_at(activity.hours_per_month, options.level) * period.months());
  }
  return cost;
}

}  // namespace container_tco
