#include "container_tco/quantity/resources.hpp"

#include "container_tco/error.hpp"
#include "container_tco/error/ascii.hpp"

namespace container_tco {
std::string to_string(Architecture architecture) { return architecture == Architecture::x86_64 ? "x86_64" : "arm64"; }

std::string to_string(OperatingSystem operating_system) {
  return operating_system == OperatingSystem::linux_os ? "linux" : "windows";
}

Architecture parse_architecture(std::string_view text) {
  const std::string name = detail::lower_case(text);
  if (name == "x86_64" || name == "amd64" || name == "x86") return Architecture::x86_64;
  if (name == "arm64" || name == "aarch64") return Architecture::arm64;
  throw InvalidInputError("architecture", std::string(text), "x86_64 or arm64");
}

OperatingSystem parse_operating_system(std::string_view text) {
  const std::string name = detail::lower_case(text);
  if (name == "linux") return OperatingSystem::linux_os;
  if (name == "windows") return OperatingSystem::windows_os;
  throw InvalidInputError("operating_system", std::string(text), "linux or windows");
}

Cpu Cpu::from_vcpu(const Rational& vcpu) {
  if (vcpu.is_negative() || vcpu > Rational(100000)) {
    throw InvalidInputError("vcpu", vcpu.to_text(), "0 to 100,000 vCPU");
  }
  return from_ticks((vcpu * Rational(ticks_per_vcpu)).ceil());
}

Bytes Bytes::from_gib(const Rational& gib) {
  if (gib.is_negative() || gib > Rational(1048576)) {
    throw InvalidInputError("gib", gib.to_text(), "0 to 1,048,576 GiB");
  }
  return from_bytes((gib * Rational(1073741824)).ceil());
}

}  // namespace container_tco
