// read_kubernetes: objects in, services out. Objects that run no pods are named as ignored; one that cannot be
// understood is a problem and does not keep the others from counting.

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "container_tco/workload/kubernetes_assumptions.hpp"
#include "container_tco/workload/kubernetes_controllers.hpp"
#include "container_tco/workload/kubernetes_cron_job.hpp"
#include "container_tco/workload/kubernetes_names.hpp"
#include "container_tco/workload/kubernetes_objects.hpp"
#include "container_tco/workload/kubernetes_pod.hpp"
#include "container_tco/workload/kubernetes_scheduling.hpp"
#include "container_tco/workload/kubernetes_surroundings.hpp"
#include "container_tco/workload/name_list.hpp"
#include "container_tco/workload/read.hpp"
#include "container_tco/workload/rollout_assumption.hpp"

namespace container_tco {
namespace {

struct ReadService {
  Service service;
  QualifiedName name;
  std::set<KubernetesNote> notes;
  KubernetesLabels labels;  // Of its pods.
  PodAffinity affinity;
};

void note_requests(const PodReading& pod, std::set<KubernetesNote>& notes) {
  const bool asks_nothing = pod.task.request.cpu == Cpu() && pod.task.request.memory == Bytes();
  if (asks_nothing) {
    notes.insert(KubernetesNote::no_requests);
  } else if (!pod.every_container_asks) {
    notes.insert(KubernetesNote::partial_requests);
  }
  if (pod.limit_range_used) notes.insert(KubernetesNote::limit_range);
  if (pod.volumes.claims > 0) notes.insert(KubernetesNote::volume_claims);
  if (pod.volumes.is_assumed_ebs) notes.insert(KubernetesNote::default_storage_class);
  if (pod.affinity_is_partial) notes.insert(KubernetesNote::partial_affinity);
  if (pod.task.max_host_skew) notes.insert(KubernetesNote::host_spread);
}

bool looks_after_nodes(const JsonCursor& pod_spec, const std::string& name_space) {
  return name_space == "kube-system" ||
         pod_spec.optional_text("priorityClassName").value_or("") == "system-node-critical";
}

class KubernetesReader {
 public:
  explicit KubernetesReader(const std::vector<InputDocument>& documents) {
    for (const InputDocument& document : documents) objects_.add(document);
    result_.problems = objects_.problems();
    surroundings_ = read_surroundings(objects_, result_.problems);
  }

  ReadResult read() {
    for (const KubernetesObject& object : objects_.all()) {
      try {
        read_object(object);
      } catch (const Error& error) {
        result_.problems.push_back({object.cursor.file(), error.what()});
      }
    }
    for (const auto& [target, autoscaler] : surroundings_.autoscalers) {
      if (used_autoscalers_.contains(target)) continue;
      result_.ignored.push_back(autoscaler.label + ": its target " + autoscaler.target_label +
                                " is not priced or not in the input");
    }
    finish();
    return std::move(result_);
  }

 private:
  void read_object(const KubernetesObject& object) {
    if (!runs_priced_pods(object)) return ignore(object);
    if (object.name.empty()) {
      throw ParseError(object.cursor.location(), "an object with metadata.name",
                       "a " + printable(object.kind) + " without one");
    }
    if (const auto reason = reason_not_to_count(object, objects_)) {
      result_.ignored.push_back(object.label() + ": " + *reason);
      return;
    }
    add_service(object);
  }

  void ignore(const KubernetesObject& object) {
    const bool is_read_elsewhere = object.is_built_in() && object.kind == "HorizontalPodAutoscaler";
    if (is_read_elsewhere) return;
    if (seems_to_run_pods(object)) {
      const std::string label = printable(object.group) + " " + object.label();
      result_.ignored.push_back(label + ": not a kind that is priced");
      unpriced_.push_back(label);
      return;
    }
    result_.ignored.push_back(object.label());
  }

  void add_service(const KubernetesObject& object) {
    const ControlledPods pods = read_controlled_pods(object);
    const JsonCursor pod_spec = pods.pod_template.at("spec");
    const PodContext context = context_of(object, pods);
    const PodReading pod = read_pod(pod_spec, context, objects_);

    ReadService read{{},
                     {object.name_space, object.kind, object.name},
                     {},
                     context.labels,
                     PodAffinity(pod_spec, context.labels, object.name_space)};
    Service& service = read.service;
    service.format = InputFormat::kubernetes;
    service.origin = object.cursor.file() + " at " + object.cursor.path();
    service.task = pod.task;
    service.rollout = pods.rollout;
    service.demand = ConstantDemand{count_of(object, pods, read.notes)};
    service.load_balanced = is_load_balanced(surroundings_, object.name_space, context.labels);
    service.run_schedule = pods.run_schedule;
    if (pods.is_job && !pods.run_schedule) read.notes.insert(KubernetesNote::job_duration);
    note_requests(pod, read.notes);
    if (pods.is_daemon) make_daemon(object, pod_spec, read);
    if (object.kind == "Pod" && controller_of(object)) return add_orphan(object, pod_spec, std::move(read));
    services_.push_back(std::move(read));
  }

  PodContext context_of(const KubernetesObject& object, const ControlledPods& pods) const {
    PodContext context{object.name_space, {}, pods.claim_templates, {}};
    const auto metadata = pods.pod_template.find("metadata");
    context.labels = read_labels(metadata ? metadata->find("labels") : std::nullopt);
    const auto defaults = surroundings_.defaults_by_namespace.find(object.name_space);
    if (defaults != surroundings_.defaults_by_namespace.end()) context.defaults = defaults->second;
    return context;
  }

  std::int64_t count_of(const KubernetesObject& object, const ControlledPods& pods, std::set<KubernetesNote>& notes) {
    const auto found = surroundings_.autoscalers.find({object.kind, object.name_space, object.name});
    if (found == surroundings_.autoscalers.end() || !object.is_built_in()) {
      if (pods.count_is_default) notes.insert(KubernetesNote::default_replicas);
      return pods.count;
    }
    used_autoscalers_.insert(found->first);
    // Somebody who scales to 0 by hand switches the autoscaler off.
    if (pods.count == 0) return 0;
    notes.insert(KubernetesNote::autoscaled);
    return found->second.minimum;
  }

  static void make_daemon(const KubernetesObject& object, const JsonCursor& pod_spec, ReadService& read) {
    read.service.is_daemon = true;
    const auto kind = object.cursor.find("kind");
    read.service.task.host_demands.push_back({"k8s_daemon_set", "true", (kind ? *kind : object.cursor).path()});
    if (looks_after_nodes(pod_spec, object.name_space)) {
      read.service.daemon_as_sidecar = false;
      read.notes.insert(KubernetesNote::node_daemon);
    }
  }

  /// A pod whose controller is not in the input stands for one copy of that controller's pods.
  void add_orphan(const KubernetesObject& pod, const JsonCursor& pod_spec, ReadService read) {
    const ObjectOwner origin = origin_of_pod(pod);
    const Resources& request = read.service.task.request;
    const auto key = std::tuple(pod.name_space, origin.kind, origin.name, request.cpu.ticks(), request.memory.bytes(),
                                request.gpu_count);
    const auto [entry, is_first] = orphans_.emplace(key, services_.size());
    if (!is_first) {
      std::get<ConstantDemand>(services_[entry->second].service.demand).count += 1;
      return;
    }
    read.name = {pod.name_space, origin.kind, origin.name};
    read.notes.insert(KubernetesNote::grouped_pods);
    if (origin.kind == "Job" || origin.kind == "CronJob") read.notes.insert(KubernetesNote::job_duration);
    if (origin.kind == "DaemonSet" || origin.kind == "Node") make_daemon(pod, pod_spec, read);
    services_.push_back(std::move(read));
  }

  /// Services that keep apart from others on hosts; what is not planned for gets a note.
  void keep_apart(const std::vector<std::string>& names) {
    for (std::size_t i = 0; i < services_.size(); ++i) {
      ReadService& read = services_[i];
      if (read.affinity.attracts() || read.affinity.is_vague()) read.notes.insert(KubernetesNote::other_pods);
      for (std::size_t k = 0; k < services_.size(); ++k) {
        const ReadService& other = services_[k];
        if (k == i) continue;
        const bool is_farther = read.affinity.repels_farther(other.labels, other.name.name_space);
        // What stands in other zones stands on other hosts.
        const bool is_apart = is_farther || read.affinity.repels_on_host(other.labels, other.name.name_space);
        const bool has_daemon = read.service.is_daemon || other.service.is_daemon;
        if (is_apart && !has_daemon) read.service.apart_from.push_back(names[k]);
        if (is_farther || (is_apart && has_daemon)) read.notes.insert(KubernetesNote::other_pods);
      }
    }
  }

  void finish() {
    std::vector<QualifiedName> qualified;
    for (const ReadService& read : services_) qualified.push_back(read.name);
    const std::vector<std::string> names = shortest_distinct_names(qualified);

    keep_apart(names);
    KubernetesNotes notes;
    for (std::size_t i = 0; i < services_.size(); ++i) {
      for (const KubernetesNote note : services_[i].notes) notes.add(note, names[i]);
      services_[i].service.name = names[i];
      result_.workload.services.push_back(std::move(services_[i].service));
    }
    result_.workload.assumptions = notes.assumptions();
    for (const Service& service : result_.workload.services) {
      if (service.run_schedule) result_.workload.assumptions.push_back(assume_run_length(service));
    }
    assume_default_rollouts(result_.workload);
    add_common_assumptions();
  }

  void add_common_assumptions() {
    std::vector<Assumption>& assumptions = result_.workload.assumptions;
    if (!result_.workload.services.empty()) {
      assumptions.push_back(
          {"default_architecture",
           "Pods whose selectors name no architecture run on x86_64, and those that name no operating "
           "system run on Linux",
           "assumption"});
    }
    if (surroundings_.load_balancers > 0) {
      assumptions.push_back({"load_balancers",
                             "Load balancers (Services of type LoadBalancer and Ingresses: " +
                                 std::to_string(surroundings_.load_balancers) +
                                 ") are priced only when a usage file says how many they are in AWS",
                             "assumption"});
    }
    if (!unpriced_.empty()) {
      assumptions.push_back(
          {"unpriced_kinds",
           "These objects run pods but are of kinds that are not priced, so every total lacks them: " +
               list_some(unpriced_),
           "assumption"});
    }
  }

  KubernetesObjects objects_;
  KubernetesSurroundings surroundings_;
  ReadResult result_;
  std::vector<ReadService> services_;
  std::map<std::tuple<std::string, std::string, std::string, std::int64_t, std::int64_t, std::int64_t>, std::size_t>
      orphans_;
  std::set<std::tuple<std::string, std::string, std::string>> used_autoscalers_;
  std::vector<std::string> unpriced_;
};

}  // namespace

ReadResult read_kubernetes(const std::vector<InputDocument>& documents) { return KubernetesReader(documents).read(); }

}  // namespace container_tco
