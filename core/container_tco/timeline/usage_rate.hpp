#pragma once
// What a task or host that is there, or that starts, takes of one price.

#include <cstdint>
#include <string>

#include "container_tco/quantity/money.hpp"
#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// What a billed hour of a task or host takes of one price: "fargate/ecs/linux/x86_64/vcpu", 0.5.
struct UsageRate {
  std::string price_key;
  PricingUnit unit;
  Rational quantity_per_hour;
  Money unit_price;
};

/// Images that tasks or hosts pull over a NAT gateway or an interface endpoint, which bill each GB (rule P18).
struct PullRate {
  std::string price_key;  ///< "nat/gateway/gb"
  PricingUnit unit;
  Money unit_price;
  Rational gb_per_start;  ///< Of a task or host.
  Rational gb_per_step;   ///< Of a task or host that is there for a step: its images of new releases.

  Rational gb(std::int64_t starts, std::int64_t there) const;
  Money cost(std::int64_t starts, std::int64_t there) const;
};

}  // namespace container_tco
