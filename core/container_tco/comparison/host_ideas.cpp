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

VariantIdea with_filter(const VariantBase& base, const CandidateFilter& filter) {
  VariantIdea idea{.id = {}, .change = {}, .needs = {}, .risk = {}, .workload = base.workload, .options = base.options};
  idea.options.hosts.candidates = filter;
  return idea;
}

VariantIdea larger_hosts(const VariantBase& base, const CandidateFilter& filter) {
  VariantIdea idea = with_filter(base, filter);
  idea.id = "larger_hosts";
  idea.change = "Larger hosts";
  idea.needs = "Another instance type in the launch template";
  idea.risk = "A host that fails takes more tasks with it";
  return idea;
}

VariantIdea smaller_hosts(const VariantBase& base, const CandidateFilter& filter) {
  VariantIdea idea = with_filter(base, filter);
  idea.id = "smaller_hosts";
  idea.change = "Smaller hosts";
  idea.needs = "Another instance type in the launch template";
  idea.risk = "More hosts to look after, and less room for a task that grows";
  return idea;
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
  VariantIdea idea = with_filter(base, base.options.hosts.candidates);
  idea.options.hosts.provisioning = Provisioning::mixed;
  idea.options.hosts.max_types.reset();
  idea.id = "mixed";
  idea.change = "A mix of instance types instead of one type a pool, or of few";
  idea.needs = "Several node groups or capacity providers, or a provisioner that picks types";
  idea.risk = "More kinds of hosts to look after";
  ideas.push_back(std::move(idea));
}

void add_any_type(const VariantBase& base, std::vector<VariantIdea>& ideas) {
  CandidateFilter filter = base.options.hosts.candidates;
  if (filter.instance_types.empty() && filter.families.empty()) return;
  filter.instance_types.clear();
  filter.families.clear();
  VariantIdea idea = with_filter(base, filter);
  idea.id = "any_type";
  idea.change = "Hosts of any type in place of those named";
  idea.needs = "Tasks that run as well on the processor of another family";
  idea.risk = "A vCPU of another family is not as fast";
  ideas.push_back(std::move(idea));
}

void add_any_generation(const VariantBase& base, std::vector<VariantIdea>& ideas) {
  CandidateFilter filter = base.options.hosts.candidates;
  if (!filter.current_generation_only) return;
  filter.current_generation_only = false;
  VariantIdea idea = with_filter(base, filter);
  idea.id = "any_generation";
  idea.change = "Hosts of previous generations too";
  idea.needs = "Nothing but capacity of these types";
  idea.risk = "Older types are slower, and less of them is to be had";
  ideas.push_back(std::move(idea));
}

void add_burstable(const VariantBase& base, std::vector<VariantIdea>& ideas) {
  CandidateFilter filter = base.options.hosts.candidates;
  if (filter.burstable || !filter.instance_types.empty() || !filter.families.empty()) return;
  filter.burstable = true;
  VariantIdea idea = with_filter(base, filter);
  idea.id = "burstable";
  idea.change = "Burstable hosts (T families) too";
  idea.needs = "Tasks that on average use no more CPU than the hosts' baseline";
  idea.risk = "Above the baseline tasks are slowed down, or surplus credits are charged that are not priced here";
  ideas.push_back(std::move(idea));
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
