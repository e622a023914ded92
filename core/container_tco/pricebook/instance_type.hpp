#pragma once
// Machine shapes, as data. Unknown figures are absent, never zero.

#include <cstdint>
#include <optional>
#include <string>

#include "container_tco/quantity/resources.hpp"

namespace container_tco {

/// What an EC2 instance type is made of (DescribeInstanceTypes).
struct InstanceType {
  std::string name;    ///< "m7g.large"
  std::string family;  ///< "m7g"
  std::string size;    ///< "large"
  std::int64_t vcpu = 0;
  std::int64_t memory_mib = 0;
  Architecture architecture = Architecture::x86_64;
  std::optional<bool> current_generation;
  bool burstable = false;
  bool bare_metal = false;
  std::int64_t gpu_count = 0;
  std::string gpu_model;
  std::int64_t neuron_device_count = 0;  ///< AWS Inferentia or Trainium chips.
  std::string neuron_device_model;       ///< "inferentia2", "trainium"; empty without any.
  std::optional<std::int64_t> max_enis;
  std::optional<std::int64_t> ipv4_per_eni;
  std::optional<bool> trunking_compatible;
  std::optional<std::int64_t> trunk_enis;  ///< Branch interfaces: awsvpc tasks with trunking.
  std::optional<std::int64_t> eni_max_pods;
  std::optional<std::int64_t> local_nvme_gb;
  std::optional<Rational> baseline_cpu_percent;  ///< Burstable types: per vCPU.

  Resources advertised() const { return {Cpu::from_vcpu(vcpu), Bytes::from_mib(memory_mib), gpu_count}; }
};

}  // namespace container_tco
