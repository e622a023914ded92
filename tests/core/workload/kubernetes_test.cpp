// read_kubernetes: which objects count, how often, and what is said about the rest (rules J11, J14, K16).

#include <algorithm>
#include <string>

#include "kubernetes_reading.hpp"

namespace container_tco::kubernetes_test {
namespace {

std::string object(const std::string& api, const std::string& kind, const std::string& metadata,
                   const std::string& rest) {
  return R"({"apiVersion": ")" + api + R"(", "kind": ")" + kind + R"(", "metadata": {)" + metadata + "}, " + rest + "}";
}

std::string pod_template(const std::string& labels = "") {
  return R"("template": {"metadata": {"labels": {)" + labels + "}}, \"spec\": {" + one_container() + "}}";
}

std::string owner(const std::string& kind, const std::string& name) {
  return R"("ownerReferences": [{"kind": ")" + kind + R"(", "name": ")" + name + R"(", "controller": true}])";
}

std::string autoscaler(const std::string& rest) {
  return object(
      "autoscaling/v2", "HorizontalPodAutoscaler", R"("name": "scale")",
      R"("spec": {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"})" + rest + "}");
}

bool mentions(const std::vector<std::string>& lines, const std::string& text) {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return line == text; });
}

}  // namespace

TEST_CASE("every kind that runs pods is read with its count") {
  const auto count = [](const std::string& api, const std::string& kind, const std::string& spec) {
    return count_of(read_service(object(api, kind, R"("name": "x")", R"("spec": {)" + spec + "}")));
  };
  CHECK(count("apps/v1", "Deployment", R"("replicas": 4, )" + pod_template()) == 4);
  CHECK(count("extensions/v1beta1", "Deployment", pod_template()) == 1);
  CHECK(count("apps/v1", "StatefulSet", R"("replicas": 3, )" + pod_template()) == 3);
  CHECK(count("apps/v1", "ReplicaSet", R"("replicas": 0, )" + pod_template()) == 0);
  CHECK(count("v1", "ReplicationController", R"("replicas": 2, )" + pod_template()) == 2);
  CHECK(count("apps.openshift.io/v1", "DeploymentConfig", R"("replicas": 2, )" + pod_template()) == 2);
  CHECK(count("v1", "Pod", one_container()) == 1);
  CHECK(count("batch/v1", "Job", pod_template()) == 1);
  CHECK(count("batch/v1", "Job", R"("parallelism": 5, "completions": 10, )" + pod_template()) == 5);
  CHECK(count("batch/v1", "Job", R"("parallelism": 5, "completions": 2, )" + pod_template()) == 2);
  CHECK(count("batch/v1", "Job", R"("suspend": true, )" + pod_template()) == 0);
  CHECK(count("batch/v1", "CronJob",
              R"("schedule": "@daily", "jobTemplate": {"spec": {"parallelism": 3, )" + pod_template() + "}}") == 3);
  CHECK(count("batch/v1", "CronJob",
              R"("schedule": "@daily", "suspend": true, "jobTemplate": {"spec": {)" + pod_template() + "}}") == 0);
}

TEST_CASE("a DaemonSet is one copy a host, and a sidecar unless it looks after nodes") {
  const auto read = [](const std::string& name_space) {
    return read_service(object("apps/v1", "DaemonSet", R"("name": "agent", "namespace": ")" + name_space + "\"",
                               R"("spec": {)" + pod_template() + "}"));
  };
  CHECK(read("logging").is_daemon);
  CHECK(read("logging").daemon_as_sidecar);
  CHECK(demanded(read("logging").task, "k8s_daemon_set") == "true");
  CHECK_FALSE(read("kube-system").daemon_as_sidecar);
}

TEST_CASE("what every EKS cluster runs is left to the model of the cluster") {
  const ReadResult result =
      read_text(object("apps/v1", "DaemonSet", R"("name": "aws-node", "namespace": "kube-system")",
                       R"("spec": {)" + pod_template() + "}"));
  CHECK(result.workload.services.empty());
  REQUIRE(result.ignored.size() == 1);
  CHECK(result.ignored[0].find("DaemonSet/aws-node: a part of every EKS cluster") == 0);
}

TEST_CASE("an autoscaler's minimum replaces the replicas") {
  const auto count = [](const std::string& replicas, const std::string& rest) {
    const ReadResult result = read_text("[" + deployment(one_container(), replicas) + "," + autoscaler(rest) + "]");
    REQUIRE(result.problems.empty());
    return count_of(result.workload.services.at(0));
  };
  CHECK(count("\"replicas\": 7", R"(, "minReplicas": 2, "maxReplicas": 9)") == 2);
  CHECK(count("\"paused\": false", R"(, "minReplicas": 3)") == 3);
  CHECK(count("\"replicas\": 7", "") == 1);
  // Kubernetes leaves a workload alone that was scaled to 0 by hand.
  CHECK(count("\"replicas\": 0", R"(, "minReplicas": 2)") == 0);
}

TEST_CASE("an autoscaler without its target is said to have none") {
  const ReadResult result = read_text(autoscaler(""));
  CHECK(result.workload.services.empty());
  REQUIRE(result.ignored.size() == 1);
  CHECK(result.ignored[0].find("HorizontalPodAutoscaler/scale: its target Deployment/web") == 0);
}

TEST_CASE("a cluster dump counts each pod once: Deployment, its ReplicaSet, the ReplicaSet's pods") {
  const std::string replica_set = object("apps/v1", "ReplicaSet", R"("name": "web-abc", )" + owner("Deployment", "web"),
                                         R"("spec": {"replicas": 2, )" + pod_template() + "}");
  const auto pod = [](const std::string& name) {
    return object(
        "v1", "Pod",
        R"("name": ")" + name + R"(", "labels": {"pod-template-hash": "abc"}, )" + owner("ReplicaSet", "web-abc"),
        R"("spec": {)" + one_container() + "}");
  };
  const std::string web = deployment(one_container(), "\"replicas\": 2");
  const std::string pods = pod("web-abc-1") + "," + pod("web-abc-2");
  SUBCASE("all of them") {
    const ReadResult result = read_text(R"({"kind": "List", "items": [)" + pods + "," + replica_set + "," + web + "]}");
    REQUIRE(result.workload.services.size() == 1);
    CHECK(count_of(result.workload.services[0]) == 2);
    CHECK(mentions(result.ignored, "ReplicaSet/web-abc: counted as Deployment/web"));
    CHECK(mentions(result.ignored, "Pod/web-abc-1: counted as ReplicaSet/web-abc"));
  }
  SUBCASE("without the ReplicaSet") {
    const ReadResult result = read_text("[" + pods + "," + web + "]");
    REQUIRE(result.workload.services.size() == 1);
    CHECK(mentions(result.ignored, "Pod/web-abc-2: counted as Deployment/web"));
  }
  SUBCASE("pods alone are grouped by what controls them") {
    const ReadResult result = read_text("[" + pods + "]");
    REQUIRE(result.workload.services.size() == 1);
    CHECK(result.workload.services[0].name == "web");
    CHECK(count_of(result.workload.services[0]) == 2);
    CHECK(find_assumption(result, "grouped_pods") != nullptr);
  }
}

TEST_CASE("pods and jobs that have ended are not counted") {
  const std::string job = object(
      "batch/v1", "Job", R"("name": "j")",
      R"("spec": {)" + pod_template() + R"(}, "status": {"conditions": [{"type": "Complete", "status": "True"}]})");
  const std::string pod = object("v1", "Pod", R"("name": "p")",
                                 R"("spec": {)" + one_container() + R"(}, "status": {"phase": "Succeeded"})");
  const ReadResult result = read_text("[" + job + "," + pod + "]");
  CHECK(result.workload.services.empty());
  CHECK(mentions(result.ignored, "Job/j: has ended"));
  CHECK(mentions(result.ignored, "Pod/p: has ended"));
}

TEST_CASE("lists lend their kind to items that have none") {
  const std::string item = R"({"metadata": {"name": "x"}, "spec": {"replicas": 2, )" + pod_template() + "}}";
  const Service service =
      read_service(R"({"apiVersion": "apps/v1", "kind": "DeploymentList", "items": [)" + item + "]}");
  CHECK(count_of(service) == 2);
  CHECK(service.origin == "k.json at $.items[0]");
}

TEST_CASE("jobs are an upper bound that says so") {
  const ReadResult result =
      read_text(object("batch/v1", "Job", R"("name": "backup")", R"("spec": {)" + pod_template() + "}"));
  const Assumption* assumption = find_assumption(result, "job_duration");
  REQUIRE(assumption != nullptr);
  CHECK(assumption->text.find("upper bound on both sides") != std::string::npos);
  CHECK(assumption->text.find("backup") != std::string::npos);
}

TEST_CASE("names of ignored objects and targets are fit to print, whatever they hold") {
  const std::string hostile = R"(\u001b[31m)" + std::string(1'000, 'z');
  const ReadResult result =
      read_text("[" + object("v1", "ConfigMap", R"("name": ")" + hostile + "\"", R"("data": {})") + "," +
                object("autoscaling/v2", "HorizontalPodAutoscaler", R"("name": "scale")",
                       R"("spec": {"scaleTargetRef": {"kind": "Deployment", "name": ")" + hostile + "\"}}") +
                "]");
  REQUIRE(result.ignored.size() == 2);
  for (const std::string& ignored : result.ignored) {
    CHECK(ignored.find(R"(\x1b[31mzzz)") != std::string::npos);
    CHECK(ignored.size() < 300);
  }
}

TEST_CASE("objects that run nothing are ignored by name") {
  const ReadResult result = read_text(object("v1", "ConfigMap", R"("name": "settings")", "\"data\": {}"));
  CHECK(result.problems.empty());
  CHECK(result.ignored == std::vector<std::string>{"ConfigMap/settings"});
}

TEST_CASE("custom resources that run pods are named as not priced") {
  const ReadResult rollout = read_text(object("argoproj.io/v1alpha1", "Rollout", R"("name": "x")",
                                              R"("spec": {"replicas": 2, )" + pod_template() + "}"));
  CHECK(rollout.workload.services.empty());
  CHECK(rollout.ignored == std::vector<std::string>{"argoproj.io Rollout/x: not a kind that is priced"});
  CHECK(find_assumption(rollout, "unpriced_kinds") != nullptr);
  // The same word as a kind of Kubernetes, in another group.
  const ReadResult volcano = read_text(object("batch.volcano.sh/v1alpha1", "Job", R"("name": "x")",
                                              R"("spec": {"tasks": [{"replicas": 1, )" + pod_template() + "}]}"));
  CHECK(volcano.workload.services.empty());
  CHECK(volcano.ignored == std::vector<std::string>{"batch.volcano.sh Job/x: not a kind that is priced"});
  const ReadResult topic =
      read_text(object("kafka.strimzi.io/v1", "KafkaTopic", R"("name": "t")", R"("spec": {"replicas": 3})"));
  CHECK(topic.ignored == std::vector<std::string>{"KafkaTopic/t"});
}

TEST_CASE("names are as short as they can be") {
  const auto named = [](const std::string& kind, const std::string& name_space, const std::string& name) {
    return object("apps/v1", kind, R"("name": ")" + name + R"(", "namespace": ")" + name_space + "\"",
                  R"("spec": {)" + pod_template() + "}");
  };
  const ReadResult result =
      read_text("[" + named("Deployment", "a", "web") + "," + named("Deployment", "b", "web") + "," +
                named("StatefulSet", "b", "web") + "," + named("Deployment", "a", "api") + "," +
                named("Deployment", "a", "db") + "," + named("StatefulSet", "a", "db") + "]");
  std::vector<std::string> names;
  for (const Service& service : result.workload.services) names.push_back(service.name);
  CHECK(names == std::vector<std::string>{"a/web", "b/deployment/web", "b/statefulset/web", "api", "deployment/db",
                                          "statefulset/db"});
}

TEST_CASE("generated names are made different") {
  const std::string job = object("batch/v1", "Job", R"("generateName": "run-")", R"("spec": {)" + pod_template() + "}");
  const ReadResult result = read_text("[" + job + "," + job + "]");
  REQUIRE(result.workload.services.size() == 2);
  CHECK(result.workload.services[0].name == "run");
  CHECK(result.workload.services[1].name == "run-2");
}

TEST_CASE("the same object twice counts once and is a problem") {
  const ReadResult result =
      read_kubernetes({{"a.json", deployment(one_container())}, {"b.json", deployment(one_container())}});
  CHECK(result.workload.services.size() == 1);
  REQUIRE(result.problems.size() == 1);
  CHECK(result.problems[0].file == "b.json");
  CHECK(result.problems[0].message.find("first in a.json") != std::string::npos);
}

TEST_CASE("an object without a cost may stand in two files") {
  const std::string account = object("v1", "ServiceAccount", R"("name": "web")", R"("secrets": [])");
  const ReadResult result = read_kubernetes({{"a.json", account}, {"b.json", account}});
  CHECK(result.problems.empty());
  CHECK(result.ignored == std::vector<std::string>{"ServiceAccount/web"});
}

TEST_CASE("load balancers and ingresses mark the pods they lead to") {
  const auto read = [](const std::string& others) {
    const ReadResult result = read_text("[" + deployment(one_container()) + others + "]");
    REQUIRE(result.problems.empty());
    return result.workload.services.at(0).load_balanced;
  };
  const auto service = [](const std::string& type, const std::string& app) {
    return "," + object("v1", "Service", R"("name": "front")",
                        R"("spec": {"type": ")" + type + R"(", "selector": {"app": ")" + app + "\"}}");
  };
  const std::string ingress =
      "," +
      object("networking.k8s.io/v1", "Ingress", R"("name": "in")",
             R"("spec": {"rules": [{"http": {"paths": [{"path": "/", "backend": {"service": {"name": "front"}}}]}}]})");
  CHECK_FALSE(read(""));
  CHECK(read(service("LoadBalancer", "web")));
  CHECK_FALSE(read(service("LoadBalancer", "other")));
  CHECK_FALSE(read(service("ClusterIP", "web")));
  CHECK(read(service("ClusterIP", "web") + ingress));
}

TEST_CASE("one bad object is a problem with its place, and the others count") {
  const ReadResult result =
      read_text("[" + deployment(one_container()) + "," +
                object("apps/v1", "Deployment", R"("name": "bad")",
                       R"("spec": {"replicas": "{{ .Values.replicas }}", )" + pod_template() + "}") +
                R"(, {"apiVersion": "v1"}, 7])");
  CHECK(result.workload.services.size() == 1);
  REQUIRE(result.problems.size() == 3);
  for (const InputProblem& problem : result.problems) CHECK(problem.file == "k.json");
  const std::string& replicas = result.problems.back().message;
  CHECK(replicas.find("k.json at $[1].spec.replicas") != std::string::npos);
  CHECK(replicas.find("template placeholder") != std::string::npos);
  CHECK(replicas.find("helm template") != std::string::npos);
}

TEST_CASE("hostile shapes are problems, never crashes") {
  for (const std::string& text : {std::string("{"),
                                  std::string("[]"),
                                  std::string("null"),
                                  std::string("\"text\""),
                                  std::string(R"({"kind": 3})"),
                                  std::string(R"({"kind": "List", "items": 3})"),
                                  std::string(R"({"kind": "Deployment", "metadata": []})"),
                                  deployment("\"containers\": {}"),
                                  deployment("\"containers\": []"),
                                  deployment("\"containers\": [3]"),
                                  deployment(R"("containers": [{"resources": []}])"),
                                  deployment(R"("containers": [{"resources": {"limits": 1}}])"),
                                  deployment(one_container("\"hostNetwork\": \"yes\"")),
                                  deployment(one_container("\"nodeSelector\": []")),
                                  deployment(one_container("\"affinity\": \"none\"")),
                                  deployment(one_container("\"volumes\": [{\"hostPath\": {}}]")),
                                  deployment(one_container(), "\"replicas\": -1"),
                                  deployment(one_container(), "\"replicas\": 1.5"),
                                  deployment(one_container(), "\"replicas\": 99999999999999999999"),
                                  std::string(R"({"kind": "Deployment", "metadata": {"name": "x"}, "spec": null})")}) {
    CAPTURE(text);
    const ReadResult result = read_text(text);
    CHECK(result.workload.services.empty());
    if (text != "[]" && text != "null") CHECK_FALSE(result.problems.empty());
  }
}

}  // namespace container_tco::kubernetes_test
