#pragma once
// What a comparison of rows depends on besides the rows and the prices.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/batch/batch_columns.hpp"
#include "container_tco/batch/batch_fargate.hpp"
#include "container_tco/estimate/options.hpp"
#include "container_tco/pricebook/price_book.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// Labour and cluster fees that rows share. A row is one service: hours driven by services and hosts are its own, those
/// of a fleet and of a cluster come once for all services in it. 1 and 1 cost a row as if it were alone.
struct FleetShare {
  std::int64_t services_per_fleet = 1;    ///< 1 to 10,000,000
  std::int64_t services_per_cluster = 1;  ///< 1 to 10,000,000
};

struct CompareBatchOptions {
  std::vector<std::string> regions;     ///< That the region column counts.
  std::vector<Deployment> deployments;  ///< 1 to 32, each once.
  /// As for the single estimate; its region is that of each row, and hosts are of a single type. What a table of types
  /// cannot answer (contracts, Spot and managed hosts, EKS, target capacity, replacements) is estimated row by row,
  /// each different one once: as exact, and slower by orders of magnitude.
  EstimateOptions estimate;
  std::vector<CandidateFilter> candidate_filters;  ///< That rows count; empty for that of `estimate` alone.
  std::vector<LabourOptions> labour_profiles;      ///< That rows count; empty for those of `estimate` alone.
  std::optional<Egress> egress;                    ///< Of every row; public subnets give every task or host an address.
  NetworkMode network_mode = NetworkMode::awsvpc;
  FleetShare share;
  /// Rows that share hosts are packed as `estimate` says, in place of hosts of a single type for each.
  bool rows_share_hosts = false;
  std::size_t threads = 1;  ///< 0: as many as the machine runs at one time.
  OnRowError on_error = OnRowError::mark;
};

/// `options` with every region of `book`, for rows that tell theirs by name. Bad rows are marked: who reads rows in
/// batches knows where to stop. Throws InvalidInputError for a period that is not whole seconds: all of it could not be
/// told from almost all of it.
CompareBatchOptions for_rows_of_any_region(CompareBatchOptions options, const PriceBook& book);
/// Whether the contract converts from another currency than that of this region's prices.
bool is_other_currency(const CompareBatchOptions& options, const Region& region);
/// In which amounts of a region come out: ISO 4217, that of the contract's report before that of the prices.
std::string result_currency(const CompareBatchOptions& options, const Region& region);
/// Of the options, in their order.
std::vector<std::string> deployment_names(const CompareBatchOptions& options);

/// The service of a row: its tasks run all the period, or else as hourly runs of the same billed seconds, with hosts
/// held for all of them. For a row without an error.
Service row_service(const BatchColumns& columns, std::size_t row, const CompareBatchOptions& options, std::string name);
/// A row as the single estimate takes it: one service "row".
Workload row_workload(const BatchColumns& columns, std::size_t row, const CompareBatchOptions& options);
EstimateOptions row_options(const BatchColumns& columns, std::size_t row, const CompareBatchOptions& options);

}  // namespace container_tco
