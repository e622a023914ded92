#pragma once
// The way in for documents: what the readers share, and the reader that finds out which format it was given.

#include <optional>
#include <string>
#include <vector>

#include "container_tco/demand/time_zone.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// One JSON document. YAML is turned into JSON before it comes here.
struct InputDocument {
  std::string name;  ///< File name or "<text>", for messages.
  std::string text;
};

/// A document that could not be used; the others were.
struct InputProblem {
  std::string file;
  std::string message;
};

/// What was read. `workload` may be empty of services when every document had a problem.
struct ReadResult {
  Workload workload;
  std::vector<InputProblem> problems;
  /// Documents and objects that say nothing about cost ("ConfigMap/settings"), by name.
  std::vector<std::string> ignored;
};

/// ECS documents in any mix: RegisterTaskDefinition input, `describe-task-definition` output, `describe-services`
/// output, `describe-clusters` and `describe-capacity-providers` output (rules J1–J7). Services are joined to task
/// definitions by ARN, family:revision or family. A task definition that no service refers to becomes a service of one
/// task, listed as an assumption. A document, definition or service that cannot be used is a problem; the others count.
ReadResult read_ecs(const std::vector<InputDocument>& documents);

/// Kubernetes objects (rules J11–J14): one object a document, or a List. Deployment, StatefulSet, DaemonSet,
/// ReplicaSet, Pod, Job, CronJob, and HorizontalPodAutoscaler for the replica count. Other kinds are ignored by name.
ReadResult read_kubernetes(const std::vector<InputDocument>& documents);

/// A scenario file (schema: core/container_tco/workload/scenario.schema.json). `zones` are the time zones that a demand
/// may name beside UTC and fixed offsets. Throws ParseError for what it cannot use.
ReadResult read_scenario(const InputDocument& document, const std::vector<TimeZone>& zones = {});

/// Whichever of the three the documents are; a mix of formats is read and joined into one workload.
/// Never throws for bad content: each unusable document is a problem.
ReadResult read_workload(const std::vector<InputDocument>& documents, const std::vector<TimeZone>& zones = {});

/// Sets what a person knows on top of what was read: a document of the shape of a scenario whose services name those of
/// `workload`. Throws ParseError naming the nearest service for an unknown name.
void apply_usage(Workload& workload, const InputDocument& usage, const std::vector<TimeZone>& zones = {});

/// The JSON Schema of scenario (and usage) files.
std::string scenario_schema();

}  // namespace container_tco
