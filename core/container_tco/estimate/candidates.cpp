#include "container_tco/estimate/candidates.hpp"

#include <algorithm>
#include <set>

#include "container_tco/error.hpp"
#include "container_tco/sizing/host_accelerators.hpp"
#include "container_tco/sizing/host_families.hpp"

namespace container_tco {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void require_families(const PriceBook& book, const std::vector<std::string>& names, bool types_allowed) {
  if (names.empty()) return;
  std::set<std::string> known;
  for (const InstanceType& type : book.instance_types()) {
    known.insert(type.family);
    if (types_allowed) known.insert(type.name);
  }
  for (const std::string& name : names) {
    if (known.count(name) > 0) continue;
    const std::vector<std::string> near = nearest_names(name, {known.begin(), known.end()});
    throw InvalidInputError(types_allowed ? "exclude" : "families", name,
                            types_allowed ? "an instance type or family" : "an instance family",
                            "Nearest: " + join_alternatives(near));
  }
}

void require_known(const PriceBook& book, const CandidateFilter& filter) {
  for (const std::string& name : filter.instance_types) (void)book.instance_type(name);
  if (filter.min_vcpu && filter.max_vcpu && *filter.max_vcpu < *filter.min_vcpu) {
    throw InvalidInputError("max_vcpu", std::to_string(*filter.max_vcpu),
                            "at least min_vcpu, " + std::to_string(*filter.min_vcpu));
  }
  if (filter.min_memory && filter.max_memory && *filter.max_memory < *filter.min_memory) {
    throw InvalidInputError("max_memory", filter.max_memory->gib().to_text() + " GiB",
                            "at least min_memory, " + filter.min_memory->gib().to_text() + " GiB");
  }
  require_families(book, filter.families, false);
  require_families(book, filter.exclude, true);
}

bool has_wanted_size(const InstanceType& type, const CandidateFilter& filter) {
  const Bytes memory = Bytes::from_mib(type.memory_mib);
  return type.vcpu >= filter.min_vcpu.value_or(type.vcpu) && type.vcpu <= filter.max_vcpu.value_or(type.vcpu) &&
         memory >= filter.min_memory.value_or(memory) && memory <= filter.max_memory.value_or(memory);
}

bool passes(const InstanceType& type, const CandidateFilter& filter, std::int64_t zones) {
  if (!has_wanted_size(type, filter)) return false;
  if (contains(filter.exclude, type.name) || contains(filter.exclude, type.family)) return false;
  // A type that is named is meant, whatever its kind.
  if (!filter.instance_types.empty()) return contains(filter.instance_types, type.name);
  if (!filter.families.empty() && !contains(filter.families, type.family)) return false;
  if (!is_planned_unnamed(type.family, zones) && !contains(filter.families, type.family)) return false;
  if (type.burstable && !filter.burstable && !contains(filter.families, type.family)) return false;
  if (type.bare_metal && !filter.bare_metal) return false;
  return !filter.current_generation_only || type.current_generation.value_or(false);
}

}  // namespace

std::vector<const InstanceType*> candidate_types(const PriceBook& book, const CandidateFilter& filter,
                                                 Architecture architecture, std::optional<Accelerator> accelerator,
                                                 std::int64_t zones) {
  require_known(book, filter);
  std::vector<const InstanceType*> types;
  for (const InstanceType& type : book.instance_types()) {
    if (type.architecture != architecture || !passes(type, filter, zones)) continue;
    if (accelerator && accelerators_of(type, *accelerator) == 0) continue;
    types.push_back(&type);
  }
  std::sort(types.begin(), types.end(), [](const InstanceType* a, const InstanceType* b) { return a->name < b->name; });
  return types;
}

}  // namespace container_tco
