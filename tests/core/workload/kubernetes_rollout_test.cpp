// Update strategies of Kubernetes: rule J14.

#include <string>

#include "kubernetes_reading.hpp"

namespace container_tco::kubernetes_rollout_test {
namespace {

Rollout rollout_of(const std::string& strategy) {
  return read_service(deployment(one_container(), R"("replicas": 10, "strategy": )" + strategy)).rollout;
}

std::string problem_of(const std::string& strategy) {
  const ReadResult result = read_text(deployment(one_container(), R"("strategy": )" + strategy));
  return result.problems.size() == 1 ? result.problems[0].message : "not one problem";
}

Rollout rollout_of_kind(const std::string& kind, const std::string& spec) {
  return read_service(R"({"apiVersion": "apps/v1", "kind": ")" + kind + R"(", "metadata": {"name": "a"}, "spec": {)" +
                      spec + R"("template": {"spec": {)" + one_container() + "}}}}")
      .rollout;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a Deployment that says nothing surges by a quarter, rounded up, as an assumption") {
  const ReadResult result = read_text(deployment(one_container()));
  const Rollout& rollout = result.workload.services.at(0).rollout;
  CHECK(rollout == Rollout{RolloutStrategy::rolling, {25, true, true}, {25, true, false}, std::nullopt, true});
  CHECK(rollout.extra_copies(10) == 3);
  CHECK(rollout.missing_copies(10) == 2);
  const Assumption* assumption = find_assumption(result, "rollout_default");
  REQUIRE(assumption != nullptr);
  CHECK(contains(assumption->text, ": web"));
  CHECK(rollout_of(R"({"type": "RollingUpdate"})").is_default);
}

TEST_CASE("numbers and percentages of a Deployment are read as they are written") {
  const Rollout rollout = rollout_of(R"({"rollingUpdate": {"maxSurge": 2, "maxUnavailable": "10%"}})");
  CHECK(rollout.extra_copies(100) == 2);
  CHECK(rollout.missing_copies(19) == 1);  // floor(1.9)
  CHECK_FALSE(rollout.is_default);
  CHECK(rollout_of(R"({"rollingUpdate": {"maxSurge": "100%", "maxUnavailable": 0}})").extra_copies(7) == 7);
  CHECK(rollout_of(R"({"rollingUpdate": {"maxSurge": 0}})").extra_copies(7) == 0);
}

TEST_CASE("Recreate and OnDelete start nothing beside what runs") {
  CHECK(rollout_of(R"({"type": "Recreate"})").strategy == RolloutStrategy::recreate);
  CHECK(rollout_of_kind("StatefulSet", R"("updateStrategy": {"type": "OnDelete"}, )").strategy ==
        RolloutStrategy::recreate);
  CHECK(rollout_of_kind("ReplicaSet", "").extra_copies(5) == 0);
  CHECK(rollout_of_kind("Job", "").extra_copies(5) == 0);
}

TEST_CASE("a StatefulSet replaces one pod after the other, a DaemonSet may surge when told to") {
  const Rollout stateful = rollout_of_kind("StatefulSet", "");
  CHECK(stateful.extra_copies(5) == 0);
  CHECK(stateful.missing_copies(5) == 1);
  CHECK_FALSE(stateful.is_default);
  const Rollout daemon =
      rollout_of_kind("DaemonSet", R"("updateStrategy": {"rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}}, )");
  CHECK(daemon.surge == CopyShare{1, false, false});
}

TEST_CASE("numbers that Kubernetes refuses are problems at their place") {
  CHECK(contains(problem_of(R"({"rollingUpdate": {"maxSurge": "much"}})"), "rollingUpdate.maxSurge"));
  CHECK(contains(problem_of(R"({"rollingUpdate": {"maxSurge": "2"}})"), "\"25%\""));
  CHECK(contains(problem_of(R"({"rollingUpdate": {"maxSurge": -1}})"), "maxSurge"));
  CHECK(contains(problem_of(R"({"rollingUpdate": {"maxSurge": 0, "maxUnavailable": "0%"}})"),
                 "maxSurge or maxUnavailable above 0"));
  CHECK(contains(problem_of(R"({"rollingUpdate": {"maxSurge": "{{ .Values.surge }}"}})"), "maxSurge"));
}

}  // namespace container_tco::kubernetes_rollout_test
