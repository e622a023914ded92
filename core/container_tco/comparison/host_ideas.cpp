#include <algorithm>
#include <set>

#include "container_tco/comparison/variant_ideas.hpp"

namespace container_tco::detail {
namespace {

struct PresentHosts {
  std::set<std::string> families;
  std::int64_t least_vcpu = 0;
  std::int64_t most_vcpu = 0;
};

PresentHosts present_hosts(const VariantBase& base) {
  PresentHosts present;
  for (const HostPool& pool : base.now.pools) {
    const InstanceType& type = base.book.instance_type(pool.instance_type);
    present.families.insert(type.family);
    present.least_vcpu = present.least_vcpu == 0 ? type.vcpu : std::min(present.least_vcpu, type.vcpu);
    present.most_vcpu = std::max(present.most_vcpu, type.vcpu);
  }
  return present;
}

VariantIdea with_filter(VariantIdea idea, const CandidateFilter& filter) {
  idea.options.hosts.candidates = filter;
  return idea;
}

VariantIdea larger_hosts(const VariantBase& base, const CandidateFilter& filter) {
  return with_filter(idea_of(base, "larger_hosts", "Larger hosts", "Another instance type in the launch template",
                             "A host that fails takes more tasks with it"),
                     filter);
}

VariantIdea smaller_hosts(const VariantBase& base, const CandidateFilter& filter) {
  return with_filter(idea_of(base, "smaller_hosts", "Smaller hosts", "Another instance type in the launch template",
                             "More hosts to look after, and less room for a task that grows"),
                     filter);
}

// Other sizes of the families that are there, when the types were named one by one.
void add_other_sizes(const VariantBase& base, std::vector<VariantIdea>& ideas) {
  const CandidateFilter& filter = base.options.hosts.candidates;
  const PresentHosts present = present_hosts(base);
  CandidateFilter larger = filter;
  CandidateFilter smaller = filter;
  larger.instance_types.clear();
  smaller.instance_types.clear();
  for (const InstanceType& type : base.book.instance_types()) {
    if (!present.families.contains(type.family) || (type.bare_metal && !filter.bare_metal)) continue;
    if (type.vcpu > present.most_vcpu) larger.instance_types.push_back(type.name);
    if (type.vcpu < present.least_vcpu) smaller.instance_types.push_back(type.name);
  }
  if (!larger.instance_types.empty()) ideas.push_back(larger_hosts(base, larger));
  if (!smaller.instance_types.empty()) ideas.push_back(smaller_hosts(base, smaller));
}

void add_sizes(const VariantBase& base, std::vector<VariantIdea>& ideas) {
  CandidateFilter filter = base.options.hosts.candidates;
  if (!filter.instance_types.empty()) return add_other_sizes(base, ideas);
  if (filter.max_vcpu || filter.max_memory) {
    CandidateFilter larger = filter;
    larger.max_vcpu.reset();
    larger.max_memory.reset();
    ideas.push_back(larger_hosts(base, larger));
  }
  if (filter.min_vcpu || filter.min_memory) {
    filter.min_vcpu.reset();
    filter.min_memory.reset();
    ideas.push_back(smaller_hosts(base, filter));
  }
}

void add_mixed(const VariantBase& base, std::vector<VariantIdea>& ideas) {
  if (base.options.hosts.provisioning == Provisioning::mixed && !base.options.hosts.max_types) return;
  VariantIdea idea = idea_of(base, "mixed", "A mix of instance types instead of one type a pool, or of few",
                             "Several node groups or capacity providers, or a provisioner that picks types",
                             "More kinds of hosts to look after");
  idea.options.hosts.provisioning = Provisioning::mixed;
  idea.options.hosts.max_types.reset();
  ideas.push_back(std::move(idea));
}

void add_any_type(const VariantBase& base, std::vector<VariantIdea>& ideas) {
  CandidateFilter filter = base.options.hosts.candidates;
  if (filter.instance_types.empty() && filter.families.empty()) return;
  filter.instance_types.clear();
  filter.families.clear();
  ideas.push_back(with_filter(
      idea_of(base, "any_type", "Hosts of any type in place of those named",
              "Tasks that run as well on the processor of another family", "A vCPU of another family is not as fast"),
      filter));
}

void add_any_generation(const VariantBase& base, std::vector<VariantIdea>& ideas) {
  CandidateFilter filter = base.options.hosts.candidates;
  if (!filter.current_generation_only) return;
  filter.current_generation_only = false;
  ideas.push_back(with_filter(
      idea_of(base, "any_generation", "Hosts of previous generations too", "Nothing but capacity of these types",
              "Older types are slower, and less of them is to be had"),
      filter));
}

void add_burstable(const VariantBase& base, std::vector<VariantIdea>& ideas) {
  CandidateFilter filter = base.options.hosts.candidates;
  if (filter.burstable || !filter.instance_types.empty() || !filter.families.empty()) return;
  filter.burstable = true;
  ideas.push_back(with_filter(
      idea_of(base, "burstable", "Burstable hosts (T families) too",
              "Tasks that on average use no more CPU than the hosts' baseline",
              "Above the baseline tasks are slowed down, or surplus credits are charged that are not priced here"),
      filter));
}

}  // namespace

std::vector<VariantIdea> other_host_ideas(const VariantBase& base) {
  std::vector<VariantIdea> ideas;
  if (base.now.pools.empty()) return ideas;
  add_sizes(base, ideas);
  add_mixed(base, ideas);
  add_any_type(base, ideas);
  add_any_generation(base, ideas);
  add_burstable(base, ideas);
  return ideas;
}

}  // namespace container_tco::detail
