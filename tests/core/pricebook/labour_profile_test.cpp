#include <doctest/doctest.h>

#include "broken_text.hpp"
#include "container_tco/pricebook/labour.hpp"
#include "container_tco/pricebook/labour_table.hpp"

namespace labour_profile_test {

using namespace container_tco;

namespace {

const std::string profile = R"({"schema_version": "1", "name": "our team", "activities": [
  {"activity": "os_patching", "deployments": ["ecs-ec2", "eks-ec2"], "driver": "host", "role": "sysadmin",
   "hours_per_month": {"low": "0.25", "base": 0.5, "high": "1"}}],
  "rates": [{"country": "KR", "role": "sysadmin", "hourly_loaded": "42133", "currency": "KRW", "source": "HR",
             "as_of": "2026"}]})";

}  // namespace

TEST_CASE("a user's own profile needs no provenance, which is then the user") {
  const LabourProfile parsed = parse_labour_profile(profile);
  CHECK(parsed.name == "our team");
  REQUIRE(parsed.activities.size() == 1);
  const LabourActivity& activity = parsed.activities[0];
  CHECK(activity.driver == LabourDriver::host);
  CHECK(activity.deployments == std::vector<std::string>{"ecs-ec2", "eks-ec2"});
  CHECK(activity.hours_per_month.low == Rational::ratio(1, 4));
  CHECK(activity.hours_per_month.base == Rational::ratio(1, 2));
  CHECK(activity.provenance == Provenance{"user", "", "user", ""});
  REQUIRE(parsed.rates.size() == 1);
  CHECK(parsed.rates[0].hourly == Money(42133, Currency::parse("KRW")));
  CHECK(parsed.rates[0].provenance == Provenance{"HR", "2026", "user", ""});
}

TEST_CASE("drivers have names") {
  CHECK(to_string(LabourDriver::fleet) == "fleet");
  CHECK(to_string(LabourDriver::service) == "service");
}

TEST_CASE("a broken profile is an error that says where and what") {
  const std::string hours = R"({"low": "0.25", "base": 0.5, "high": "1"})";
  const std::string rate = R"({"country": "KR", "role": "sysadmin", "hourly_loaded": "42133", "currency": "KRW", )";
  check_all(
      profile,
      {{R"("name": "our team", )", "", "a member 'name'"},
       {R"("activities")", R"("activity")", "Did you mean activities?"},
       {R"("driver": "host")", R"("driver": "hosts")", "$.activities[0].driver: expected one of the drivers"},
       {R"("driver": "host", )", R"("drivr": "host", )", "Did you mean driver?"},
       {R"(["ecs-ec2", "eks-ec2"])", "[]", "$.activities[0].deployments: expected at least one entry"},
       {R"(["ecs-ec2", "eks-ec2"])", R"(["ecs-ec2", "ecs-ec2"])", "os_patching a second time for ecs-ec2 per host"},
       {hours, R"({"low": "1", "base": "0.5", "high": "2"})", "low, base and high in rising order, found 1, 0.5, 2"},
       {hours, R"({"low": "-1", "base": "0.5", "high": "2"})", "$.activities[0].hours_per_month.low"},
       {hours, R"({"low": "1", "base": "2"})", "a member 'high'"},
       {hours, R"({"low": "1", "base": "2", "hgih": "3"})", "Did you mean high?"},
       {hours, "4", "expected an object"},
       {R"("42133")", R"("0")", "$.rates[0].hourly_loaded: expected a cost above zero"},
       {R"("42133")", R"("42,133")", "a decimal number"},
       {R"("KRW")", R"("won")", "$.rates[0].currency: expected an ISO 4217 code"},
       {R"("country": "KR")", R"("country": "")", "a country such as 'US'"},
       {rate, rate + R"("note": "a"}, )" + rate, "$.rates[1]: expected one rate for each country and role"}},
      [](const std::string& text) { parse_labour_profile(text, "t.json"); });
}

TEST_CASE("the tables of a book must say where each figure comes from") {
  const std::string rates = R"({"schema_version": "1", "rows": [
    {"country": "KR", "role": "r", "hourly_loaded": "1", "currency": "KRW"}]})";
  const std::string message = error_text<ParseError>([&] { parse_labour_rates(rates, "rates.json"); });
  CHECK(contains(message, "rates.json at $.rows[0]: expected a member 'source'"));
}

}  // namespace labour_profile_test
