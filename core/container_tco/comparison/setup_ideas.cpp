#include <algorithm>
#include <optional>

#include "container_tco/comparison/variant_ideas.hpp"
#include "container_tco/estimate/candidates.hpp"

namespace container_tco::detail {
namespace {

bool contains_arm64(const std::vector<Architecture>& architectures) {
  return std::find(architectures.begin(), architectures.end(), Architecture::arm64) != architectures.end();
}

void add_arm64(const VariantBase& base, std::vector<VariantIdea>& ideas) {
  const auto& services = base.workload.services;
  const bool all_may = std::all_of(services.begin(), services.end(), [&](const Service& service) {
    if (service.task.operating_system != OperatingSystem::linux_os) return true;
    const auto& given = base.options.architectures;
    return contains_arm64(given.empty() ? architectures_of(service.task) : given);
  });
  if (all_may) return;
  VariantIdea idea = idea_of(base, "arm64", "All Linux tasks on Arm (Graviton)",
                             "Images for arm64 of every Linux container, sidecars and daemons among them",
                             "A vCPU of another architecture is not as fast or as slow: measure first");
  idea.options.architectures = {Architecture::arm64};
  CandidateFilter& filter = idea.options.hosts.candidates;
  if (!base.now.pools.empty() && candidate_types(base.book, filter, Architecture::arm64, std::nullopt).empty()) {
    filter.instance_types.clear();
    filter.families.clear();
    idea.needs += "; hosts of any Arm type in place of those named";
  }
  ideas.push_back(std::move(idea));
}

// What stands once in each zone goes with the zone; what does not divide evenly stays.
bool lower_with_zone(std::optional<std::int64_t>& count, std::int64_t zones) {
  if (!count || *count == 0 || *count % zones != 0) return false;
  *count = *count / zones * (zones - 1);
  return true;
}

void add_fewer_zones(const VariantBase& base, std::vector<VariantIdea>& ideas) {
  const std::int64_t zones = base.options.hosts.zones;
  if (zones < 2) return;
  VariantIdea idea = idea_of(
      base, "fewer_zones",
      std::to_string(zones - 1) + (zones == 2 ? " zone" : " zones") + " instead of " + std::to_string(zones),
      "Subnets of one zone are given up",
      zones == 2 ? "The loss of the zone stops everything" : "The loss of a zone takes a larger share of the tasks");
  idea.options.hosts.zones = zones - 1;
  Surroundings& around = idea.workload.surroundings;
  const bool fewer_gateways = lower_with_zone(around.nat_gateways, zones);
  const bool fewer_endpoints = lower_with_zone(around.interface_endpoints, zones);
  if (base.now.pools.empty() && !fewer_gateways && !fewer_endpoints) return;
  if (fewer_gateways) idea.needs += ", with its NAT gateways";
  if (fewer_endpoints) idea.needs += ", with its interface endpoints";
  ideas.push_back(std::move(idea));
}

}  // namespace

std::vector<VariantIdea> other_setup_ideas(const VariantBase& base) {
  std::vector<VariantIdea> ideas;
  add_arm64(base, ideas);
  add_fewer_zones(base, ideas);
  return ideas;
}

}  // namespace container_tco::detail
