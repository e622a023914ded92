#pragma once
// Kubernetes quantities (rule J13): "100m", "0.5", "1G" (10^9), "1Gi" (2^30), "12e6". Exact until the last step, which
// rounds up to a whole unit as Kubernetes does.

#include <cstdint>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/quantity/resources.hpp"

namespace container_tco {

/// Processor time, rounded up to a whole millicore. Throws ParseError for anything but a quantity of 0 to 100,000 CPUs.
Cpu read_cpu_quantity(const JsonCursor& cursor);

/// Bytes of memory or disk, rounded up to a whole byte. Throws ParseError for anything but a quantity of 0 to 1 PiB.
Bytes read_bytes_quantity(const JsonCursor& cursor);

/// A number of devices. Throws ParseError for anything but a whole quantity of 0 to 1,000,000.
std::int64_t read_device_quantity(const JsonCursor& cursor);

/// Throws ParseError that tells to render the chart first when the value is an unfilled template placeholder.
void refuse_placeholder(const JsonCursor& cursor);

/// A whole number of 0 to 10,000,000 copies. Throws ParseError, as above for a placeholder.
std::int64_t read_copies(const JsonCursor& cursor);

}  // namespace container_tco
