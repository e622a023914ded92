#pragma once
// What operating each deployment takes, as tables: hours by activity, and what an hour costs by country and role.

#include <string>
#include <vector>

#include "container_tco/pricebook/provenance.hpp"
#include "container_tco/quantity/money.hpp"

namespace container_tco {

/// What the hours of an activity grow with.
enum class LabourDriver { fleet, cluster, host, service };
std::string to_string(LabourDriver driver);

/// Hours a month per unit of the driver.
struct LabourHours {
  Rational low;
  Rational base;
  Rational high;
};

struct LabourActivity {
  std::string name;  ///< "os_patching"
  std::string description;
  std::vector<std::string> deployments;
  LabourDriver driver = LabourDriver::fleet;
  LabourHours hours_per_month;
  std::string role;
  Provenance provenance;
};

/// The loaded cost of one hour of a role in a country.
struct LabourRate {
  std::string country;  ///< "US", "KR", "EU27"
  std::string role;
  Money hourly;
  Provenance provenance;
};

/// Activities and rates together: the bundled table, or the user's own file.
struct LabourProfile {
  std::string name;
  std::vector<LabourActivity> activities;
  std::vector<LabourRate> rates;
};

/// A user's own profile (schema: pricing/schema/labour_profile.schema.json). Throws ParseError, also when an activity
/// is counted twice for one deployment and driver, or a role has two rates in one country.
LabourProfile parse_labour_profile(const std::string& json_text, const std::string& file = "<text>");

/// The JSON Schema of a user's own profile.
std::string labour_profile_schema();

}  // namespace container_tco
