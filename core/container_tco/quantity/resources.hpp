#pragma once
// What a task asks for and a host offers. CPU and memory are different types: adding one to the other does not compile.

#include <compare>
#include <cstdint>
#include <string>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

enum class Architecture { x86_64, arm64 };
/// `linux_os` and not `linux`, which GNU compilers define as a macro.
enum class OperatingSystem { linux_os, windows_os };

std::string to_string(Architecture architecture);         ///< "x86_64" or "arm64"
std::string to_string(OperatingSystem operating_system);  ///< "linux" or "windows"
Architecture parse_architecture(
    std::string_view text);  ///< Also "X86_64", "amd64", "ARM64", "aarch64". Throws InvalidInputError.
OperatingSystem parse_operating_system(std::string_view text);

/// An amount of processor time, in 1/128000 of a vCPU: the coarsest unit in which both an ECS CPU unit (1/1024) and
/// a Kubernetes millicore (1/1000) are whole.
class Cpu {
 public:
  static constexpr std::int64_t ticks_per_vcpu = 128000;
  constexpr Cpu() = default;
  static constexpr Cpu from_ticks(std::int64_t ticks) { return Cpu(ticks); }
  static constexpr Cpu from_units(std::int64_t cpu_units) { return Cpu(cpu_units * 125); }
  static constexpr Cpu from_milli(std::int64_t millicores) { return Cpu(millicores * 128); }
  static constexpr Cpu from_vcpu(std::int64_t vcpu) { return Cpu(vcpu * ticks_per_vcpu); }
  /// Rounded up to a whole tick. Throws InvalidInputError when negative or above 100,000 vCPU.
  static Cpu from_vcpu(const Rational& vcpu);

  constexpr std::int64_t ticks() const { return ticks_; }
  /// Rounded up, as ECS and Kubernetes round a request.
  constexpr std::int64_t units() const { return (ticks_ + 124) / 125; }
  constexpr std::int64_t milli() const { return (ticks_ + 127) / 128; }
  Rational vcpu() const { return Rational::ratio(ticks_, ticks_per_vcpu); }

  friend constexpr Cpu operator+(Cpu a, Cpu b) { return Cpu(a.ticks_ + b.ticks_); }
  friend constexpr Cpu operator-(Cpu a, Cpu b) { return Cpu(a.ticks_ - b.ticks_); }
  friend constexpr Cpu operator*(Cpu a, std::int64_t n) { return Cpu(a.ticks_ * n); }
  friend constexpr auto operator<=>(Cpu, Cpu) = default;

 private:
  explicit constexpr Cpu(std::int64_t ticks) : ticks_(ticks) {}
  std::int64_t ticks_ = 0;
};

/// An amount of memory or disk in bytes. 1 GiB = 1024 MiB; AWS's "GB" of task memory is this GiB (rule S1).
class Bytes {
 public:
  constexpr Bytes() = default;
  static constexpr Bytes from_bytes(std::int64_t bytes) { return Bytes(bytes); }
  static constexpr Bytes from_mib(std::int64_t mib) { return Bytes(mib * 1048576); }
  static constexpr Bytes from_gib(std::int64_t gib) { return Bytes(gib * 1073741824); }
  /// Rounded up to a whole byte. Throws InvalidInputError when negative or above 1 PiB.
  static Bytes from_gib(const Rational& gib);

  constexpr std::int64_t bytes() const { return bytes_; }
  constexpr std::int64_t mib() const { return (bytes_ + 1048575) / 1048576; }  ///< Rounded up.
  constexpr std::int64_t mib_floor() const { return bytes_ / 1048576; }
  Rational gib() const { return Rational::ratio(bytes_, 1073741824); }

  friend constexpr Bytes operator+(Bytes a, Bytes b) { return Bytes(a.bytes_ + b.bytes_); }
  friend constexpr Bytes operator-(Bytes a, Bytes b) { return Bytes(a.bytes_ - b.bytes_); }
  friend constexpr Bytes operator*(Bytes a, std::int64_t n) { return Bytes(a.bytes_ * n); }
  friend constexpr auto operator<=>(Bytes, Bytes) = default;

 private:
  explicit constexpr Bytes(std::int64_t bytes) : bytes_(bytes) {}
  std::int64_t bytes_ = 0;
};

/// CPU, memory and whole GPUs.
struct Resources {
  Cpu cpu;
  Bytes memory;
  std::int64_t gpu_count = 0;

  friend constexpr Resources operator+(Resources a, const Resources& b) {
    return {a.cpu + b.cpu, a.memory + b.memory, a.gpu_count + b.gpu_count};
  }
  friend constexpr Resources operator-(Resources a, const Resources& b) {
    return {a.cpu - b.cpu, a.memory - b.memory, a.gpu_count - b.gpu_count};
  }
  friend constexpr Resources operator*(Resources a, std::int64_t n) {
    return {a.cpu * n, a.memory * n, a.gpu_count * n};
  }
  friend constexpr bool operator==(const Resources&, const Resources&) = default;
};

/// The larger of each resource.
constexpr Resources max_each(const Resources& a, const Resources& b) {
  return {a.cpu > b.cpu ? a.cpu : b.cpu, a.memory > b.memory ? a.memory : b.memory,
          a.gpu_count > b.gpu_count ? a.gpu_count : b.gpu_count};
}

/// Whether `need` fits into `space` in every resource.
constexpr bool fits(const Resources& need, const Resources& space) {
  return need.cpu <= space.cpu && need.memory <= space.memory && need.gpu_count <= space.gpu_count;
}

}  // namespace container_tco
