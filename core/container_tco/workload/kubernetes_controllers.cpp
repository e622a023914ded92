#include "container_tco/workload/kubernetes_controllers.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "container_tco/workload/kubernetes_cron_job.hpp"
#include "container_tco/workload/kubernetes_labels.hpp"
#include "container_tco/workload/kubernetes_quantity.hpp"
#include "container_tco/workload/kubernetes_rollout.hpp"

namespace container_tco {
namespace {

enum class Shape { replicated, single, daemon, job, cron_job };

struct PricedKind {
  std::string_view kind;
  Shape shape;
};

constexpr std::array<PricedKind, 9> priced_kinds = {{
    {"Deployment", Shape::replicated},
    {"StatefulSet", Shape::replicated},
    {"ReplicaSet", Shape::replicated},
    {"ReplicationController", Shape::replicated},
    {"DeploymentConfig", Shape::replicated},
    {"DaemonSet", Shape::daemon},
    {"Pod", Shape::single},
    {"Job", Shape::job},
    {"CronJob", Shape::cron_job},
}};

const PricedKind* priced_kind(const KubernetesObject& object) {
  if (!object.is_built_in()) return nullptr;
  for (const PricedKind& known : priced_kinds) {
    if (known.kind == object.kind) return &known;
  }
  return nullptr;
}

std::optional<std::int64_t> copies(const JsonCursor& spec, const char* member) {
  const auto written = spec.find(member);
  return written ? std::optional(read_copies(*written)) : std::nullopt;
}

ControlledPods read_replicated(const KubernetesObject& object, const JsonCursor& spec) {
  ControlledPods pods{spec.at("template")};
  const auto replicas = copies(spec, "replicas");
  pods.count = replicas.value_or(1);
  pods.count_is_default = !replicas;
  if (object.kind == "StatefulSet") pods.claim_templates = spec.items_of("volumeClaimTemplates");
  return pods;
}

ControlledPods read_job(const JsonCursor& spec, bool suspended) {
  ControlledPods pods{spec.at("template")};
  pods.is_job = true;
  pods.count = copies(spec, "parallelism").value_or(1);
  // Kubernetes never runs more pods than completions are left.
  if (const auto completions = copies(spec, "completions")) pods.count = std::min(pods.count, *completions);
  if (suspended || spec.optional_boolean("suspend").value_or(false)) pods.count = 0;
  return pods;
}

ControlledPods read_cron_job(const JsonCursor& spec) {
  const RunSchedule schedule = read_run_schedule(spec);
  ControlledPods pods = read_job(spec.at("jobTemplate").at("spec"), schedule.is_suspended);
  pods.run_schedule = schedule;
  return pods;
}

bool has_containers(const JsonValue& value) {
  const JsonValue* containers = value.find("containers");
  if (containers != nullptr && containers->is_array() && !containers->items().empty() &&
      containers->items().front().is_object()) {
    return true;
  }
  const auto member_has = [](const JsonValue::Member& member) { return has_containers(member.second); };
  return std::any_of(value.members().begin(), value.members().end(), member_has) ||
         std::any_of(value.items().begin(), value.items().end(), has_containers);
}

struct CustomKind {
  std::string_view group;
  std::string_view kind;
};

/// Custom resources that run pods although neither a count nor containers need stand in them.
constexpr std::array<CustomKind, 17> pod_running_kinds = {{
    {"argoproj.io", "Application"},
    {"argoproj.io", "CronWorkflow"},
    {"argoproj.io", "Rollout"},
    {"argoproj.io", "Workflow"},
    {"elasticsearch.k8s.elastic.co", "Elasticsearch"},
    {"helm.cattle.io", "HelmChart"},
    {"helm.toolkit.fluxcd.io", "HelmRelease"},
    {"kafka.strimzi.io", "Kafka"},
    {"kafka.strimzi.io", "KafkaConnect"},
    {"monitoring.coreos.com", "Alertmanager"},
    {"monitoring.coreos.com", "Prometheus"},
    {"monitoring.coreos.com", "PrometheusAgent"},
    {"monitoring.coreos.com", "ThanosRuler"},
    {"postgresql.cnpg.io", "Cluster"},
    {"serving.knative.dev", "Service"},
    {"sparkoperator.k8s.io", "SparkApplication"},
    {"template.openshift.io", "Template"},
}};

bool has_ended(const KubernetesObject& object) {
  const auto status = object.cursor.find("status");
  if (!status) return false;
  if (object.kind == "Pod") {
    const std::string phase = status->optional_text("phase").value_or("");
    return phase == "Succeeded" || phase == "Failed";
  }
  if (object.kind != "Job") return false;
  for (const JsonCursor& condition : status->items_of("conditions")) {
    const std::string type = condition.optional_text("type").value_or("");
    const bool holds = condition.optional_text("status").value_or("") == "True";
    if (holds && (type == "Complete" || type == "Failed")) return true;
  }
  return false;
}

/// "web" of ReplicaSet "web-5d4f8c7b9", whose hash is a label; "backup" of Job "backup-28459920".
ObjectOwner without_generated_suffix(const ObjectOwner& owner, const KubernetesObject& owned) {
  const std::size_t dash = owner.name.rfind('-');
  if (dash == std::string::npos || dash == 0) return owner;
  const std::string suffix = owner.name.substr(dash + 1);
  if (owner.kind == "ReplicaSet") {
    const auto metadata = owned.cursor.find("metadata");
    const KubernetesLabels labels = read_labels(metadata ? metadata->find("labels") : std::nullopt);
    const auto hash = labels.find("pod-template-hash");
    if (hash != labels.end() && hash->second == suffix) return {"Deployment", owner.name.substr(0, dash)};
  }
  if (owner.kind == "Job" && suffix.size() >= 8 && suffix.find_first_not_of("0123456789") == std::string::npos) {
    return {"CronJob", owner.name.substr(0, dash)};
  }
  return owner;
}

bool is_part_of_every_cluster(const KubernetesObject& object) {
  return object.name_space == "kube-system" &&
         (object.label() == "DaemonSet/aws-node" || object.label() == "DaemonSet/kube-proxy" ||
          object.label() == "Deployment/coredns");
}

}  // namespace

bool runs_priced_pods(const KubernetesObject& object) { return priced_kind(object) != nullptr; }

bool seems_to_run_pods(const KubernetesObject& object) {
  // The replicas of a Kafka topic are copies of data.
  if (object.is_built_in() || object.kind == "KafkaTopic") return false;
  for (const CustomKind& known : pod_running_kinds) {
    if (known.group == object.group && known.kind == object.kind) return true;
  }
  const JsonValue* spec = object.cursor.value().find("spec");
  const bool has_replicas = spec != nullptr && spec->is_object() && spec->find("replicas") != nullptr;
  return has_replicas || has_containers(object.cursor.value());
}

namespace {

ControlledPods read_pods_of(const KubernetesObject& object, Shape shape, const JsonCursor& spec) {
  switch (shape) {
    case Shape::daemon: {
      ControlledPods pods{spec.at("template")};
      pods.is_daemon = true;
      return pods;
    }
    case Shape::job:
      return read_job(spec, false);
    case Shape::cron_job:
      return read_cron_job(spec);
    default:
      return read_replicated(object, spec);
  }
}

}  // namespace

ControlledPods read_controlled_pods(const KubernetesObject& object) {
  const PricedKind* kind = priced_kind(object);
  if (kind == nullptr) throw InternalError("a kind that is not priced was read");
  const bool is_single = kind->shape == Shape::single;
  const JsonCursor spec = object.cursor.at("spec");
  ControlledPods pods = is_single ? ControlledPods{object.cursor} : read_pods_of(object, kind->shape, spec);
  pods.rollout = read_kubernetes_rollout(object.kind, spec);
  return pods;
}

std::optional<std::string> reason_not_to_count(const KubernetesObject& object, const KubernetesObjects& objects) {
  if (is_part_of_every_cluster(object)) return "a part of every EKS cluster, which is counted without it (rule K7)";
  if (has_ended(object)) return "has ended";
  const auto owner = controller_of(object);
  if (!owner) return std::nullopt;
  for (const ObjectOwner& candidate : {*owner, without_generated_suffix(*owner, object)}) {
    const KubernetesObject* found = objects.find(candidate.kind, object.name_space, candidate.name);
    if (found != nullptr && found != &object) return "counted as " + found->label();
  }
  return std::nullopt;
}

ObjectOwner origin_of_pod(const KubernetesObject& pod) {
  const auto owner = controller_of(pod);
  if (!owner) return {pod.kind, pod.name};
  return without_generated_suffix(*owner, pod);
}

}  // namespace container_tco
