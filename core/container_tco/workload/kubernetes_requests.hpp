#pragma once
// What the containers of a pod ask for, and what that makes of the pod: one sum for the scheduler (rule J12), one for
// EKS on Fargate (rule K9).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/quantity/resources.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// What a LimitRange gives to containers that ask for nothing (rule J14).
struct RequestDefaults {
  std::optional<Cpu> cpu;
  std::optional<Bytes> memory;
  std::optional<Bytes> ephemeral_storage;
};

/// The defaults of a LimitRange's spec. As in the API server: `defaultRequest`, else `default`, else `max`, else `min`.
RequestDefaults read_limit_range(const JsonCursor& spec);

/// A resource beyond CPU, memory and disk: "nvidia.com/gpu", "aws.amazon.com/neuron", "hugepages-2Mi".
struct DeviceRequest {
  std::string name;
  std::int64_t count = 0;
  std::string json_path;
};

/// The devices that one container asks for, those of which it asks for 0 left out.
std::vector<DeviceRequest> device_requests(const JsonCursor& container);

/// "hugepages-2Mi": counted in bytes, of the memory of the host.
bool is_huge_pages(const std::string& device_name);

/// What Resources::gpu_count counts for the device; nothing for devices that are not counted there.
std::optional<Accelerator> accelerator_of(const std::string& device_name);

/// Whether an init container runs as long as the pod (`restartPolicy: Always`, a native sidecar).
bool is_native_sidecar(const JsonCursor& init_container);

struct PodRequests {
  Resources scheduler;                            ///< With overhead and huge pages.
  Resources fargate;                              ///< Before the 256 MiB, without overhead (rules K9, K10).
  Accelerator accelerator = Accelerator::nvidia;  ///< What the GPU counts count.
  Bytes ephemeral_storage;
  bool every_container_asks = true;  ///< For both CPU and memory.
  bool limit_range_used = false;
};

/// Sums up a pod spec. A limit without a request is the request (rule J11). Requests of the pod itself
/// (`spec.resources`) replace the sum of its containers. Throws ParseError for a pod without containers or with more
/// than 1 PiB of memory, or that asks for two kinds of accelerators.
PodRequests read_pod_requests(const JsonCursor& pod_spec, const RequestDefaults& defaults);

}  // namespace container_tco
