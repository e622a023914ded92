#include "container_tco/workload/host_match.hpp"

#include <doctest/doctest.h>

namespace host_match_test {

using namespace container_tco;

namespace {

using Texts = std::vector<std::string>;

bool has_labels(const Texts& required, const Texts& labels) {
  Task task;
  task.required_host_labels = required;
  return has_required_labels(task, labels);
}

bool puts_up_with(const Texts& tolerated, const Texts& taints) {
  Task task;
  task.tolerated_taints = tolerated;
  return tolerates(task, taints);
}

}  // namespace

TEST_CASE("A host has the labels that a task requires, whatever else it has") {
  const Texts labels = {"disktype=nvme", "team=", "gpu=true"};
  CHECK(has_labels({}, {}));
  CHECK(has_labels({"disktype=nvme", "gpu"}, labels));
  CHECK(has_labels({"disktype=ssd|nvme"}, labels));
  CHECK(has_labels({"team="}, labels));
  CHECK_FALSE(has_labels({"disktype=ssd"}, labels));
  CHECK_FALSE(has_labels({"disk"}, labels));
  CHECK_FALSE(has_labels({"disktype=nvm"}, labels));
  CHECK_FALSE(has_labels({"disktype=nvme", "zone"}, labels));
}

TEST_CASE("Labels are excluded, compared with whole numbers, and asked to be absent") {
  const Texts labels = {"disktype=nvme", "cpus=16", "team"};
  CHECK(has_labels({"disktype!=hdd|ssd", "cpus>15", "cpus<17", "!gpu", "zone!=a"}, labels));
  for (const char* unmet : {"disktype!=hdd|nvme", "disktype!=nv*", "cpus>16", "cpus<16", "!team", "disktype>1",
                            "disk>1", "disk<1", "cpus>many"}) {
    CAPTURE(unmet);
    CHECK_FALSE(has_labels({unmet}, labels));
  }
}

TEST_CASE("A condition on a label is written as it is read") {
  for (const char* text : {"a", "a=", "a=b|c", "a!=b", "a>1", "a<2", "!a"}) {
    const LabelCondition condition = parse_label_condition(text);
    CHECK(condition.key == "a");
    std::vector<std::string> values;
    if (condition.has_values) values.emplace_back(condition.values);
    CHECK(label_condition_text("a", condition.comparison, values) == text);
  }
}

TEST_CASE("A daemon runs beside tasks that ask for all that it asks for") {
  Task daemon;
  Task task;
  CHECK(runs_beside(daemon, task, Architecture::arm64));
  daemon.architecture_is_stated = true;
  CHECK_FALSE(runs_beside(daemon, task, Architecture::arm64));
  daemon.required_host_labels = {"role=app"};
  CHECK_FALSE(runs_beside(daemon, task, Architecture::x86_64));
  task.required_host_labels = {"disk=ssd", "role=app"};
  CHECK(runs_beside(daemon, task, Architecture::x86_64));
  daemon.allowed_instance_types = {"m7i.24xlarge"};
  CHECK_FALSE(runs_beside(daemon, task, Architecture::x86_64));
}

TEST_CASE("Every taint of a host must be tolerated, by key, value and effect") {
  const Texts taints = {"dedicated=gpu:NoSchedule"};
  CHECK(puts_up_with({}, {}));
  for (const char* toleration :
       {"*", "*:NoSchedule", "dedicated", "dedicated=gpu", "dedicated:NoSchedule", "dedicated=gpu:NoSchedule"}) {
    CAPTURE(toleration);
    CHECK(puts_up_with({toleration}, taints));
  }
  for (const char* toleration : {"dedicated=cpu", "dedicated:NoExecute", "*:NoExecute", "other"}) {
    CAPTURE(toleration);
    CHECK_FALSE(puts_up_with({toleration}, taints));
  }
  CHECK_FALSE(puts_up_with({}, taints));
  CHECK_FALSE(puts_up_with({"dedicated"}, {"dedicated=gpu:NoSchedule", "spot:NoExecute"}));
  CHECK(puts_up_with({"*"}, {"dedicated=gpu:NoSchedule", "spot:NoExecute"}));
  CHECK(puts_up_with({"spot"}, {"spot:NoSchedule"}));
}

TEST_CASE("A taint that only prefers keeps nobody out") { CHECK(puts_up_with({}, {"spot=true:PreferNoSchedule"})); }

TEST_CASE("Instance types are named, or the beginning of a name is") {
  Task task;
  CHECK(allows_instance_type(task, "m7g.large"));
  task.allowed_instance_types = {"c7g.xlarge", "m7g.*"};
  CHECK(allows_instance_type(task, "c7g.xlarge"));
  CHECK(allows_instance_type(task, "m7g.large"));
  CHECK_FALSE(allows_instance_type(task, "m7gd.large"));
  CHECK_FALSE(allows_instance_type(task, "c7g.2xlarge"));
}

TEST_CASE("A task runs on the architectures of all its images, its own first") {
  Task task;
  CHECK(architectures_of(task) == std::vector<Architecture>{Architecture::x86_64});
  task.architecture = Architecture::arm64;
  task.also_built_for = {Architecture::x86_64, Architecture::arm64, Architecture::x86_64};
  CHECK(architectures_of(task) == std::vector<Architecture>{Architecture::arm64, Architecture::x86_64});
}

TEST_CASE("The least of all limits on copies of a host counts") {
  Task task;
  CHECK_FALSE(copies_per_host_limit(task).has_value());
  task.max_host_skew = 4;
  CHECK(copies_per_host_limit(task) == 4);
  task.max_copies_per_host = 3;
  CHECK(copies_per_host_limit(task) == 3);
  task.one_per_host = true;
  CHECK(copies_per_host_limit(task) == 1);
  Task greedy;
  greedy.all_accelerators = true;
  CHECK(copies_per_host_limit(greedy) == 1);
}

}  // namespace host_match_test
