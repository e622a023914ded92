#pragma once
// Node groups, kept hosts, limits and setup of fleets in a file of the user's own.

#include <string>

#include "container_tco/estimate/options.hpp"

namespace container_tco {

/// `options` with what the document says; what it does not say stays. Groups and kept hosts replace those before.
/// Throws ParseError with file and path for what does not fit the schema, and for groups that contradict themselves.
HostPlanOptions parse_hosts(const std::string& json_text, const std::string& file, HostPlanOptions options = {});

/// The JSON Schema of hosts files.
std::string hosts_schema();

}  // namespace container_tco
