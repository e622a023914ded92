#pragma once
// What is to be run: services, each a task and a demand, with what they ask of their host. Independent of any price,
// region or deployment. Built by the readers (ecs.hpp, kubernetes.hpp, scenario.hpp) or by hand.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "container_tco/demand/demand_form.hpp"
#include "container_tco/demand/task_profile.hpp"
#include "container_tco/quantity/resources.hpp"
#include "container_tco/workload/capacity_strategy.hpp"
#include "container_tco/workload/rollout.hpp"

namespace container_tco {

/// Something the library took for granted, printed in every report.
struct Assumption {
  std::string id;      ///< Stable name, e.g. "desired_count".
  std::string text;    ///< One sentence.
  std::string source;  ///< A rule id, a URL or publication, or "assumption".
  friend bool operator==(const Assumption&, const Assumption&) = default;
};

/// Something a task asks of its host beyond its size. `feature` is a name of feasibility/rules.json.
struct HostDemand {
  std::string feature;    ///< e.g. "privileged", "capability_add", "log_driver"
  std::string value;      ///< e.g. "NET_ADMIN"; "true" for flags
  std::string json_path;  ///< Where it stands in the input, e.g. `$.containerDefinitions[0].privileged`
  friend bool operator==(const HostDemand&, const HostDemand&) = default;
};

/// How a task is attached to the network (rule X1; `pod` is the Kubernetes model).
enum class NetworkMode { bridge, host, awsvpc, none, pod };
std::string to_string(NetworkMode mode);

/// What a task's `gpu_count` counts: NVIDIA GPUs, AWS Inferentia or Trainium chips, NeuronCores, of which the chips of
/// each generation have another number, or AMD GPUs.
enum class Accelerator { nvidia, neuron, neuron_core, amd };
std::string to_string(Accelerator accelerator);

/// How ECS places the tasks of a service on hosts (rules S15, S17). `spread_zones` is its default, and stands for
/// Kubernetes too; `spread_hosts` works against full hosts. Fargate has no hosts to choose among.
enum class PlacementStrategy { spread_zones, spread_hosts, binpack, random };
std::string to_string(PlacementStrategy placement);

/// Which format a service was written in: it decides which sizing rules read its numbers.
enum class InputFormat { ecs, kubernetes, scenario };

/// One copy of a service: what is placed on a host or bought as a Fargate task.
struct Task {
  OperatingSystem operating_system = OperatingSystem::linux_os;
  Architecture architecture = Architecture::x86_64;
  /// Other architectures for which its images exist; hosts of these may run it, too.
  std::vector<Architecture> also_built_for;
  /// Its input insists on the architecture. A daemon that does not has an image for every host.
  bool architecture_is_stated = false;
  /// What a host reserves for it (rules S4, J12).
  Resources request;
  /// What a Fargate task must hold before overhead and rounding (rules F6, K9). GPUs as in `request`.
  Resources fargate_request;
  /// Asked for on purpose; nothing means the platform's default (20 GiB on Fargate).
  std::optional<Bytes> ephemeral_storage;
  NetworkMode network_mode = NetworkMode::awsvpc;
  /// "8080/tcp": ports that only one task of a host may hold (rule S11).
  std::vector<std::string> static_host_ports;
  /// At most one copy per host (ECS distinctInstance, Kubernetes anti-affinity on the hostname).
  bool one_per_host = false;
  /// At most so many copies per host, whatever the other hosts hold; above 0.
  std::optional<std::int64_t> max_copies_per_host;
  /// maxSkew over hosts (Kubernetes topology spread that is not to be violated): no host holds more copies than so many
  /// above the host with the fewest; above 0. As an autoscaler can always add an empty host, see
  /// `copies_per_host_limit`.
  std::optional<std::int64_t> max_host_skew;
  /// At most so many copies in a zone (Kubernetes anti-affinity on the zone: 1); above 0.
  std::optional<std::int64_t> max_copies_per_zone;
  /// The fewest zones over which its copies spread, as far as there are copies (minDomains of a spread over zones);
  /// above 0.
  std::optional<std::int64_t> least_zones;
  /// Labels of the host that it insists on: "disktype=ssd", "disktype=nvme|ssd" for one of several values, "disktype"
  /// for any value, "disktype!=hdd", "!disktype", "cpus>15", "cpus<65" (see host_match.hpp). What the fields of this
  /// struct say by themselves is not among them.
  std::vector<std::string> required_host_labels;
  /// "dedicated=gpu:NoSchedule", "dedicated=gpu" and "dedicated:NoSchedule" for every effect or value, "dedicated" for
  /// both, "*" for every taint (see host_match.hpp).
  std::vector<std::string> tolerated_taints;
  /// Names of the zones that its copies may be in, e.g. "eu-west-1a"; empty means any.
  std::vector<std::string> allowed_zones;
  /// Names of instance types that may host it, or families as in "g5.*"; empty means any.
  std::vector<std::string> allowed_instance_types;
  /// EBS volumes attached to the host for each copy.
  std::int64_t attached_volumes = 0;
  /// What `request.gpu_count` counts; without meaning while that is 0.
  Accelerator accelerator = Accelerator::nvidia;
  /// Takes every accelerator of its host, however many: `request.gpu_count` is then the fewest that will do.
  bool all_accelerators = false;
  /// The model that it insists on, in lower case and without the maker: "t4", "a10g|l4" for one of several;
  /// empty means any.
  std::string accelerator_model;
  std::vector<HostDemand> host_demands;
  std::vector<std::string> images;
  std::int64_t container_count = 1;
};

/// The architectures of hosts that may run it: its own first, then those that it is also built for, each once.
std::vector<Architecture> architectures_of(const Task& task);

/// The most copies of a task that one host may hold when hosts are added as they are needed: the least of what
/// `one_per_host`, `all_accelerators`, `max_copies_per_host` and `max_host_skew` allow (for a skew, as Karpenter reads
/// it: an empty host can always be added). Nothing when they are silent.
std::optional<std::int64_t> copies_per_host_limit(const Task& task);

/// How many zones `count` copies of a task need at least: 1 when it is silent.
std::int64_t zones_needed(const Task& task, std::int64_t count);

/// `count` tasks run all the time.
struct ConstantDemand {
  std::int64_t count = 1;
};

/// Tasks that start, do their work and end.
struct RunDemand {
  Rational runs_per_day;        ///< > 0
  Rational seconds_per_run;     ///< > 0; from the start of the image pull to the end (rule F11)
  std::int64_t concurrent = 1;  ///< The most that run at one time: what hosts must hold.
};

/// Tasks that follow a schedule, a profile, a load or runs over time (see demand/make_profile.hpp).
struct ProfileDemand {
  TaskProfile profile = {0, 3600, {1}, true};
  std::string description;        ///< For people: "weekdays 08-20: 10, else 2".
  std::string time_zone = "UTC";  ///< Of the description.
};

using Demand = std::variant<ConstantDemand, RunDemand, ProfileDemand>;

/// How many tasks run at one time at the most, and on average.
std::int64_t peak_count(const Demand& demand);
Rational mean_count(const Demand& demand);

/// When a job is started, and the tasks of a run (a Kubernetes CronJob). How long they run nobody wrote down.
struct RunSchedule {
  CronExpression schedule;
  std::string time_zone;                         ///< Of the schedule; empty when it is not said.
  std::int64_t tasks_at_once = 1;                ///< parallelism, as far as there are completions; 0 runs nothing.
  std::int64_t completions = 0;                  ///< Tasks of a run in all; 0: as many as run at once.
  RunOverlap overlap = RunOverlap::allow;        ///< concurrencyPolicy
  std::optional<std::int64_t> deadline_seconds;  ///< activeDeadlineSeconds: no run takes longer.
  bool is_suspended = false;

  bool has_runs() const { return !is_suspended && tasks_at_once > 0; }
};

/// What the input cannot say about a service and a person may know. Whatever is not given stays unpriced and is listed.
struct ServiceUsage {
  std::optional<Rational> image_gb;               ///< Compressed size of all images of one task, GB.
  std::optional<Rational> task_starts_per_month;  ///< New tasks a month: releases, scaling, restarts.
  std::optional<Rational> releases_per_month;     ///< New image versions a month: what hosts pull afresh.
  std::optional<Rational> log_gb_per_month;       ///< Of the whole service.
};

/// One thing that runs: an ECS service, a Kubernetes workload object, an entry of a scenario.
struct Service {
  std::string name;
  InputFormat format = InputFormat::scenario;
  std::string origin;  ///< File and place it was read from, for messages.
  Task task;
  Demand demand = ConstantDemand{};
  std::optional<RunSchedule> run_schedule;  ///< Of a job; `demand` follows it once the length of a run is known.
  bool is_daemon = false;                   ///< One copy per host; `demand` is not used.
  /// Names of other services that are no daemons, of which no copy shares a host with one of its copies (Kubernetes
  /// anti-affinity on the hostname). It holds both ways, whichever of the two says it. What is not in the workload
  /// is on no host.
  std::vector<std::string> apart_from;
  /// Daemons on Fargate: true makes it a sidecar of every task (rule K16), false leaves it out.
  bool daemon_as_sidecar = true;
  std::optional<bool> assign_public_ip;
  bool load_balanced = false;
  std::optional<bool> sends_cloudwatch_logs;
  Rollout rollout;
  PlacementStrategy placement = PlacementStrategy::spread_zones;
  /// On which capacity ECS runs it; empty when it names none (rule S22).
  std::vector<CapacityShare> capacity_strategy;
  ServiceUsage usage;
};

/// How tasks and hosts reach the registry and the internet.
enum class Egress { public_subnets, nat_gateway, vpc_endpoints };

/// The surroundings that both sides share. Whatever is not given stays unpriced and is listed.
struct Surroundings {
  std::optional<Egress> egress;
  std::optional<std::int64_t> nat_gateways;
  std::optional<std::int64_t> interface_endpoints;  ///< Endpoint × zone pairs.
  std::optional<std::int64_t> application_load_balancers;
  std::optional<Rational> alb_lcu_per_hour;  ///< Average LCU of each.
  std::optional<std::int64_t> network_load_balancers;
  std::optional<Rational> nlb_lcu_per_hour;
  std::optional<Rational> inter_az_gb_per_month;  ///< Crossing a zone border; billed on both sides.
  std::optional<Rational> image_versions_kept;    ///< In the registry.
  std::optional<bool> eks_extended_support;
};

struct Workload {
  std::string name;
  std::vector<Service> services;
  Surroundings surroundings;
  std::vector<Assumption> assumptions;
};

/// Throws InvalidInputError unless there is at least one service that is not a daemon, names are unique and not empty,
/// counts are within 0 to 10,000,000 with one above 0, sizes are positive where they must be, and what tasks say
/// about hosts and each other is well-formed.
void validate(const Workload& workload);

}  // namespace container_tco
