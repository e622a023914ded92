#include "container_tco/estimate/estimate.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "container_tco/costing/host_costs.hpp"
#include "container_tco/costing/shared_costs.hpp"
#include "container_tco/costing/wording.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/contract_terms.hpp"
#include "container_tco/estimate/fargate_plan.hpp"
#include "container_tco/estimate/host_choice.hpp"
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
}

void require_valid(const EstimateOptions& options) {
  require_valid(options.labour);
  if (!options.as_of.empty()) parse_date(options.as_of, "as_of");
  if (!options.kubernetes_version.empty() && options.as_of.empty()) {
    throw InvalidInputError("as_of", "none", "the day on which the support of the Kubernetes version counts",
                            "State it as an ISO date such as '2026-11-25'");
  }
  const HostPlanOptions& hosts = options.hosts;
  if (hosts.zones < 1 || hosts.zones > 100) throw InvalidInputError("zones", std::to_string(hosts.zones), "1 to 100");
  if (hosts.min_hosts < 0 || hosts.min_hosts > 100000) {
    throw InvalidInputError("min_hosts", std::to_string(hosts.min_hosts), "0 to 100,000");
  }
  if (hosts.target_capacity_percent < 1 || hosts.target_capacity_percent > 100) {
    throw InvalidInputError("target_capacity_percent", std::to_string(hosts.target_capacity_percent), "1 to 100");
  }
  const auto& fill = hosts.measured_fill_fraction;
  if (fill && (*fill <= Rational(0) || *fill > Rational(1))) {
    throw InvalidInputError("measured_fill_fraction", fill->to_text(), "a share above 0 and at most 1",
                            "Write 65 % as 0.65");
  }
}

std::int64_t service_count(const Workload& workload, bool with_daemons) {
  return std::count_if(workload.services.begin(), workload.services.end(),
                       [&](const Service& service) { return with_daemons || !service.is_daemon; });
}

// A deployment that cannot be built is reported like one that a rule forbids.
Finding impossible(const std::string& service, const std::string& rule, const std::string& reason) {
  return {.verdict = Verdict::impossible,
          .service = service,
          .rule = rule,
          .feature = "size",
          .value = "",
          .json_path = "",
          .reason = reason,
          .remedy = "Allow other instance types, or make the task smaller",
          .source = "sizing"};
}

void note_host_assumptions(Ledger& ledger, const Workload& workload, const Deployment& deployment,
                           const EstimateOptions& options) {
  const HostPlanOptions& hosts = options.hosts;
  ledger.assume("hosts_on_demand", "Hosts are bought on demand and run for the whole period", "M1; assumption");
  ledger.assume("zones", "Hosts spread over up to " + std::to_string(hosts.zones) + " zones", "S15; assumption");
  if (deployment.control_plane == ControlPlane::ecs && hosts.setup.eni_trunking) {
    ledger.assume("eni_trunking", "awsvpcTrunking is on: more awsvpc tasks fit a host; the setting is free", "S12");
  }
  const bool has_runs = std::any_of(workload.services.begin(), workload.services.end(), [](const Service& service) {
    return std::holds_alternative<RunDemand>(service.demand);
  });
  if (has_runs) {
    ledger.assume("hosts_for_peak", "Hosts are held for the most runs at one time, also while none runs", "S20");
  }
  if (hosts.measured_fill_fraction) {
    ledger.assume(
        "measured_fill",
        "Hosts are as full as measured: " + hosts.measured_fill_fraction->to_text() + " of what they can allocate",
        "user");
  }
}

Money price_or_zero(const Ledger& ledger, const std::string& key) {
  // A missing price is reported as a gap where its line is added; here it only ranks candidate types.
  return ledger.find_first_price(key).value_or(Money::zero(ledger.currency()));
}

HostSurcharge surcharge_per_host(const Ledger& ledger, const Workload& workload, const Deployment& deployment,
                                 std::int64_t root_disk_gib, const EstimateOptions& options) {
  HostSurcharge surcharge{
      price_or_zero(ledger, "ebs/gp3/storage") * (Rational(root_disk_gib) * ledger.period().months()) +
          labour_cost_per_host(ledger.book(), deployment.name(), labour_in_prices_currency(options, ledger),
                               ledger.currency(), ledger.period()),
      Money::zero(ledger.currency())};
  if (uses_public_addresses(workload).value_or(false)) {
    surcharge.per_host += price_or_zero(ledger, "vpc/public_ipv4/in_use") * ledger.period().hours();
  }
  if (workload.surroundings.egress == Egress::nat_gateway) {
    surcharge.per_gb_of_pulls = price_or_zero(ledger, "nat/gateway/gb");
  } else if (workload.surroundings.egress == Egress::vpc_endpoints) {
    surcharge.per_gb_of_pulls = price_or_zero(ledger, "vpc/interface_endpoint/gb");
  }
  return surcharge;
}

Rational task_scratch_gib(const Workload& workload) {
  Rational gib;
  for (const Service& service : workload.services) {
    if (service.is_daemon || !service.task.ephemeral_storage) continue;
    gib += service.task.ephemeral_storage->gib() * Rational(peak_count(service.demand));
  }
  return gib;
}

// What a data plane hands to the costs that both sides share.
struct DataPlaneFacts {
  SharedCostInputs shared;
  LabourDriverCounts labour;
};

// Pods on Fargate cannot have what the surroundings promise to everything else: public addresses, and pulls through
// them.
void take_back_public_addresses(Ledger& ledger, const Workload& workload, SharedCostInputs& shared) {
  if (!uses_public_addresses(workload).value_or(false)) return;
  ledger.warnings.push_back(
      "EKS runs pods on Fargate in private subnets only (rule K13): they have no public addresses, and what is not "
      "given of the NAT gateways or endpoints that they need is not priced");
  shared.public_address_hours = Rational();
  if (workload.surroundings.egress != Egress::public_subnets || shared.image_pull_gb.is_zero()) return;
  ledger.leave_out("Image pulls of pods on Fargate, as their way out of private subnets is not given");
  shared.image_pull_gb = Rational();
}

DataPlaneFacts add_fargate_side(Estimate& result, Ledger& ledger, const Workload& workload) {
  result.fargate = plan_fargate(ledger, workload, result.deployment.control_plane);
  add_fargate_costs(ledger, result.deployment.control_plane, result.fargate);
  const ImagePulls pulls = fargate_image_pulls(ledger, workload);
  DataPlaneFacts facts;
  facts.shared = {result.deployment, fargate_address_hours(workload, result.fargate), "task-hours with an address",
                  pulls.gb, pulls.derivation};
  if (result.deployment.control_plane == ControlPlane::eks) take_back_public_addresses(ledger, workload, facts.shared);
  facts.labour.services = service_count(workload, false);
  return facts;
}

void warn_of_tasks_without_addresses(Ledger& ledger, const Workload& workload) {
  const bool any_awsvpc = std::any_of(workload.services.begin(), workload.services.end(), [](const Service& service) {
    return service.task.network_mode == NetworkMode::awsvpc;
  });
  if (!any_awsvpc || !uses_public_addresses(workload).value_or(false)) return;
  ledger.warnings.push_back(
      "Tasks in awsvpc mode on EC2 hosts get no public addresses of their own: in public subnets they need a NAT "
      "gateway or endpoints, and what is not given of these is not priced");
}

struct PoolCosts {
  std::int64_t hosts = 0;
  Rational image_pull_gb;
};

PoolCosts add_pools(Estimate& result, Ledger& ledger, const Workload& workload, const EstimateOptions& options,
                    HostCatalogue& catalogue) {
  PoolCosts costs;
  const ControlPlane control_plane = result.deployment.control_plane;
  for (const PoolDemand& demand : plan_pools(ledger, workload, control_plane, options.hosts)) {
    const RootDisk disk = root_disk(control_plane, demand.operating_system, options.hosts.setup);
    ledger.assume("root_disk/" + demand.name,
                  "Each host of " + demand.name + " has a gp3 root disk of " + std::to_string(disk.size_gib) + " GiB",
                  disk.source);
    PoolChoice choice =
        choose_hosts(ledger, demand, control_plane, options,
                     surcharge_per_host(ledger, workload, result.deployment, disk.size_gib, options), catalogue);
    if (!choice.pool) {
      result.feasibility.findings.push_back(impossible("", control_plane == ControlPlane::ecs ? "S14" : "K8",
                                                       "Pool " + demand.name + ": " + choice.reason));
      continue;
    }
    costs.hosts += choice.pool->hosts;
    costs.image_pull_gb += choice.image_pull_gb;
    add_host_costs(ledger, {demand.name, choice.pool->instance_type, demand.operating_system, choice.pool->hosts});
    result.pools.push_back(std::move(*choice.pool));
    add_root_disk_costs(ledger, demand.name, result.pools.back().hosts, disk.size_gib);
  }
  return costs;
}

DataPlaneFacts add_host_side(Estimate& result, Ledger& ledger, const Workload& workload, const EstimateOptions& options,
                             HostCatalogue& catalogue) {
  note_host_assumptions(ledger, workload, result.deployment, options);
  if (result.deployment.control_plane == ControlPlane::ecs) warn_of_tasks_without_addresses(ledger, workload);
  const PoolCosts pools = add_pools(result, ledger, workload, options, catalogue);
  add_task_scratch_costs(ledger, task_scratch_gib(workload));
  DataPlaneFacts facts;
  facts.shared = {result.deployment, Rational(pools.hosts) * ledger.period().hours(),
                  exact_count(pools.hosts, "host") + " × " + ledger.period().hours().to_text() + " h",
                  pools.image_pull_gb, "hosts pull each image that they carry once a release"};
  facts.labour = {.fleets = 1,  // All hosts of a deployment are one fleet, whatever its pools.
                  .clusters = 1,
                  .hosts = pools.hosts,
                  .services = service_count(workload, true)};
  return facts;
}

void add_lines(Estimate& result, Ledger& ledger, const Workload& workload, const EstimateOptions& options,
               HostCatalogue& catalogue) {
  const DataPlaneFacts facts = result.deployment.uses_hosts()
                                   ? add_host_side(result, ledger, workload, options, catalogue)
                                   : add_fargate_side(result, ledger, workload);
  add_control_plane_costs(ledger, workload, result.deployment.control_plane,
                          {options.kubernetes_version, options.as_of});
  add_registry_costs(ledger, workload);
  add_network_costs(ledger, workload, facts.shared);
  add_load_balancer_costs(ledger, workload);
  add_log_costs(ledger, workload);
  apply_commitments_and_charges(ledger, result.deployment);
  result.labour_hours = add_labour_costs(ledger, result.deployment.name(), result.deployment.uses_hosts(), facts.labour,
                                         labour_in_prices_currency(options, ledger));
}

// Prices are missing before any line exists (no Fargate rate in the region), or no size fits.
void add_lines_or_gaps(Estimate& result, Ledger& ledger, const Workload& workload, const EstimateOptions& options,
                       HostCatalogue& catalogue) {
  try {
    add_lines(result, ledger, workload, options, catalogue);
  } catch (const PriceNotFoundError& error) {
    ledger.gaps.push_back({error.what(), "State the price in an overlay"});
  } catch (const InfeasibleError& error) {
    result.feasibility.findings.push_back(impossible(error.item(), "F3", error.what()));
  }
}

}  // namespace

Rational HostPool::full_hosts() const {
  Resources room = capacity.allocatable;
  for (const PackItem& daemon : daemons) room = room - daemon.request;
  const auto share = [](std::int64_t need, std::int64_t space) {
    return space > 0 ? Rational::ratio(need, space) : Rational();
  };
  return max(max(share(requested.cpu.ticks(), room.cpu.ticks()), share(requested.memory.bytes(), room.memory.bytes())),
             share(requested.gpu_count, room.gpu_count));
}

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

Estimate estimate(const Workload& workload, const Deployment& deployment, const PriceBook& book,
                  const EstimateOptions& options, HostCatalogue& catalogue) {
  validate(workload);
  require_valid(options);
  Ledger ledger(book, options.region, options.period, options.contract ? &*options.contract : nullptr);
  require_usable_currency(ledger);
  Estimate result;
  result.deployment = deployment;
  result.region = options.region;
  result.period = options.period;
  result.currency = ledger.currency();
  result.options = options;
  result.feasibility = check_feasibility(workload, deployment);
  result.price_book_version = book.version();
  result.price_book_digest = book.digest();
  ledger.assumptions = workload.assumptions;
  if (result.is_feasible()) add_lines_or_gaps(result, ledger, workload, options, catalogue);
  if (!result.is_feasible()) ledger.lines.clear();
  result.lines = std::move(ledger.lines);
  result.assumptions = std::move(ledger.assumptions);
  result.not_priced = std::move(ledger.not_priced);
  result.warnings = std::move(ledger.warnings);
  result.gaps = std::move(ledger.gaps);
  if (options.contract && options.contract->currency) convert(result, *options.contract->currency);
  return result;
}

}  // namespace container_tco
