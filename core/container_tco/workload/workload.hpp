#pragma once
// What is to be run: services, each a task and a demand, with what they ask of their host. Independent of any price,
// region or deployment. Built by the readers (ecs.hpp, kubernetes.hpp, scenario.hpp) or by hand.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "container_tco/quantity/resources.hpp"

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

/// Which format a service was written in: it decides which sizing rules read its numbers.
enum class InputFormat { ecs, kubernetes, scenario };

/// One copy of a service: what is placed on a host or bought as a Fargate task.
struct Task {
  OperatingSystem operating_system = OperatingSystem::linux_os;
  Architecture architecture = Architecture::x86_64;
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
  std::vector<HostDemand> host_demands;
  std::vector<std::string> images;
  std::int64_t container_count = 1;
};

/// `count` tasks run all the time.
struct ConstantDemand {
  std::int64_t count = 1;
};

/// Tasks that start, do their work and end.
struct RunDemand {
  Rational runs_per_day;      ///< > 0
  Rational seconds_per_run;   ///< > 0; from the start of the image pull to the end (rule F11)
  std::int64_t concurrent = 1;  ///< The most that run at one time: what hosts must hold.
};

using Demand = std::variant<ConstantDemand, RunDemand>;

/// How many tasks run at one time at the most.
std::int64_t peak_count(const Demand& demand);

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
  std::string origin;      ///< File and place it was read from, for messages.
  Task task;
  Demand demand = ConstantDemand{};
  bool is_daemon = false;  ///< One copy per host; `demand` is not used.
  /// Daemons on Fargate: true makes it a sidecar of every task (rule K16), false leaves it out.
  bool daemon_as_sidecar = true;
  std::optional<bool> assign_public_ip;
  bool load_balanced = false;
  std::optional<bool> sends_cloudwatch_logs;
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
  std::optional<Rational> alb_lcu_per_hour;         ///< Average LCU of each.
  std::optional<std::int64_t> network_load_balancers;
  std::optional<Rational> nlb_lcu_per_hour;
  std::optional<Rational> inter_az_gb_per_month;    ///< Crossing a zone border; billed on both sides.
  std::optional<Rational> image_versions_kept;      ///< In the registry.
  std::optional<bool> eks_extended_support;
};

struct Workload {
  std::string name;
  std::vector<Service> services;
  Surroundings surroundings;
  std::vector<Assumption> assumptions;
};

/// Throws InvalidInputError unless there is at least one service that is not a daemon, names are unique and not empty, counts
/// are within 0 to 10,000,000 with one above 0, and sizes are positive where they must be.
void validate(const Workload& workload);

}  // namespace container_tco
