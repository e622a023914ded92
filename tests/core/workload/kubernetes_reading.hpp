#pragma once
// Short ways to write Kubernetes objects in tests.

#include <doctest/doctest.h>

#include <string>
#include <variant>

#include "container_tco/workload/read.hpp"

namespace container_tco {

/// A Deployment "web" whose pod spec is `pod_spec` (without braces); `more` are further members of the Deployment's
/// spec.
inline std::string deployment(const std::string& pod_spec, const std::string& more = "\"replicas\": 1") {
  return R"({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}, "spec": {)" + more +
         R"(, "template": {"metadata": {"labels": {"app": "web"}}, "spec": {)" + pod_spec + "}}}}";
}

/// A pod spec with one container that asks for 250 millicores and 512 MiB; `more` are further members of the spec.
inline std::string one_container(const std::string& more = "") {
  return R"("containers": [{"name": "c", "image": "i", "resources": {"requests": {"cpu": "250m", "memory": "512Mi"}}}])" +
         (more.empty() ? std::string() : ", " + more);
}

inline ReadResult read_text(const std::string& text) { return read_kubernetes({{"k.json", text}}); }

/// The only service in `text`.
inline Service read_service(const std::string& text) {
  const ReadResult result = read_text(text);
  if (!result.problems.empty()) FAIL(result.problems[0].message);
  REQUIRE(result.workload.services.size() == 1);
  return result.workload.services[0];
}

inline Task read_task(const std::string& pod_spec) { return read_service(deployment(pod_spec)).task; }

inline std::int64_t count_of(const Service& service) { return std::get<ConstantDemand>(service.demand).count; }

/// The value of the first demand for `feature`, or "(none)".
inline std::string demanded(const Task& task, const std::string& feature) {
  for (const HostDemand& demand : task.host_demands) {
    if (demand.feature == feature) return demand.value;
  }
  return "(none)";
}

inline const Assumption* find_assumption(const ReadResult& result, const std::string& id) {
  for (const Assumption& assumption : result.workload.assumptions) {
    if (assumption.id == id) return &assumption;
  }
  return nullptr;
}

}  // namespace container_tco
