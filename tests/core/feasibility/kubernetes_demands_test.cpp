#include <doctest/doctest.h>

#include "one_demand.hpp"

// Columns as in ecs_demands_test.cpp. The third column is the Amazon EKS User Guide's list of what pods on Fargate
// cannot have.

namespace container_tco::kubernetes_demands_test {

TEST_CASE("pods on Fargate have no host") {
  check_table({{"k8s_privileged", "true", "iii oio"},
               {"k8s_host_network", "true", "iii oio"},
               {"k8s_host_pid", "true", "iii oio"},
               {"k8s_host_ipc", "true", "iii oio"},
               {"k8s_host_port", "8080", "iii ooo"},
               {"k8s_host_path", "/var/log", "iii ooo"},
               {"k8s_hugepages", "hugepages-2Mi", "iii oio"},
               {"k8s_fuse_or_device", "/dev/fuse", "iii oio"}});
}

TEST_CASE("capabilities of pods follow those of containers") {
  check_table({{"k8s_capability_add", "NET_ADMIN", "iii oio"},
               {"k8s_capability_add", "CAP_SYS_ADMIN", "iii oio"},
               {"k8s_capability_add", "NET_BIND_SERVICE", "wiw oio"}});
}

TEST_CASE("pods on Fargate have neither EBS nor accelerators nor Arm nor Windows") {
  check_table({{"k8s_ebs_volume", "gp3", "wwi wwo"},
               {"k8s_ebs_volume", "unknown", "www wwo"},
               {"k8s_gpu", "nvidia.com/gpu", "iii oio"},
               {"k8s_neuron", "aws.amazon.com/neuron", "iii oio"},
               {"k8s_amd_gpu", "amd.com/gpu", "iii iio"},
               {"k8s_arm64", "true", "oii oio"},
               {"k8s_windows", "true", "ioi ioo"}});
}

TEST_CASE("hosts are named as not planned for shares of GPUs, network adapters and devices of one's own plugins") {
  check_table({{"k8s_device_not_planned", "nvidia.com/mig-1g.5gb", "iii wiw"},
               {"k8s_device_not_planned", "vpc.amazonaws.com/efa", "iii wiw"}});
}

TEST_CASE("a fact of the instance type that nobody knows here leaves no host to choose") {
  check_table({{"unknown_host_label", "eks.amazonaws.com/instance-gpu-memory=16384", "ooo iii"}});
}

TEST_CASE("wishes for a node are dropped on Fargate with a warning") {
  check_table({{"k8s_node_selector", "team=data", "www ooo"},
               {"k8s_node_selector", "topology.kubernetes.io/zone=us-east-1a", "ooo ooo"},
               {"k8s_node_affinity", "node.kubernetes.io/instance-type In m5.large", "www ooo"},
               {"k8s_runtime_class", "gvisor", "www wwo"},
               {"k8s_topology_spread", "topology.kubernetes.io/zone", "www ooo"},
               {"k8s_topology_spread", "kubernetes.io/hostname", "ooo ooo"}});
}

TEST_CASE("safe sysctls run on Fargate, unsafe ones need a kubelet of one's own") {
  check_table({{"k8s_sysctl", "net.ipv4.ip_local_port_range", "oio oio"},
               {"k8s_sysctl", "kernel.shm_rmid_forced", "oio oio"},
               {"k8s_sysctl", "net.core.somaxconn", "oii oiw"},
               {"k8s_sysctl", "vm.max_map_count", "iii wiw"}});
}

}  // namespace container_tco::kubernetes_demands_test
