#include "container_tco/workload/ecs_task_size.hpp"

#include <vector>

#include "container_tco/workload/ecs_sizes.hpp"

namespace container_tco {
namespace {

// AWS allows 10 containers a task; the bound only keeps sums from overflowing.
constexpr std::size_t max_containers = 1000;
constexpr std::int64_t max_container_cpu_units = 262144;
constexpr std::int64_t max_container_gpus = 64;

struct ContainerSize {
  Cpu cpu;
  std::optional<Bytes> hard_memory;
  std::optional<Bytes> soft_memory;
  std::int64_t gpu_count = 0;
};

// A zero means "not given", as in the skeletons that the AWS command line prints.
std::optional<Bytes> read_memory(const JsonCursor& container, std::string_view name) {
  const std::optional<std::int64_t> mib = container.optional_integer(name, 0, max_task_memory_mib);
  if (!mib || *mib == 0) return std::nullopt;
  return Bytes::from_mib(*mib);
}

std::int64_t read_gpu_count(const JsonCursor& container) {
  std::int64_t count = 0;
  for (const JsonCursor& requirement : container.items_of("resourceRequirements")) {
    if (requirement.optional_text("type") == "GPU") count += requirement.at("value").integer(1, max_container_gpus);
  }
  return count;
}

ContainerSize read_container(const JsonCursor& container, bool task_has_memory) {
  ContainerSize size;
  size.cpu = Cpu::from_units(container.optional_integer("cpu", 0, max_container_cpu_units).value_or(0));
  size.hard_memory = read_memory(container, "memory");
  size.soft_memory = read_memory(container, "memoryReservation");
  if (size.hard_memory && size.soft_memory && *size.hard_memory < *size.soft_memory) {
    container.at("memory").fail("at least the memoryReservation of " + std::to_string(size.soft_memory->mib()) +
                                " MiB");
  }
  if (!size.hard_memory && !size.soft_memory && !task_has_memory) {
    throw ParseError(container.location(), "memory of the task, or memory or memoryReservation of this container",
                     "none of them", "ECS refuses such a task definition; state how much memory it needs, in MiB");
  }
  size.gpu_count = read_gpu_count(container);
  return size;
}

std::vector<ContainerSize> read_containers(const JsonCursor& definition, bool task_has_memory) {
  const JsonCursor list = definition.at("containerDefinitions");
  const std::vector<JsonCursor> containers = list.items();
  if (containers.empty()) throw ParseError(list.location(), "at least one container", "none");
  if (containers.size() > max_containers) {
    throw ParseError(list.location(), "at most " + std::to_string(max_containers) + " containers",
                     std::to_string(containers.size()), "AWS allows 10 in a task definition");
  }
  std::vector<ContainerSize> sizes;
  sizes.reserve(containers.size());
  for (const JsonCursor& container : containers) sizes.push_back(read_container(container, task_has_memory));
  return sizes;
}

struct Sums {
  Cpu cpu;
  Bytes reserved_memory;  // memoryReservation, else memory
  Bytes hard_memory;      // memory, else memoryReservation
  std::int64_t gpu_count = 0;
};

Sums sum(const std::vector<ContainerSize>& containers) {
  Sums sums;
  for (const ContainerSize& container : containers) {
    sums.cpu = sums.cpu + container.cpu;
    const std::optional<Bytes>& soft = container.soft_memory ? container.soft_memory : container.hard_memory;
    const std::optional<Bytes>& hard = container.hard_memory ? container.hard_memory : container.soft_memory;
    sums.reserved_memory = sums.reserved_memory + soft.value_or(Bytes());
    sums.hard_memory = sums.hard_memory + hard.value_or(Bytes());
    sums.gpu_count += container.gpu_count;
  }
  return sums;
}

bool is_meant_for_fargate(const JsonCursor& definition) {
  for (const JsonCursor& value : definition.items_of("requiresCompatibilities")) {
    if (value.text() == "FARGATE") return true;
  }
  return false;
}

void check_sums(const JsonCursor& definition, const std::optional<Cpu>& task_cpu,
                const std::optional<Bytes>& task_memory, const Sums& sums) {
  const std::string remedy = "Containers cannot reserve more than their task has";
  if (task_cpu && sums.cpu > *task_cpu) {
    definition.at("cpu").fail(
        "at least " + std::to_string(sums.cpu.units()) + " CPU units, the sum of its containers' cpu", remedy);
  }
  if (task_memory && sums.reserved_memory > *task_memory) {
    definition.at("memory").fail(
        "at least " + std::to_string(sums.reserved_memory.mib()) + " MiB, the sum of what its containers reserve",
        remedy);
  }
}

}  // namespace

EcsTaskSize read_ecs_task_size(const JsonCursor& definition, OperatingSystem operating_system) {
  std::optional<Cpu> task_cpu;
  std::optional<Bytes> task_memory;
  if (const auto cpu = definition.find("cpu")) task_cpu = parse_ecs_task_cpu(*cpu);
  if (const auto memory = definition.find("memory")) task_memory = parse_ecs_task_memory(*memory);
  const Sums sums = sum(read_containers(definition, task_memory.has_value()));

  const bool is_windows = operating_system == OperatingSystem::windows_os;
  if (!is_windows || is_meant_for_fargate(definition)) check_sums(definition, task_cpu, task_memory, sums);

  EcsTaskSize size;
  size.has_task_cpu = task_cpu.has_value();
  size.has_task_memory = task_memory.has_value();
  size.fargate_request = {task_cpu.value_or(sums.cpu), task_memory.value_or(sums.hard_memory), sums.gpu_count};
  size.request = {task_cpu.value_or(sums.cpu), task_memory.value_or(sums.reserved_memory), sums.gpu_count};
  // Windows containers ignore the task-level values on EC2 (rule S6).
  if (is_windows && sums.reserved_memory > Bytes()) size.request = {sums.cpu, sums.reserved_memory, sums.gpu_count};
  size.windows_fell_back = is_windows && sums.reserved_memory == Bytes();
  return size;
}

}  // namespace container_tco
