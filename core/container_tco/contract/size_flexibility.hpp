#pragma once
// How a regional Reserved Instance covers other sizes of its family, by AWS's normalisation factors.

#include <optional>
#include <string>

#include "container_tco/pricebook/instance_type.hpp"
#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// "small" is 1, "xlarge" 8, "4xlarge" 32; nothing for "metal" and other sizes without a factor of their own.
std::optional<Rational> normalisation_factor(const std::string& size);

/// How many instances of `reserved` one hour of `used` takes: 1 for the same type, the ratio of the factors within a
/// family that is size-flexible, nothing when it is not covered. Windows is never flexible.
std::optional<Rational> reserved_instances_for(const InstanceType& reserved, const InstanceType& used, bool is_linux);

}  // namespace container_tco
