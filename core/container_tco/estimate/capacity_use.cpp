#include "container_tco/estimate/capacity_use.hpp"

#include "container_tco/error.hpp"

namespace container_tco {

ResourceAmounts& ResourceAmounts::operator+=(const ResourceAmounts& other) {
  vcpu += other.vcpu;
  memory_gib += other.memory_gib;
  gpu_count += other.gpu_count;
  return *this;
}

ResourceAmounts& ResourceAmounts::operator-=(const ResourceAmounts& other) {
  vcpu -= other.vcpu;
  memory_gib -= other.memory_gib;
  gpu_count -= other.gpu_count;
  return *this;
}

ResourceAmounts operator*(const ResourceAmounts& amounts, const Rational& factor) {
  return {amounts.vcpu * factor, amounts.memory_gib * factor, amounts.gpu_count * factor};
}

ResourceAmounts exact_amounts(const Resources& resources) {
  return {resources.cpu.vcpu(), resources.memory.gib(), Rational(resources.gpu_count)};
}

std::string to_string(CapacityUse use) {
  switch (use) {
    case CapacityUse::used:
      return "used";
    case CapacityUse::idle:
      return "idle";
    case CapacityUse::daemons:
      return "daemons";
    case CapacityUse::overhead:
      return "overhead";
    case CapacityUse::standby:
      return "standby";
    case CapacityUse::headroom:
      return "headroom";
    case CapacityUse::stranded:
      return "stranded";
    case CapacityUse::rounding:
      return "rounding";
    case CapacityUse::billed_minimum:
      return "billed_minimum";
    case CapacityUse::changeover:
      return "changeover";
    case CapacityUse::unused_commitment:
      return "unused_commitment";
    case CapacityUse::unattributed:
      return "unattributed";
  }
  throw InternalError("a use of capacity without a name");
}

}  // namespace container_tco
