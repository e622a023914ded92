#include <doctest/doctest.h>

#include "one_demand.hpp"

// The Fargate and EC2 letters follow the published table of task definition parameters; where AWS refuses a definition
// as written but an edit keeps the containers working, core/decisions/0004-feasibility-verdicts.md makes it a warning.
// Columns: ECS Fargate Linux, ECS Fargate Windows, EKS Fargate; then ECS EC2 Linux, ECS EC2 Windows, EKS EC2.

namespace container_tco::ecs_demands_test {

TEST_CASE("network modes other than awsvpc are an edit away from Fargate, except none") {
  check_table({{"network_mode", "awsvpc", "ooo ooo"},
               {"network_mode", "bridge", "wwo ooo"},
               {"network_mode", "host", "www oio"},
               {"network_mode", "none", "iii oiw"},
               {"disable_networking", "true", "iii oiw"},
               {"host_port_differs", "80", "wwo ooo"},
               {"link", "db:mysql", "iiw oiw"},
               {"extra_host", "db.internal", "wwo owo"},
               {"hostname", "web", "wwo ooo"},
               {"dns_server", "10.0.0.2", "wwo owo"},
               {"dns_search_domain", "internal", "wwo owo"}});
}

TEST_CASE("what registration with FARGATE wants on top is an edit") {
  check_table({{"task_size_missing", "cpu, memory", "wwo ooo"},
               {"requires_compatibilities", "EC2", "wwo ooo"},
               {"requires_compatibilities", "FARGATE", "ooo ooo"},
               {"task_placement_constraint", "memberOf", "www ooo"},
               {"service_placement_strategy", "spread", "www ooo"},
               {"service_placement_constraint", "distinctInstance", "www ooo"},
               {"log_stream_prefix_missing", "awslogs", "wwo ooo"},
               {"start_timeout", "120", "ooo ooo"},
               {"stop_timeout", "121", "wwo ooo"}});
}

TEST_CASE("a definition that names both EC2 and FARGATE is registered for Fargate") {
  const Workload workload =
      workload_of({service_with({{"requires_compatibilities", "EC2", "$.requiresCompatibilities[0]"},
                                 {"requires_compatibilities", "FARGATE", "$.requiresCompatibilities[1]"}})});
  CHECK(check_feasibility(workload, {ControlPlane::ecs, DataPlane::fargate}).findings.empty());
}

TEST_CASE("rights over the host are impossible on Fargate") {
  check_table({{"privileged", "true", "iii oio"},
               {"capability_add", "NET_ADMIN", "iii oio"},
               {"capability_add", "SYS_ADMIN", "iii oio"},
               {"capability_add", "ALL", "iii oio"},
               {"capability_add", "IPC_LOCK", "iii oio"},
               {"capability_add", "SYS_PTRACE", "oiw oio"},
               {"capability_add", "NET_BIND_SERVICE", "wiw oio"},
               {"capability_drop", "ALL", "owo owo"},
               {"device", "/dev/fuse", "iii oww"},
               {"docker_security_option", "label:type:spc_t", "iii oow"},
               {"docker_security_option", "no-new-privileges", "wwo ooo"},
               {"ipc_mode", "host", "iii oio"},
               {"ipc_mode", "task", "iio oio"},
               {"pid_mode", "host", "iii oio"},
               {"pid_mode", "task", "oio oio"}});
}

TEST_CASE("memory and kernel settings follow the API model") {
  check_table({{"shared_memory_size", "64", "iiw oio"},
               {"tmpfs", "/run", "wiw oio"},
               {"max_swap", "512", "iii oiw"},
               {"max_swap", "0", "wwo owo"},
               {"swappiness", "60", "www www"},
               {"init_process", "true", "oww oww"},
               {"ulimit", "nofile", "oiw oww"},
               {"ulimit", "memlock", "wiw oww"},
               {"system_control", "net.core.somaxconn", "oii oiw"},
               {"system_control", "net.ipv4.tcp_keepalive_time", "oio oio"},
               {"system_control", "kernel.shmmax", "oii oiw"},
               {"system_control", "fs.mqueue.msg_max", "oii oiw"},
               {"system_control", "vm.max_map_count", "iii wiw"},
               {"system_control", "fs.file-max", "iii wiw"}});
}

TEST_CASE("accelerators need hosts, and Elastic Inference is gone everywhere") {
  check_table({{"gpu", "1", "iii oio"}, {"inference_accelerator", "eia2.medium", "iii iii"}});
}

TEST_CASE("log drivers outside awslogs, splunk and awsfirelens are an edit away from Fargate") {
  check_table({{"log_driver", "awslogs", "ooo ooo"},
               {"log_driver", "splunk", "oww oow"},
               {"log_driver", "awsfirelens", "oww oow"},
               {"log_driver", "json-file", "wwo ooo"},
               {"log_driver", "gelf", "www oww"},
               {"firelens", "fluentbit", "oiw oiw"},
               {"firelens_config_type", "file", "ooo ooo"},
               {"firelens_config_type", "s3", "wio oio"}});
}

TEST_CASE("volumes of a host or of Docker stay on hosts") {
  check_table({{"volume_host", "scratch", "ooo ooo"},
               {"volume_host_path", "/var/run/docker.sock", "iii ooo"},
               {"volume_docker", "true", "iii oow"},
               {"volume_efs", "true", "oio oio"},
               {"volume_fsx_windows", "true", "iii iow"},
               {"volume_s3files", "true", "oww oww"},
               {"volume_ebs", "true", "owi ooo"},
               {"dockerfile_volume", "/data", "owo ooo"}});
}

TEST_CASE("the remaining task definition parameters have a verdict") {
  check_table({{"proxy_configuration", "true", "wiw wiw"},
               {"credential_spec", "credentialspecdomainless:arn", "wii oow"},
               {"depends_on", "db", "oow oow"},
               {"health_check", "true", "ooo ooo"},
               {"restart_policy", "true", "owo ooo"},
               {"user", "1000", "owo owo"},
               {"readonly_root", "true", "owo owo"},
               {"fault_injection", "true", "www oww"},
               {"load_balancer", "tg", "ooo ooo"},
               {"classic_load_balancer", "lb", "www ooo"},
               {"capacity_fargate_spot", "true", "www ooo"}});
}

TEST_CASE("Windows runs under ECS in versions that Fargate knows") {
  CHECK(verdict_of("operating_system_family", "WINDOWS_SERVER_2022_CORE", Platform::fargate_windows) == Verdict::ok);
  CHECK(verdict_of("operating_system_family", "WINDOWS_SERVER_2019_FULL", Platform::ecs_ec2_windows) == Verdict::ok);
  CHECK(verdict_of("operating_system_family", "WINDOWS_SERVER_2016_FULL", Platform::fargate_windows) ==
        Verdict::impossible);
  CHECK(verdict_of("operating_system_family", "WINDOWS_SERVER_2016_FULL", Platform::ecs_ec2_windows) == Verdict::ok);
  CHECK(verdict_of("operating_system_family", "WINDOWS_SERVER_2025_CORE", Platform::fargate_windows) ==
        Verdict::warning);
}

}  // namespace container_tco::ecs_demands_test
