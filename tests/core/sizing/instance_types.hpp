#pragma once
// Instance types with the figures that sizing reads.

#include "container_tco/pricebook/instance_type.hpp"

namespace container_tco {

inline InstanceType instance(const char* family, const char* size, std::int64_t vcpu, std::int64_t memory_mib,
                             std::int64_t enis, std::int64_t ipv4_per_eni) {
  InstanceType type;
  type.family = family;
  type.size = size;
  type.name = type.family + "." + type.size;
  type.vcpu = vcpu;
  type.memory_mib = memory_mib;
  type.max_enis = enis;
  type.ipv4_per_eni = ipv4_per_eni;
  return type;
}

inline InstanceType m5_large() { return instance("m5", "large", 2, 8192, 3, 10); }

}  // namespace container_tco
