#pragma once
// What an ECS task definition asks of its host beyond its size: the parameters that rules X1–X50 speak of.

#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/ecs_task_size.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// Every demand of a task definition, table by table. Values are as given; a flag that is false, empty text and empty
/// lists demand nothing. Throws ParseError for a placeholder where the value decides what can run (a log driver, a
/// capability).
std::vector<HostDemand> find_ecs_host_demands(const JsonCursor& definition, const EcsTaskSize& size);

/// One row of a table of demands: where a value stands ("linuxParameters.capabilities.add[]") and what it is called.
struct DemandRule {
  std::string_view selector;  ///< Member names; "[]" goes through the items of a list.
  std::string_view feature;
  bool decides = false;  ///< A fixed set of values decides the verdict, so a placeholder is an error.
};

/// Appends a demand for every value that `rule` selects below `cursor`.
void collect_demands(const JsonCursor& cursor, const DemandRule& rule, std::vector<HostDemand>& demands);

}  // namespace container_tco
