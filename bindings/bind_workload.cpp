// What is to be run, and the readers of documents. The package's reading module finds and opens files; here it is text.

#include <pybind11/native_enum.h>

#include "container_tco/error.hpp"
#include "container_tco/workload/deployment.hpp"
#include "container_tco/workload/read.hpp"
#include "container_tco/workload/workload.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

void bind_workload_enums(py::module_& module) {
  py::native_enum<NetworkMode>(module, "NetworkMode", "enum.Enum", "How a task is attached to the network.")
      .value("bridge", NetworkMode::bridge)
      .value("host", NetworkMode::host)
      .value("awsvpc", NetworkMode::awsvpc)
      .value("none", NetworkMode::none)
      .value("pod", NetworkMode::pod)
      .finalize();
  py::native_enum<Accelerator>(module, "Accelerator", "enum.Enum", "What the GPU count of a task counts.")
      .value("nvidia", Accelerator::nvidia)
      .value("neuron", Accelerator::neuron)
      .value("neuron_core", Accelerator::neuron_core)
      .value("amd", Accelerator::amd)
      .finalize();
  py::native_enum<InputFormat>(module, "InputFormat", "enum.Enum", "Which sizing rules read the numbers of a service.")
      .value("ecs", InputFormat::ecs)
      .value("kubernetes", InputFormat::kubernetes)
      .value("scenario", InputFormat::scenario)
      .finalize();
  py::native_enum<Egress>(module, "Egress", "enum.Enum", "How tasks and hosts reach the registry and the internet.")
      .value("public_subnets", Egress::public_subnets)
      .value("nat_gateway", Egress::nat_gateway)
      .value("vpc_endpoints", Egress::vpc_endpoints)
      .finalize();
  py::native_enum<ControlPlane>(module, "ControlPlane", "enum.Enum", "Who manages the containers.")
      .value("ecs", ControlPlane::ecs)
      .value("eks", ControlPlane::eks)
      .finalize();
  py::native_enum<DataPlane>(module, "DataPlane", "enum.Enum", "What runs them.")
      .value("ec2", DataPlane::ec2)
      .value("fargate", DataPlane::fargate)
      .value("by_strategy", DataPlane::by_strategy)
      .finalize();
  py::native_enum<HostOperator>(module, "HostOperator", "enum.Enum", "Who patches and replaces the hosts.")
      .value("team", HostOperator::team)
      .value("aws", HostOperator::aws)
      .finalize();
  py::native_enum<Purchase>(module, "Purchase", "enum.Enum", "Whether capacity may be taken back.")
      .value("on_demand", Purchase::on_demand)
      .value("spot", Purchase::spot)
      .finalize();
}

void bind_task(py::module_& module) {
  py::class_<Assumption> assumption(module, "Assumption", "Something the library took for granted.");
  bind_value(assumption, field("id", &Assumption::id, "Stable name, such as \"desired_count\"."),
             field("text", &Assumption::text, "One sentence."),
             field("source", &Assumption::source, "A rule, a publication, or \"assumption\"."));
  py::class_<HostDemand> demand(module, "HostDemand", "Something a task asks of its host beyond its size.");
  bind_value(demand, field("feature", &HostDemand::feature, "\"privileged\", \"capability_add\", …"),
             field("value", &HostDemand::value, "\"NET_ADMIN\"; \"true\" for flags."),
             field("json_path", &HostDemand::json_path, "Where it stands in the input."));
  py::class_<Task> task(module, "Task", "One copy of a service.");
  bind_value(task, field("operating_system", &Task::operating_system, "Of the containers."),
             field("architecture", &Task::architecture, "Of the images."),
             field("also_built_for", &Task::also_built_for, "Other architectures for which its images exist."),
             field("architecture_is_stated", &Task::architecture_is_stated,
                   "The input insists on the architecture. A daemon that does not has an image for every host."),
             field("request", &Task::request, "What a host reserves for it."),
             field("fargate_request", &Task::fargate_request, "What a Fargate task must hold, before overhead."),
             field("ephemeral_storage", &Task::ephemeral_storage, "None: the platform's default."),
             field("network_mode", &Task::network_mode, "How it is attached to the network."),
             field("static_host_ports", &Task::static_host_ports, "\"8080/tcp\": held by one task of a host only."),
             field("one_per_host", &Task::one_per_host, "At most one copy on a host."),
             field("max_copies_per_host", &Task::max_copies_per_host, "None: any number."),
             field("max_host_skew", &Task::max_host_skew,
                   "How many copies above the host with the fewest a host may hold. None: any number."),
             field("max_copies_per_zone", &Task::max_copies_per_zone, "None: any number."),
             field("least_zones", &Task::least_zones, "The fewest zones over which its copies spread. None: one."),
             field("required_host_labels", &Task::required_host_labels,
                   "\"disktype=ssd\", \"disktype=nvme|ssd\" for one of several values, \"disktype\" for any, "
                   "\"disktype!=hdd\", \"!disktype\", \"cpus>15\", \"cpus<65\"."),
             field("tolerated_taints", &Task::tolerated_taints, "\"dedicated=gpu:NoSchedule\"; \"*\" for all."),
             field("allowed_zones", &Task::allowed_zones, "Empty: any."),
             field("allowed_instance_types", &Task::allowed_instance_types, "\"g5.xlarge\", \"g5.*\"; empty: any."),
             field("attached_volumes", &Task::attached_volumes, "EBS volumes attached for each copy."),
             field("accelerator", &Task::accelerator, "What request.gpu_count counts."),
             field("all_accelerators", &Task::all_accelerators, "Takes every accelerator of its host."),
             field("accelerator_model", &Task::accelerator_model, "\"t4\", \"a10g|l4\"; empty: any."),
             field("host_demands", &Task::host_demands, "What decides feasibility."),
             field("images", &Task::images, "Image references."),
             field("container_count", &Task::container_count, "Containers of one task."));
}

void bind_profile_demand(py::module_& module) {
  py::class_<ProfileDemand> timed(module, "ProfileDemand", "Tasks that follow a demand over time.");
  bind_value(timed, field("profile", &ProfileDemand::profile, "Tasks of each step."),
             field("description", &ProfileDemand::description, "For people."),
             field("time_zone", &ProfileDemand::time_zone, "Of the description."));
  timed
      .def_property_readonly(
          "counts", [](const ProfileDemand& self) { return self.profile.counts; }, "Tasks of each step.")
      .def_property_readonly(
          "peak", [](const ProfileDemand& self) { return summarise(self.profile).peak; }, "The most tasks at one time.")
      .def_property_readonly(
          "mean", [](const ProfileDemand& self) { return summarise(self.profile).mean; }, "Tasks on average, exact.")
      .def_property_readonly(
          "summary", [](const ProfileDemand& self) { return summarise(self.profile); },
          "Peak, minimum, mean, task-hours and levels.")
      .def(
          "to_pandas",
          [](const py::object& self) {
            return py::module_::import("container_tco.demand").attr("profile_frame")(self);
          },
          "One row a step: local time and count. Needs pandas.");
}

void bind_service(py::module_& module) {
  py::class_<ConstantDemand> constant(module, "ConstantDemand", "`count` tasks run all the time.");
  bind_value(constant, field("count", &ConstantDemand::count, "0 to 10,000,000."));
  py::class_<RunDemand> runs(module, "RunDemand", "Tasks that start, do their work and end.");
  bind_value(runs, field("runs_per_day", &RunDemand::runs_per_day, "Above 0."),
             field("seconds_per_run", &RunDemand::seconds_per_run, "Above 0; from the image pull to the end."),
             field("concurrent", &RunDemand::concurrent, "The most that run at one time."));
  bind_profile_demand(module);
  py::class_<ServiceUsage> usage(module, "ServiceUsage",
                                 "What the input cannot say about a service. None stays unpriced and is listed.");
  bind_value(usage, field("image_gb", &ServiceUsage::image_gb, "Compressed images of one task, GB."),
             field("task_starts_per_month", &ServiceUsage::task_starts_per_month, "New tasks a month."),
             field("releases_per_month", &ServiceUsage::releases_per_month, "New image versions a month."),
             field("log_gb_per_month", &ServiceUsage::log_gb_per_month, "Of the whole service, GB."));
  py::class_<RunSchedule> schedule(module, "RunSchedule", "When a job is started, and the tasks of a run.");
  bind_value(schedule, field("schedule", &RunSchedule::schedule, "Of a Kubernetes CronJob."),
             field("time_zone", &RunSchedule::time_zone, "Of the schedule; empty: not said."),
             field("tasks_at_once", &RunSchedule::tasks_at_once, "Of a run; 0 runs nothing."),
             field("completions", &RunSchedule::completions, "Tasks of a run in all; 0: as many as run at once."),
             field("overlap", &RunSchedule::overlap, "When a run is due while the one before is under way."),
             field("deadline_seconds", &RunSchedule::deadline_seconds, "No run takes longer. None: not said."),
             field("is_suspended", &RunSchedule::is_suspended, "Has no runs."));
  py::class_<Service> service(module, "Service", "One thing that runs.");
  bind_value(service, field("name", &Service::name, "Unique in the workload."),
             field("format", &Service::format, "The format it was written in."),
             field("origin", &Service::origin, "File and place it was read from."),
             field("task", &Service::task, "One copy of it."), field("demand", &Service::demand, "How many copies."),
             field("run_schedule", &Service::run_schedule, "Of a job. None: it has none."),
             field("is_daemon", &Service::is_daemon, "One copy on each host; demand is not used."),
             field("apart_from", &Service::apart_from, "Names of services that never share its hosts."),
             field("daemon_as_sidecar", &Service::daemon_as_sidecar,
                   "On Fargate a daemon becomes a sidecar of every task (true) or is left out (false)."),
             field("assign_public_ip", &Service::assign_public_ip, "None: not said."),
             field("load_balanced", &Service::load_balanced, "Behind a load balancer."),
             field("sends_cloudwatch_logs", &Service::sends_cloudwatch_logs, "None: not said."),
             field("rollout", &Service::rollout, "How a new version replaces the old one."),
             field("placement", &Service::placement, "How ECS chooses among hosts."),
             field("capacity_strategy", &Service::capacity_strategy, "On which capacity ECS runs it; may be empty."),
             field("usage", &Service::usage, "What a person knows on top."));
}

void bind_whole(py::module_& module) {
  py::class_<Surroundings> surroundings(module, "Surroundings",
                                        "What both sides share. None stays unpriced and is listed.");
  bind_value(surroundings, field("egress", &Surroundings::egress, "How tasks reach the internet."),
             field("nat_gateways", &Surroundings::nat_gateways, "Number."),
             field("interface_endpoints", &Surroundings::interface_endpoints, "Endpoint × zone pairs."),
             field("application_load_balancers", &Surroundings::application_load_balancers, "Number."),
             field("alb_lcu_per_hour", &Surroundings::alb_lcu_per_hour, "Average LCU of each."),
             field("network_load_balancers", &Surroundings::network_load_balancers, "Number."),
             field("nlb_lcu_per_hour", &Surroundings::nlb_lcu_per_hour, "Average LCU of each."),
             field("inter_az_gb_per_month", &Surroundings::inter_az_gb_per_month, "GB that cross a zone border."),
             field("image_versions_kept", &Surroundings::image_versions_kept, "In the registry."),
             field("eks_extended_support", &Surroundings::eks_extended_support, "Whether the cluster pays for it."));
  py::class_<Workload> workload(module, "Workload", "Everything that is to be run, independent of prices.");
  bind_value(workload, field("name", &Workload::name, "For the report."),
             field("services", &Workload::services, "What runs."),
             field("surroundings", &Workload::surroundings, "What both sides share."),
             field("assumptions", &Workload::assumptions, "What reading took for granted."));
  module.def("validate", py::overload_cast<const Workload&>(&validate), py::arg("workload"),
             "Raises InvalidInputError for a workload that cannot be priced.");
}

void bind_deployment(py::module_& module) {
  py::class_<Deployment> deployment(module, "Deployment", "One way to run a whole workload.");
  bind_value(deployment, field("control_plane", &Deployment::control_plane, "Who manages the containers."),
             field("data_plane", &Deployment::data_plane, "What runs them."),
             field("host_operator", &Deployment::host_operator, "Who looks after the hosts."),
             field("purchase", &Deployment::purchase, "On demand or Spot."));
  deployment
      .def_property_readonly("name", &Deployment::name,
                             "\"ecs-fargate\", \"eks-auto-mode\", …; raises InvalidInputError when it is not on sale.")
      .def_property_readonly("uses_hosts", &Deployment::uses_hosts, "Whether there are instances.")
      .def_property_readonly("has_managed_hosts", &Deployment::has_managed_hosts, "Hosts that AWS looks after.")
      .def_property_readonly("is_spot", &Deployment::is_spot, "Whether AWS may take the capacity back.")
      .def("__str__", &Deployment::name)
      .def("__hash__", [](const Deployment& self) { return py::hash(py::str(self.name())); })
      .def_static("parse", &Deployment::parse, py::arg("name"), "Raises InvalidInputError that lists the names.")
      .def_static("all", &Deployment::all, "Every deployment, by name.")
      .def_static("uninterrupted", &Deployment::uninterrupted, "Those that `compare` prices unless told otherwise.");
}

void bind_documents(py::module_& module) {
  py::class_<InputDocument>(module, "InputDocument", "One JSON document, as text or bytes.")
      .def(py::init([](std::string name, DocumentText document) {
             return InputDocument{std::move(name), std::move(document.text)};
           }),
           py::arg("name"), py::arg("text"))
      .def_readonly("name", &InputDocument::name, "File name or \"<text>\", for messages.")
      // Bytes, because nobody has checked yet that it is UTF-8.
      .def_property_readonly(
          "text", [](const InputDocument& self) { return py::bytes(self.text); }, "As it was given.")
      .def("__repr__", [](const InputDocument& self) { return "InputDocument(" + printable(self.name) + ")"; });
  py::class_<InputProblem> problem(module, "InputProblem", "A document that could not be used.");
  bind_value(problem, field("file", &InputProblem::file, "Its name."),
             field("message", &InputProblem::message, "What is wrong with it and what to do."));
  py::class_<ReadResult> result(module, "ReadResult", "What was read, and what could not be.");
  bind_value(result, field("workload", &ReadResult::workload, "May be empty of services."),
             field("problems", &ReadResult::problems, "Documents that could not be used."),
             field("ignored", &ReadResult::ignored, "Objects that say nothing about cost, by name."));
}

void bind_readers(py::module_& module) {
  module.def("read_ecs", &read_ecs, py::arg("documents"), Release(), "ECS documents, joined into one workload.");
  module.def("read_kubernetes", &read_kubernetes, py::arg("documents"), Release(),
             "Kubernetes objects, one a document, or a List.");
  const std::vector<TimeZone> none;
  module.def("read_scenario", &read_scenario, py::arg("document"), py::arg("zones") = none, Release(),
             "A scenario file. `zones`: the time zones that a demand may name.");
  module.def("read_workload", &read_workload, py::arg("documents"), py::arg("zones") = none, Release(),
             "Documents of any of the formats. Bad content becomes a problem of the result.");
  module.def(
      "apply_usage",
      [](Workload workload, const InputDocument& usage, const std::vector<TimeZone>& zones) {
        apply_usage(workload, usage, zones);
        return workload;
      },
      py::arg("workload"), py::arg("usage"), py::arg("zones") = none, Release(),
      "The workload with what `usage` knows on top. Raises ParseError for a service that it has not.");
  module.def("scenario_schema", &scenario_schema, "The JSON Schema of scenario and usage files.");
}

}  // namespace

void bind_workload(py::module_& module) {
  bind_workload_enums(module);
  bind_task(module);
  bind_service(module);
  bind_whole(module);
  bind_deployment(module);
  bind_documents(module);
  bind_readers(module);
}

}  // namespace container_tco::bindings
