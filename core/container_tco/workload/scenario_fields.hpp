#pragma once
// The members that scenario and usage files share: what a person knows and no AWS or Kubernetes document says.

#include <optional>
#include <string>
#include <vector>

#include "container_tco/demand/time_zone.hpp"
#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// A demand, and whether its number of concurrent runs was worked out from the length and number of runs.
struct ScenarioDemand {
  Demand demand;
  bool derived_concurrency = false;
};

/// Checks that the document is an object of schema_version "1" with only `known` members.
void expect_scenario(const JsonCursor& document, const std::vector<std::string>& known);

/// A decimal within the bounds; throws ParseError naming them.
Rational read_decimal(const JsonCursor& cursor, const Rational& minimum, const Rational& maximum);
/// A decimal above 0 and at most `maximum`; throws ParseError naming them.
Rational read_positive(const JsonCursor& cursor, std::int64_t maximum);

/// `count`, `runs` or `demand` of a service; nothing when none is given. `zones` are those that a demand may name.
/// Throws ParseError for more than one, and for more runs at one time than `concurrent` admits.
std::optional<ScenarioDemand> read_scenario_demand(const JsonCursor& service, const std::vector<TimeZone>& zones);

/// Sets what the members `usage`, `needs`, `daemon_as_sidecar`, `assign_public_ip` and `load_balanced` of `cursor`
/// give.
void read_known_facts(const JsonCursor& cursor, Service& service);

/// Sets what the member `surroundings` of `document` gives.
void read_surroundings(const JsonCursor& document, Surroundings& surroundings);

/// The assumption behind `derived_concurrency`.
Assumption assume_concurrency(const Service& service);

}  // namespace container_tco
