// What a pod asks of its host: rules X62 and K13.

#include <string>

#include "kubernetes_reading.hpp"

namespace container_tco::kubernetes_host_demands_test {
namespace {

Task with(const std::string& member) { return read_task(one_container(member)); }

Task with_container(const std::string& member) {
  return read_task(R"("containers": [{"name": "c", "image": "i", )" + member + "}]");
}

std::string required_node_affinity(const std::string& terms) {
  return R"("affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [)" +
         terms + "]}}}";
}

std::string anti_affinity(const std::string& term) {
  return R"("affinity": {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{)" + term + "}]}}";
}

}  // namespace

TEST_CASE("a plain pod demands nothing of its host") {
  const Task task = with("");
  CHECK(task.host_demands.empty());
  CHECK(task.network_mode == NetworkMode::pod);
  CHECK(task.architecture == Architecture::x86_64);
  CHECK(task.static_host_ports.empty());
  CHECK_FALSE(task.one_per_host);
}

TEST_CASE("security settings become demands with their place") {
  const Task task = with_container(
      R"("securityContext": {"privileged": true, "capabilities": {"add": ["CAP_NET_ADMIN", "sys_ptrace"], "drop": ["ALL"]}})");
  REQUIRE(task.host_demands.size() == 3);
  CHECK(task.host_demands[0] ==
        HostDemand{"k8s_privileged", "true", "$.spec.template.spec.containers[0].securityContext.privileged"});
  CHECK(task.host_demands[1].value == "NET_ADMIN");
  CHECK(task.host_demands[1].json_path == "$.spec.template.spec.containers[0].securityContext.capabilities.add[0]");
  CHECK(task.host_demands[2].value == "SYS_PTRACE");
  CHECK(with_container(R"("securityContext": {"privileged": false})").host_demands.empty());
}

TEST_CASE("namespaces of the host, sysctls and runtime class become demands") {
  CHECK(demanded(with(R"("hostPID": true)"), "k8s_host_pid") == "true");
  CHECK(demanded(with(R"("hostIPC": true)"), "k8s_host_ipc") == "true");
  CHECK(demanded(with(R"("runtimeClassName": "gvisor")"), "k8s_runtime_class") == "gvisor");
  CHECK(demanded(with(R"("securityContext": {"sysctls": [{"name": "net.core.somaxconn", "value": "1024"}]})"),
                 "k8s_sysctl") == "net.core.somaxconn");
  CHECK(demanded(with(R"("resourceClaims": [{"name": "gpu"}])"), "k8s_fuse_or_device") == "resourceClaim gpu");
}

TEST_CASE("on the host's network every declared port is a port of the host") {
  const Task task = read_task(
      R"("hostNetwork": true, "containers": [{"name": "c", "image": "i", "ports": [{"containerPort": 8080},
          {"containerPort": 53, "protocol": "UDP"}, {"containerPort": 8080}]}])");
  CHECK(task.network_mode == NetworkMode::host);
  CHECK(task.static_host_ports == std::vector<std::string>{"8080/tcp", "53/udp"});
  CHECK(demanded(task, "k8s_host_network") == "true");
}

TEST_CASE("a hostPort is held on the host, other ports are not") {
  const Task task = with_container(R"("ports": [{"containerPort": 80, "hostPort": 8080}, {"containerPort": 81}])");
  CHECK(task.network_mode == NetworkMode::pod);
  CHECK(task.static_host_ports == std::vector<std::string>{"8080/tcp"});
  CHECK(demanded(task, "k8s_host_port") == "8080");
}

TEST_CASE("host paths and host devices are different demands") {
  CHECK(demanded(with(R"("volumes": [{"name": "v", "hostPath": {"path": "/var/log"}}])"), "k8s_host_path") ==
        "/var/log");
  const Task fuse = with(R"("volumes": [{"name": "v", "hostPath": {"path": "/dev/fuse"}}])");
  CHECK(demanded(fuse, "k8s_fuse_or_device") == "/dev/fuse");
  CHECK(demanded(fuse, "k8s_host_path") == "(none)");
  CHECK(with(R"("volumes": [{"name": "v", "emptyDir": {}}, {"name": "w", "configMap": {"name": "c"}}])")
            .host_demands.empty());
}

TEST_CASE("arm64 and Windows are read from selectors, affinity and spec.os") {
  CHECK(with(R"("nodeSelector": {"kubernetes.io/arch": "arm64"})").architecture == Architecture::arm64);
  CHECK(demanded(with(R"("nodeSelector": {"kubernetes.io/arch": "arm64"})"), "k8s_arm64") == "true");
  CHECK(with(R"("os": {"name": "windows"})").operating_system == OperatingSystem::windows_os);
  CHECK(with(R"("nodeSelector": {"kubernetes.io/os": "windows"})").operating_system == OperatingSystem::windows_os);
  const Task task = with(required_node_affinity(
      R"({"matchExpressions": [{"key": "kubernetes.io/arch", "operator": "In", "values": ["arm64"]}]})"));
  CHECK(task.architecture == Architecture::arm64);
  CHECK(task.host_demands.size() == 1);
}

TEST_CASE("what every node offers is no demand") {
  CHECK(with(R"("nodeSelector": {"kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64"})").host_demands.empty());
  CHECK(with(R"("nodeSelector": {"eks.amazonaws.com/compute-type": "fargate"})").host_demands.empty());
  const Task either = with(required_node_affinity(
      R"({"matchExpressions": [{"key": "kubernetes.io/arch", "operator": "In", "values": ["amd64", "arm64"]}]})"));
  CHECK(either.architecture == Architecture::x86_64);
  CHECK(either.host_demands.empty());
  const Task alternative = with(required_node_affinity(
      R"({"matchExpressions": [{"key": "team", "operator": "In", "values": ["a"]}]},
         {"matchExpressions": [{"key": "kubernetes.io/os", "operator": "In", "values": ["linux"]}]})"));
  CHECK(alternative.host_demands.empty());
}

TEST_CASE("other selectors and affinities are demands that name what is wanted") {
  CHECK(demanded(with(R"("nodeSelector": {"disk": "ssd"})"), "k8s_node_selector") == "disk=ssd");
  const Task task = with(required_node_affinity(
      R"({"matchExpressions": [{"key": "eks.amazonaws.com/compute-type", "operator": "NotIn", "values": ["fargate"]}]})"));
  CHECK(demanded(task, "k8s_node_affinity") == "eks.amazonaws.com/compute-type NotIn fargate");
  CHECK(demanded(with(R"("nodeSelector": {"kubernetes.io/hostname": "<node>"})"), "k8s_node_selector") ==
        "kubernetes.io/hostname=<node>");
}

TEST_CASE("only hard topology spread is a demand") {
  const auto spread = [](const std::string& when) {
    return with(R"("topologySpreadConstraints": [{"maxSkew": 1, "topologyKey": "topology.kubernetes.io/zone",
                    "whenUnsatisfiable": ")" +
                when + "\"}]");
  };
  CHECK(demanded(spread("DoNotSchedule"), "k8s_topology_spread") == "topology.kubernetes.io/zone");
  CHECK(spread("ScheduleAnyway").host_demands.empty());
}

TEST_CASE("anti-affinity on the hostname against its own labels means one copy a host") {
  const std::string host = R"("topologyKey": "kubernetes.io/hostname", )";
  CHECK(with(anti_affinity(host + R"("labelSelector": {"matchLabels": {"app": "web"}})")).one_per_host);
  CHECK(with(anti_affinity(host + R"("labelSelector": {"matchExpressions": [
      {"key": "app", "operator": "In", "values": ["db", "web"]}, {"key": "tier", "operator": "DoesNotExist"}]})"))
            .one_per_host);
  CHECK(with(anti_affinity(host + R"("labelSelector": {})")).one_per_host);
  CHECK_FALSE(with(anti_affinity(host + R"("labelSelector": {"matchLabels": {"app": "other"}})")).one_per_host);
  CHECK_FALSE(with(anti_affinity(host + R"("labelSelector": {"matchLabels": {"app": "web"}}, "namespaces": ["other"])"))
                  .one_per_host);
  const Task by_zone = with(anti_affinity(R"("topologyKey": "topology.kubernetes.io/zone", "labelSelector": {})"));
  CHECK_FALSE(by_zone.one_per_host);
  CHECK(by_zone.max_copies_per_zone == 1);
  CHECK_FALSE(with(anti_affinity(host + R"("labelSelector": {})")).max_copies_per_zone);
}

TEST_CASE("volumes of EBS are named, those that may be EBS are unknown, file systems that exist are fine") {
  const std::string use = R"("volumes": [{"name": "v", "persistentVolumeClaim": {"claimName": "data"}}])";
  const auto read = [&](const std::string& objects) {
    const ReadResult result = read_text("[" + deployment(one_container(use)) + objects + "]");
    REQUIRE(result.problems.empty());
    return demanded(result.workload.services.at(0).task, "k8s_ebs_volume");
  };
  const auto claim = [](const std::string& spec) {
    return R"(, {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "data"}, "spec": {)" + spec +
           "}}";
  };
  CHECK(read("") == "unknown");
  CHECK(read(claim("")) == "unknown");
  CHECK(read(claim(R"("storageClassName": "gp3")")) == "gp3");
  CHECK(read(claim(R"("storageClassName": "fast")")) == "unknown");
  const std::string fast =
      R"(, {"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": {"name": "fast"}, "provisioner": )";
  CHECK(read(claim(R"("storageClassName": "fast")") + fast + R"("ebs.csi.aws.com"})") == "fast");
  // Made on demand by EFS, which Fargate does not do (rule K13).
  CHECK(read(claim(R"("storageClassName": "fast")") + fast + R"("efs.csi.aws.com"})") == "unknown");
  const std::string bound = claim(R"("storageClassName": "", "volumeName": "pv")");
  const std::string volume =
      R"(, {"apiVersion": "v1", "kind": "PersistentVolume", "metadata": {"name": "pv"}, "spec": {"csi": {"driver": )";
  CHECK(read(bound + volume + R"("efs.csi.aws.com"}}})") == "(none)");
  CHECK(read(bound + volume + R"("ebs.csi.aws.com"}}})") == "ebs");
}

TEST_CASE("claim templates of a StatefulSet are volumes of each pod") {
  const Service service = read_service(
      R"({"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "db"}, "spec": {"replicas": 3,
          "template": {"spec": {)" +
      one_container() + R"(}},
          "volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": {"storageClassName": "gp2"}}]}})");
  CHECK(count_of(service) == 3);
  REQUIRE(service.task.host_demands.size() == 1);
  CHECK(service.task.host_demands[0] == HostDemand{"k8s_ebs_volume", "gp2", "$.spec.volumeClaimTemplates[0]"});
}

}  // namespace container_tco::kubernetes_host_demands_test
