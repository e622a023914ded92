#include "container_tco/batch/compare_options.hpp"

#include <utility>

#include "container_tco/error.hpp"

namespace container_tco {

namespace {

Demand demand_of(const BatchColumns& columns, std::size_t row, const BillingPeriod& period) {
  const std::int64_t count = columns.task_counts[row];
  const Rational seconds(columns.task_seconds[row]);
  if (seconds == period.seconds()) return ConstantDemand{count};
  const Rational run_seconds(3600);
  return RunDemand{Rational(count) * seconds / run_seconds / period.days(), run_seconds, count};
}

std::size_t at(std::span<const std::uint16_t> column, std::size_t row) { return column.empty() ? 0 : column[row]; }

}  // namespace

CompareBatchOptions for_rows_of_any_region(CompareBatchOptions options, const PriceBook& book) {
  const BillingPeriod& period = options.estimate.period;
  if (period.seconds() != Rational(period.seconds().floor())) {
    throw InvalidInputError("period of rows", period.hours().to_text() + " h", "whole seconds, as rows count them",
                            "Round it to quarters of an hour, say");
  }
  options.regions.clear();
  for (const Region& region : book.regions()) options.regions.push_back(region.code);
  options.on_error = OnRowError::mark;
  return options;
}

bool is_other_currency(const CompareBatchOptions& options, const Region& region) {
  const std::optional<Contract>& contract = options.estimate.contract;
  return contract && contract->currency && contract->currency->from != region.currency.code();
}

std::string result_currency(const CompareBatchOptions& options, const Region& region) {
  const std::optional<Contract>& contract = options.estimate.contract;
  return contract && contract->currency ? contract->currency->code : region.currency.code();
}

std::vector<std::string> deployment_names(const CompareBatchOptions& options) {
  std::vector<std::string> names;
  for (const Deployment& deployment : options.deployments) names.push_back(deployment.name());
  return names;
}

Service row_service(const BatchColumns& columns, std::size_t row, const CompareBatchOptions& options,
                    std::string name) {
  Service service;
  service.name = std::move(name);
  Task& task = service.task;
  task.operating_system = static_cast<OperatingSystem>(columns.operating_systems[row]);
  task.architecture = static_cast<Architecture>(columns.architectures[row]);
  task.request = {Cpu::from_ticks(columns.cpu_ticks[row]), Bytes::from_bytes(columns.memory_bytes[row]), 0};
  task.fargate_request = task.request;
  if (columns.ephemeral_bytes[row] > 0) {
    task.ephemeral_storage = Bytes::from_bytes(columns.ephemeral_bytes[row]);
  }
  task.network_mode = options.network_mode;
  service.demand = demand_of(columns, row, options.estimate.period);
  return service;
}

Workload row_workload(const BatchColumns& columns, std::size_t row, const CompareBatchOptions& options) {
  Workload workload;
  workload.name = "row";
  workload.services.push_back(row_service(columns, row, options, "row"));
  workload.surroundings.egress = options.egress;
  return workload;
}

EstimateOptions row_options(const BatchColumns& columns, std::size_t row, const CompareBatchOptions& options) {
  EstimateOptions own = options.estimate;
  own.region = options.regions[columns.regions[row]];
  own.hosts.provisioning = Provisioning::single_type;
  if (!options.candidate_filters.empty()) {
    own.hosts.candidates = options.candidate_filters[at(columns.candidate_filters, row)];
  }
  if (!options.labour_profiles.empty()) own.labour = options.labour_profiles[at(columns.labour_profiles, row)];
  return own;
}

}  // namespace container_tco
