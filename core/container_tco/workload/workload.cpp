#include "container_tco/workload/workload.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "container_tco/error.hpp"
#include "container_tco/workload/host_match.hpp"
#include "container_tco/workload/input_limits.hpp"

namespace container_tco {
namespace {

std::string field_of(const Service& service, const std::string& field) {
  return "service '" + printable(service.name) + "' " + field;
}

void require_between(const Service& service, const std::string& field, std::int64_t value, std::int64_t minimum,
                     std::int64_t maximum) {
  require_range(field_of(service, field), value, minimum, maximum);
}

void require_positive(const Service& service, const std::string& field, const Rational& value) {
  if (value > Rational(0)) return;
  throw InvalidInputError(field_of(service, field), value.to_text(), "a number above 0");
}

void require_not_negative(const std::string& field, const std::optional<Rational>& value) {
  if (!value || !value->is_negative()) return;
  throw InvalidInputError(field, value->to_text(), "a number that is not negative");
}

void require_not_negative(const std::string& field, const std::optional<std::int64_t>& value) {
  if (!value || *value >= 0) return;
  throw InvalidInputError(field, std::to_string(*value), "a number that is not negative");
}

// A Kubernetes pod may request nothing (rule K9); a task of ECS always states its memory (rule S4).
void check_size(const Service& service, const std::string& which, const Resources& size) {
  const std::int64_t least_memory = service.format == InputFormat::kubernetes ? 0 : 1;
  require_between(service, which + " CPU (ticks of 1/128000 vCPU)", size.cpu.ticks(), 0,
                  max_vcpu * Cpu::ticks_per_vcpu);
  require_between(service, which + " memory (bytes)", size.memory.bytes(), least_memory,
                  Bytes::from_gib(max_memory_gib).bytes());
  require_between(service, which + " GPUs", size.gpu_count, 0, max_gpus);
}

void check_profile(const Service& service, const TaskProfile& profile) {
  try {
    validate(profile);
  } catch (const InvalidInputError& error) {
    throw InvalidInputError(field_of(service, error.field()), error.value(), error.allowed());
  }
}

void check_demand(const Service& service) {
  if (const auto* constant = std::get_if<ConstantDemand>(&service.demand)) {
    require_between(service, "count", constant->count, 0, max_count);
    return;
  }
  if (const auto* timed = std::get_if<ProfileDemand>(&service.demand)) {
    check_profile(service, timed->profile);
    return;
  }
  const RunDemand& runs = std::get<RunDemand>(service.demand);
  require_positive(service, "runs per day", runs.runs_per_day);
  require_positive(service, "seconds per run", runs.seconds_per_run);
  require_between(service, "concurrent runs", runs.concurrent, 1, max_count);
}

void require_above_zero(const Service& service, const std::string& field, const std::optional<std::int64_t>& value) {
  if (value) require_between(service, field, *value, 1, max_count);
}

std::set<std::string> alternatives_of(const std::string& values) {
  std::set<std::string> alternatives;
  std::size_t start = 0;
  while (true) {
    const std::size_t bar = std::min(values.find('|', start), values.size());
    alternatives.insert(values.substr(start, bar - start));
    if (bar == values.size()) return alternatives;
    start = bar + 1;
  }
}

// Labels of one key that have no value in common are on no host.
void check_labels(const Service& service) {
  std::map<std::string, std::set<std::string>> left;
  for (const std::string& label : service.task.required_host_labels) {
    const LabelCondition condition = parse_label_condition(label);
    if (condition.key.empty()) {
      throw InvalidInputError(field_of(service, "required host label"), label, "a label such as \"disktype=ssd\"");
    }
    if (condition.comparison != HostComparison::is_one_of || !condition.has_values) continue;
    const std::set<std::string> allowed = alternatives_of(std::string(condition.values));
    const auto [values, is_first] = left.try_emplace(std::string(condition.key), allowed);
    std::erase_if(values->second, [&](const std::string& value) { return !allowed.contains(value); });
    if (!values->second.empty()) continue;
    throw InvalidInputError(field_of(service, "required host labels"), label,
                            "labels that agree with each other about '" + printable(values->first) + "'");
  }
}

void check_hosts(const Service& service) {
  require_above_zero(service, "copies per host", service.task.max_copies_per_host);
  require_above_zero(service, "skew over hosts", service.task.max_host_skew);
  require_above_zero(service, "copies per zone", service.task.max_copies_per_zone);
  require_above_zero(service, "least zones", service.task.least_zones);
  require_between(service, "attached volumes", service.task.attached_volumes, 0, max_count);
  check_labels(service);
}

void check_rollout(const Service& service) {
  const Rollout& rollout = service.rollout;
  require_between(service, "rollout surge", rollout.surge.amount, 0, max_count);
  require_between(service, "rollout unavailable", rollout.unavailable.amount, 0, max_count);
  if (rollout.bake_minutes) require_between(service, "rollout bake minutes", *rollout.bake_minutes, 0, max_count);
  validate_strategy(service.capacity_strategy, field_of(service, "capacity strategy"));
}

void check_service(const Service& service) {
  if (service.name.empty()) throw InvalidInputError("service name", "", "a name that is not empty");
  check_size(service, "request", service.task.request);
  check_size(service, "Fargate request", service.task.fargate_request);
  require_between(service, "containers", service.task.container_count, 1, max_count);
  if (service.task.ephemeral_storage) {
    require_between(service, "ephemeral storage (bytes)", service.task.ephemeral_storage->bytes(), 1,
                    Bytes::from_gib(max_pod_storage_gib).bytes());
  }
  check_demand(service);
  check_hosts(service);
  check_rollout(service);
  require_not_negative(field_of(service, "image_gb"), service.usage.image_gb);
  require_not_negative(field_of(service, "task_starts_per_month"), service.usage.task_starts_per_month);
  require_not_negative(field_of(service, "releases_per_month"), service.usage.releases_per_month);
  require_not_negative(field_of(service, "log_gb_per_month"), service.usage.log_gb_per_month);
}

void check_surroundings(const Surroundings& surroundings) {
  require_not_negative("nat_gateways", surroundings.nat_gateways);
  require_not_negative("interface_endpoints", surroundings.interface_endpoints);
  require_not_negative("application_load_balancers", surroundings.application_load_balancers);
  require_not_negative("alb_lcu_per_hour", surroundings.alb_lcu_per_hour);
  require_not_negative("network_load_balancers", surroundings.network_load_balancers);
  require_not_negative("nlb_lcu_per_hour", surroundings.nlb_lcu_per_hour);
  require_not_negative("inter_az_gb_per_month", surroundings.inter_az_gb_per_month);
  require_not_negative("image_versions_kept", surroundings.image_versions_kept);
}

}  // namespace

std::string to_string(NetworkMode mode) {
  switch (mode) {
    case NetworkMode::bridge:
      return "bridge";
    case NetworkMode::host:
      return "host";
    case NetworkMode::awsvpc:
      return "awsvpc";
    case NetworkMode::none:
      return "none";
    case NetworkMode::pod:
      return "pod";
  }
  throw InternalError("a network mode without a name");
}

std::string to_string(Accelerator accelerator) {
  switch (accelerator) {
    case Accelerator::nvidia:
      return "nvidia";
    case Accelerator::neuron:
      return "neuron";
    case Accelerator::neuron_core:
      return "neuron_core";
    case Accelerator::amd:
      return "amd";
  }
  throw InternalError("an accelerator without a name");
}

std::string to_string(PlacementStrategy placement) {
  switch (placement) {
    case PlacementStrategy::spread_zones:
      return "spread_zones";
    case PlacementStrategy::spread_hosts:
      return "spread_hosts";
    case PlacementStrategy::binpack:
      return "binpack";
    case PlacementStrategy::random:
      return "random";
  }
  throw InternalError("a placement without a name");
}

std::vector<Architecture> architectures_of(const Task& task) {
  std::vector<Architecture> all = {task.architecture};
  for (const Architecture other : task.also_built_for) {
    if (std::find(all.begin(), all.end(), other) == all.end()) all.push_back(other);
  }
  return all;
}

std::int64_t zones_needed(const Task& task, std::int64_t count) {
  std::int64_t zones = std::min(task.least_zones.value_or(1), count);
  if (task.max_copies_per_zone) {
    zones = std::max(zones, (count + *task.max_copies_per_zone - 1) / *task.max_copies_per_zone);
  }
  return std::max<std::int64_t>(zones, 1);
}

std::optional<std::int64_t> copies_per_host_limit(const Task& task) {
  std::optional<std::int64_t> limit;
  if (task.one_per_host || task.all_accelerators) limit = 1;
  for (const std::optional<std::int64_t>& other : {task.max_copies_per_host, task.max_host_skew}) {
    if (other) limit = limit ? std::min(*limit, *other) : *other;
  }
  return limit;
}

std::int64_t peak_count(const Demand& demand) {
  if (const auto* constant = std::get_if<ConstantDemand>(&demand)) return constant->count;
  if (const auto* timed = std::get_if<ProfileDemand>(&demand)) return peak_count(timed->profile);
  return std::get<RunDemand>(demand).concurrent;
}

Rational mean_count(const Demand& demand) {
  if (const auto* constant = std::get_if<ConstantDemand>(&demand)) return Rational(constant->count);
  if (const auto* timed = std::get_if<ProfileDemand>(&demand)) return mean_count(timed->profile);
  const RunDemand& runs = std::get<RunDemand>(demand);
  return runs.runs_per_day * runs.seconds_per_run / Rational(86400);
}

namespace {

void check_neighbours(const Workload& workload) {
  std::set<std::string> daemons;
  for (const Service& service : workload.services) {
    if (service.is_daemon) daemons.insert(service.name);
  }
  for (const Service& service : workload.services) {
    for (const std::string& other : service.apart_from) {
      const bool is_possible = other != service.name && !service.is_daemon && !daemons.contains(other);
      if (is_possible) continue;
      throw InvalidInputError(field_of(service, "services to keep apart from"), printable(other),
                              "another service, where neither of the two is a daemon",
                              "Tasks of one service keep apart by one_per_host or max_copies_per_host");
    }
  }
}

}  // namespace

void validate(const Workload& workload) {
  std::set<std::string> names;
  bool has_service = false;
  bool runs_something = false;
  for (const Service& service : workload.services) {
    check_service(service);
    if (!names.insert(service.name).second) {
      throw InvalidInputError("service name", service.name, "a name that no other service has");
    }
    if (service.is_daemon) continue;
    has_service = true;
    runs_something = runs_something || peak_count(service.demand) > 0;
  }
  if (!has_service) {
    throw InvalidInputError("services", workload.services.empty() ? "none" : "daemons only",
                            "at least one service that is not a daemon",
                            "Give a task definition, services, Kubernetes workloads or a scenario");
  }
  if (!runs_something) {
    throw InvalidInputError("counts", "0 tasks in every service", "at least one service with a task",
                            "Set a count in the usage file to price what would run");
  }
  check_neighbours(workload);
  check_surroundings(workload.surroundings);
}

}  // namespace container_tco
