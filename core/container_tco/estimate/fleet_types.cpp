#include "container_tco/estimate/fleet_types.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "container_tco/error.hpp"
#include "container_tco/estimate/host_labels.hpp"
#include "container_tco/estimate/host_plan.hpp"
#include "container_tco/sizing/host_accelerators.hpp"
#include "container_tco/workload/host_match.hpp"

namespace container_tco {
namespace {

// Every different requirement, so that types carry those that they meet.
std::set<std::string> requirements_of(const FleetDemand& demand) {
  std::set<std::string> labels;
  for (const std::vector<FleetItem>* list : {&demand.items, &demand.packing.daemons}) {
    for (const FleetItem& item : *list) labels.insert(item.required_labels.begin(), item.required_labels.end());
  }
  return labels;
}

bool needs_slots(const FleetDemand& demand) {
  return std::any_of(demand.items.begin(), demand.items.end(),
                     [](const FleetItem& item) { return item.network_slots > 0; });
}

bool needs_volumes(const FleetDemand& demand) {
  return std::any_of(demand.items.begin(), demand.items.end(), [](const FleetItem& item) { return item.volumes > 0; });
}

std::vector<Architecture> architectures_for(const FleetDemand& demand) {
  if (!demand.architectures.empty()) return demand.architectures;
  if (demand.operating_system == OperatingSystem::windows_os) return {Architecture::x86_64};
  return {Architecture::x86_64, Architecture::arm64};
}

// In which units tasks count Neuron devices.
std::vector<Accelerator> neuron_units_of(const std::set<std::string>& requirements) {
  std::vector<Accelerator> units;
  for (const Accelerator unit : {Accelerator::neuron, Accelerator::neuron_core}) {
    if (requirements.contains(accelerator_requirement(unit))) units.push_back(unit);
  }
  return units;
}

// A plan counts in 64 bits: a type so dear that it could not is never the cheapest, where there is another.
std::int64_t most_weight(const FleetDemand& demand) {
  std::int64_t copies = 0;
  for (const FleetItem& item : demand.items) {
    if (__builtin_add_overflow(copies, item.count, &copies)) return 1;
  }
  const FleetOptions& packing = demand.packing;
  std::int64_t hosts =
      2 * std::min<std::int64_t>(copies, 1 << 30) + packing.min_hosts + packing.min_hosts_per_zone * packing.zones + 1;
  for (const FleetGroup& group : packing.groups) hosts += group.min_hosts;
  hosts = hosts * 100 / packing.target_capacity_percent + 1;
  return std::min<std::int64_t>(1'000'000'000'000'000, (std::int64_t{1} << 62) / hosts);
}

// Hosts of one kind: a node group, or what hosts are without one.
struct HostKind {
  const NodeGroup* group = nullptr;
  std::vector<std::string> labels;  ///< That somebody sets.

  std::string name_of(const std::string& instance_type) const {
    if (group != nullptr) return group->name + "/" + instance_type;
    std::string name = instance_type;
    for (std::size_t i = 0; i < labels.size(); ++i) name += (i == 0 ? " {" : ", ") + labels[i];
    return labels.empty() ? name : name + "}";
  }
};

// EKS and Karpenter label the hosts of a group with its name, unless the group states the label otherwise.
std::vector<std::string> labels_of(const NodeGroup& group) {
  std::vector<std::string> labels = group.labels;
  for (const std::string_view key : {"eks.amazonaws.com/nodegroup", "karpenter.sh/nodepool"}) {
    const bool is_stated = std::any_of(group.labels.begin(), group.labels.end(), [&](const std::string& label) {
      return parse_label_condition(label).key == key;
    });
    if (!is_stated) labels.push_back(std::string(key) + "=" + group.name);
  }
  return labels;
}

std::vector<HostKind> kinds_of(const FleetDemand& demand, const HostPlanOptions& options) {
  std::vector<HostKind> kinds;
  for (const NodeGroup& group : options.groups) {
    if (group.operating_system == demand.operating_system) kinds.push_back({&group, labels_of(group)});
  }
  if (!kinds.empty()) return kinds;
  kinds.push_back({});
  for (const std::vector<std::string>& labels : demand.wanted_labels) kinds.push_back({nullptr, labels});
  return kinds;
}

class CandidateList {
 public:
  explicit CandidateList(const FleetDemand& demand)
      : demand_(demand),
        requirements_(requirements_of(demand)),
        neuron_units_(neuron_units_of(requirements_)),
        needs_slots_(needs_slots(demand)),
        needs_volumes_(needs_volumes(demand)),
        heaviest_(most_weight(demand)) {}

  void add(const PricedHost& host, const HostKind& kind) {
    // Without its interface limits nobody can say how many tasks the type may run.
    if (!host.capacity.network_slots && needs_slots_) return;
    if (host.per_host_floor > heaviest_) return;
    if (host.type->neuron_device_count == 0 || neuron_units_.empty()) {
      const bool is_amd = accelerators_of(*host.type, Accelerator::amd) > 0;
      return add(host, kind, is_amd ? Accelerator::amd : Accelerator::nvidia);
    }
    for (const Accelerator unit : neuron_units_) add(host, kind, unit);
  }

  FleetCandidates result;

 private:
  // Whose accelerators are counted in `unit`: a host of Neuron devices hands out devices or cores, not both.
  void add(const PricedHost& host, const HostKind& kind, Accelerator unit) {
    FleetHostType type;
    type.name = kind.name_of(host.type->name);
    if (unit == Accelerator::neuron_core && neuron_units_.size() > 1) type.name += " by NeuronCores";
    type.host = pack_host(host.capacity);
    if (!needs_volumes_) type.host.volumes.reset();
    // Zero for GPUs of other makers: they are nothing to a task that asks for GPUs.
    type.host.allocatable.gpu_count = accelerators_of(*host.type, unit);
    type.weight = std::max<std::int64_t>(1, host.per_host_floor);
    for (const std::string& requirement : requirements_) {
      if (counts_otherwise(requirement, unit)) continue;
      if (meets_requirement(requirement, *host.type, demand_.operating_system, kind.labels)) {
        type.labels.push_back(requirement);
      }
    }
    if (kind.group != nullptr) {
      type.taints = kind.group->taints;
      const auto has_limits = [&](const FleetGroup& group) { return group.name == kind.group->name; };
      if (std::any_of(demand_.packing.groups.begin(), demand_.packing.groups.end(), has_limits)) {
        type.group = kind.group->name;
      }
    }
    result.types.push_back(std::move(type));
    result.hosts.push_back(&host);
  }

  bool counts_otherwise(const std::string& requirement, Accelerator unit) const {
    return std::any_of(neuron_units_.begin(), neuron_units_.end(), [&](Accelerator other) {
      return other != unit && requirement == accelerator_requirement(other);
    });
  }

  const FleetDemand& demand_;
  std::set<std::string> requirements_;
  std::vector<Accelerator> neuron_units_;
  bool needs_slots_;
  bool needs_volumes_;
  std::int64_t heaviest_;
};

bool offers_no_less(const FleetHostType& type, const FleetHostType& other) {
  const PackHost& mine = type.host;
  const PackHost& theirs = other.host;
  const bool has_slots = !mine.network_slots || (theirs.network_slots && *mine.network_slots >= *theirs.network_slots);
  const bool has_volumes = !mine.volumes || (theirs.volumes && *mine.volumes >= *theirs.volumes);
  return has_slots && has_volumes && fits(theirs.allocatable, mine.allocatable);
}

// Leaves out types that so many others of the same labels, taints and group beat: no dearer, and no smaller in
// anything. Hosts that are there stay.
void keep_useful(std::int64_t alternatives, FleetCandidates& candidates) {
  std::vector<std::size_t> order(candidates.types.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const FleetHostType& left = candidates.types[a];
    const FleetHostType& right = candidates.types[b];
    return left.weight != right.weight ? left.weight < right.weight : left.name < right.name;
  });
  std::map<std::vector<std::vector<std::string>>, std::vector<const FleetHostType*>> kept;
  std::vector<std::size_t> useful;
  for (const std::size_t i : order) {
    const FleetHostType& type = candidates.types[i];
    std::vector<const FleetHostType*>& rivals = kept[{type.labels, type.taints, {type.group}}];
    const std::int64_t better = std::count_if(rivals.begin(), rivals.end(),
                                              [&](const FleetHostType* rival) { return offers_no_less(*rival, type); });
    if (better >= alternatives && type.existing.empty()) continue;
    if (!type.max_new_hosts) rivals.push_back(&type);
    useful.push_back(i);
  }
  std::sort(useful.begin(), useful.end());
  FleetCandidates result;
  result.considered = candidates.considered;
  for (const std::size_t i : useful) {
    result.types.push_back(std::move(candidates.types[i]));
    result.hosts.push_back(candidates.hosts[i]);
  }
  candidates = std::move(result);
}

const NodeGroup* group_of(const KeptHosts& kept, const std::vector<NodeGroup>& groups) {
  for (const std::int64_t count : kept.by_zone) require_range("kept hosts", count, 0, 100'000);
  if (kept.group.empty()) return nullptr;
  const NodeGroup* group = find_group(groups, kept.group);
  if (group != nullptr && group->operating_system == kept.operating_system) return group;
  throw InvalidInputError("kept hosts", printable(kept.group),
                          "the name of a group of " + to_string(kept.operating_system) + " hosts");
}

// Hosts that are there become part of their type, which may not be among the candidates for new ones.
void add_kept_hosts(const Ledger& ledger, const FleetDemand& demand, const EstimateOptions& options,
                    HostRequest request, HostCatalogue& catalogue, CandidateList& list) {
  for (const KeptHosts& kept : options.hosts.kept_hosts) {
    if (kept.operating_system != demand.operating_system) continue;
    const HostKind kind{group_of(kept, options.hosts.groups), {}};
    std::vector<FleetHostType>& types = list.result.types;
    const auto find = [&] {
      return std::find_if(types.begin(), types.end(),
                          [&](const FleetHostType& type) { return type.name == kind.name_of(kept.instance_type); });
    };
    auto place = find();
    if (place == types.end()) {
      EstimateOptions own = options;
      own.hosts.candidates = {};
      own.hosts.candidates.instance_types = {kept.instance_type};
      request.architecture = ledger.book().instance_type(kept.instance_type).architecture;
      for (const PricedHost& host : catalogue.hosts(ledger.book(), own, request)) {
        list.add(host, {kind.group, kind.group == nullptr ? std::vector<std::string>{} : kind.group->labels});
      }
      place = find();
      if (place == types.end()) {
        throw InvalidInputError(
            "kept hosts", printable(kept.instance_type),
            "a type with a price in " + ledger.region() + " for " + to_string(demand.operating_system),
            "State its price in an overlay");
      }
      place->max_new_hosts = 0;
    }
    place->existing.resize(std::max(place->existing.size(), kept.by_zone.size()), 0);
    for (std::size_t zone = 0; zone < kept.by_zone.size(); ++zone) place->existing[zone] += kept.by_zone[zone];
  }
}

}  // namespace

std::int64_t alternatives_kept(const Deployment& deployment, const EstimateOptions& options) {
  return deployment.is_spot() ? options.spot.min_types : 1;
}

FleetCandidates fleet_candidates(const Ledger& ledger, const FleetDemand& demand, const Deployment& deployment,
                                 const EstimateOptions& options, const HostSurcharge& surcharge,
                                 HostCatalogue& catalogue) {
  CandidateList list(demand);
  const auto request = [&](Architecture architecture) {
    return HostRequest{deployment, demand.operating_system, architecture, std::nullopt, surcharge.per_host};
  };
  std::set<std::string> considered;
  for (const HostKind& kind : kinds_of(demand, options.hosts)) {
    EstimateOptions own;
    const bool has_filter = kind.group != nullptr && !(kind.group->candidates == CandidateFilter{});
    if (has_filter) {
      own = options;
      own.hosts.candidates = kind.group->candidates;
    }
    for (const Architecture architecture : architectures_for(demand)) {
      for (const PricedHost& host : catalogue.hosts(ledger.book(), has_filter ? own : options, request(architecture))) {
        list.add(host, kind);
        considered.insert(host.type->name);
      }
    }
  }
  add_kept_hosts(ledger, demand, options, request(Architecture::x86_64), catalogue, list);
  list.result.considered = static_cast<std::int64_t>(considered.size());
  keep_useful(alternatives_kept(deployment, options), list.result);
  return std::move(list.result);
}

Money least_cost(const FleetPlan& plan, const FleetCandidates& candidates, const Currency& currency) {
  Money cost(Rational::ratio(plan.lower_bound(), weights_per_unit), currency);
  for (const FleetHosts& hosts : plan.hosts) {
    if (hosts.existing) cost += candidates.hosts[hosts.type]->per_host * Rational(hosts.count);
  }
  return cost;
}

}  // namespace container_tco
