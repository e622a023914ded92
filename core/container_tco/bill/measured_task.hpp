#pragma once
// How large the tasks of a measured service are taken to be. A bill has vCPU-hours and GB-hours; sizes follow from rows
// of single tasks, or are assumed, and then said to be.

#include <string>

#include "container_tco/bill/bill.hpp"

namespace container_tco {

enum class SizeBasis {
  seen,     ///< A row of one task over a full period shows a size that Fargate sells, and all usage has its ratio.
  ratio,    ///< The smallest size on sale with the ratio of the usage, not below what was seen of one task.
  mean,     ///< Tasks of several sizes: CPU as seen, or the least on sale, and memory in the ratio of the usage.
  reserved  ///< On hosts: the largest that one task was seen to reserve, memory in the ratio of the usage.
};
std::string to_string(SizeBasis basis);

struct MeasuredTask {
  Rational vcpu;
  Rational gib;
  SizeBasis basis = SizeBasis::seen;
  Rational task_hours;      ///< vCPU-hours ÷ vCPU.
  std::string explanation;  ///< One sentence for a report.
};

/// Throws InvalidInputError for a service without vCPU-hours or without GB-hours.
MeasuredTask measured_task(const MeasuredService& service);

}  // namespace container_tco
