#pragma once
// What scenario and usage files say about hosts, rollouts and capacity.

#include <string>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// The names of the members that `read_host_facts` reads.
const std::vector<std::string>& host_fact_members();

/// Sets what the members of `cursor` give; lists replace what was there, but labels add to it. `architecture_is_stated`
/// keeps the architecture of the task, with which `architectures` and labels must then agree. Throws ParseError for
/// what contradicts itself or the task.
void read_host_facts(const JsonCursor& cursor, bool architecture_is_stated, Service& service);

/// Reads `accelerator` and `all_accelerators`, which say what `gpu` counts.
void read_accelerator(const JsonCursor& cursor, Task& task);

}  // namespace container_tco
