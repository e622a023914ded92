#pragma once
// Which instances of a bill may have run no containers. Inside of the stage.

#include <optional>
#include <string>

#include "container_tco/bill/bill.hpp"

namespace container_tco::detail {

/// Says that instances count which no task names as its host, and which are the dearest; nothing when there are none.
std::optional<std::string> instance_note(const Bill& bill);

}  // namespace container_tco::detail
