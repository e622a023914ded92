#pragma once
// Profiles whose rows say when they begin, as monitoring exports them.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/demand/task_profile.hpp"
#include "container_tco/demand/time_zone.hpp"

namespace container_tco {

/// One row: from this time on, so many tasks.
struct DatedCount {
  std::string time;  ///< As in parse_timestamp.
  std::int64_t count = 0;
};

/// The profile of rows in equal steps. Times have an offset each or none; those without are local times of `zone`. With
/// offsets, `zone` may be left out when all are the same; where they change they must be those of the zone.
/// Throws InvalidInputError with the row (from 1 on) for a time that is none or is skipped by daylight saving, a row
/// that is repeated or out of order, a gap, a step that does not divide an hour, offsets that are mixed, and a wrong
/// count; and for fewer than two rows.
TaskProfile profile_of_rows(const std::vector<DatedCount>& rows, const std::optional<TimeZone>& zone,
                            bool repeats = true);

}  // namespace container_tco
