// What is bought for a request, and what a host has left for tasks.

#include <pybind11/native_enum.h>

#include "container_tco/sizing/capacity.hpp"
#include "container_tco/sizing/fargate_size.hpp"
#include "container_tco/sizing/host_capacity.hpp"
#include "container_tco/sizing/managed_hosts.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

void bind_fargate(py::module_& module) {
  py::class_<FargateRates> rates(module, "FargateRates",
                                 "What one hour costs: only to choose the cheapest fitting size.");
  rates.def(py::init([](Money vcpu_hour, Money gib_hour, std::optional<Money> licence_vcpu_hour) {
              return FargateRates{std::move(vcpu_hour), std::move(gib_hour), std::move(licence_vcpu_hour)};
            }),
            py::kw_only(), py::arg("vcpu_hour"), py::arg("gib_hour"), py::arg("licence_vcpu_hour") = py::none());
  bind_record(rates, field("vcpu_hour", &FargateRates::vcpu_hour, "Of one vCPU."),
              field("gib_hour", &FargateRates::gib_hour, "Of one GiB."),
              field("licence_vcpu_hour", &FargateRates::licence_vcpu_hour, "Windows: of one vCPU."));
  py::class_<FargateSize> size(module, "FargateSize", "A size that Fargate sells.");
  bind_value(size, field("cpu_units", &FargateSize::cpu_units, "1024 to the vCPU."),
             field("memory_mib", &FargateSize::memory_mib, "MiB."));
  py::class_<FargateTask> task(module, "FargateTask", "A task as it is bought on Fargate.");
  bind_value(task, field("size", &FargateTask::size, "What is bought."),
             field("parts", &FargateTask::parts, "What the size is made of, rounding included."),
             field("ephemeral_storage", &FargateTask::ephemeral_storage, "Provisioned."),
             field("billed_ephemeral_storage", &FargateTask::billed_ephemeral_storage, "Above what comes free."));
  module.def("fargate_sizes", &fargate_sizes, py::arg("operating_system"), py::arg("control_plane"),
             "Every size sold, by CPU, then memory.");
  module.def("size_fargate_task", &size_fargate_task, py::arg("task"), py::arg("control_plane"), py::arg("rates"),
             py::arg("sidecars") = std::vector<CapacityPart>(),
             "The cheapest size that holds the task. Raises InfeasibleError when none does.");
  module.def("fargate_billed_seconds", &fargate_billed_seconds, py::arg("seconds"), py::arg("operating_system"),
             "Rounded up, at least the platform's minimum.");
}

void bind_host_capacity(py::module_& module) {
  py::class_<HostOptions> options(module, "HostOptions", "How hosts are set up. None: the documented default.");
  bind_value(
      options,
      field("memory_overhead_fraction", &HostOptions::memory_overhead_fraction, "Share of the memory lost, 0 to 0.5."),
      field("ecs_reserved_memory_mib", &HostOptions::ecs_reserved_memory_mib, "ECS_RESERVED_MEMORY, MiB."),
      field("eni_trunking", &HostOptions::eni_trunking, "Account setting awsvpcTrunking."),
      field("prefix_delegation", &HostOptions::prefix_delegation, "VPC CNI."),
      field("custom_networking", &HostOptions::custom_networking, "VPC CNI."),
      field("max_pods", &HostOptions::max_pods, "Overrides the computed number."),
      field("root_disk_gib", &HostOptions::root_disk_gib, "GiB, of hosts that the team looks after."),
      field("managed_volume_gib", &HostOptions::managed_volume_gib, "GiB, of hosts that AWS looks after."));
  py::class_<HostCapacity> capacity(module, "HostCapacity", "A host as the scheduler sees it.");
  bind_value(capacity, field("instance_type", &HostCapacity::instance_type, "Its name."),
             field("advertised", &HostCapacity::advertised, "Gross."),
             field("deductions", &HostCapacity::deductions, "Each with its rule."),
             field("allocatable", &HostCapacity::allocatable, "What tasks may use."),
             field("network_slots", &HostCapacity::network_slots, "Tasks or pods; None: not known."),
             field("network_slots_source", &HostCapacity::network_slots_source, "Of that limit."));
  module.def("host_capacity", &host_capacity, py::arg("type"), py::arg("control_plane"), py::arg("operating_system"),
             py::arg_v("options", HostOptions(), "HostOptions()"),
             py::arg_v("host_operator", HostOperator::team, "HostOperator.team"),
             "What an instance has left for tasks.");
  py::class_<RootDisk> disk(module, "RootDisk", "The root disk of a host.");
  bind_value(disk, field("size_gib", &RootDisk::size_gib, "GiB."), field("source", &RootDisk::source, "Of the size."));
  module.def("root_disk", &root_disk, py::arg("control_plane"), py::arg("operating_system"),
             py::arg_v("options", HostOptions(), "HostOptions()"),
             py::arg_v("host_operator", HostOperator::team, "HostOperator.team"),
             "The option, or the default of the AMI family; of AWS's own hosts the data volume.");
  py::class_<ManagedHosts> managed(module, "ManagedHosts", "Hosts that AWS looks after.");
  bind_record(managed, field("name", &ManagedHosts::name, "\"EKS Auto Mode\"."),
              field("most_pods", &ManagedHosts::most_pods, "Of one node; None: as its addresses allow."),
              field("volume_gib", &ManagedHosts::volume_gib, "Of the data volume, by default."),
              field("drained_after_days", &ManagedHosts::drained_after_days, "Day of a host's life."),
              field("replaced_after_days", &ManagedHosts::replaced_after_days, "Day by which it is gone."),
              field("families", &ManagedHosts::families, "Instance families that it takes."),
              field("families_source", &ManagedHosts::families_source, "Of these."),
              field("source", &ManagedHosts::source, "Of the figures."));
  module.def("managed_hosts", &managed_hosts, py::arg("control_plane"), "Managed Instances of ECS, Auto Mode of EKS.");
  py::class_<ClusterAddOn> add_on(module, "ClusterAddOn", "What a cluster runs of its own.");
  bind_value(add_on, field("name", &ClusterAddOn::name, "\"coredns\"."),
             field("request", &ClusterAddOn::request, "Of one copy."),
             field("fargate_request", &ClusterAddOn::fargate_request, "Of one copy on Fargate."),
             field("replicas", &ClusterAddOn::replicas, "Of the cluster; not for daemons."),
             field("is_daemon", &ClusterAddOn::is_daemon, "One on each node."),
             field("uses_host_network", &ClusterAddOn::uses_host_network, "Takes no pod address."),
             field("on_fargate", &ClusterAddOn::on_fargate, "Runs as pods when the cluster has no nodes."),
             field("source", &ClusterAddOn::source, "Of the figures."));
  module.def("karpenter_add_on", &karpenter_add_on, "The controller of Karpenter, beside the nodes that it makes.");
  module.def("cluster_add_ons", &cluster_add_ons, py::arg("control_plane"), "With their requests.");
}

}  // namespace

void bind_sizing(py::module_& module) {
  py::native_enum<CapacityPartKind>(module, "CapacityPartKind", "enum.Enum", "What a part of a size stands for.")
      .value("requested", CapacityPartKind::requested)
      .value("sidecar", CapacityPartKind::sidecar)
      .value("overhead", CapacityPartKind::overhead)
      .value("rounding", CapacityPartKind::rounding)
      .finalize();
  py::class_<CapacityPart> part(module, "CapacityPart", "One named amount with the rule that asks for it.");
  bind_value(part, field("name", &CapacityPart::name, "\"kube-reserved memory\"."),
             field("amount", &CapacityPart::amount, "How much."),
             field("source", &CapacityPart::source, "Rule or publication."),
             field("kind", &CapacityPart::kind, "What it stands for."));
  bind_fargate(module);
  bind_host_capacity(module);
}

}  // namespace container_tco::bindings
