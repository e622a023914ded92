#pragma once
// Inside of the stage: what launching and stopping takes, as data. Table: launch_times.json.

#include <string>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

struct LaunchTime {
  Rational value;  ///< In the unit that the name ends in.
  std::string source;
  std::string confidence;
};

/// The row `name`. Throws InternalError when the table has none.
const LaunchTime& launch_time(const std::string& name);

/// The same, rounded up to a whole number.
std::int64_t launch_number(const std::string& name);

}  // namespace container_tco
