// Usage files: facts of a person on top of a workload that was read from ECS or Kubernetes documents.

#include <algorithm>
#include <map>
#include <set>

#include "container_tco/workload/kubernetes_cron_job.hpp"
#include "container_tco/workload/read.hpp"
#include "container_tco/workload/rollout_assumption.hpp"
#include "container_tco/workload/scenario_demand.hpp"
#include "container_tco/workload/scenario_fields.hpp"
#include "container_tco/workload/scenario_hosts.hpp"
#include "container_tco/workload/workload_builder.hpp"

namespace container_tco {
namespace {

std::vector<std::string> known_members() {
  std::vector<std::string> members = {
      "name", "count", "runs", "demand", "needs", "usage", "daemon_as_sidecar", "assign_public_ip", "load_balanced"};
  members.insert(members.end(), host_fact_members().begin(), host_fact_members().end());
  return members;
}

class UsageReader {
 public:
  UsageReader(const Workload& workload, const std::vector<TimeZone>& zones) : workload_(workload), zones_(zones) {
    for (std::size_t i = 0; i < workload_.services.size(); ++i) positions_.emplace(workload_.services[i].name, i);
  }

  void apply(const JsonCursor& root) {
    expect_scenario(root, {"$schema", "schema_version", "name", "services", "surroundings", "options"});
    if (const auto name = root.optional_text("name"); name && !name->empty()) workload_.name = *name;
    for (const JsonCursor& cursor : root.items_of("services")) apply_to_service(cursor);
    read_surroundings(root, workload_.surroundings);
  }

  /// Without the assumptions that a given count has replaced.
  Workload finish() && {
    std::erase_if(workload_.assumptions,
                  [&](const Assumption& assumption) { return outdated_.contains(assumption.text); });
    workload_.assumptions.insert(workload_.assumptions.end(), added_.begin(), added_.end());
    assume_default_rollouts(workload_);
    return std::move(workload_);
  }

 private:
  Service& find_service(const JsonCursor& name) {
    const auto found = positions_.find(name.text());
    if (found != positions_.end()) return workload_.services[found->second];
    std::vector<std::string> known;
    for (const Service& service : workload_.services) known.push_back(service.name);
    const std::string nearest = printable(join_alternatives(nearest_names(name.text(), known)), 300);
    name.fail("the name of a service of the workload",
              nearest.empty() ? "The workload has no services" : "Nearest: " + nearest);
  }

  void apply_to_service(const JsonCursor& cursor) {
    cursor.expect_only(known_members());
    Service& service = find_service(cursor.at("name"));
    read_host_facts(cursor, true, service);
    read_known_facts(cursor, service);
    const std::optional<ScenarioDemand> demand = read_demand(cursor, service);
    if (!demand) return;
    if (service.is_daemon) {
      throw ParseError(cursor.location(), "a daemon without 'count', 'runs' or 'demand'", "one with them",
                       "A daemon runs once on every host");
    }
    service.demand = demand->demand;
    outdated_.insert(assume_one_task(service.name).text);
    if (service.run_schedule) outdated_.insert(assume_run_length(service).text);
    if (demand->derived_concurrency) added_.push_back(assume_concurrency(service));
  }

  std::optional<ScenarioDemand> read_demand(const JsonCursor& cursor, const Service& service) {
    const std::optional<JsonCursor> over_time = cursor.find("demand");
    if (!over_time || !leaves_out_schedule(*over_time)) return read_scenario_demand(cursor, zones_);
    if (cursor.has("count") || cursor.has("runs")) return read_scenario_demand(cursor, zones_);
    if (!service.run_schedule && !over_time->has("seconds_per_run")) return read_scenario_demand(cursor, zones_);
    if (!service.run_schedule) {
      over_time->fail("a 'cron' with the 'seconds_per_run', as " + printable(service.name) + " has no schedule");
    }
    const RunSchedule& schedule = *service.run_schedule;
    // The assumption that it is suspended holds on.
    if (!schedule.has_runs()) return std::nullopt;
    if (schedule.time_zone.empty() && !over_time->has("time_zone")) added_.push_back(assume_schedule_zone(service));
    return ScenarioDemand{read_scheduled_runs(*over_time, schedule, zones_), false};
  }

  Workload workload_;
  const std::vector<TimeZone>& zones_;
  std::map<std::string, std::size_t> positions_;
  std::set<std::string> outdated_;
  std::vector<Assumption> added_;
};

}  // namespace

void apply_usage(Workload& workload, const InputDocument& usage, const std::vector<TimeZone>& zones) {
  const JsonValue parsed = parse_json(usage.text, usage.name);
  UsageReader reader(workload, zones);
  reader.apply(JsonCursor(parsed, usage.name));
  workload = std::move(reader).finish();
}

}  // namespace container_tco
