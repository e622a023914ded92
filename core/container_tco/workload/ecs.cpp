// Joins ECS services, task definitions and clusters into a workload (rules J1–J6, S22).

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "container_tco/workload/ecs_capacity.hpp"
#include "container_tco/workload/ecs_catalogue.hpp"
#include "container_tco/workload/ecs_documents.hpp"
#include "container_tco/workload/ecs_service.hpp"
#include "container_tco/workload/read.hpp"
#include "container_tco/workload/workload_builder.hpp"

namespace container_tco {
namespace {

std::string origin(const InputLocation& where) { return where.file + " at " + where.json_path; }

class EcsReader {
 public:
  void take(const InputDocument& document);
  ReadResult finish() &&;

 private:
  void take_task_definition(const JsonCursor& definition);
  void take_cluster(const JsonCursor& cluster);
  void take_capacity_provider(const JsonCursor& provider);
  void read_default_capacity();
  std::vector<CapacityShare> read_capacity(const JsonCursor& owner, std::string_view member);
  void add_service(const JsonCursor& document);
  void add_unused_definitions();
  static void add_constraints(const EcsConstraints& of_service, const EcsTaskDefinition& definition, Task& task);
  void list_constraints(const EcsConstraints& constraints, const std::string& service_name);
  void list_assumptions(const EcsService& described, const EcsCatalogue::Entry& entry, const Service& service);
  const EcsCatalogue::Entry& find_definition(const EcsService& described, const JsonCursor& document);

  std::deque<JsonValue> parsed_;  // Cursors point into these.
  std::vector<JsonCursor> services_;
  EcsCatalogue catalogue_;
  std::map<std::string, EcsCluster> clusters_;
  EcsCapacityProviders capacity_providers_;
  std::set<std::string> used_clusters_;
  std::set<std::string> used_providers_;
  std::set<std::string> service_arns_;
  WorkloadBuilder builder_;
};

void EcsReader::take(const InputDocument& document) {
  try {
    parsed_.push_back(parse_json(document.text, document.name));
    const EcsParts parts = take_apart_ecs_document(JsonCursor(parsed_.back(), document.name));
    for (const JsonCursor& definition : parts.task_definitions) take_task_definition(definition);
    for (const JsonCursor& cluster : parts.clusters) take_cluster(cluster);
    for (const JsonCursor& provider : parts.capacity_providers) take_capacity_provider(provider);
    services_.insert(services_.end(), parts.services.begin(), parts.services.end());
    for (const std::string& what : parts.ignored) builder_.ignore(document.name, what);
    for (const std::string& failure : parts.failures) builder_.report(document.name, document.name + ": " + failure);
  } catch (const Error& error) {
    builder_.report(document.name, error.what());
  }
}

void EcsReader::take_task_definition(const JsonCursor& definition) {
  try {
    EcsCatalogue::Entry entry{read_ecs_task_definition_name(definition), definition.location(), std::nullopt};
    try {
      entry.definition = read_ecs_task_definition(definition);
    } catch (const Error& error) {
      builder_.report(definition.file(), error.what());
    }
    catalogue_.add(std::move(entry));
  } catch (const Error& error) {
    builder_.report(definition.file(), error.what());
  }
}

void EcsReader::take_cluster(const JsonCursor& document) {
  try {
    EcsCluster cluster = read_ecs_cluster(document);
    clusters_.emplace(cluster.name, cluster);
  } catch (const Error& error) {
    builder_.report(document.file(), error.what());
  }
}

void EcsReader::take_capacity_provider(const JsonCursor& document) {
  try {
    EcsCapacityProvider provider = read_ecs_capacity_provider(document);
    capacity_providers_.emplace(provider.name, provider);
  } catch (const Error& error) {
    builder_.report(document.file(), error.what());
  }
}

std::vector<CapacityShare> EcsReader::read_capacity(const JsonCursor& owner, std::string_view member) {
  EcsCapacityStrategy strategy = read_ecs_capacity_strategy(owner, member, capacity_providers_);
  for (const CapacityShare& share : strategy.shares) used_providers_.insert(share.provider);
  for (const std::string& name : strategy.unknown_providers) {
    builder_.assume({"capacity_provider",
                     "No document describes capacity provider \"" + printable(name) +
                         "\": it was taken for an Auto Scaling group, unless those beside it are Managed Instances.",
                     "assumption"});
  }
  return std::move(strategy.shares);
}

// Every provider is known only when all documents have been taken.
void EcsReader::read_default_capacity() {
  for (auto& [name, cluster] : clusters_) {
    try {
      cluster.default_capacity = read_capacity(cluster.document, "defaultCapacityProviderStrategy");
    } catch (const Error& error) {
      builder_.report(cluster.document.file(), error.what());
    }
  }
}

void EcsReader::add_constraints(const EcsConstraints& of_service, const EcsTaskDefinition& definition, Task& task) {
  std::vector<HostRequirement> requirements = definition.constraints.requirements;
  requirements.insert(requirements.end(), of_service.requirements.begin(), of_service.requirements.end());
  apply_host_requirements(requirements, definition.stated_platform, task);
  task.one_per_host = definition.constraints.distinct_instance || of_service.distinct_instance;
}

void EcsReader::list_constraints(const EcsConstraints& constraints, const std::string& service_name) {
  for (const std::string& expression : constraints.not_understood) {
    builder_.assume({"placement_expression",
                     "The condition \"" + expression + "\" on the hosts of \"" + printable(service_name) +
                         "\" does not count: hosts are chosen as if all met it.",
                     "assumption"});
  }
}

const EcsCatalogue::Entry& EcsReader::find_definition(const EcsService& described, const JsonCursor& document) {
  if (described.task_definition) return catalogue_.find_one(*described.task_definition);
  return catalogue_.find_only(document);
}

void EcsReader::list_assumptions(const EcsService& described, const EcsCatalogue::Entry& entry,
                                 const Service& service) {
  for (const Assumption& assumption : entry.definition->assumptions) builder_.assume(assumption);
  if (!described.desired_count && !service.is_daemon) builder_.assume(assume_one_task(service.name));
  const std::string name = printable(service.name);
  if (!described.task_definition) {
    builder_.assume({"service_task_definition",
                     "Service \"" + name + "\" names no task definition: the only one given, \"" +
                         printable(entry.name.text()) + "\", was taken for it.",
                     "assumption"});
  } else if (!entry.name.revision && EcsTaskDefinitionName::parse(described.task_definition->text()).revision) {
    builder_.assume({"task_definition_revision",
                     "Service \"" + name + "\" runs a numbered revision of \"" + printable(entry.name.family) +
                         "\": the definition given without a number was taken for it.",
                     "assumption"});
  }
  list_constraints(entry.definition->constraints, service.name);
  list_constraints(described.constraints, service.name);
  if (described.attached_ebs_volumes > 0) {
    builder_.assume({"managed_ebs_volume",
                     "The EBS volumes attached to each task of \"" + name +
                         "\" are not priced: they cost the same on EC2 and on Fargate.",
                     "X40"});
  }
}

void EcsReader::add_service(const JsonCursor& document) {
  EcsService described = read_ecs_service(document);
  if (!described.is_active) {
    builder_.ignore(document.file(), "service " + printable(described.name) + ", which is not active");
    return;
  }
  if (!described.arn.empty() && !service_arns_.insert(described.arn).second) {
    builder_.ignore(document.file(), "service " + printable(described.name) + ", which is described twice");
    return;
  }
  const EcsCatalogue::Entry& entry = find_definition(described, document);
  if (described.name.empty()) described.name = entry.name.family;

  Service service;
  service.name = described.name;
  service.format = InputFormat::ecs;
  service.origin = origin(document.location());
  service.task = entry.definition->task;
  add_constraints(described.constraints, *entry.definition, service.task);
  service.task.attached_volumes = std::max(service.task.attached_volumes, described.attached_ebs_volumes);
  service.placement = described.placement;
  service.rollout = described.rollout;
  service.capacity_strategy = read_capacity(document, "capacityProviderStrategy");
  auto& demands = service.task.host_demands;
  demands.insert(demands.end(), described.host_demands.begin(), described.host_demands.end());
  const auto cluster = clusters_.find(described.cluster);
  if (cluster != clusters_.end()) used_clusters_.insert(described.cluster);
  if (!described.names_capacity && cluster != clusters_.end()) {
    const auto& defaults = cluster->second.default_capacity_demands;
    demands.insert(demands.end(), defaults.begin(), defaults.end());
    service.capacity_strategy = cluster->second.default_capacity;
  }
  service.assign_public_ip = described.assign_public_ip;
  service.load_balanced = described.load_balanced;
  service.sends_cloudwatch_logs = entry.definition->sends_cloudwatch_logs;
  service.is_daemon = described.is_daemon;
  service.demand = ConstantDemand{described.desired_count.value_or(1)};
  const Service* added = builder_.add(std::move(service), described.cluster);
  if (added != nullptr) list_assumptions(described, entry, *added);
}

void EcsReader::add_unused_definitions() {
  const EcsCatalogue::Unused unused = catalogue_.list_unused();
  for (const EcsCatalogue::Entry* entry : unused.own) {
    Service service;
    service.name = entry->name.family;
    service.format = InputFormat::ecs;
    service.origin = origin(entry->location);
    service.task = entry->definition->task;
    try {
      add_constraints({}, *entry->definition, service.task);
    } catch (const Error& error) {
      builder_.report(entry->location.file, error.what());
      continue;
    }
    service.sends_cloudwatch_logs = entry->definition->sends_cloudwatch_logs;
    const Service* added = builder_.add(std::move(service));
    if (added == nullptr) continue;
    builder_.assume(assume_one_task(added->name));
    list_constraints(entry->definition->constraints, added->name);
    for (const Assumption& assumption : entry->definition->assumptions) builder_.assume(assumption);
  }
  for (const EcsCatalogue::Entry* entry : unused.superseded) {
    builder_.ignore(entry->location.file, "task definition " + printable(entry->name.text()) +
                                              ", given again, or in another revision than the one used");
  }
}

ReadResult EcsReader::finish() && {
  read_default_capacity();
  for (const JsonCursor& service : services_) {
    try {
      add_service(service);
    } catch (const Error& error) {
      builder_.report(service.file(), error.what());
    }
  }
  add_unused_definitions();
  for (const auto& [name, cluster] : clusters_) {
    if (!used_clusters_.contains(name)) {
      builder_.ignore(cluster.document.file(), "cluster " + printable(name) + ", in which no service given here runs");
    }
  }
  for (const auto& [name, provider] : capacity_providers_) {
    if (!used_providers_.contains(name)) {
      builder_.ignore(provider.file, "capacity provider " + printable(name) + ", which no strategy given here names");
    }
  }
  return std::move(builder_).finish();
}

}  // namespace

ReadResult read_ecs(const std::vector<InputDocument>& documents) {
  EcsReader reader;
  for (const InputDocument& document : documents) reader.take(document);
  return std::move(reader).finish();
}

}  // namespace container_tco
