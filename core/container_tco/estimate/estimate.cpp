#include "container_tco/estimate/estimate.hpp"

#include <algorithm>
#include <utility>

#include "container_tco/costing/shared_costs.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/architectures.hpp"
#include "container_tco/estimate/contract_terms.hpp"
#include "container_tco/estimate/data_plane.hpp"
#include "container_tco/estimate/idle_time.hpp"
#include "container_tco/estimate/managed_host_notes.hpp"
#include "container_tco/estimate/region_zones.hpp"
#include "container_tco/estimate/resilience.hpp"
#include "container_tco/estimate/zone_loss.hpp"
#include "container_tco/pricebook/calendar_date.hpp"

namespace container_tco {
namespace {

void require_not_negative(const char* field, const Rational& number) {
  if (number.is_negative()) throw InvalidInputError(field, number.to_text(), "0 or more");
}

void require_valid(const LabourOptions& labour) {
  if (labour.hourly_rate) require_not_negative("hourly_rate", labour.hourly_rate->amount());
  if (labour.ec2_hours_per_month) require_not_negative("ec2_hours_per_month", *labour.ec2_hours_per_month);
  if (labour.fargate_hours_per_month) require_not_negative("fargate_hours_per_month", *labour.fargate_hours_per_month);
  if (labour.managed_hours_per_month) require_not_negative("managed_hours_per_month", *labour.managed_hours_per_month);
}

// What only a mixed fleet can hold.
void require_valid_limits(const HostPlanOptions& hosts) {
  require_range("fleet_iterations", hosts.fleet_iterations, 0, 10'000'000);
  require_range("min_hosts_per_zone", hosts.min_hosts_per_zone, 0, 1'000);
  require_range("headroom_percent", hosts.headroom_percent, 0, 1'000);
  if (hosts.max_hosts) require_range("max_hosts", *hosts.max_hosts, 0, 1'000'000);
  if (hosts.max_types) require_range("max_types", *hosts.max_types, 1, 1'000);
  const std::int64_t least = std::max(hosts.min_hosts, hosts.min_hosts_per_zone * hosts.zones);
  if (hosts.max_hosts && *hosts.max_hosts < least) {
    throw InvalidInputError("max_hosts", std::to_string(*hosts.max_hosts),
                            "at least the minimum of " + std::to_string(least) + " hosts",
                            "Raise max_hosts, or lower min_hosts or min_hosts_per_zone");
  }
  const bool is_mixed = hosts.provisioning == Provisioning::mixed && !hosts.measured_fill_fraction;
  if (!is_mixed && hosts.strong_bound) {
    throw InvalidInputError("strong_bound", hosts.measured_fill_fraction ? "a measured fill" : "single_type",
                            "mixed provisioning: only a mixed fleet has such a bound",
                            "Leave it out, or plan a mixed fleet");
  }
  if (hosts.measured_fill_fraction && hosts.target_capacity_percent != 100) {
    throw InvalidInputError("target_capacity_percent", std::to_string(hosts.target_capacity_percent),
                            "100 beside a measured fill, which says by itself how many hosts there are",
                            "Leave one of the two out");
  }
  if (is_mixed || !hosts.needs_mixed_fleet()) return;
  throw InvalidInputError("provisioning", hosts.measured_fill_fraction ? "a measured fill" : "single_type",
                          "mixed provisioning for node groups, kept hosts, headroom, N+1 and limits of hosts and types",
                          "Leave these out, or plan a mixed fleet");
}

void require_valid(const EstimateOptions& options) {
  require_valid(options.labour);
  require_valid(options.resilience);
  if (!options.as_of.empty()) parse_date(options.as_of, "as_of");
  if (!options.kubernetes_version.empty() && options.as_of.empty()) {
    throw InvalidInputError("as_of", "none", "the day on which the support of the Kubernetes version counts",
                            "State it as an ISO date such as '2026-11-25'");
  }
  const HostPlanOptions& hosts = options.hosts;
  require_range("zones", hosts.zones, 1, 100);
  require_range("min_hosts", hosts.min_hosts, 0, 100'000);
  require_range("target_capacity_percent", hosts.target_capacity_percent, 1, 100);
  require_valid_limits(hosts);
  const auto& fill = hosts.measured_fill_fraction;
  if (fill && (*fill <= Rational(0) || *fill > Rational(1))) {
    throw InvalidInputError("measured_fill_fraction", fill->to_text(), "a share above 0 and at most 1",
                            "Write 65 % as 0.65");
  }
}

void add_lines(Estimate& result, Ledger& ledger, const Workload& workload, const std::vector<Part>& parts,
               const EstimateOptions& options, HostCatalogue& catalogue) {
  DataPlaneFacts facts = add_parts(result, ledger, parts, options, catalogue);
  const bool any_hosts =
      std::any_of(parts.begin(), parts.end(), [](const Part& part) { return part.deployment.uses_hosts(); });
  facts.labour.services = service_count(workload, any_hosts);
  add_control_plane_costs(ledger, workload, result.deployment.control_plane,
                          {options.kubernetes_version, options.as_of});
  add_registry_costs(ledger, workload);
  add_network_costs(ledger, workload, facts.shared);
  add_load_balancer_costs(ledger, workload);
  add_log_costs(ledger, workload);
  facts.labour.hosts += add_resilience(result, ledger, workload, options);
  apply_commitments_and_charges(ledger, result.deployment);
  result.labour_hours = add_labour_costs(ledger, looked_after(result.deployment, parts), facts.labour,
                                         labour_in_prices_currency(options, ledger));
}

// Prices are missing before any line exists (no Fargate rate in the region), or no size fits.
void add_lines_or_gaps(Estimate& result, Ledger& ledger, const Workload& workload, const std::vector<Part>& parts,
                       const EstimateOptions& options, HostCatalogue& catalogue) {
  try {
    add_lines(result, ledger, workload, parts, options, catalogue);
  } catch (const PriceNotFoundError& error) {
    ledger.gaps.push_back({error.what(), "State the price in an overlay"});
  } catch (const InfeasibleError& error) {
    result.feasibility.findings.push_back(impossible(error.item(), "F3", error.what()));
  }
}

// us-east-1 (AWS Global Infrastructure, read 2026-11).
constexpr std::int64_t most_zones_of_a_region = 6;

// Copies that keep apart by zone find no place in any region when they need more zones than the largest has. Of the
// whole service: parts of it stand in the same zones.
void report_too_many_zones(Feasibility& result, const Workload& workload) {
  for (const Service& service : workload.services) {
    const std::int64_t needed = zones_needed(service.task, peak_count(service.demand));
    if (service.is_daemon || needed <= most_zones_of_a_region) continue;
    result.findings.push_back({.verdict = Verdict::impossible,
                               .service = service.name,
                               .rule = "S15",
                               .feature = "zones",
                               .value = std::to_string(needed),
                               .json_path = "",
                               .reason = "its copies must spread over " + std::to_string(needed) +
                                         " zones, and the largest region has " + std::to_string(most_zones_of_a_region),
                               .remedy = "Allow more copies in a zone, or ask for fewer zones",
                               .source = "AWS Global Infrastructure (2026-11)"});
  }
}

bool has_fargate_spot(const std::vector<Part>& parts) {
  return std::any_of(parts.begin(), parts.end(), [](const Part& part) {
    return part.deployment.data_plane == DataPlane::fargate && part.deployment.is_spot();
  });
}

// A service that asks for Fargate Spot has it in another part.
bool is_about_missing_spot(const Finding& finding) {
  return finding.feature == "capacity_fargate_spot" && finding.rule == "scope";
}

// What stands against the deployment: rules for each part once, and where it is not offered.
Feasibility feasibility_of(const PriceBook& book, const Deployment& deployment, const std::vector<Part>& parts,
                           const EstimateOptions& options) {
  Feasibility result{deployment.name(), {}};
  const bool has_spot = has_fargate_spot(parts);
  for (const Part& part : parts) {
    for (Finding& finding : check_feasibility(part.workload, part.deployment).findings) {
      if (has_spot && is_about_missing_spot(finding)) continue;
      if (std::find(result.findings.begin(), result.findings.end(), finding) == result.findings.end()) {
        result.findings.push_back(std::move(finding));
      }
    }
    if (auto missing = managed_hosts_missing(book, part.deployment, options)) {
      result.findings.push_back(*std::move(missing));
    }
  }
  return result;
}

void require_strategy(Ledger& ledger, const Workload& workload, const Deployment& deployment,
                      const EstimateOptions& options) {
  if (deployment.data_plane != DataPlane::by_strategy || names_strategies(workload, options)) return;
  ledger.gaps.push_back({"No service names a capacity provider strategy",
                         "Give services with capacityProviderStrategy, or state one for all (capacity_strategy)"});
}

}  // namespace

Resources HostPool::room_of_host() const {
  Resources room = capacity.allocatable;
  for (const PackItem& daemon : daemons) room = room - daemon.request;
  return room;
}

std::string HostPool::name_in_lines() const {
  const std::string suffix = "/" + part;
  return part.empty() || !name.ends_with(suffix) ? name : name.substr(0, name.size() - suffix.size());
}

Rational HostPool::hosts_filled_by(const Resources& request) const {
  const Resources room = room_of_host();
  const auto share = [](std::int64_t need, std::int64_t space) {
    return space > 0 ? Rational::ratio(need, space) : Rational();
  };
  return max(max(share(request.cpu.ticks(), room.cpu.ticks()), share(request.memory.bytes(), room.memory.bytes())),
             share(request.gpu_count, room.gpu_count));
}

Rational HostPool::full_hosts() const { return hosts_filled_by(requested); }

Rational HostPool::fill_fraction() const { return hosts > 0 ? full_hosts() / Rational(hosts) : Rational(); }

Money Estimate::total() const { return sum_costs(lines, currency); }

Money Estimate::labour() const {
  Money sum = Money::zero(currency);
  for (const LineItem& line : lines) {
    if (line.is_labour()) sum += line.cost;
  }
  return sum;
}

Money Estimate::infrastructure() const { return total() - labour(); }

Money Estimate::list_cost() const {
  Money sum = Money::zero(currency);
  for (const LineItem& line : lines) {
    if (!line.is_labour()) sum += line.list_cost();
  }
  return sum;
}

Money Estimate::contracted_cost() const {
  Money sum = Money::zero(currency);
  for (const LineItem& line : lines) {
    if (!line.is_labour()) sum += line.contracted_cost();
  }
  return sum;
}

Estimate estimate(const Workload& workload, const Deployment& deployment, const PriceBook& book,
                  const EstimateOptions& options) {
  HostCatalogue catalogue;
  return estimate(workload, deployment, book, options, catalogue);
}

Estimate estimate(const Workload& given, const Deployment& deployment, const PriceBook& book,
                  const EstimateOptions& options, HostCatalogue& catalogue) {
  if (options.resilience.survive_zone_loss) {
    return estimate_with_zone_loss(given, deployment, book, options, catalogue);
  }
  validate(given);
  require_valid(options);
  Ledger ledger(book, options.region, options.period, options.contract ? &*options.contract : nullptr);
  require_usable_currency(ledger);
  Estimate result;
  result.deployment = deployment;
  result.region = options.region;
  result.period = options.period;
  result.currency = ledger.currency();
  result.options = options;
  result.price_book_version = book.version();
  result.price_book_digest = book.digest();
  ledger.assumptions = given.assumptions;
  const Workload workload = with_zones_of(options.region, rebuilt_for(ledger, given, options.architectures));
  result.idle_fractions = idle_fractions(workload);
  const std::vector<Part> parts = plan_parts(ledger, workload, deployment, options);
  result.feasibility = feasibility_of(book, deployment, parts, options);
  report_too_many_zones(result.feasibility, workload);
  require_strategy(ledger, workload, deployment, options);
  if (result.is_feasible()) add_lines_or_gaps(result, ledger, workload, parts, options, catalogue);
  if (!result.is_feasible()) ledger.lines.clear();
  result.spot = spot_spread(ledger.lines, ledger.currency());
  result.lines = std::move(ledger.lines);
  result.assumptions = std::move(ledger.assumptions);
  result.not_priced = std::move(ledger.not_priced);
  result.warnings = std::move(ledger.warnings);
  result.gaps = std::move(ledger.gaps);
  if (options.contract && options.contract->currency) convert(result, *options.contract->currency);
  return result;
}

}  // namespace container_tco
