#pragma once
// What paid capacity is used for.

#include <string>

#include "container_tco/quantity/money.hpp"
#include "container_tco/quantity/resources.hpp"

namespace container_tco {

/// CPU, memory and GPUs as exact numbers: means over a period need not be whole.
struct ResourceAmounts {
  Rational vcpu;
  Rational memory_gib;
  Rational gpu_count;

  ResourceAmounts& operator+=(const ResourceAmounts& other);
  ResourceAmounts& operator-=(const ResourceAmounts& other);
  friend ResourceAmounts operator+(ResourceAmounts a, const ResourceAmounts& b) { return a += b; }
  friend ResourceAmounts operator-(ResourceAmounts a, const ResourceAmounts& b) { return a -= b; }
  friend ResourceAmounts operator*(const ResourceAmounts& amounts, const Rational& factor);
  friend bool operator==(const ResourceAmounts&, const ResourceAmounts&) = default;
  bool is_zero() const { return vcpu.is_zero() && memory_gib.is_zero() && gpu_count.is_zero(); }
};

ResourceAmounts exact_amounts(const Resources& resources);

/// Everything that a paid vCPU or GiB can be.
enum class CapacityUse {
  used,               ///< Requested by tasks that run, add-ons of the cluster among them.
  idle,               ///< A place on a host that is held for runs, while none runs.
  daemons,            ///< Daemons on hosts, or as sidecars on Fargate.
  overhead,           ///< Kernel, kubelet, agents, and the platform's part of a pod on Fargate.
  standby,            ///< Hosts that stand by empty.
  headroom,           ///< Kept free on hosts with tasks, as the options ask.
  stranded,           ///< Room on hosts with tasks that no task takes.
  rounding,           ///< Up to a size that Fargate sells.
  billed_minimum,     ///< Seconds that Fargate bills and no task runs (rules F11, F12, F16).
  changeover,         ///< Added while versions roll out or hosts are replaced.
  unused_commitment,  ///< Committed, paid and not used.
  unattributed        ///< Compute that belongs to no hosts and no tasks.
};
std::string to_string(CapacityUse use);  ///< "billed_minimum"

/// A part of what is paid for.
struct UseShare {
  CapacityUse use = CapacityUse::used;
  std::string name;        ///< "kube-reserved memory", "daemon agent"; the use itself when there is only one.
  ResourceAmounts amount;  ///< Mean over the period.
  Money cost;              ///< In the period.
  std::string source;      ///< Rule id or publication; may be empty.
};

}  // namespace container_tco
