#include "container_tco/batch/compare_table.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "container_tco/batch/compare_state.hpp"
#include "container_tco/batch/estimated_costs.hpp"
#include "container_tco/batch/fargate_costs_of_row.hpp"
#include "container_tco/batch/fargate_row.hpp"
#include "container_tco/batch/host_costs_of_row.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/estimate.hpp"

namespace container_tco {
namespace {

constexpr std::size_t most_deployments = 32;

std::shared_ptr<const std::vector<std::string>> names_of_types(const PriceBook& book) {
  auto names = std::make_shared<std::vector<std::string>>();
  for (const InstanceType& type : book.instance_types()) names->push_back(type.name);
  if (names->size() < no_type) return names;
  throw InvalidInputError("instance types of the price book", std::to_string(names->size()), "fewer than 65,535");
}

bool is_plain(const EstimateOptions& options) {
  return !options.contract && !options.resilience.survive_zone_loss && options.architectures.empty();
}

bool is_fargate_in_columns(const Deployment& deployment, const EstimateOptions& options) {
  if (deployment.control_plane != ControlPlane::ecs || deployment.data_plane != DataPlane::fargate) return false;
  return !deployment.is_spot() || (options.spot.on_demand_base_percent == 0 && options.spot.on_demand_base_count == 0);
}

bool are_hosts_in_columns(const Deployment& deployment, const EstimateOptions& options) {
  const HostPlanOptions& hosts = options.hosts;
  return deployment == Deployment{ControlPlane::ecs, DataPlane::ec2} && hosts.target_capacity_percent == 100 &&
         !hosts.measured_fill_fraction && hosts.given_hosts.empty() &&
         !options.resilience.host_replacements_per_month &&
         options.resilience.rollout_capacity != RolloutCapacity::standing;
}

// What only fleets of mixed types have. Hosts of a row are of one type.
void require_single_type(const HostPlanOptions& hosts) {
  const auto refuse = [](const std::string& name, const std::string& value) {
    throw InvalidInputError(name + " of rows", value, "nothing, as hosts of a row are of one type",
                            "Pack the rows of a group together (pack_by), or leave it out");
  };
  if (hosts.headroom_percent > 0) refuse("headroom_percent", std::to_string(hosts.headroom_percent));
  if (hosts.survive_host_loss) refuse("survive_host_loss", "true");
  if (hosts.max_types) refuse("max_types", std::to_string(*hosts.max_types));
  if (hosts.max_hosts) refuse("max_hosts", std::to_string(*hosts.max_hosts));
  if (hosts.min_hosts_per_zone > 0) refuse("min_hosts_per_zone", std::to_string(hosts.min_hosts_per_zone));
  if (!hosts.groups.empty()) refuse("node groups", std::to_string(hosts.groups.size()));
  if (!hosts.kept_hosts.empty()) refuse("kept hosts", std::to_string(hosts.kept_hosts.size()));
  if (hosts.strong_bound) refuse("strong_bound", "true");
  if (hosts.fleet_iterations != HostPlanOptions().fleet_iterations) {
    refuse("fleet_iterations", std::to_string(hosts.fleet_iterations));
  }
}

// Of a currency that the contract converts from, if any is.
const Region& region_to_try(const PriceBook& book, const CompareBatchOptions& options) {
  for (const Region& region : book.regions()) {
    if (!is_other_currency(options, region)) return region;
  }
  return book.regions().front();
}

}  // namespace

CompareTable::State::State(const PriceBook& price_book, CompareBatchOptions given)
    : book(price_book), options(std::move(given)), instance_type_names(names_of_types(book)) {
  require_valid();
  try_options();
  period_seconds = options.estimate.period.seconds().floor();
  for (const std::string& name : options.regions) {
    const bool is_known = std::any_of(book.regions().begin(), book.regions().end(),
                                      [&](const Region& region) { return region.code == name; });
    region_is_known.push_back(is_known ? 1 : 0);
  }
  for (const Deployment& deployment : options.deployments) {
    if (!is_fargate_in_columns(deployment, options.estimate)) continue;
    (deployment.is_spot() ? spot_ : on_demand_).emplace(book, options.regions, deployment.purchase);
  }
  const std::size_t slots = options.regions.size() * detail::platforms_per_region *
                            at_least_one(options.candidate_filters.size()) *
                            at_least_one(options.labour_profiles.size());
  for (std::size_t i = 0; i < slots; ++i) slots_.push_back(std::make_unique<Slot>());
}

void CompareTable::State::require_valid() const {
  std::set<std::string> names;
  for (const Deployment& deployment : options.deployments) names.insert(deployment.name());
  if (names.empty() || options.deployments.size() > most_deployments || names.size() < options.deployments.size()) {
    throw InvalidInputError("deployments of a batch", std::to_string(options.deployments.size()) + " names",
                            "1 to 32 that differ");
  }
  require_range("regions of a batch", static_cast<std::int64_t>(options.regions.size()), 0, most_batch_regions);
  require_range("services_per_fleet", options.share.services_per_fleet, 1, most_tasks);
  require_range("services_per_cluster", options.share.services_per_cluster, 1, most_tasks);
  require_range("zones", options.estimate.hosts.zones, 1, 100);
  if (!options.rows_share_hosts) require_single_type(options.estimate.hosts);
}

// The single estimate knows what options may hold: it is asked once for each labour profile.
void CompareTable::State::try_options() const {
  if (options.regions.empty() || book.regions().empty()) return;
  Service service;
  service.name = "row";
  service.task.request = {Cpu::from_vcpu(1), Bytes::from_gib(2), 0};
  service.task.fargate_request = service.task.request;
  Workload workload;
  workload.services.push_back(std::move(service));
  EstimateOptions own = options.estimate;
  if (!options.rows_share_hosts) own.hosts.provisioning = Provisioning::single_type;
  own.region = region_to_try(book, options).code;
  const std::vector<LabourOptions>& profiles = options.labour_profiles;
  for (std::size_t i = 0; i < at_least_one(profiles.size()); ++i) {
    if (!profiles.empty()) own.labour = profiles[i];
    try {
      (void)estimate(workload, options.deployments.front(), book, own);
    } catch (const CurrencyMismatchError&) {
      // That is for the rows of such a region.
    }
  }
}

RowError CompareTable::State::fault_of_row(const BatchColumns& columns, std::size_t row) const {
  if (const RowError fault = fault_of_amounts(columns, row); fault != RowError::none) return fault;
  if (const RowError fault = fault_of_place(columns, row, options.regions.size()); fault != RowError::none)
    return fault;
  if (region_is_known[columns.regions[row]] == 0) return RowError::unknown_region;
  if (!has_option(columns.candidate_filters, row, options.candidate_filters.size()) ||
      !has_option(columns.labour_profiles, row, options.labour_profiles.size())) {
    return RowError::unknown_option;
  }
  const std::int64_t count = columns.task_counts[row];
  if (count == 0 || columns.task_seconds[row] == 0) return RowError::nothing_runs;
  if (columns.task_seconds[row] > period_seconds) return RowError::longer_than_period;
  const std::int64_t memory_mib = Bytes::from_bytes(columns.memory_bytes[row]).bytes() / 1'048'576 + 1;
  if (count > most_tasks || Wide(count) * memory_mib * 1'048'576 > most_memory) return RowError::too_many_tasks;
  return RowError::none;
}

const RowContext& CompareTable::State::context(std::size_t index, const BatchColumns& columns, std::size_t row) const {
  Slot& slot = *slots_[index];
  std::call_once(slot.once, [&] { slot.context = make_context(columns, row); });
  return slot.context;
}

RowContext CompareTable::State::make_context(const BatchColumns& columns, std::size_t row) const {
  const EstimateOptions own = row_options(columns, row, options);
  const Workload workload = row_workload(columns, row, options);
  const bool is_other = is_other_currency(options, book.region(own.region));
  RowContext context;
  for (const Deployment& deployment : options.deployments) {
    if (is_other) {
      context.push_back(failing_costs(RowError::currency_mismatch));
      continue;
    }
    try {
      std::unique_ptr<DeploymentCosts> costs = costs_for(deployment, workload, own);
      context.push_back(costs ? std::move(costs) : estimated_costs_of_rows(book, deployment, own, options));
    } catch (const PriceNotFoundError&) {
      context.push_back(failing_costs(RowError::price_not_found));
    } catch (const CurrencyMismatchError&) {
      context.push_back(failing_costs(RowError::currency_mismatch));
    }
  }
  return context;
}

std::unique_ptr<DeploymentCosts> CompareTable::State::costs_for(const Deployment& deployment, const Workload& workload,
                                                                const EstimateOptions& own) const {
  if (!is_plain(own)) return nullptr;
  if (is_fargate_in_columns(deployment, own)) {
    return fargate_costs_of_rows(book, fargate_table(deployment.purchase), deployment, own, options);
  }
  if (are_hosts_in_columns(deployment, own)) return host_costs_of_rows(book, workload, deployment, own, options);
  return nullptr;
}

const FargateTable& CompareTable::State::fargate_table(Purchase purchase) const {
  return purchase == Purchase::spot ? *spot_ : *on_demand_;
}

CompareTable::CompareTable(const PriceBook& book, CompareBatchOptions options)
    : state_(std::make_unique<const State>(book, std::move(options))) {}
CompareTable::~CompareTable() = default;
CompareTable::CompareTable(CompareTable&&) noexcept = default;
CompareTable& CompareTable::operator=(CompareTable&&) noexcept = default;

const PriceBook& CompareTable::book() const { return state_->book; }
const CompareBatchOptions& CompareTable::options() const { return state_->options; }

}  // namespace container_tco
