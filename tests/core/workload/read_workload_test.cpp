#include <doctest/doctest.h>

#include "documents.hpp"

namespace read_workload_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

const std::string scenario =
    R"({"schema_version": "1", "name": "batch", "services": [{"name": "job", "count": 2, "vcpu": 1, "memory_gib": 2}],
        "surroundings": {"nat_gateways": 1}})";
const std::string pod = R"({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "side"},
    "spec": {"containers": [{"name": "c", "resources": {"requests": {"cpu": "100m", "memory": "64Mi"}}}]}})";

std::vector<std::string> names_of(const ReadResult& result) {
  std::vector<std::string> names;
  for (const Service& service : result.workload.services) names.push_back(service.name);
  return names;
}

}  // namespace

TEST_CASE("Documents of every format join into one workload") {
  const ReadResult result =
      read_workload({{"scenario.json", scenario}, {"pod.json", pod}, {"web.json", small_task("web")}});
  CHECK(result.problems.empty());
  REQUIRE(result.workload.services.size() == 3);
  CHECK(result.workload.services[0].format == InputFormat::ecs);
  CHECK(result.workload.services[1].format == InputFormat::kubernetes);
  CHECK(result.workload.services[2].format == InputFormat::scenario);
  CHECK(result.workload.name == "batch");
  CHECK_FALSE(has_assumption(result.workload, "inputs_not_used"));
  CHECK(result.workload.surroundings.nat_gateways == 1);
  CHECK_NOTHROW(validate(result.workload));
}

TEST_CASE("A bad document is a problem and the others still count") {
  const ReadResult result = read_workload({{"broken.json", R"({"family": )"},
                                           {"web.json", small_task("web")},
                                           {"bad.json", R"({"schema_version": "1", "services": [{"name": 1}]})"},
                                           {"empty.json", ""}});
  CHECK(names_of(result) == std::vector<std::string>{"web"});
  REQUIRE(result.problems.size() == 3);
  CHECK(result.problems[0].file == "broken.json");
  CHECK(result.problems[1].file == "empty.json");
  CHECK(contains(result.problems[2].message, "bad.json at $.services[0].name"));
  CHECK(has_assumption(result.workload, "inputs_not_used", ": broken.json, empty.json, bad.json"));
}

TEST_CASE("A workload without a name is named after its only service, its only file or the folder of all files") {
  const std::string two = "[" + small_task("a") + ", " + small_task("b") + "]";
  CHECK(read_workload({{"dir/task-definition.json", small_task("web")}}).workload.name == "web");
  CHECK(read_workload({{"dir/web.task.json", two}}).workload.name == "web.task");
  CHECK(read_workload({{"k8s/all.yaml (document 1, line 1)", small_task("a")},
                       {"k8s/all.yaml (document 2, line 9)", small_task("b")}})
            .workload.name == "all");
  CHECK(read_workload({{"../shop/tasks/a.json", small_task("a")}, {"../shop/b.json", small_task("b")}}).workload.name ==
        "shop");
  CHECK(read_workload({{"tasks/a.json", small_task("a")}, {"b.json", small_task("b")}}).workload.name == "2 services");
  CHECK(read_workload({{"../a.json", small_task("a")}, {"../b.json", small_task("b")}}).workload.name == "2 services");
  CHECK(read_workload({{"/a.json", small_task("a")}, {"/b.json", small_task("b")}}).workload.name == "2 services");
}

TEST_CASE("A workload of nothing has a name, too") {
  CHECK(read_workload({{"<text>", "[" + small_task("a") + ", " + small_task("b") + "]"}}).workload.name ==
        "2 services");
  CHECK(read_workload({{"broken.json", "{"}}).workload.name == "broken");
  CHECK(read_workload({}).workload.name == "workload");
}

TEST_CASE("One name in two formats gets its file") {
  const ReadResult result = read_workload({{"scenario.json", scenario}, {"task.json", small_task("job")}});
  CHECK(names_of(result) == std::vector<std::string>{"job", "job (scenario.json)"});
}

TEST_CASE("Surroundings of a second scenario are a problem") {
  std::string other = scenario;
  other.replace(other.find("\"job\""), 5, "\"other\"");
  const ReadResult result = read_workload({{"one.json", scenario}, {"two.json", other}});
  CHECK(result.workload.services.size() == 2);
  CHECK(contains(only_problem(result), "two.json: expected surroundings in one scenario only"));
}

TEST_CASE("Hostile documents end in problems, never in another exception") {
  const std::string deep(200000, '[');
  std::vector<InputDocument> documents = {
      {"a", deep},
      {"b", std::string("\xff\xfe{\0", 4)},
      {"c", "nul"},
      {"d", "[]"},
      {"e", "\"text\""},
      {"f", R"({"services": 7})"},
      {"g", R"({"services": [{"serviceName": 5, "taskDefinition": 6}]})"},
      {"h", R"({"containerDefinitions": [{"memory": 1, "ulimits": {"name": "x"}}]})"},
      {"i", R"({"family": 3, "containerDefinitions": [{"memory": 1}]})"},
      {"j", R"([[[[1]]]])"}};
  ReadResult result;
  CHECK_NOTHROW(result = read_workload(documents));
  CHECK(result.workload.services.empty());
  CHECK(result.problems.size() == 9);  // All but the empty list, which asks for nothing.
}

}  // namespace read_workload_test
