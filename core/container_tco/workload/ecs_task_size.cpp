#include "container_tco/workload/ecs_task_size.hpp"

#include <vector>

#include "container_tco/workload/ecs_sizes.hpp"

namespace container_tco {
namespace {

// AWS allows 10 containers a task; the bound only keeps sums from overflowing.
constexpr std::size_t max_containers = 1000;
constexpr std::int64_t max_container_cpu_units = 262144;

struct ContainerSize {
  Cpu cpu;
  std::optional<Bytes> hard_memory;
  std::optional<Bytes> soft_memory;
};

// A zero means "not given", as in the skeletons that the AWS command line prints.
std::optional<Bytes> read_memory(const JsonCursor& container, std::string_view name) {
  const std::optional<std::int64_t> mib = container.optional_integer(name, 0, max_task_memory_mib);
  if (!mib || *mib == 0) return std::nullopt;
  return Bytes::from_mib(*mib);
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
};

Sums sum(const std::vector<ContainerSize>& containers) {
  Sums sums;
  for (const ContainerSize& container : containers) {
    sums.cpu = sums.cpu + container.cpu;
    const std::optional<Bytes>& soft = container.soft_memory ? container.soft_memory : container.hard_memory;
    const std::optional<Bytes>& hard = container.hard_memory ? container.hard_memory : container.soft_memory;
    sums.reserved_memory = sums.reserved_memory + soft.value_or(Bytes());
    sums.hard_memory = sums.hard_memory + hard.value_or(Bytes());
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
  size.accelerators = read_ecs_accelerators(definition);
  const std::int64_t gpus = size.accelerators.count;
  size.fargate_request = {task_cpu.value_or(sums.cpu), task_memory.value_or(sums.hard_memory), gpus};
  size.request = {task_cpu.value_or(sums.cpu), task_memory.value_or(sums.reserved_memory), gpus};
  // Windows containers ignore the task-level values on EC2 (rule S6).
  if (is_windows && sums.reserved_memory > Bytes()) size.request = {sums.cpu, sums.reserved_memory, gpus};
  size.windows_fell_back = is_windows && sums.reserved_memory == Bytes();
  return size;
}

}  // namespace container_tco
