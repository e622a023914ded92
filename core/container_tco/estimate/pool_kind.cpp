#include "container_tco/estimate/pool_kind.hpp"

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/estimate/host_labels.hpp"

namespace container_tco {

std::string PoolKind::name() const {
  std::string text = to_string(operating_system) + "/" + to_string(architecture);
  if (accelerator) text += *accelerator == Accelerator::nvidia ? "/gpu" : "/" + to_string(*accelerator);
  std::vector<std::string> words = requirements;
  for (const std::string& zone : zones) words.push_back("zone " + zone);
  for (std::size_t i = 0; i < words.size(); ++i) text += (i == 0 ? " {" : ", ") + printable(words[i]);
  return words.empty() ? text : text + "}";
}

PoolKind pool_kind(const Task& task) {
  PoolKind kind;
  kind.operating_system = task.operating_system;
  kind.architecture = task.architecture;
  if (task.request.gpu_count > 0) kind.accelerator = task.accelerator;
  kind.requirements = host_requirements(task, false);
  std::erase(kind.requirements, architecture_requirement(task.architecture));
  if (kind.accelerator) std::erase(kind.requirements, accelerator_requirement(*kind.accelerator));
  kind.labels = labels_to_set(task);
  kind.zones = task.allowed_zones;
  std::sort(kind.zones.begin(), kind.zones.end());
  kind.zones.erase(std::unique(kind.zones.begin(), kind.zones.end()), kind.zones.end());
  return kind;
}

}  // namespace container_tco
