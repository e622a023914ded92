#pragma once
// Inside of the readers: what a workload is called when no document names it.

#include <string>
#include <vector>

#include "container_tco/workload/read.hpp"

namespace container_tco::detail {

/// The only service's name, else the only file's without its suffix, else the innermost folder that holds all files,
/// else "8 services". "workload" when nothing else can be said.
std::string workload_name_after(const std::vector<InputDocument>& documents, const std::vector<Service>& services);

}  // namespace container_tco::detail
