#include "container_tco/verification/figure.hpp"

#include <utility>

namespace container_tco {

Figure Figure::sum(std::vector<Rational> addends) {
  Figure figure;
  for (const Rational& addend : addends) figure.value = bounded(figure.value + addend);
  figure.addends = std::move(addends);
  return figure;
}

void refuse_reference(const std::string& name, const std::vector<std::string>& known) {
  const std::vector<std::string> nearest = nearest_names(name, known);
  throw InvalidInputError("reference", printable(name),
                          nearest.empty() ? "nothing: the example has no such section" : join_alternatives(nearest),
                          "References are listed in tests/worked_examples/README.md");
}

SplitReference split_reference(const std::string& path) {
  const std::size_t slash = path.find('/');
  if (slash == std::string::npos) return {path, {}};
  return {path.substr(0, slash), path.substr(slash + 1)};
}

Figure fargate_size_figure(const FargateTask& task, const std::string& name) {
  if (name == "vcpu") return Figure::number(task.size.vcpu());
  if (name == "cpu_units") return Figure::number(task.size.cpu_units);
  if (name == "memory_gib") return Figure::number(task.size.gib());
  if (name == "memory_mib") return Figure::number(task.size.memory_mib);
  if (name == "ephemeral_storage_gib") return Figure::number(task.ephemeral_storage.gib());
  if (name == "billed_ephemeral_storage_gib") return Figure::number(task.billed_ephemeral_storage.gib());
  refuse_reference(
      name, {"vcpu", "cpu_units", "memory_gib", "memory_mib", "ephemeral_storage_gib", "billed_ephemeral_storage_gib"});
}

Figure host_capacity_figure(const HostCapacity& capacity, const std::string& name) {
  if (name == "vcpu") return Figure::number(capacity.allocatable.cpu.vcpu());
  if (name == "memory_mib") return Figure::number(capacity.allocatable.memory.gib() * Rational(1024));
  if (name == "memory_gib") return Figure::number(capacity.allocatable.memory.gib());
  if (name == "network_slots") {
    if (!capacity.network_slots) {
      throw InvalidInputError("network_slots", "unknown", "an instance type whose network limits are known");
    }
    return Figure::number(*capacity.network_slots);
  }
  refuse_reference(name, {"vcpu", "memory_mib", "memory_gib", "network_slots"});
}

}  // namespace container_tco
