#include "container_tco/demand/demand_form.hpp"

#include "container_tco/error.hpp"

namespace container_tco {

std::string to_string(RunOverlap overlap) {
  switch (overlap) {
    case RunOverlap::allow:
      return "allow";
    case RunOverlap::forbid:
      return "forbid";
    case RunOverlap::replace:
      return "replace";
  }
  throw InternalError("an overlap without a name");
}

RunOverlap parse_run_overlap(std::string_view text) {
  for (const RunOverlap overlap : {RunOverlap::allow, RunOverlap::forbid, RunOverlap::replace}) {
    if (text == to_string(overlap)) return overlap;
  }
  throw InvalidInputError("overlap", std::string(text), "allow, forbid or replace");
}

}  // namespace container_tco
