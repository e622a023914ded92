#include "container_tco/workload/scenario_fields.hpp"

#include <algorithm>

#include "container_tco/demand/civil_time.hpp"
#include "container_tco/workload/input_limits.hpp"
#include "container_tco/workload/scenario_demand.hpp"

namespace container_tco {
namespace {

constexpr std::size_t max_needs = 100;

/// A member that is an optional decimal, and where it goes.
template <typename Owner>
struct DecimalField {
  const char* name;
  std::optional<Rational> Owner::* member;
};

template <typename Owner>
struct IntegerField {
  const char* name;
  std::optional<std::int64_t> Owner::* member;
};

constexpr DecimalField<ServiceUsage> usage_fields[] = {
    {"image_gb", &ServiceUsage::image_gb},
    {"task_starts_per_month", &ServiceUsage::task_starts_per_month},
    {"releases_per_month", &ServiceUsage::releases_per_month},
    {"log_gb_per_month", &ServiceUsage::log_gb_per_month},
};

constexpr DecimalField<Surroundings> surroundings_decimals[] = {
    {"alb_lcu_per_hour", &Surroundings::alb_lcu_per_hour},
    {"nlb_lcu_per_hour", &Surroundings::nlb_lcu_per_hour},
    {"inter_az_gb_per_month", &Surroundings::inter_az_gb_per_month},
    {"image_versions_kept", &Surroundings::image_versions_kept},
};

constexpr IntegerField<Surroundings> surroundings_integers[] = {
    {"nat_gateways", &Surroundings::nat_gateways},
    {"interface_endpoints", &Surroundings::interface_endpoints},
    {"application_load_balancers", &Surroundings::application_load_balancers},
    {"network_load_balancers", &Surroundings::network_load_balancers},
};

// Amounts of a month or an hour: far above anything that is run, far below what would make a report unreadable.
const Rational& max_amount() {
  static const Rational amount(std::int64_t{1000000000000});
  return amount;
}

template <typename Owner, typename Fields>
void read_decimals(const JsonCursor& cursor, const Fields& fields, Owner& owner) {
  for (const DecimalField<Owner>& field : fields) {
    if (const auto value = cursor.find(field.name)) owner.*field.member = read_decimal(*value, 0, max_amount());
  }
}

template <typename Fields>
std::vector<std::string> names_of(const Fields& fields) {
  std::vector<std::string> names;
  for (const auto& field : fields) names.push_back(field.name);
  return names;
}

ScenarioDemand read_runs(const JsonCursor& runs) {
  runs.expect_only({"per_day", "seconds", "concurrent"});
  RunDemand demand;
  demand.runs_per_day = read_positive(runs.at("per_day"), 1000000000);
  demand.seconds_per_run = read_positive(runs.at("seconds"), 366 * seconds_per_day);
  const Rational busy = demand.runs_per_day * demand.seconds_per_run / Rational(seconds_per_day);
  if (busy > Rational(max_count)) runs.fail("runs of which at most 10000000 are under way at one time");
  const std::int64_t least = std::max<std::int64_t>(busy.ceil(), 1);
  const std::optional<JsonCursor> concurrent = runs.find("concurrent");
  demand.concurrent = concurrent ? concurrent->integer(1, max_count) : least;
  if (demand.concurrent < least) {
    concurrent->fail("at least " + std::to_string(least) + ", as so many runs are under way on average",
                     "per_day times seconds, divided by the 86400 seconds of a day");
  }
  return {demand, !concurrent};
}

Egress read_egress(const JsonCursor& cursor) {
  if (cursor.text() == "public_subnets") return Egress::public_subnets;
  if (cursor.text() == "nat_gateway") return Egress::nat_gateway;
  if (cursor.text() == "vpc_endpoints") return Egress::vpc_endpoints;
  cursor.fail("public_subnets, nat_gateway or vpc_endpoints");
}

void read_needs(const JsonCursor& cursor, std::vector<HostDemand>& demands) {
  const std::vector<JsonCursor> needs = cursor.items_of("needs");
  if (needs.size() > max_needs) cursor.at("needs").fail("a list of at most " + std::to_string(max_needs) + " needs");
  for (const JsonCursor& need : needs) {
    if (need.text().empty() || need.text().size() > 100) need.fail("the name of a need, such as \"kernel_parameters\"");
    const bool is_known = std::any_of(demands.begin(), demands.end(), [&](const HostDemand& demand) {
      return demand.feature == "need" && demand.value == need.text();
    });
    if (!is_known) demands.push_back({"need", need.text(), need.path()});
  }
}

}  // namespace

Rational read_positive(const JsonCursor& cursor, std::int64_t maximum) {
  const Rational value = read_decimal(cursor, 0, Rational(maximum));
  if (value.is_zero()) cursor.fail("a number above 0");
  return value;
}

void expect_scenario(const JsonCursor& document, const std::vector<std::string>& known) {
  document.expect_only(known);
  const JsonCursor version = document.at("schema_version");
  if (version.text() != "1") version.fail("\"1\", the only version there is");
}

Rational read_decimal(const JsonCursor& cursor, const Rational& minimum, const Rational& maximum) {
  const Rational value = cursor.decimal();
  if (value < minimum || value > maximum) {
    cursor.fail("a number from " + minimum.to_text() + " to " + maximum.to_text());
  }
  return value;
}

std::optional<ScenarioDemand> read_scenario_demand(const JsonCursor& service, const std::vector<TimeZone>& zones) {
  const std::optional<JsonCursor> runs = service.find("runs");
  const std::optional<JsonCursor> over_time = service.find("demand");
  const std::optional<std::int64_t> count = service.optional_integer("count", 0, max_count);
  if (int{runs.has_value()} + int{over_time.has_value()} + int{count.has_value()} > 1) {
    throw ParseError(service.location(), "one of 'count', 'runs' and 'demand'", "more than one",
                     "A count runs all the time; runs start and end; a demand changes over time");
  }
  if (over_time) return ScenarioDemand{read_profile_demand(*over_time, zones), false};
  if (runs) return read_runs(*runs);
  if (count) return ScenarioDemand{ConstantDemand{*count}, false};
  return std::nullopt;
}

void read_known_facts(const JsonCursor& cursor, Service& service) {
  if (const auto usage = cursor.find("usage")) {
    usage->expect_only(names_of(usage_fields));
    read_decimals(*usage, usage_fields, service.usage);
  }
  read_needs(cursor, service.task.host_demands);
  if (const auto sidecar = cursor.optional_boolean("daemon_as_sidecar")) service.daemon_as_sidecar = *sidecar;
  if (const auto assign = cursor.optional_boolean("assign_public_ip")) service.assign_public_ip = *assign;
  if (const auto balanced = cursor.optional_boolean("load_balanced")) service.load_balanced = *balanced;
}

void read_surroundings(const JsonCursor& document, Surroundings& surroundings) {
  const std::optional<JsonCursor> given = document.find("surroundings");
  if (!given) return;
  std::vector<std::string> known = {"egress", "eks_extended_support"};
  for (const std::string& name : names_of(surroundings_integers)) known.push_back(name);
  for (const std::string& name : names_of(surroundings_decimals)) known.push_back(name);
  given->expect_only(known);
  if (const auto egress = given->find("egress")) surroundings.egress = read_egress(*egress);
  if (const auto extended = given->optional_boolean("eks_extended_support")) {
    surroundings.eks_extended_support = extended;
  }
  for (const auto& field : surroundings_integers) {
    if (const auto value = given->optional_integer(field.name, 0, max_count)) surroundings.*field.member = value;
  }
  read_decimals(*given, surroundings_decimals, surroundings);
}

Assumption assume_concurrency(const Service& service) {
  return {"concurrent_runs",
          "The runs of \"" + printable(service.name) + "\" are spread evenly over the day: at most " +
              std::to_string(peak_count(service.demand)) + " at one time.",
          "assumption"};
}

}  // namespace container_tco
