#include "container_tco/timeline/launch_phases.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "container_tco/error.hpp"
#include "container_tco/sizing/fargate_rules.hpp"
#include "container_tco/timeline/launch_times.hpp"

namespace container_tco {
namespace {

bool is_linux(const Service& service) { return service.task.operating_system == OperatingSystem::linux_os; }

std::string of_system(const Service& service, const char* name) {
  return (is_linux(service) ? "linux_" : "windows_") + std::string(name);
}

std::int64_t pull_seconds(const Service& service, const TimelineOptions& how) {
  if (how.pull_seconds) return *how.pull_seconds;
  const Rational gb = service.usage.image_gb.value_or(launch_time("unknown_image_gb").value);
  return (gb * launch_time(of_system(service, "pull_seconds_per_gb")).value).ceil();
}

std::int64_t start_seconds(const Service& service, const TimelineOptions& how) {
  if (how.start_seconds) return *how.start_seconds;
  return launch_number(of_system(service, "start_seconds")) +
         (service.load_balanced ? launch_number("load_balancer_ready_seconds") : 0);
}

std::int64_t stop_seconds(const Service& service, const TimelineOptions& how) {
  if (how.stop_seconds) return *how.stop_seconds;
  return launch_number("stop_seconds") + (service.load_balanced ? launch_number("deregistration_seconds") : 0);
}

std::int64_t unbilled_host_seconds() {
  return launch_number("host_detection_seconds") + launch_number("host_pending_seconds");
}

std::int64_t boot_and_pull_seconds(const Workload& workload, const TimelineOptions& how) {
  std::int64_t pull = 0;
  for (const Service& service : workload.services) pull = std::max(pull, pull_seconds(service, how));
  return how.host_boot_seconds.value_or(launch_number("host_boot_seconds")) + pull;
}

bool is_made_of_runs(const Service& service) {
  const auto* timed = std::get_if<ProfileDemand>(&service.demand);
  return !service.is_daemon && timed != nullptr && !timed->profile.runs.empty();
}

// Collects assumptions, each id once.
class Assumptions {
 public:
  explicit Assumptions(std::vector<Assumption>& all) : all_(all) {}

  void add(Assumption assumption) {
    const auto has_id = [&](const Assumption& one) { return one.id == assumption.id; };
    if (std::none_of(all_.begin(), all_.end(), has_id)) all_.push_back(std::move(assumption));
  }

  void row(const std::string& name) {
    const LaunchTime& time = launch_time(name);
    add({name, name + ": " + time.value.to_text() + " (" + time.confidence + ")", time.source});
  }

  void runs(const Service& service, bool on_hosts) {
    add({"runs/" + service.name,
         "Runs of " + printable(service.name) + " last as stated, from the pull of their images to their end" +
             (on_hosts ? "" : ", and each is billed for the minimum at least"),
         "F11, F12"});
  }

  void image_pulls(const Service& service, const TimelineOptions& how) {
    if (how.pull_seconds) return;
    row(of_system(service, "pull_seconds_per_gb"));
    if (!service.usage.image_gb) row("unknown_image_gb");
  }

  void starts_and_stops(const Service& service, bool on_hosts, const TimelineOptions& how) {
    if (!on_hosts && !how.provisioning_seconds) row("fargate_" + of_system(service, "provisioning_seconds"));
    if (!how.start_seconds) row(of_system(service, "start_seconds"));
    if (!how.start_seconds && service.load_balanced) row("load_balancer_ready_seconds");
    if (!how.stop_seconds) row("stop_seconds");
    if (!how.stop_seconds && service.load_balanced) row("deregistration_seconds");
  }

 private:
  std::vector<Assumption>& all_;
};

}  // namespace

TaskPhases task_phases(const Service& service, const Deployment& deployment, const TimelineOptions& how) {
  TaskPhases phases{0, 0, start_seconds(service, how), stop_seconds(service, how), 0};
  if (deployment.uses_hosts()) {
    if (how.launch_moment == LaunchMoment::late) {
      Workload alone;
      alone.services = {service};
      phases.provisioning = unbilled_host_seconds() + boot_and_pull_seconds(alone, how);
    }
    return phases;
  }
  phases.provisioning =
      how.provisioning_seconds.value_or(launch_number("fargate_" + of_system(service, "provisioning_seconds")));
  phases.pull = pull_seconds(service, how);
  phases.least_billed =
      is_linux(service) ? fargate_rules().minimum_billed_seconds_linux : fargate_rules().minimum_billed_seconds_windows;
  return phases;
}

HostPhases host_phases(const Workload& workload, const TimelineOptions& how) {
  std::int64_t start = 0;
  for (const Service& service : workload.services) {
    if (!service.is_daemon) start = std::max(start, start_seconds(service, how));
  }
  return {.unbilled = unbilled_host_seconds(),
          .launch = boot_and_pull_seconds(workload, how) + start,
          .warmup = how.host_warmup_seconds.value_or(launch_number("host_warmup_seconds")),
          .scale_in = how.host_scale_in_seconds.value_or(launch_number("host_scale_in_seconds")),
          .least_billed = launch_number("least_billed_host_seconds")};
}

bool keeps_fragments(const Workload& workload, const Deployment& deployment) {
  if (deployment.control_plane != ControlPlane::ecs || deployment.has_managed_hosts()) return false;
  return std::any_of(workload.services.begin(), workload.services.end(), [](const Service& service) {
    return !service.is_daemon && service.placement != PlacementStrategy::binpack;
  });
}

void assume_launches(std::vector<Assumption>& assumptions, const Part& part, const TimelineOptions& how) {
  const bool on_hosts = part.deployment.uses_hosts();
  Assumptions told(assumptions);
  for (const Service& service : part.workload.services) {
    if (service.is_daemon && !on_hosts) continue;
    if (is_made_of_runs(service)) told.runs(service, on_hosts);
    // On hosts runs pull their images too; on Fargate their time holds all phases.
    if (!is_made_of_runs(service) || on_hosts) told.image_pulls(service, how);
    if (!is_made_of_runs(service) && !service.is_daemon) told.starts_and_stops(service, on_hosts, how);
  }
  told.add({"launch_moment",
            how.launch_moment == LaunchMoment::early
                ? "Rises of demand are known: tasks are launched early enough to serve when they are wanted"
                : "Tasks are launched when they are wanted: demand waits until they serve",
            "assumption"});
  told.add({"without_commitments", "Prices are those without commitments", "assumption"});
  if (!on_hosts) return;
  if (!how.host_boot_seconds) told.row("host_boot_seconds");
  if (!how.host_scale_in_seconds) told.row("host_scale_in_seconds");
  told.add({"host_fragments" + (part.name.empty() ? "" : "/" + part.name),
            keeps_fragments(part.workload, part.deployment)
                ? "Tasks leave hosts evenly, and a host stays while one is left on it"
                : "Tasks that are left move together, so that no host stays for a few of them",
            "S15, S20; assumption"});
}

}  // namespace container_tco
