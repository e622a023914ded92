#include "container_tco/workload/ecs_host_demands.hpp"

#include <doctest/doctest.h>

#include "documents.hpp"

namespace ecs_host_demands_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

std::vector<HostDemand> demands_of(const std::string& text) {
  const Parsed parsed(text);
  return find_ecs_host_demands(parsed.root(), read_ecs_task_size(parsed.root(), OperatingSystem::linux_os));
}

std::vector<HostDemand> demands_of_container(const std::string& members) {
  return demands_of(R"({"containerDefinitions": [{"memory": 64, )" + members + "}]}");
}

bool demands(const std::vector<HostDemand>& all, const HostDemand& wanted) {
  return std::find(all.begin(), all.end(), wanted) != all.end();
}

bool demands_feature(const std::vector<HostDemand>& all, const std::string& feature) {
  return std::any_of(all.begin(), all.end(), [&](const HostDemand& demand) { return demand.feature == feature; });
}

const std::string first = "$.containerDefinitions[0].";

}  // namespace

TEST_CASE("Each container parameter becomes a demand with its value and path") {
  struct Case {
    const char* members;
    HostDemand demand;
  };
  const Case cases[] = {
      {R"("privileged": true)", {"privileged", "true", first + "privileged"}},
      {R"("linuxParameters": {"capabilities": {"add": ["SYS_PTRACE", "NET_ADMIN"]}})",
       {"capability_add", "NET_ADMIN", first + "linuxParameters.capabilities.add[1]"}},
      {R"("linuxParameters": {"capabilities": {"drop": ["ALL"]}})",
       {"capability_drop", "ALL", first + "linuxParameters.capabilities.drop[0]"}},
      {R"("linuxParameters": {"devices": [{"hostPath": "/dev/fuse"}]})",
       {"device", "/dev/fuse", first + "linuxParameters.devices[0].hostPath"}},
      {R"("linuxParameters": {"sharedMemorySize": 128})",
       {"shared_memory_size", "128", first + "linuxParameters.sharedMemorySize"}},
      {R"("linuxParameters": {"tmpfs": [{"containerPath": "/run", "size": 64}]})",
       {"tmpfs", "/run", first + "linuxParameters.tmpfs[0].containerPath"}},
      {R"("linuxParameters": {"maxSwap": 0, "swappiness": 60})", {"max_swap", "0", first + "linuxParameters.maxSwap"}},
      {R"("linuxParameters": {"swappiness": 60})", {"swappiness", "60", first + "linuxParameters.swappiness"}},
      {R"("linuxParameters": {"initProcessEnabled": true})",
       {"init_process", "true", first + "linuxParameters.initProcessEnabled"}},
      {R"("ulimits": [{"name": "memlock", "softLimit": -1, "hardLimit": -1}])",
       {"ulimit", "memlock", first + "ulimits[0].name"}},
      {R"("systemControls": [{"namespace": "net.core.somaxconn", "value": "1024"}])",
       {"system_control", "net.core.somaxconn", first + "systemControls[0].namespace"}},
      {R"("resourceRequirements": [{"type": "GPU", "value": "2"}])",
       {"gpu", "2", first + "resourceRequirements[0].value"}},
      {R"("resourceRequirements": [{"type": "InferenceAccelerator", "value": "eia2"}])",
       {"inference_accelerator", "eia2", first + "resourceRequirements[0].value"}},
      {R"("dockerSecurityOptions": ["label:type"])",
       {"docker_security_option", "label:type", first + "dockerSecurityOptions[0]"}},
      {R"("disableNetworking": true)", {"disable_networking", "true", first + "disableNetworking"}},
      {R"("dnsServers": ["10.0.0.2"])", {"dns_server", "10.0.0.2", first + "dnsServers[0]"}},
      {R"("dnsSearchDomains": ["corp"])", {"dns_search_domain", "corp", first + "dnsSearchDomains[0]"}},
      {R"("extraHosts": [{"hostname": "db", "ipAddress": "10.0.0.9"}])",
       {"extra_host", "db", first + "extraHosts[0].hostname"}},
      {R"("hostname": "app")", {"hostname", "app", first + "hostname"}},
      {R"("links": ["db"])", {"link", "db", first + "links[0]"}},
      {R"("logConfiguration": {"logDriver": "journald"})",
       {"log_driver", "journald", first + "logConfiguration.logDriver"}},
      {R"("firelensConfiguration": {"type": "fluentbit"})",
       {"firelens", "fluentbit", first + "firelensConfiguration.type"}},
      {R"("firelensConfiguration": {"type": "fluentd", "options": {"config-file-type": "s3"}})",
       {"firelens_config_type", "s3", first + "firelensConfiguration.options.config-file-type"}},
      {R"("credentialSpecs": ["credentialspecdomainless:arn"])",
       {"credential_spec", "credentialspecdomainless:arn", first + "credentialSpecs[0]"}},
      {R"("dependsOn": [{"containerName": "init", "condition": "SUCCESS"}])",
       {"depends_on", "init", first + "dependsOn[0].containerName"}},
      {R"("startTimeout": 30)", {"start_timeout", "30", first + "startTimeout"}},
      {R"("stopTimeout": 300)", {"stop_timeout", "300", first + "stopTimeout"}},
      {R"("healthCheck": {"command": ["CMD", "true"]})", {"health_check", "true", first + "healthCheck"}},
      {R"("restartPolicy": {"enabled": true})", {"restart_policy", "true", first + "restartPolicy.enabled"}},
      {R"("user": "1000:1000")", {"user", "1000:1000", first + "user"}},
      {R"("readonlyRootFilesystem": true)", {"readonly_root", "true", first + "readonlyRootFilesystem"}},
      {R"("portMappings": [{"containerPort": 80, "hostPort": 8080}])",
       {"host_port_differs", "8080:80", first + "portMappings[0].hostPort"}},
  };
  for (const Case& one : cases) {
    CAPTURE(one.demand.feature);
    CHECK(demands(demands_of_container(one.members), one.demand));
  }
}

TEST_CASE("Each task parameter becomes a demand with its value and path") {
  struct Case {
    const char* members;
    HostDemand demand;
  };
  const Case cases[] = {
      {R"("networkMode": "host")", {"network_mode", "host", "$.networkMode"}},
      {R"("requiresCompatibilities": ["EC2", "FARGATE"])",
       {"requires_compatibilities", "FARGATE", "$.requiresCompatibilities[1]"}},
      {R"("runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"})",
       {"operating_system_family", "WINDOWS_SERVER_2022_CORE", "$.runtimePlatform.operatingSystemFamily"}},
      {R"("runtimePlatform": {"cpuArchitecture": "ARM64"})",
       {"cpu_architecture", "ARM64", "$.runtimePlatform.cpuArchitecture"}},
      {R"("inferenceAccelerators": [{"deviceName": "d", "deviceType": "eia2.medium"}])",
       {"inference_accelerator", "eia2.medium", "$.inferenceAccelerators[0].deviceType"}},
      {R"("placementConstraints": [{"type": "memberOf", "expression": "x"}])",
       {"task_placement_constraint", "memberOf", "$.placementConstraints[0].type"}},
      {R"("ipcMode": "host")", {"ipc_mode", "host", "$.ipcMode"}},
      {R"("pidMode": "task")", {"pid_mode", "task", "$.pidMode"}},
      {R"("volumes": [{"name": "scratch"}])", {"volume_host", "scratch", "$.volumes[0]"}},
      {R"("volumes": [{"name": "scratch", "host": {}}])", {"volume_host", "scratch", "$.volumes[0]"}},
      {R"("volumes": [{"name": "proc", "host": {"sourcePath": "/proc"}}])",
       {"volume_host_path", "/proc", "$.volumes[0].host.sourcePath"}},
      {R"("volumes": [{"name": "d", "dockerVolumeConfiguration": {"scope": "shared"}}])",
       {"volume_docker", "true", "$.volumes[0].dockerVolumeConfiguration"}},
      {R"("volumes": [{"name": "e", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}])",
       {"volume_efs", "true", "$.volumes[0].efsVolumeConfiguration"}},
      {R"("volumes": [{"name": "f", "fsxWindowsFileServerVolumeConfiguration": {"fileSystemId": "fs-1"}}])",
       {"volume_fsx_windows", "true", "$.volumes[0].fsxWindowsFileServerVolumeConfiguration"}},
      {R"("volumes": [{"name": "s", "s3filesVolumeConfiguration": {"fileSystemArn": "a"}}])",
       {"volume_s3files", "true", "$.volumes[0].s3filesVolumeConfiguration"}},
      {R"("volumes": [{"name": "b", "configuredAtLaunch": true}])",
       {"volume_ebs", "true", "$.volumes[0].configuredAtLaunch"}},
      {R"("proxyConfiguration": {"containerName": "envoy"})", {"proxy_configuration", "true", "$.proxyConfiguration"}},
      {R"("ephemeralStorage": {"sizeInGiB": 50})", {"ephemeral_storage", "50", "$.ephemeralStorage.sizeInGiB"}},
      {R"("enableFaultInjection": true)", {"fault_injection", "true", "$.enableFaultInjection"}},
  };
  for (const Case& one : cases) {
    CAPTURE(one.demand.feature);
    const auto all = demands_of("{" + std::string(one.members) + R"(, "containerDefinitions": [{"memory": 64}]})");
    CHECK(demands(all, one.demand));
  }
}

TEST_CASE("An absent network mode demands bridge, which Fargate does not have (rule X1)") {
  CHECK(demands(demands_of(R"({"containerDefinitions": [{"memory": 64}]})"), {"network_mode", "bridge", "$"}));
}

TEST_CASE("Missing task-level sizes are named") {
  CHECK(
      demands(demands_of(R"({"containerDefinitions": [{"memory": 64}]})"), {"task_size_missing", "cpu, memory", "$"}));
  CHECK(demands(demands_of(R"({"memory": "64", "containerDefinitions": [{}]})"), {"task_size_missing", "cpu", "$"}));
  CHECK(demands(demands_of(R"({"cpu": "256", "containerDefinitions": [{"memory": 64}]})"),
                {"task_size_missing", "memory", "$"}));
  CHECK_FALSE(demands_feature(demands_of(R"({"cpu": "256", "memory": "512", "containerDefinitions": [{}]})"),
                              "task_size_missing"));
}

TEST_CASE("awslogs without a stream prefix is a demand of its own (rule X32)") {
  CHECK(demands(demands_of_container(R"("logConfiguration": {"logDriver": "awslogs"})"),
                {"log_stream_prefix_missing", "awslogs", first + "logConfiguration"}));
  CHECK_FALSE(
      demands_feature(demands_of_container(
                          R"("logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-stream-prefix": "x"}})"),
                      "log_stream_prefix_missing"));
}

TEST_CASE("False, empty and null members demand nothing") {
  const auto all = demands_of_container(
      R"("privileged": false, "ulimits": [], "user": "", "hostname": null, "healthCheck": {}, "links": null,
         "linuxParameters": {"capabilities": {"add": []}, "devices": [], "initProcessEnabled": false},
         "portMappings": [{"containerPort": 80, "hostPort": 80}, {"containerPort": 81}])");
  // What is left says how the task is attached, what size is missing, and how many containers there are.
  CHECK(all.size() == 3);
}

TEST_CASE("A placeholder stops the reader only where its value decides") {
  CHECK(contains(error_of([] { demands_of_container(R"("logConfiguration": {"logDriver": "${DRIVER}"})"); }),
                 "$.containerDefinitions[0].logConfiguration.logDriver"));
  CHECK_NOTHROW(demands_of_container(
      R"("image": "<IMAGE>", "user": "${UID}", "portMappings": [{"containerPort": "${PORT}", "hostPort": "${PORT}"}],
         "environment": [{"name": "A", "value": "{{ a }}"}])"));
}

}  // namespace ecs_host_demands_test
