#include "container_tco/workload/ecs_documents.hpp"

#include <algorithm>

namespace container_tco {
namespace {

/// A document of another tool, known by one of its members.
struct ForeignDocument {
  const char* member;
  const char* what;
  const char* remedy;
};

constexpr const char* describe_remedy =
    "Deploy it and give the output of 'aws ecs describe-task-definition' (and 'aws ecs describe-services'), or write a "
    "task definition with the values filled in";

constexpr const char* price_remedy =
    "Prices are bundled; to replace some, write a price table and give it with --prices";

constexpr ForeignDocument foreign_documents[] = {
    {"AWSTemplateFormatVersion", "a CloudFormation template", describe_remedy},
    {"Resources", "a CloudFormation template", describe_remedy},
    {"ContainerDefinitions", "the properties of a CloudFormation AWS::ECS::TaskDefinition", describe_remedy},
    {"TaskDefinition", "a CloudFormation resource (its member names start with capitals)", describe_remedy},
    {"Properties", "a CloudFormation resource", describe_remedy},
    {"planned_values", "a Terraform plan", describe_remedy},
    {"resource_changes", "a Terraform plan", describe_remedy},
    {"terraform_version", "a Terraform state", describe_remedy},
    {"Error", "an error answer of AWS", "Run the command again and give its successful output"},
    {"data", "a recorded answer", "Give the value of its member 'data' as a document of its own"},
    {"offerCode", "a price list of AWS", price_remedy},
    {"offers", "an index of AWS price lists", price_remedy},
    {"container_definitions", "a document with underscores in its member names, as Terraform writes them",
     describe_remedy},
};

/// Answers of ECS and EKS that say nothing about the size or the number of tasks.
constexpr const char* silent_members[] = {"tasks",
                                          "taskArns",
                                          "taskSets",
                                          "taskSet",
                                          "taskDefinitionArns",
                                          "families",
                                          "containerInstances",
                                          "containerInstanceArns",
                                          "containerInstance",
                                          "containerInstanceArn",
                                          "serviceArns",
                                          "clusterArns",
                                          "capacityProviders",
                                          "capacityProvider",
                                          "settings",
                                          "setting",
                                          "attributes",
                                          "tags",
                                          "taskArn",
                                          "protectedTasks",
                                          "addon",
                                          "addons",
                                          "addonName",
                                          "update",
                                          "updateIds",
                                          "insights",
                                          "insight",
                                          "associations",
                                          "association",
                                          "associatedAccessPolicies",
                                          "nodegroup",
                                          "nodegroups",
                                          "fargateProfile",
                                          "fargateProfileNames",
                                          "clusterVersions",
                                          "serviceDeployments",
                                          "serviceRevisions",
                                          "failures"};

constexpr const char* service_members[] = {"serviceName", "serviceArn", "desiredCount", "schedulingStrategy",
                                           "deploymentConfiguration"};

std::string describe_members(const JsonCursor& document) {
  std::string text;
  const auto& members = document.value().members();
  for (std::size_t i = 0; i < std::min<std::size_t>(members.size(), 4); ++i) {
    text += (text.empty() ? "" : ", ") + ("'" + printable(members[i].first, 40) + "'");
  }
  if (members.empty()) return "an empty object";
  return "an object with " + text + (members.size() > 4 ? " and others" : "");
}

[[noreturn]] void refuse(const JsonCursor& document) {
  const std::string expected =
      "a task definition, or the output of 'aws ecs describe-task-definition', 'describe-services' or "
      "'describe-clusters'";
  if (document.value().is_string()) {
    document.fail(expected, "Plain text such as a CSV list, a bill or a price list describes no tasks");
  }
  if (!document.value().is_object()) document.fail(expected);
  const JsonValue* services = document.value().find("services");
  if (services != nullptr && services->is_object()) {
    throw ParseError(document.location(), expected, "a Compose file",
                     "Write a scenario, or a task definition of what it runs");
  }
  for (const ForeignDocument& foreign : foreign_documents) {
    if (document.value().find(foreign.member) == nullptr) continue;
    throw ParseError(document.location(), expected, foreign.what, foreign.remedy);
  }
  throw ParseError(document.location(), expected, describe_members(document),
                   "Kubernetes objects are known by 'kind', scenarios by 'schema_version'");
}

bool is_object(const std::optional<JsonCursor>& value) { return value && value->value().is_object(); }

bool is_service(const JsonCursor& document) {
  const std::optional<JsonCursor> service = document.find("service");
  if (service && service->value().is_string() && document.has("taskDefinition")) return true;
  return std::any_of(std::begin(service_members), std::end(service_members),
                     [&](const char* member) { return document.has(member); });
}

void add_failures(const JsonCursor& document, EcsParts& parts) {
  for (const JsonCursor& failure : document.items_of("failures")) {
    if (!failure.value().is_object()) continue;
    const auto text_of = [&](std::string_view name) {
      const std::optional<JsonCursor> member = failure.find(name);
      return member && member->value().is_string() ? printable(member->value().text(), 300) : std::string("?");
    };
    parts.failures.push_back("AWS could not describe " + text_of("arn") + ": " + text_of("reason") +
                             ". Check its name, cluster and region");
  }
}

void take_services(const JsonCursor& list, EcsParts& parts) {
  for (const JsonCursor& item : list.items()) {
    if (item.value().is_object()) {
      parts.services.push_back(item);
    } else {
      parts.ignored.push_back("the name of a service at " + item.path());
    }
  }
}

void take_cluster(const JsonCursor& cluster, EcsParts& parts) {
  if (cluster.has("clusterName") || cluster.has("clusterArn")) {
    parts.clusters.push_back(cluster);
  } else {
    parts.ignored.push_back("an EKS cluster");
  }
}

bool is_capacity_provider(const JsonCursor& document) {
  return document.has("autoScalingGroupProvider") || document.has("managedInstancesProvider");
}

// The input of put-cluster-capacity-providers names its cluster; lists of mere names say nothing.
bool take_capacity(const JsonCursor& document, EcsParts& parts) {
  const std::optional<JsonCursor> provider = document.find("capacityProvider");
  const std::optional<JsonCursor> providers = document.find("capacityProviders");
  if (document.has("defaultCapacityProviderStrategy") && document.has("cluster")) {
    parts.clusters.push_back(document);
  } else if (is_object(provider)) {
    parts.capacity_providers.push_back(*provider);
  } else if (is_capacity_provider(document)) {
    parts.capacity_providers.push_back(document);
  } else if (providers && providers->value().is_array() && !providers->value().items().empty() &&
             providers->value().items().front().is_object()) {
    for (const JsonCursor& item : providers->items()) parts.capacity_providers.push_back(item);
  } else {
    return false;
  }
  return true;
}

// Whether `document` was one of the forms that say something.
bool take_known_form(const JsonCursor& document, EcsParts& parts) {
  const std::optional<JsonCursor> definition = document.find("taskDefinition");
  const std::optional<JsonCursor> service = document.find("service");
  const std::optional<JsonCursor> services = document.find("services");
  const std::optional<JsonCursor> cluster = document.find("cluster");
  if (document.has("containerDefinitions")) {
    parts.task_definitions.push_back(document);
  } else if (is_object(definition)) {
    parts.task_definitions.push_back(*definition);
  } else if (const auto definitions = document.find("taskDefinitions")) {
    for (const JsonCursor& item : definitions->items()) parts.task_definitions.push_back(item);
  } else if (services && services->value().is_array()) {
    take_services(*services, parts);
  } else if (is_object(service)) {
    parts.services.push_back(*service);
  } else if (const auto clusters = document.find("clusters"); clusters && clusters->value().is_array()) {
    for (const JsonCursor& item : clusters->items()) {
      if (item.value().is_object()) take_cluster(item, parts);
    }
  } else if (is_object(cluster)) {
    take_cluster(*cluster, parts);
  } else if (is_service(document)) {
    parts.services.push_back(document);
  } else {
    return take_capacity(document, parts);
  }
  return true;
}

void take_apart(const JsonCursor& document, EcsParts& parts) {
  if (document.value().is_array()) {
    if (document.value().items().empty()) parts.ignored.push_back("an empty list at " + document.path());
    for (const JsonCursor& item : document.items()) take_apart(item, parts);
    return;
  }
  if (!document.value().is_object()) refuse(document);
  if (take_known_form(document, parts)) {
    add_failures(document, parts);
    return;
  }
  if (document.has("taskDefinition")) {
    parts.ignored.push_back("a run-task request: runs that end are described by a scenario");
    return;
  }
  for (const char* member : silent_members) {
    if (!document.has(member)) continue;
    parts.ignored.push_back("'" + std::string(member) + "', which says nothing about the size or number of tasks");
    return;
  }
  refuse(document);
}

}  // namespace

EcsParts take_apart_ecs_document(const JsonCursor& document) {
  EcsParts parts;
  take_apart(document, parts);
  return parts;
}

}  // namespace container_tco
