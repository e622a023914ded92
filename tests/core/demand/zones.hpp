#pragma once
// Time zones of 2026, by hand.

#include "container_tco/demand/civil_time.hpp"
#include "container_tco/demand/time_zone.hpp"

namespace container_tco::testing {

// Clocks go forward at 01:00 UTC on Sunday 29 March 2026 and back at 01:00 UTC on Sunday 25 October 2026.
inline TimeZone berlin() {
  TimeZone zone;
  zone.name = "Europe/Berlin";
  zone.offset_seconds = 3600;
  zone.transitions = {{civil_seconds({2026, 3, 29, 1, 0, 0}), 7200}, {civil_seconds({2026, 10, 25, 1, 0, 0}), 3600}};
  zone.known_from_utc = civil_seconds({2025, 12, 1, 0, 0, 0});
  zone.known_until_utc = civil_seconds({2027, 2, 1, 0, 0, 0});
  return zone;
}

inline TimeZone seoul() { return {"Asia/Seoul", 9 * 3600, {}, std::nullopt, std::nullopt}; }

}  // namespace container_tco::testing
