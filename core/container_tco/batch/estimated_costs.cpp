#include "container_tco/batch/estimated_costs.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <tuple>
#include <utility>
#include <vector>

#include "container_tco/batch/labour_shares.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/estimate.hpp"

namespace container_tco {
namespace {

// More different rows than this are forgotten, so that memory stays bounded.
constexpr std::size_t most_remembered = 100'000;

class EstimatedCosts : public DeploymentCosts {
 public:
  EstimatedCosts(const PriceBook& book, const Deployment& deployment, const EstimateOptions& options,
                 const CompareBatchOptions& batch)
      : book_(book), deployment_(deployment), options_(options), batch_(batch) {}

  void price(const BatchColumns& columns, std::span<const std::uint16_t> rows, BlockColumns& out) const override {
    for (const std::uint16_t row : rows) {
      const EstimatedRow made = estimate_of_row(columns, row);
      const RowError error = made.error == RowError::none ? out.price(row, made.costs) : made.error;
      if (error != RowError::none) {
        out.refuse(row, error);
        continue;
      }
      out.buy_size(row, made.vcpu_milli, made.memory_mib);
      out.buy_hosts(row, made.instance_type, made.instances);
    }
  }

 private:
  using Key = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>;

  struct EstimatedRow {
    RowError error = RowError::none;
    std::shared_ptr<const RationalCosts> costs = {};
    // See DeploymentColumns.
    std::int32_t vcpu_milli = 0;
    std::int32_t memory_mib = 0;
    std::uint16_t instance_type = no_type;
    std::int64_t instances = 0;
  };

  EstimatedRow estimate_of_row(const BatchColumns& columns, std::size_t row) const {
    const Key key{columns.cpu_ticks[row], columns.memory_bytes[row], columns.ephemeral_bytes[row],
                  columns.task_counts[row], columns.task_seconds[row]};
    {
      const std::lock_guard lock(mutex_);
      const auto known = known_.find(key);
      if (known != known_.end()) return known->second;
    }
    const EstimatedRow made = estimated(columns, row);
    const std::lock_guard lock(mutex_);
    if (known_.size() >= most_remembered) known_.clear();
    known_.emplace(key, made);
    return made;
  }

  // A catalogue belongs to one thread at a time.
  std::unique_ptr<HostCatalogue> take_catalogue() const {
    const std::lock_guard lock(mutex_);
    if (catalogues_.empty()) return std::make_unique<HostCatalogue>();
    std::unique_ptr<HostCatalogue> taken = std::move(catalogues_.back());
    catalogues_.pop_back();
    return taken;
  }

  EstimatedRow estimated(const BatchColumns& columns, std::size_t row) const {
    std::unique_ptr<HostCatalogue> catalogue = take_catalogue();
    EstimatedRow result;
    try {
      result = costs_of(estimate(row_workload(columns, row, batch_), deployment_, book_, options_, *catalogue));
    } catch (const Error&) {
      result.error = error_of_caught();
    }
    const std::lock_guard lock(mutex_);
    catalogues_.push_back(std::move(catalogue));
    return result;
  }

  EstimatedRow costs_of(const Estimate& single) const {
    if (!single.is_feasible()) return {.error = RowError::impossible};
    if (!single.is_complete()) return {.error = RowError::incomplete};
    EstimatedRow result;
    result.costs = std::make_shared<const RationalCosts>(shared_costs(single, batch_.share));
    // Of several pools or sizes (Spot, add-ons of a cluster) the first of the service and the hosts of all.
    for (const FargatePurchase& purchase : single.fargate) {
      if (purchase.service != "row") continue;
      result.vcpu_milli = static_cast<std::int32_t>(Cpu::from_units(purchase.task.size.cpu_units).milli());
      result.memory_mib = static_cast<std::int32_t>(purchase.task.size.memory_mib);
    }
    for (const HostPool& pool : single.pools) result.instances += pool.hosts;
    if (!single.pools.empty()) result.instance_type = index_of(single.pools.front().instance_type);
    return result;
  }

  std::uint16_t index_of(const std::string& type) const {
    return static_cast<std::uint16_t>(&book_.instance_type(type) - book_.instance_types().data());
  }

  const PriceBook& book_;
  Deployment deployment_;
  EstimateOptions options_;
  const CompareBatchOptions& batch_;
  mutable std::mutex mutex_;
  mutable std::map<Key, EstimatedRow> known_;
  mutable std::vector<std::unique_ptr<HostCatalogue>> catalogues_;
};

}  // namespace

void estimate_or_refuse(RowError error, const DeploymentCosts& estimated, const BatchColumns& columns,
                        const std::uint16_t& row, BlockColumns& out) {
  if (error == RowError::amount_too_large) return estimated.price(columns, {&row, 1}, out);
  out.refuse(row, error);
}

std::unique_ptr<DeploymentCosts> estimated_costs_of_rows(const PriceBook& book, const Deployment& deployment,
                                                         const EstimateOptions& options,
                                                         const CompareBatchOptions& batch) {
  return std::make_unique<EstimatedCosts>(book, deployment, options, batch);
}

}  // namespace container_tco
