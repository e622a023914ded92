#include "container_tco/estimate/architectures.hpp"

#include <algorithm>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

void require_distinct(const std::vector<Architecture>& architectures) {
  for (std::size_t i = 0; i < architectures.size(); ++i) {
    if (std::count(architectures.begin(), architectures.end(), architectures[i]) == 1) continue;
    throw InvalidInputError("architectures", to_string(architectures[i]) + " twice", "each architecture once");
  }
}

void rebuild(Task& task, std::vector<Architecture> architectures) {
  const auto own = std::find(architectures.begin(), architectures.end(), task.architecture);
  if (own != architectures.end()) std::rotate(architectures.begin(), own, own + 1);
  task.architecture = architectures.front();
  task.also_built_for.assign(architectures.begin() + 1, architectures.end());
  task.architecture_is_stated = false;
  // What the input demands of the architecture is what is looked away from.
  std::erase_if(task.host_demands, [](const HostDemand& demand) {
    return demand.feature == "cpu_architecture" || demand.feature == "k8s_arm64";
  });
}

}  // namespace

Workload rebuilt_for(Ledger& ledger, const Workload& workload, const std::vector<Architecture>& architectures) {
  if (architectures.empty()) return workload;
  require_distinct(architectures);
  Workload rebuilt = workload;
  for (Service& service : rebuilt.services) {
    if (service.task.operating_system == OperatingSystem::linux_os) rebuild(service.task, architectures);
  }
  std::string names;
  for (const Architecture architecture : architectures)
    names += (names.empty() ? "" : " and ") + to_string(architecture);
  ledger.assume("architectures", "Images of Linux tasks are taken to exist for " + names + ", whatever the input says",
                "user");
  return rebuilt;
}

}  // namespace container_tco
