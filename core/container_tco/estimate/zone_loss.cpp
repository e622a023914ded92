#include "container_tco/estimate/zone_loss.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include "container_tco/costing/purpose_lines.hpp"
#include "container_tco/costing/wording.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/region_zones.hpp"
#include "container_tco/estimate/resilience.hpp"

namespace container_tco {
namespace {

constexpr std::size_t most_services_shown = 5;

Finding one_zone_only(const std::string& service) {
  return {.verdict = Verdict::impossible,
          .service = service,
          .rule = "S15",
          .feature = "zones",
          .value = "1",
          .json_path = "",
          .reason = "one zone cannot be lost when there is no other",
          .remedy = "Use two zones or more (zones), or do without survive_zone_loss",
          .source = "user"};
}

// Runs stay as they are: they are work, and more places for them do not start more of it.
void set_copies(Service& service, std::int64_t copies, std::int64_t zones) {
  const Rational ratio = Rational::ratio(copies, peak_count(service.demand));
  if (auto* constant = std::get_if<ConstantDemand>(&service.demand)) {
    constant->count = copies;
    if (service.usage.task_starts_per_month) *service.usage.task_starts_per_month *= ratio;
  } else if (auto* timed = std::get_if<ProfileDemand>(&service.demand)) {
    for (std::int64_t& count : timed->profile.counts) count = copies_for_zone_loss(count, zones);
    if (service.usage.task_starts_per_month) *service.usage.task_starts_per_month *= ratio;
  } else {
    std::get<RunDemand>(service.demand).concurrent = copies;
  }
}

constexpr std::int64_t most_zones_of_a_plan = 100;

std::int64_t zones_of(const Task& task, std::int64_t zones) {
  if (task.allowed_zones.empty()) return zones;
  return std::min(zones, static_cast<std::int64_t>(task.allowed_zones.size()));
}

// Of a task that keeps its copies apart by zone, more copies stand in more zones. The more zones, the less the loss of
// one takes, and the fewer copies do: the first number of zones that holds them is the least.
std::int64_t zones_needed_for_loss(const Task& task, std::int64_t stated, std::int64_t zones) {
  while (zones < most_zones_of_a_plan && zones_needed(task, copies_for_zone_loss(stated, zones)) > zones) ++zones;
  return zones;
}

// All hosts of an operating system stand in the zones of the task that needs most, so all copies spread over these.
std::int64_t zones_for_loss(const Workload& workload, std::int64_t zones) {
  std::int64_t most = zones;
  std::set<std::string> names;
  for (const Service& service : workload.services) {
    const std::int64_t stated = peak_count(service.demand);
    if (service.is_daemon || stated == 0) continue;
    names.insert(service.task.allowed_zones.begin(), service.task.allowed_zones.end());
    most = std::max(most, zones_needed_for_loss(service.task, stated, zones));
  }
  return std::min(most_zones_of_a_plan, std::max(most, static_cast<std::int64_t>(names.size())));
}

std::string copies_text(const std::vector<ZoneLossCopies>& copies) {
  std::string text;
  for (std::size_t i = 0; i < copies.size() && i < most_services_shown; ++i) {
    text += (i > 0 ? ", " : "") + printable(copies[i].service) + " " + std::to_string(copies[i].copies) +
            " instead of " + std::to_string(copies[i].stated);
  }
  if (copies.size() > most_services_shown) {
    text += " and " + std::to_string(copies.size() - most_services_shown) + " more";
  }
  return text;
}

// Lines of what runs anyway are parted from what runs for the loss of a zone, at the same prices.
std::vector<LineItem> parted(const std::vector<LineItem>& lines, const std::vector<LineItem>& without) {
  std::map<std::string, const LineItem*> by_id;
  for (const LineItem& line : without) by_id[line.id] = &line;
  std::vector<LineItem> result;
  for (const LineItem& line : lines) {
    const auto found = by_id.find(line.id);
    const bool is_more = found != by_id.end() && !line.is_labour() && line.purpose.empty() &&
                         found->second->price_key == line.price_key &&
                         found->second->unit_price.money == line.unit_price.money &&
                         found->second->quantity.value < line.quantity.value;
    if (!is_more) {
      result.push_back(line);
      continue;
    }
    result.push_back(*found->second);
    result.push_back(
        line_beyond(line, *found->second, purpose_zone_loss, line.description + ", more for the loss of a zone"));
  }
  return result;
}

std::int64_t hosts_in(const Estimate& estimate) {
  std::int64_t hosts = 0;
  for (const HostPool& pool : estimate.pools) hosts += pool.hosts;
  return hosts;
}

void note_copies(Estimate& result, const ZoneLossPlan& plan, const Estimate& without, std::int64_t zones) {
  if (plan.zones > zones) {
    result.assumptions.push_back({"zone_loss_zones",
                                  "The tasks stand in " + std::to_string(plan.zones) + " zones instead of " +
                                      std::to_string(zones) + ", as some must keep to these or spread over so many",
                                  "user"});
  }
  result.assumptions.push_back(
      {"zone_loss",
       exact_count(plan.extra(), "task") + " more than stated " + (plan.extra() == 1 ? "runs" : "run") +
           ", so that every service keeps its stated number when one of " + std::to_string(plan.zones) +
           " zones is lost" + (plan.copies.empty() ? "" : ": " + copies_text(plan.copies)),
       "user"});
  for (const ZoneLossCopies& copies : plan.copies) {
    if (copies.stated != 1) continue;
    result.warnings.push_back(printable(copies.service) +
                              " is stated as one task: to survive the loss of a zone a second one runs all the time, "
                              "and must be able to run beside the first");
  }
  const std::int64_t hosts = hosts_in(result);
  if (hosts == 0) return;
  result.assumptions.push_back({"zone_loss_hosts",
                                "Hosts for the tasks that run for the loss of a zone: " + std::to_string(hosts) +
                                    " are planned, " + std::to_string(hosts_in(without)) + " without these tasks",
                                "S15; computed"});
}

void warn_of_surroundings(Estimate& result, const Workload& workload, const EstimateOptions& options) {
  const Surroundings& surroundings = workload.surroundings;
  if (surroundings.nat_gateways && *surroundings.nat_gateways > 0 && *surroundings.nat_gateways < options.hosts.zones) {
    result.warnings.push_back(exact_count(*surroundings.nat_gateways, "NAT gateway") + " for " +
                              std::to_string(options.hosts.zones) +
                              " zones: the loss of a zone with a gateway cuts off the zones that use it");
  }
  if (options.hosts.measured_fill_fraction && !result.pools.empty()) {
    result.warnings.push_back("Whether hosts as full as measured are left in every zone was not checked");
  }
}

}  // namespace

std::int64_t copies_for_zone_loss(std::int64_t count, std::int64_t zones) {
  if (zones < 2) throw InternalError("the loss of the only zone leaves nothing");
  // n − ceil(n / z) = floor(n (z − 1) / z), which is at least the count from n = count z / (z − 1) on.
  return (Rational::ratio(zones, zones - 1) * Rational(count)).ceil();
}

std::int64_t zones_with_kept_hosts(const HostPlanOptions& hosts) {
  std::int64_t zones = hosts.zones;
  for (const KeptHosts& kept : hosts.kept_hosts) {
    zones = std::max(zones, static_cast<std::int64_t>(kept.by_zone.size()));
  }
  return zones;
}

std::int64_t ZoneLossPlan::extra() const {
  std::int64_t extra = 0;
  for (const ZoneLossCopies& service : copies) extra += service.copies - service.stated;
  return extra;
}

ZoneLossPlan plan_zone_loss(const Workload& workload, std::int64_t zones) {
  ZoneLossPlan plan;
  plan.workload = workload;
  if (zones < 2) {
    plan.impossible.push_back(one_zone_only(""));
    return plan;
  }
  plan.zones = zones_for_loss(workload, zones);
  for (Service& service : plan.workload.services) {
    const std::int64_t stated = peak_count(service.demand);
    if (service.is_daemon || stated == 0) continue;
    const std::int64_t own_zones = zones_of(service.task, plan.zones);
    if (own_zones < 2) {
      plan.impossible.push_back(one_zone_only(service.name));
      continue;
    }
    const std::int64_t copies = copies_for_zone_loss(stated, own_zones);
    plan.copies.push_back({service.name, stated, copies});
    set_copies(service, copies, own_zones);
  }
  return plan;
}

Estimate estimate_with_zone_loss(const Workload& given, const Deployment& deployment, const PriceBook& book,
                                 const EstimateOptions& options, HostCatalogue& catalogue) {
  const Workload workload = with_zones_of(options.region, given);
  const std::int64_t zones = zones_with_kept_hosts(options.hosts);
  const ZoneLossPlan plan = plan_zone_loss(workload, zones);
  EstimateOptions plain = options;
  plain.resilience.survive_zone_loss = false;
  const Estimate without = estimate(workload, deployment, book, plain, catalogue);
  EstimateOptions spread = options;
  spread.hosts.zones = std::max(options.hosts.zones, plan.zones);
  const std::string target = availability_target(spread);
  spread.resilience.survive_zone_loss = false;
  Estimate result = plan.impossible.empty() ? estimate(plan.workload, deployment, book, spread, catalogue) : without;
  result.options = options;
  result.resilience.availability_target = target;
  std::vector<Finding>& findings = result.feasibility.findings;
  findings.insert(findings.end(), plan.impossible.begin(), plan.impossible.end());
  if (!result.is_feasible()) {
    result.lines.clear();
    return result;
  }
  result.resilience.zone_loss_tasks = plan.extra();
  result.resilience.zone_loss_hosts = hosts_in(result) - hosts_in(without);
  result.resilience.zone_loss_cost = result.infrastructure() - without.infrastructure();
  result.lines = parted(result.lines, without.lines);
  note_copies(result, plan, without, zones);
  warn_of_surroundings(result, workload, spread);
  return result;
}

}  // namespace container_tco
