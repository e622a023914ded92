#include "container_tco/workload/kubernetes_requests.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "container_tco/workload/kubernetes_quantity.hpp"

namespace container_tco {
namespace {

using HugePages = std::map<std::string, Bytes>;  // By their size, each a resource of its own.

struct ContainerRequest {
  Resources resources;
  Bytes ephemeral_storage;
  HugePages huge_pages;
};

struct AskedFor {
  bool cpu = false;
  bool memory = false;
};

HugePages operator+(HugePages sum, const HugePages& more) {
  for (const auto& [size, bytes] : more) sum[size] = sum[size] + bytes;
  return sum;
}

HugePages larger(HugePages most, const HugePages& other) {
  for (const auto& [size, bytes] : other) most[size] = std::max(most[size], bytes);
  return most;
}

Bytes bytes_of(const HugePages& pages) {
  Bytes sum;
  for (const auto& [size, bytes] : pages) sum = sum + bytes;
  return sum;
}

ContainerRequest operator+(const ContainerRequest& a, const ContainerRequest& b) {
  return {a.resources + b.resources, a.ephemeral_storage + b.ephemeral_storage, a.huge_pages + b.huge_pages};
}

ContainerRequest larger(const ContainerRequest& a, const ContainerRequest& b) {
  return {max_each(a.resources, b.resources), std::max(a.ephemeral_storage, b.ephemeral_storage),
          larger(a.huge_pages, b.huge_pages)};
}

std::optional<JsonCursor> member(const JsonCursor& object, const char* group, const char* name) {
  const auto found = object.find(group);
  return found ? found->find(name) : std::nullopt;
}

/// The request, or the limit that stands in for it (rule J11).
std::optional<JsonCursor> request_of(const JsonCursor& owner, const char* resource) {
  const auto resources = owner.find("resources");
  if (!resources) return std::nullopt;
  const auto request = member(*resources, "requests", resource);
  return request ? request : member(*resources, "limits", resource);
}

class RequestSum {
 public:
  RequestSum(const JsonCursor& pod_spec, const RequestDefaults& defaults) : spec_(pod_spec), defaults_(defaults) {}

  PodRequests add_up() {
    const std::vector<JsonCursor> containers = spec_.at("containers").items();
    if (containers.empty()) spec_.at("containers").fail("at least one container");
    ContainerRequest running;
    for (const JsonCursor& container : containers) running = checked(running + read(container));

    ContainerRequest sidecars;
    ContainerRequest scheduler_init;
    ContainerRequest fargate_init;
    for (const JsonCursor& container : spec_.items_of("initContainers")) {
      if (is_native_sidecar(container)) {
        sidecars = checked(sidecars + read(container));
      } else {
        const ContainerRequest init = read(container);
        // An ordinary init container runs beside the sidecars that were started before it.
        scheduler_init = larger(scheduler_init, checked(init + sidecars));
        fargate_init = larger(fargate_init, init);
      }
    }
    const ContainerRequest long_running = checked(running + sidecars);
    const ContainerRequest scheduler = larger(long_running, scheduler_init);
    result_.scheduler = scheduler.resources;
    result_.ephemeral_storage = scheduler.ephemeral_storage;
    result_.fargate = larger(long_running, fargate_init).resources;
    apply_pod_level();
    add_overhead();
    // Huge pages are set aside of the memory of the host (kubelet: allocatable memory is without them).
    result_.scheduler.memory = result_.scheduler.memory + bytes_of(scheduler.huge_pages);
    return result_;
  }

 private:
  ContainerRequest read(const JsonCursor& container) {
    ContainerRequest request;
    const bool asks_cpu = read_cpu(container, request.resources.cpu);
    const bool asks_memory = read_bytes(container, "memory", defaults_.memory, request.resources.memory);
    read_bytes(container, "ephemeral-storage", defaults_.ephemeral_storage, request.ephemeral_storage);
    for (const DeviceRequest& device : device_requests(container)) {
      if (is_huge_pages(device.name)) request.huge_pages[device.name] = Bytes::from_bytes(device.count);
      const std::optional<Accelerator> accelerator = accelerator_of(device.name);
      if (!accelerator) continue;
      request.resources.gpu_count += device.count;
      if (accelerator_ && *accelerator_ != *accelerator) {
        throw ParseError({container.file(), device.json_path},
                         "one kind of accelerator in a pod: GPUs of one maker, Neuron devices or NeuronCores",
                         printable(device.name), "No node has both kinds to give");
      }
      accelerator_ = result_.accelerator = *accelerator;
    }
    // An ordinary init container without requests leaves no gap in the sum.
    if (container.path().find(".initContainers[") == std::string::npos || is_native_sidecar(container)) {
      result_.every_container_asks = result_.every_container_asks && asks_cpu && asks_memory;
    }
    return request;
  }

  bool read_cpu(const JsonCursor& container, Cpu& cpu) {
    if (const auto written = request_of(container, "cpu")) {
      cpu = read_cpu_quantity(*written);
      asked_for_.cpu = true;
    } else if (defaults_.cpu) {
      cpu = *defaults_.cpu;
      result_.limit_range_used = asked_for_.cpu = true;
    }
    return cpu > Cpu();
  }

  bool read_bytes(const JsonCursor& container, const char* name, const std::optional<Bytes>& fallback, Bytes& bytes) {
    const bool is_memory = std::string_view(name) == "memory";
    if (const auto written = request_of(container, name)) {
      bytes = read_bytes_quantity(*written);
      asked_for_.memory = asked_for_.memory || is_memory;
    } else if (fallback) {
      bytes = *fallback;
      result_.limit_range_used = true;
      asked_for_.memory = asked_for_.memory || is_memory;
    }
    return bytes > Bytes();
  }

  /// Limits of the pod stand in for its requests only when no container asks (k8s.io/kubernetes, defaultPodRequests).
  void apply_pod_level() {
    const auto level = spec_.find("resources");
    if (!level) return;
    auto cpu = member(*level, "requests", "cpu");
    if (!cpu && !asked_for_.cpu) cpu = member(*level, "limits", "cpu");
    if (cpu) result_.scheduler.cpu = result_.fargate.cpu = read_cpu_quantity(*cpu);
    auto memory = member(*level, "requests", "memory");
    if (!memory && !asked_for_.memory) memory = member(*level, "limits", "memory");
    if (memory) result_.scheduler.memory = result_.fargate.memory = read_bytes_quantity(*memory);
    if (cpu && memory) result_.every_container_asks = true;
  }

  void add_overhead() {
    const auto overhead = spec_.find("overhead");
    if (!overhead) return;
    if (const auto cpu = overhead->find("cpu")) {
      result_.scheduler.cpu = result_.scheduler.cpu + read_cpu_quantity(*cpu);
    }
    if (const auto memory = overhead->find("memory")) {
      result_.scheduler.memory = result_.scheduler.memory + read_bytes_quantity(*memory);
    }
  }

  /// Each quantity is bounded, so a sum that is checked after every step cannot overflow.
  const ContainerRequest& checked(const ContainerRequest& sum) const {
    constexpr std::int64_t largest_bytes = 1LL << 50;
    if (sum.resources.memory.bytes() > largest_bytes || sum.ephemeral_storage.bytes() > largest_bytes ||
        bytes_of(sum.huge_pages).bytes() > largest_bytes || sum.resources.cpu > Cpu::from_vcpu(std::int64_t{100'000}) ||
        sum.resources.gpu_count > 1'000'000) {
      spec_.fail(
          "containers that ask for at most 100000 CPUs, 1Pi of memory, 1Pi of disk and 1000000 devices together");
    }
    return sum;
  }

  const JsonCursor& spec_;
  const RequestDefaults& defaults_;
  PodRequests result_;
  AskedFor asked_for_;
  std::optional<Accelerator> accelerator_;
};

bool is_device(const std::string& name) {
  // Set by EKS itself for security groups per pod and for Windows addresses; nobody writes them.
  if (name == "vpc.amazonaws.com/pod-eni" || name == "vpc.amazonaws.com/PrivateIPv4Address") return false;
  return name.find('/') != std::string::npos || is_huge_pages(name);
}

}  // namespace

bool is_huge_pages(const std::string& device_name) { return device_name.starts_with("hugepages-"); }

RequestDefaults read_limit_range(const JsonCursor& spec) {
  RequestDefaults defaults;
  for (const JsonCursor& limit : spec.items_of("limits")) {
    if (limit.optional_text("type").value_or("") != "Container") continue;
    for (const char* group : {"defaultRequest", "default", "max", "min"}) {
      const auto cpu = member(limit, group, "cpu");
      const auto memory = member(limit, group, "memory");
      const auto disk = member(limit, group, "ephemeral-storage");
      if (cpu && !defaults.cpu) defaults.cpu = read_cpu_quantity(*cpu);
      if (memory && !defaults.memory) defaults.memory = read_bytes_quantity(*memory);
      if (disk && !defaults.ephemeral_storage) defaults.ephemeral_storage = read_bytes_quantity(*disk);
    }
  }
  return defaults;
}

std::vector<DeviceRequest> device_requests(const JsonCursor& container) {
  std::vector<DeviceRequest> devices;
  std::set<std::string> seen;
  const auto resources = container.find("resources");
  if (!resources) return devices;
  for (const char* group : {"requests", "limits"}) {
    const auto quantities = resources->find(group);
    if (!quantities) continue;
    for (const auto& [name, quantity] : quantities->members()) {
      if (quantity.value().is_null() || !is_device(name) || !seen.insert(name).second) continue;
      const std::int64_t count =
          is_huge_pages(name) ? read_bytes_quantity(quantity).bytes() : read_device_quantity(quantity);
      if (count > 0) devices.push_back({name, count, quantity.path()});
    }
  }
  return devices;
}

std::optional<Accelerator> accelerator_of(const std::string& device_name) {
  if (device_name == "nvidia.com/gpu") return Accelerator::nvidia;
  if (device_name == "amd.com/gpu") return Accelerator::amd;
  if (device_name == "aws.amazon.com/neuron" || device_name == "aws.amazon.com/neurondevice")
    return Accelerator::neuron;
  if (device_name == "aws.amazon.com/neuroncore") return Accelerator::neuron_core;
  return std::nullopt;
}

bool is_native_sidecar(const JsonCursor& init_container) {
  return init_container.optional_text("restartPolicy").value_or("") == "Always";
}

PodRequests read_pod_requests(const JsonCursor& pod_spec, const RequestDefaults& defaults) {
  return RequestSum(pod_spec, defaults).add_up();
}

}  // namespace container_tco
