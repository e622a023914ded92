#pragma once
// Tasks and rates for tests of Fargate sizes.

#include "container_tco/sizing/fargate_size.hpp"

namespace container_tco {

inline Task task_of(const Cpu& cpu, const Bytes& memory) {
  Task task;
  task.request = {cpu, memory, 0};
  task.fargate_request = task.request;
  return task;
}

/// us-east-1, Linux on x86_64, 2026-09.
inline FargateRates linux_rates() {
  return {Money(Rational::parse("0.04048"), Currency::usd()), Money(Rational::parse("0.004445"), Currency::usd()), {}};
}

/// us-east-1, Windows, 2026-09.
inline FargateRates windows_rates() {
  return {Money(Rational::parse("0.046552"), Currency::usd()), Money(Rational::parse("0.00511175"), Currency::usd()),
          Money(Rational::parse("0.046"), Currency::usd())};
}

}  // namespace container_tco
