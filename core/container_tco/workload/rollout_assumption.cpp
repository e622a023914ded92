#include "container_tco/workload/rollout_assumption.hpp"

#include "container_tco/workload/name_list.hpp"

namespace container_tco {
namespace {

constexpr const char* id = "rollout_default";

struct FormatText {
  InputFormat format;
  const char* text;
  const char* source;
};

constexpr FormatText format_texts[] = {
    {InputFormat::ecs,
     "No deployment percentages are given: ECS then starts up to as many new tasks as run before it stops the old ones "
     "(maximumPercent 200, minimumHealthyPercent 100)",
     "S23"},
    {InputFormat::kubernetes,
     "No update strategy is given: Kubernetes then runs up to 25 % more pods, rounded up, while it replaces them",
     "J14"},
    {InputFormat::scenario,
     "No rollout is given: new tasks are taken to start before the old ones stop, up to as many as run, as ECS does of "
     "itself",
     "S23; assumption"},
};

}  // namespace

void assume_default_rollouts(Workload& workload) {
  std::erase_if(workload.assumptions, [](const Assumption& assumption) { return assumption.id == id; });
  for (const FormatText& text : format_texts) {
    std::vector<std::string> names;
    for (const Service& service : workload.services) {
      const bool counts = service.format == text.format && !service.is_daemon && service.rollout.is_default;
      if (counts) names.push_back(service.name);
    }
    if (!names.empty())
      workload.assumptions.push_back({id, std::string(text.text) + ": " + list_some(names), text.source});
  }
}

}  // namespace container_tco
