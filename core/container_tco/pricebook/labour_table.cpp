#include "container_tco/pricebook/labour_table.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {
namespace {

constexpr std::pair<std::string_view, LabourDriver> drivers[] = {{"fleet", LabourDriver::fleet},
                                                                 {"cluster", LabourDriver::cluster},
                                                                 {"host", LabourDriver::host},
                                                                 {"service", LabourDriver::service}};

std::vector<std::string> with_provenance(std::vector<std::string> members) {
  members.insert(members.end(), provenance_members().begin(), provenance_members().end());
  return members;
}

LabourDriver read_driver(const JsonCursor& value) {
  std::vector<std::string> known;
  for (const auto& [name, driver] : drivers) {
    if (value.text() == name) return driver;
    known.emplace_back(name);
  }
  value.fail("one of the drivers " + join_alternatives(known));
}

Rational read_hours(const JsonCursor& hours, const char* name) {
  const JsonCursor value = hours.at(name);
  Rational number = value.decimal();
  if (number.is_negative()) value.fail("hours of at least 0");
  return number;
}

LabourHours read_hours_per_month(const JsonCursor& hours) {
  hours.expect_only({"low", "base", "high"});
  LabourHours result{read_hours(hours, "low"), read_hours(hours, "base"), read_hours(hours, "high")};
  if (result.low <= result.base && result.base <= result.high) return result;
  throw ParseError(hours.location(), "low, base and high in rising order",
                   result.low.to_text() + ", " + result.base.to_text() + ", " + result.high.to_text());
}

LabourActivity read_activity(const JsonCursor& row, ProvenanceRule rule) {
  row.expect_only(with_provenance({"activity", "description", "deployments", "driver", "hours_per_month", "role"}));
  LabourActivity activity;
  activity.name = name_text(row.at("activity"), "_", "a name such as 'os_patching'");
  activity.description = row.optional_text("description").value_or("");
  for (const JsonCursor& deployment : rows_of(row, "deployments")) {
    activity.deployments.push_back(name_text(deployment, "-", "a deployment such as 'ecs-fargate'"));
  }
  activity.driver = read_driver(row.at("driver"));
  activity.hours_per_month = read_hours_per_month(row.at("hours_per_month"));
  activity.role = name_text(row.at("role"), "_", "a role such as 'devops_engineer'");
  activity.provenance = read_provenance(row, rule);
  return activity;
}

LabourRate read_rate(const JsonCursor& row, ProvenanceRule rule) {
  row.expect_only(with_provenance({"country", "role", "hourly_loaded", "currency"}));
  const JsonCursor hourly = row.at("hourly_loaded");
  const Rational amount = hourly.decimal();
  if (amount.is_zero() || amount.is_negative()) hourly.fail("a cost above zero");
  return {name_text(row.at("country"), "-", "a country such as 'US'"),
          name_text(row.at("role"), "_", "a role such as 'devops_engineer'"),
          Money(amount, read_currency(row.at("currency"))), read_provenance(row, rule)};
}

std::vector<LabourActivity> read_activities(const JsonCursor& root, const char* member, ProvenanceRule rule) {
  std::vector<LabourActivity> activities;
  // One activity may have several rows, but not two that count for the same deployment and driver.
  std::set<std::tuple<std::string, LabourDriver, std::string>> counted;
  for (const JsonCursor& row : rows_of(root, member)) {
    activities.push_back(read_activity(row, rule));
    const LabourActivity& activity = activities.back();
    for (const std::string& deployment : activity.deployments) {
      if (counted.emplace(activity.name, activity.driver, deployment).second) continue;
      throw ParseError(row.location(), "an activity once for each deployment and driver",
                       activity.name + " a second time for " + deployment + " per " + to_string(activity.driver));
    }
  }
  return activities;
}

std::vector<LabourRate> read_rates(const JsonCursor& root, const char* member, ProvenanceRule rule) {
  std::vector<LabourRate> rates;
  std::set<std::pair<std::string, std::string>> stated;
  for (const JsonCursor& row : rows_of(root, member)) {
    rates.push_back(read_rate(row, rule));
    if (stated.emplace(rates.back().country, rates.back().role).second) continue;
    throw ParseError(row.location(), "one rate for each country and role",
                     rates.back().role + " in " + rates.back().country + " a second time");
  }
  return rates;
}

}  // namespace

std::string to_string(LabourDriver driver) {
  for (const auto& [name, value] : drivers) {
    if (value == driver) return std::string(name);
  }
  throw InternalError("a labour driver has a name");
}

std::vector<LabourActivity> parse_labour_activities(std::string_view text, const std::string& file) {
  const JsonValue document = parse_table_document(text, file, {"rows"});
  return read_activities(JsonCursor(document, file), "rows", ProvenanceRule::required);
}

std::vector<LabourRate> parse_labour_rates(std::string_view text, const std::string& file) {
  const JsonValue document = parse_table_document(text, file, {"rows"});
  return read_rates(JsonCursor(document, file), "rows", ProvenanceRule::required);
}

LabourProfile parse_labour_profile(const std::string& json_text, const std::string& file) {
  const JsonValue document = parse_table_document(json_text, file, {"name", "activities", "rates"});
  const JsonCursor root(document, file);
  const JsonCursor name = root.at("name");
  if (name.text().empty()) name.fail("a name");
  return {name.text(), read_activities(root, "activities", ProvenanceRule::optional),
          read_rates(root, "rates", ProvenanceRule::optional)};
}

}  // namespace container_tco
