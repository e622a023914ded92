#include "container_tco/feasibility/rule_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "container_tco/error.hpp"

namespace container_tco::rule_table_test {
namespace {

// What the readers may emit.
const std::vector<std::string> reader_features = {"network_mode",
                                                  "task_size_missing",
                                                  "requires_compatibilities",
                                                  "operating_system_family",
                                                  "cpu_architecture",
                                                  "privileged",
                                                  "capability_add",
                                                  "capability_drop",
                                                  "device",
                                                  "shared_memory_size",
                                                  "tmpfs",
                                                  "max_swap",
                                                  "swappiness",
                                                  "init_process",
                                                  "ulimit",
                                                  "system_control",
                                                  "gpu",
                                                  "inference_accelerator",
                                                  "task_placement_constraint",
                                                  "docker_security_option",
                                                  "disable_networking",
                                                  "dns_server",
                                                  "dns_search_domain",
                                                  "extra_host",
                                                  "hostname",
                                                  "link",
                                                  "ipc_mode",
                                                  "pid_mode",
                                                  "log_driver",
                                                  "log_stream_prefix_missing",
                                                  "firelens",
                                                  "firelens_config_type",
                                                  "volume_host",
                                                  "volume_host_path",
                                                  "volume_docker",
                                                  "volume_efs",
                                                  "volume_fsx_windows",
                                                  "volume_s3files",
                                                  "volume_ebs",
                                                  "host_port_differs",
                                                  "proxy_configuration",
                                                  "ephemeral_storage",
                                                  "credential_spec",
                                                  "depends_on",
                                                  "start_timeout",
                                                  "stop_timeout",
                                                  "health_check",
                                                  "restart_policy",
                                                  "user",
                                                  "readonly_root",
                                                  "fault_injection",
                                                  "scheduling_daemon",
                                                  "service_placement_strategy",
                                                  "service_placement_constraint",
                                                  "load_balancer",
                                                  "classic_load_balancer",
                                                  "capacity_fargate_spot",
                                                  "container_count",
                                                  "need",
                                                  "k8s_privileged",
                                                  "k8s_capability_add",
                                                  "k8s_host_network",
                                                  "k8s_host_pid",
                                                  "k8s_host_ipc",
                                                  "k8s_host_port",
                                                  "k8s_host_path",
                                                  "k8s_ebs_volume",
                                                  "k8s_gpu",
                                                  "k8s_neuron",
                                                  "k8s_arm64",
                                                  "k8s_windows",
                                                  "k8s_node_selector",
                                                  "k8s_node_affinity",
                                                  "k8s_daemon_set",
                                                  "k8s_runtime_class",
                                                  "k8s_sysctl",
                                                  "k8s_fuse_or_device",
                                                  "k8s_amd_gpu",
                                                  "k8s_hugepages",
                                                  "k8s_device_not_planned",
                                                  "unknown_host_label",
                                                  "capacity_type",
                                                  "k8s_topology_spread"};

const char* const broken_rule = R"({"rules": [{"id": "X1", "feature": "f", "match": {"any": true},
  "verdicts": {"fargate_linux": "ok", "fargate_windows": "ok", "eks_fargate": "ok", "ecs_ec2_linux": "ok",
  "ecs_ec2_windows": "ok"}, "reason": "r", "remedy": "", "source": "s"}]})";

}  // namespace

TEST_CASE("every feature that a reader emits has a rule") {
  std::set<std::string> covered;
  for (const Rule& rule : rule_table()) covered.insert(rule.feature);
  for (const std::string& feature : reader_features) {
    CAPTURE(feature);
    CHECK(covered.contains(feature));
  }
}

TEST_CASE("every rule has a source and a reason, and a remedy wherever it is not ok") {
  for (const Rule& rule : rule_table()) {
    CAPTURE(rule.id);
    CAPTURE(rule.feature);
    CHECK_FALSE(rule.source.empty());
    CHECK_FALSE(rule.reason.empty());
    const bool is_ok =
        std::all_of(rule.verdicts.begin(), rule.verdicts.end(), [](Verdict verdict) { return verdict == Verdict::ok; });
    CHECK((is_ok || !rule.remedy.empty()));
  }
}

TEST_CASE("every rule number of the task definition table is present") {
  std::set<std::string> ids;
  for (const Rule& rule : rule_table()) ids.insert(rule.id);
  for (int number = 1; number <= 55; ++number) {
    CAPTURE(number);
    CHECK(ids.contains("X" + std::to_string(number)));
  }
  for (const char* id : {"X60", "X62", "K13", "K16"}) CHECK(ids.contains(id));
}

TEST_CASE("a rule without all six platforms is refused") {
  CHECK_THROWS_WITH_AS(parse_rules(broken_rule), doctest::Contains("eks_ec2"), ParseError);
}

TEST_CASE("patterns ignore case and know a star at either end") {
  CHECK(matches_pattern("net.core.somaxconn", "net.*"));
  CHECK(matches_pattern("NET_ADMIN", "net_admin"));
  CHECK(matches_pattern("a-FARGATE-b", "*fargate*"));
  CHECK(matches_pattern("windows_server", "*server"));
  CHECK_FALSE(matches_pattern("xnet.core", "net.*"));
  CHECK_FALSE(matches_pattern("net", "net.*"));
  CHECK_FALSE(matches_pattern("NET_ADMINS", "NET_ADMIN"));
}

TEST_CASE("the rule table can be read back as it is published") {
  CHECK(parse_rules(feasibility_rules_json()).size() == rule_table().size());
}

}  // namespace container_tco::rule_table_test
