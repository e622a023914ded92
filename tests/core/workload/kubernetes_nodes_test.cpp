// Which nodes pods insist on: selectors, affinity, tolerations, spread over hosts, accelerators, volumes.

#include <string>

#include "kubernetes_reading.hpp"

namespace container_tco::kubernetes_nodes_test {
namespace {

using Texts = std::vector<std::string>;

Task with(const std::string& member) { return read_task(one_container(member)); }

Task with_selector(const std::string& labels) { return with("\"nodeSelector\": {" + labels + "}"); }

std::string terms(const std::string& list) {
  return R"("affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [)" +
         list + "]}}}";
}

std::string term(const std::string& key, const std::string& operation, const std::string& values = "") {
  return R"({"matchExpressions": [{"key": ")" + key + R"(", "operator": ")" + operation + R"(", "values": [)" + values +
         "]}]}";
}

std::string problem_with(const std::string& member) {
  const ReadResult result = read_text(deployment(one_container(member)));
  return result.problems.size() == 1 ? result.problems[0].message : "not one problem";
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string spread(const std::string& key, const std::string& skew, const std::string& more) {
  return R"("topologySpreadConstraints": [{"topologyKey": ")" + key + R"(", "maxSkew": )" + skew +
         R"(, "labelSelector": {"matchLabels": {"app": "web"}})" + more + "}]";
}

Task asking_for(const std::string& devices) {
  return read_task(R"("containers": [{"name": "c", "image": "i", "resources": {"limits": {)" + devices + "}}}]");
}

}  // namespace

TEST_CASE("labels that a node must have are kept, those that AWS sets become facts") {
  const Task task = with_selector(
      R"("disktype": "ssd", "kubernetes.io/os": "linux", "topology.kubernetes.io/zone": "eu-west-1a",
         "node.kubernetes.io/instance-type": "m5.large", "version": 2)");
  CHECK(task.required_host_labels == Texts{"disktype=ssd", "version=2"});
  CHECK(task.allowed_zones == Texts{"eu-west-1a"});
  CHECK(task.allowed_instance_types == Texts{"m5.large"});
  CHECK(task.also_built_for.empty());
  CHECK(with_selector(R"("karpenter.k8s.aws/instance-family": "g5")").allowed_instance_types == Texts{"g5.*"});
  CHECK(with_selector(R"("eks.amazonaws.com/compute-type": "ec2")").required_host_labels.empty());
}

TEST_CASE("what cannot be a label is a demand only") {
  const Task task = with_selector(R"("disk": "{{ .Values.disk | quote }}", "": "x", "a=b": "c")");
  CHECK(task.required_host_labels.empty());
  CHECK(demanded(task, "k8s_node_selector") == "disk={{ .Values.disk | quote }}");
}

TEST_CASE("the wanted model of a GPU is its name without the maker") {
  CHECK(with_selector(R"("nvidia.com/gpu.product": "NVIDIA-A10G")").accelerator_model == "a10g");
  CHECK(with_selector(R"("k8s.amazonaws.com/accelerator": "nvidia-tesla-t4")").accelerator_model == "t4");
  CHECK(with(terms(term("karpenter.k8s.aws/instance-gpu-name", "In", R"("a10g", "l4")"))).accelerator_model ==
        "a10g|l4");
  CHECK(with("").accelerator_model.empty());
}

TEST_CASE("affinity to one of several values keeps all of them") {
  const Task task = with(terms(R"({"matchExpressions": [
      {"key": "disktype", "operator": "In", "values": ["ssd", "nvme"]}, {"key": "gpu-node", "operator": "Exists"},
      {"key": "topology.kubernetes.io/zone", "operator": "In", "values": ["eu-west-1a", "eu-west-1b"]}]})"));
  CHECK(task.required_host_labels == Texts{"disktype=ssd|nvme", "gpu-node"});
  CHECK(task.allowed_zones == Texts{"eu-west-1a", "eu-west-1b"});
}

TEST_CASE("pods that accept both architectures are built for both; a silent pod is x86_64 only") {
  const Task both = with(terms(term("kubernetes.io/arch", "In", R"("arm64", "amd64")")));
  CHECK(both.architecture == Architecture::x86_64);
  CHECK(both.also_built_for == std::vector<Architecture>{Architecture::arm64});
  CHECK(demanded(both, "k8s_arm64") == "(none)");
  const Task arm = with(terms(term("kubernetes.io/arch", "NotIn", R"("amd64")")));
  CHECK(arm.architecture == Architecture::arm64);
  CHECK(arm.also_built_for.empty());
  CHECK(demanded(arm, "k8s_arm64") == "true");
  CHECK(with("").also_built_for.empty());
}

TEST_CASE("of alternatives only what all of them ask counts, as an assumption") {
  const std::string either = R"({"matchExpressions": [
      {"key": "disktype", "operator": "In", "values": ["ssd"]}, {"key": "team", "operator": "In", "values": ["a"]}]}, )" +
                             term("disktype", "In", R"("nvme")");
  CHECK(with(terms(either)).required_host_labels == Texts{"disktype=ssd|nvme"});
  const ReadResult result = read_text(deployment(one_container(terms(either))));
  CHECK(find_assumption(result, "partial_affinity") != nullptr);
  const ReadResult excluding = read_text(deployment(one_container(terms(term("spot", "DoesNotExist")))));
  CHECK(find_assumption(excluding, "partial_affinity") != nullptr);
  CHECK(excluding.workload.services.at(0).task.required_host_labels.empty());
  CHECK(find_assumption(read_text(deployment(one_container(terms(term("a", "Exists"))))), "partial_affinity") ==
        nullptr);
}

TEST_CASE("facts of instance types are excluded and compared, labels of one's own only as an assumption") {
  const auto labels = [](const std::string& key, const char* operation, const std::string& values) {
    const ReadResult result = read_text(deployment(one_container(terms(term(key, operation, values)))));
    CHECK(find_assumption(result, "partial_affinity") == nullptr);
    return result.workload.services.at(0).task.required_host_labels;
  };
  CHECK(labels("node.kubernetes.io/instance-type", "NotIn", R"("c6a.large", "c6a.xlarge")") ==
        Texts{"node.kubernetes.io/instance-type!=c6a.large|c6a.xlarge"});
  CHECK(labels("karpenter.k8s.aws/instance-cpu", "Gt", R"("15")") == Texts{"karpenter.k8s.aws/instance-cpu>15"});
  CHECK(labels("eks.amazonaws.com/instance-memory", "Lt", R"("65537")") ==
        Texts{"eks.amazonaws.com/instance-memory<65537"});
  CHECK(labels("nvidia.com/gpu.present", "DoesNotExist", "") == Texts{"!nvidia.com/gpu.present"});
  CHECK(labels("nvidia.com/gpu.product", "NotIn", R"("Tesla-T4")") == Texts{"nvidia.com/gpu.product!=t4"});
  CHECK(labels("karpenter.k8s.aws/instance-gpu-name", "Exists", "") == Texts{"karpenter.k8s.aws/instance-gpu-name"});
  CHECK(labels("karpenter.sh/capacity-type", "NotIn", R"("spot")") == Texts{"karpenter.sh/capacity-type!=spot"});
  for (const char* key : {"topology.kubernetes.io/zone", "team"}) {
    const ReadResult result = read_text(deployment(one_container(terms(term(key, "NotIn", R"("a")")))));
    CHECK(find_assumption(result, "partial_affinity") != nullptr);
    CHECK(result.workload.services.at(0).task.required_host_labels.empty());
  }
  CHECK(contains(problem_with(terms(term("kubernetes.io/arch", "NotIn", R"("amd64", "arm64")"))),
                 "kubernetes.io/arch to agree with"));
}

TEST_CASE("how nodes are bought has one name, whoever labels them") {
  CHECK(with_selector(R"("karpenter.sh/capacity-type": "spot")").required_host_labels ==
        Texts{"karpenter.sh/capacity-type=spot"});
  CHECK(with_selector(R"("eks.amazonaws.com/capacityType": "ON_DEMAND")").required_host_labels ==
        Texts{"karpenter.sh/capacity-type=on-demand"});
  CHECK(contains(problem_with(R"("nodeSelector": {"eks.amazonaws.com/capacityType": "SPOT",
                                                  "karpenter.sh/capacity-type": "on-demand"})"),
                 "to agree with"));
}

TEST_CASE("labels that instance types set and the library does not know are a demand, not a label") {
  const Task task = with_selector(R"("eks.amazonaws.com/instance-gpu-memory": "16384")");
  CHECK(task.required_host_labels.empty());
  CHECK(demanded(task, "unknown_host_label") == "eks.amazonaws.com/instance-gpu-memory=16384");
  const Task fast = with(terms(term("karpenter.k8s.aws/instance-network-bandwidth", "Gt", R"("10000")")));
  CHECK(demanded(fast, "unknown_host_label") == "karpenter.k8s.aws/instance-network-bandwidth>10000");
  CHECK(with_selector(R"("eks.amazonaws.com/nodegroup": "blue")").required_host_labels ==
        Texts{"eks.amazonaws.com/nodegroup=blue"});
  CHECK(with_selector(R"("eks.amazonaws.com/instance-family": "g5")").allowed_instance_types == Texts{"g5.*"});
}

TEST_CASE("a pod keeps whether it states its architecture") {
  CHECK_FALSE(with("").architecture_is_stated);
  CHECK(with_selector(R"("kubernetes.io/arch": "arm64")").architecture_is_stated);
  CHECK(with(terms(term("kubernetes.io/arch", "In", R"("arm64")"))).architecture_is_stated);
}

TEST_CASE("requirements that contradict each other are a problem that names both places") {
  const std::string zone = problem_with(R"("nodeSelector": {"kubernetes.io/arch": "amd64"}, )" +
                                        terms(term("kubernetes.io/arch", "In", R"("arm64")")));
  CHECK(contains(zone, "nodeSelectorTerms[0].matchExpressions[0]"));
  CHECK(contains(zone, "$.spec.template.spec.nodeSelector.kubernetes.io/arch") !=
        contains(zone, "$.spec.template.spec.nodeSelector['kubernetes.io/arch']"));
  const std::string label =
      problem_with(R"("nodeSelector": {"disktype": "ssd"}, )" + terms(term("disktype", "In", R"("nvme", "hdd")")));
  CHECK(contains(label, "disktype to agree with ssd"));
  CHECK(contains(label, "nvme, hdd"));
  CHECK(contains(problem_with(R"("os": {"name": "windows"}, "nodeSelector": {"kubernetes.io/os": "linux"})"),
                 "windows, which the task states"));
}

TEST_CASE("tolerations say which taints a pod puts up with") {
  const Task task =
      with(R"("tolerations": [{"key": "dedicated", "operator": "Equal", "value": "gpu", "effect": "NoSchedule"},
      {"key": "spot", "operator": "Exists"}, {"key": "batch", "value": true}, {"operator": "Exists"},
      {"operator": "Exists", "effect": "NoExecute"}])");
  CHECK(task.tolerated_taints == Texts{"dedicated=gpu:NoSchedule", "spot", "batch=true", "*", "*:NoExecute"});
  CHECK(contains(problem_with(R"("tolerations": [{"key": "a", "operator": "Like"}])"), "Equal or Exists"));
}

TEST_CASE("hard topology spread over zones may ask for a number of zones") {
  const std::string zone = "topology.kubernetes.io/zone";
  CHECK(with(spread(zone, "1", R"(, "minDomains": 3)")).least_zones == 3);
  CHECK_FALSE(with(spread(zone, "1", "")).least_zones);
  CHECK_FALSE(with(spread(zone, "1", R"(, "minDomains": 3, "whenUnsatisfiable": "ScheduleAnyway")")).least_zones);
  CHECK(contains(problem_with(spread(zone, "1", R"(, "minDomains": 0)")), "minDomains"));
}

TEST_CASE("hard topology spread over hosts limits the skew between them") {
  CHECK(with(spread("kubernetes.io/hostname", "2", "")).max_host_skew == 2);
  CHECK(with(spread("kubernetes.io/hostname", "1", R"(, "whenUnsatisfiable": "DoNotSchedule")")).max_host_skew == 1);
  CHECK_FALSE(with(spread("kubernetes.io/hostname", "1", R"(, "whenUnsatisfiable": "ScheduleAnyway")")).max_host_skew);
  CHECK_FALSE(with(spread("topology.kubernetes.io/zone", "1", "")).max_host_skew);
  CHECK_FALSE(with(R"("topologySpreadConstraints": [{"topologyKey": "kubernetes.io/hostname", "maxSkew": 1,
      "labelSelector": {"matchLabels": {"app": "other"}}}])")
                  .max_host_skew);
  CHECK(contains(problem_with(spread("kubernetes.io/hostname", "0", "")), "maxSkew"));
  const ReadResult result = read_text(deployment(one_container(spread("kubernetes.io/hostname", "1", ""))));
  CHECK(find_assumption(result, "host_spread") != nullptr);
}

namespace {
std::string repelling(const std::string& name, const std::string& labels, const std::string& term) {
  return R"({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": ")" + name +
         R"("}, "spec": {"replicas": 2, "selector": {}, "template": {"metadata": {"labels": )" + labels +
         R"(}, "spec": {"affinity": {)" + term +
         R"(}, "containers": [{"name": "c", "resources": {"requests": {"cpu": "1", "memory": "1Gi"}}}]}}}})";
}
std::string list_of(const std::string& a, const std::string& b) {
  return R"({"apiVersion": "v1", "kind": "List", "items": [)" + a + ", " + b + "]}";
}
std::string apart_from(const std::string& selector, const std::string& key = "kubernetes.io/hostname") {
  return R"("podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": ")" + key +
         R"(", "labelSelector": )" + selector + "}]}";
}
}  // namespace

namespace {

/// Two services, of which the first has a term of affinity.
ReadResult web_beside(const std::string& other, const std::string& term) {
  ReadResult result = read_text(list_of(repelling("web", R"({"app": "web", "tier": "shop"})", term), other));
  CHECK(result.problems.empty());
  return result;
}

std::string note_on_other_pods(const ReadResult& result) {
  const auto* found = find_assumption(result, "other_pods");
  return found == nullptr ? std::string() : found->text;
}

const std::string db = repelling("db", R"({"app": "db", "tier": "shop"})", "");

}  // namespace

TEST_CASE("anti-affinity on the hostname keeps services apart") {
  const auto neighbours = [&](const std::string& selector) {
    const ReadResult result = web_beside(db, apart_from(selector));
    CHECK(note_on_other_pods(result).empty());
    CHECK(result.workload.services[1].apart_from.empty());
    return result.workload.services[0].apart_from;
  };
  const std::vector<std::string> of_db = {"db"};
  CHECK(neighbours(R"({"matchLabels": {"app": "web"}})").empty());
  CHECK(neighbours(R"({"matchLabels": {"app": "elsewhere"}})").empty());
  CHECK(neighbours(R"({"matchLabels": {"app": "db"}})") == of_db);
  CHECK(neighbours(R"({"matchLabels": {"tier": "shop"}})") == of_db);
  CHECK(neighbours(R"({"matchExpressions": [{"key": "app", "operator": "Exists"}]})") == of_db);
}

// `web` has tier shop and app web, as `db` has tier shop and app db.
TEST_CASE("keys of labels choose pods that agree with one's own, or that do not") {
  const auto neighbours = [&](const std::string& keys) {
    const ReadResult result =
        web_beside(db, R"("podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey":
               "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"tier": "shop"}}, )" +
                           keys + "}]}");
    return std::pair(result.workload.services[0].apart_from.size(), result.workload.services[0].task.one_per_host);
  };
  CHECK(neighbours(R"("matchLabelKeys": [])") == std::pair(std::size_t{1}, true));
  CHECK(neighbours(R"("matchLabelKeys": ["tier", "none"])") == std::pair(std::size_t{1}, true));
  CHECK(neighbours(R"("matchLabelKeys": ["app"])") == std::pair(std::size_t{0}, true));
  CHECK(neighbours(R"("mismatchLabelKeys": ["app"])") == std::pair(std::size_t{1}, false));
  CHECK(neighbours(R"("mismatchLabelKeys": ["tier"])") == std::pair(std::size_t{0}, false));
}

TEST_CASE("anti-affinity over zones keeps services on different hosts, and is named") {
  const ReadResult result =
      web_beside(db, apart_from(R"({"matchLabels": {"app": "db"}})", "topology.kubernetes.io/zone"));
  CHECK(result.workload.services[0].apart_from == std::vector<std::string>{"db"});
  CHECK(contains(note_on_other_pods(result), ": web"));
}

TEST_CASE("anti-affinity to namespaces that labels choose is named") {
  const ReadResult result =
      web_beside(db, R"("podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey":
             "kubernetes.io/hostname", "namespaceSelector": {"matchLabels": {"team": "a"}},
             "labelSelector": {"matchLabels": {"app": "db"}}}]})");
  CHECK(result.workload.services[0].apart_from.empty());
  CHECK(contains(note_on_other_pods(result), ": web"));
}

TEST_CASE("what else pods ask of the pods of other services is named, for it is not planned for") {
  const auto note = [&](const std::string& term) { return note_on_other_pods(web_beside(db, term)); };
  CHECK(contains(note(apart_from(R"({"matchLabels": {"app": "db"}})", "topology.kubernetes.io/zone")), ": web"));
  CHECK(contains(note(R"("podAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey":
      "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"app": "db"}}}]})"),
                 ": web"));
  CHECK(note(R"("podAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": []})").empty());
}

TEST_CASE("Neuron devices and NeuronCores are counted as what they are") {
  const Task gpu = asking_for(R"("nvidia.com/gpu": 2)");
  CHECK(gpu.request.gpu_count == 2);
  CHECK(gpu.accelerator == Accelerator::nvidia);
  const Task neuron = asking_for(R"("aws.amazon.com/neuron": "4")");
  CHECK(neuron.request.gpu_count == 4);
  CHECK(neuron.accelerator == Accelerator::neuron);
  CHECK(demanded(neuron, "k8s_neuron") == "aws.amazon.com/neuron");
  CHECK(asking_for(R"("aws.amazon.com/neuroncore": 2)").accelerator == Accelerator::neuron_core);
  const ReadResult both = read_text(deployment(
      R"("containers": [{"name": "c", "resources": {"limits": {"nvidia.com/gpu": 1, "aws.amazon.com/neuron": 1}}}])"));
  REQUIRE(both.problems.size() == 1);
  CHECK(contains(both.problems[0].message, "one kind of accelerator"));
}

TEST_CASE("GPUs of AMD are a kind of their own, and shares of GPUs are none") {
  const Task amd = asking_for(R"("amd.com/gpu": 1)");
  CHECK(amd.request.gpu_count == 1);
  CHECK(amd.accelerator == Accelerator::amd);
  CHECK(demanded(amd, "k8s_amd_gpu") == "amd.com/gpu");
  for (const char* device : {"nvidia.com/mig-1g.5gb", "nvidia.com/gpu.shared", "vpc.amazonaws.com/efa"}) {
    const Task task = asking_for('"' + std::string(device) + R"(": 1)");
    CHECK(task.request.gpu_count == 0);
    CHECK(demanded(task, "k8s_device_not_planned") == device);
    CHECK(demanded(task, "k8s_gpu") == "(none)");
  }
}

// 2 GiB of memory, 4 GiB of pages of 2 MiB, and 3 GiB of pages of 1 GiB for the init container, which no other uses.
TEST_CASE("huge pages count as memory of the host") {
  const Task task = read_task(
      R"("initContainers": [{"name": "i", "resources": {"requests": {"memory": "1Gi",
                                                        "hugepages-1Gi": "3Gi", "hugepages-2Mi": "1Gi"}}}],
         "containers": [{"name": "c", "resources": {"requests": {"memory": "2Gi", "hugepages-2Mi": "4Gi"},
                                                    "limits": {"hugepages-2Mi": "4Gi", "memory": "2Gi"}}}])");
  CHECK(task.request.memory == Bytes::from_gib(std::int64_t{9}));
  CHECK(task.fargate_request.memory == Bytes::from_gib(std::int64_t{2}));
  CHECK(demanded(task, "k8s_hugepages") == "hugepages-1Gi");
}

TEST_CASE("volumes of EBS are counted for each pod, those without a class as an assumption") {
  const auto read = [](const std::string& spec) {
    return read_text(R"({"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "db"}, "spec": {
        "volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": {)" +
                     spec + R"(}}],
        "template": {"spec": {)" +
                     one_container() + "}}}}");
  };
  const ReadResult named = read(R"("storageClassName": "gp3")");
  CHECK(named.workload.services.at(0).task.attached_volumes == 1);
  CHECK(find_assumption(named, "default_storage_class") == nullptr);
  const ReadResult unnamed = read("");
  CHECK(unnamed.workload.services.at(0).task.attached_volumes == 1);
  CHECK(find_assumption(unnamed, "default_storage_class") != nullptr);
  CHECK(read(R"("storageClassName": "efs-sc")").workload.services.at(0).task.attached_volumes == 0);
  CHECK(with(R"("volumes": [{"name": "v", "awsElasticBlockStore": {"volumeID": "vol-1"}}])").attached_volumes == 1);
  CHECK(with(R"("volumes": [{"name": "v", "emptyDir": {}}])").attached_volumes == 0);
}

}  // namespace container_tco::kubernetes_nodes_test
