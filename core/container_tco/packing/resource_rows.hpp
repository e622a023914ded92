#pragma once
// Inside of packing: what all hosts together give of a resource is no less than what all copies of a class ask for.
// These rows of the fractional problem hold for every plan. Where sizes are rounded down they keep the loss small: only
// what an item is worth beyond its resources is then counted on rounded sizes. GPUs and slots, which have no axis in
// the tables, are counted here alone.

#include <vector>

#include "container_tco/packing/covering_lp.hpp"
#include "container_tco/packing/fleet_bound.hpp"

namespace container_tco::detail {

class ResourceRows {
 public:
  /// `input`: true sizes. `first_resource`: 0 for all resources, 2 for GPUs and slots only.
  ResourceRows(const FleetInput& input, const ResourceDuals& duals, std::size_t first_resource);

  std::size_t count() const { return rows_.size(); }
  /// By row.
  std::vector<double> demand() const;
  /// Prices to begin with, by row, in weight.
  std::vector<double> start_prices() const;
  /// The best column for a row alone: its weight and amount.
  std::pair<double, double> best_single(std::size_t row) const;
  /// What a host of the type gives: each resource to the class for which `prices` are highest. Rows count from
  /// `offset`.
  CoveringLp::Entries entries(std::size_t type, const double* prices, std::size_t offset) const;
  /// The same resources at these prices.
  double worth(std::size_t type, const double* prices) const;
  /// What a copy of a shape is worth by its resources.
  double shape_worth(std::size_t shape, const std::vector<double>& prices) const;
  /// Prices by class and resource.
  std::vector<std::vector<double>> by_class(const std::vector<double>& prices) const;

 private:
  struct Row {
    std::size_t of_class = 0;
    std::size_t resource = 0;
    double demand = 0;
  };

  const FleetInput& input_;
  const ResourceDuals& duals_;
  std::vector<Row> rows_;
  std::vector<std::size_t> row_of_;                     ///< By class and resource; count() where there is none.
  std::vector<double> scale_;                           ///< By resource: amounts are shares of the largest type.
  std::vector<std::vector<double>> shares_;             ///< By type and resource.
  std::vector<std::vector<std::size_t>> rows_of_type_;  ///< Rows of classes that the type takes.
};

}  // namespace container_tco::detail
