#include "container_tco/workload/ecs_service.hpp"

#include <algorithm>

#include "container_tco/workload/ecs_catalogue.hpp"
#include "container_tco/workload/ecs_host_demands.hpp"
#include "container_tco/workload/ecs_rollout.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t max_desired_count = 10000000;
constexpr std::int64_t max_strategy_number = 100000;

constexpr DemandRule service_rules[] = {
    {"placementStrategy[].type", "service_placement_strategy"},
    {"placementConstraints[].type", "service_placement_constraint"},
    {"loadBalancers[].targetGroupArn", "load_balancer"},
    {"loadBalancers[].loadBalancerName", "classic_load_balancer"},
};

std::string text_or_empty(const JsonCursor& object, std::string_view name) {
  const std::optional<JsonCursor> member = object.find(name);
  return member && member->value().is_string() ? member->value().text() : "";
}

// Services of an external or blue/green controller keep these facts in a deployment or a task set, the live one
// PRIMARY.
std::optional<JsonCursor> find_in_service(const JsonCursor& service, std::string_view name) {
  if (const std::optional<JsonCursor> own = service.find(name)) return own;
  for (const char* list : {"deployments", "taskSets"}) {
    for (const JsonCursor& item : service.items_of(list)) {
      if (text_or_empty(item, "status") != "PRIMARY") continue;
      if (const std::optional<JsonCursor> inner = item.find(name)) return inner;
    }
  }
  return std::nullopt;
}

std::optional<bool> read_assign_public_ip(const JsonCursor& service) {
  const std::optional<JsonCursor> network = find_in_service(service, "networkConfiguration");
  const std::optional<JsonCursor> awsvpc = network ? network->find("awsvpcConfiguration") : std::nullopt;
  if (!awsvpc) return std::nullopt;
  const std::optional<JsonCursor> assign = awsvpc->find("assignPublicIp");
  if (!assign) return false;  // The API's default.
  if (assign->text() == "ENABLED") return true;
  if (assign->text() == "DISABLED") return false;
  assign->fail("ENABLED or DISABLED");
}

// A weight that is given as zero takes the provider out, unless tasks are based on it (rule S21).
bool is_used(const JsonCursor& strategy_item) {
  const auto weight = strategy_item.optional_integer("weight", 0, max_strategy_number);
  const auto base = strategy_item.optional_integer("base", 0, max_strategy_number);
  return !weight || *weight > 0 || base.value_or(0) > 0;
}

void add_capacity_demands(const JsonCursor& object, std::string_view strategy, std::vector<HostDemand>& demands) {
  for (const JsonCursor& item : object.items_of(strategy)) {
    if (text_or_empty(item, "capacityProvider") != "FARGATE_SPOT" || !is_used(item)) continue;
    collect_demands(item, {"capacityProvider", "capacity_fargate_spot"}, demands);
  }
}

bool is_daemon(const JsonCursor& service) {
  const std::optional<JsonCursor> strategy = service.find("schedulingStrategy");
  if (!strategy || strategy->text() == "REPLICA") return false;
  if (strategy->text() == "DAEMON") return true;
  strategy->fail("REPLICA or DAEMON");
}

// Deployments under way may configure different volumes; hosts must hold those of the largest.
std::int64_t count_ebs_volumes(const JsonCursor& service) {
  std::size_t most = service.items_of("volumeConfigurations").size();
  for (const JsonCursor& deployment : service.items_of("deployments")) {
    most = std::max(most, deployment.items_of("volumeConfigurations").size());
  }
  return static_cast<std::int64_t>(most);
}

// Rule S22. What AWS describes has one of the two.
bool names_capacity(const JsonCursor& service) {
  const bool has_strategy = !service.items_of("capacityProviderStrategy").empty();
  const std::optional<JsonCursor> launch_type = service.find("launchType");
  const bool has_launch_type = launch_type && !launch_type->text().empty();
  if (has_strategy && has_launch_type) {
    throw ParseError(service.location(), "either launchType or capacityProviderStrategy", "both",
                     "ECS refuses a service with both; take one of them out");
  }
  return has_strategy || has_launch_type;
}

void read_host_demands(const JsonCursor& document, EcsService& service) {
  if (service.is_daemon) {
    service.host_demands.push_back({"scheduling_daemon", "DAEMON", document.at("schedulingStrategy").path()});
  }
  for (const DemandRule& rule : service_rules) collect_demands(document, rule, service.host_demands);
  add_capacity_demands(document, "capacityProviderStrategy", service.host_demands);
}

}  // namespace

EcsService read_ecs_service(const JsonCursor& document) {
  EcsService service;
  service.name = text_or_empty(document, "serviceName");
  if (service.name.empty()) service.name = name_of_arn(text_or_empty(document, "service"));
  service.arn = text_or_empty(document, "serviceArn");
  service.cluster = name_of_arn(text_or_empty(document, "clusterArn"));
  if (service.cluster.empty()) service.cluster = name_of_arn(text_or_empty(document, "cluster"));
  const std::string status = text_or_empty(document, "status");
  service.is_active = status != "INACTIVE" && status != "DRAINING";
  if (!service.is_active) return service;
  service.task_definition = find_in_service(document, "taskDefinition");
  service.desired_count = document.optional_integer("desiredCount", 0, max_desired_count);
  service.is_daemon = is_daemon(document);
  service.constraints = read_ecs_constraints(document);
  service.placement = read_ecs_placement(document);
  service.rollout = read_ecs_rollout(document, service.is_daemon);
  service.load_balanced = !document.items_of("loadBalancers").empty();
  service.attached_ebs_volumes = count_ebs_volumes(document);
  service.names_capacity = names_capacity(document);
  service.assign_public_ip = read_assign_public_ip(document);
  read_host_demands(document, service);
  return service;
}

EcsCluster read_ecs_cluster(const JsonCursor& document) {
  EcsCluster cluster{text_or_empty(document, "clusterName"), document, {}, {}};
  for (const char* name : {"clusterArn", "cluster"}) {
    if (cluster.name.empty()) cluster.name = name_of_arn(text_or_empty(document, name));
  }
  add_capacity_demands(document, "defaultCapacityProviderStrategy", cluster.default_capacity_demands);
  return cluster;
}

}  // namespace container_tco
