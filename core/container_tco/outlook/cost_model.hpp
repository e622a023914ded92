#pragma once
// A comparison compiled into sums of products, so that changing an input takes multiplications instead of packing.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/comparison/comparison.hpp"

namespace container_tco {

/// A number that the cost of some deployment depends on.
struct ModelInput {
  std::string name;             ///< "hours/os_patching/fleet", "wage/US/devops_engineer", "spot_level", "task_scale"
  std::string unit;             ///< "hours a month for each fleet", "USD an hour", "share"
  std::string description;      ///< In words; of labour, that of the activity.
  Rational base;                ///< The value of the comparison.
  std::optional<Rational> low;  ///< The range that the tables state. Nothing: they state none.
  std::optional<Rational> high;
  Rational least;                ///< Values below and above are refused.
  std::optional<Rational> most;  ///< Nothing: without end.
  std::string source;
};

/// coefficient × the product of inputs, by scale point.
struct CostTerm {
  CostCategory category = CostCategory::compute;
  std::vector<std::size_t> slots;      ///< See CostModel::slot_values; ascending, empty for a constant.
  std::vector<Rational> coefficients;  ///< In the order of CostModel::scales.
};

/// One deployment: its cost in the period is the sum of its terms.
struct DeploymentModel {
  std::string name;  ///< "ecs-ec2"
  ControlPlane control_plane = ControlPlane::ecs;
  bool uses_hosts = false;
  Rational labour_hours;                  ///< A month, as compared.
  Rational labour_cost;                   ///< A month, as compared.
  std::optional<Rational> fill_fraction;  ///< Mean over its hosts, as compared; nothing without hosts with tasks.
  std::vector<CostTerm> terms;
};

/// A share of a scale point.
struct ScaleWeight {
  std::size_t scale = 0;  ///< Index into CostModel::scales.
  Rational weight;
};

/// The complete deployments of a comparison as functions of their inputs. Exact; immutable once made.
struct CostModel {
  std::string workload;
  std::string region;
  BillingPeriod period;
  Currency currency = Currency::usd();
  Rational current_tasks;  ///< At one time, daemons aside.
  std::vector<ModelInput> inputs;
  std::vector<Rational> scales;  ///< Ascending multiples of the task counts at which all were priced; 1 is among them.
  std::string scale_input = "task_scale";    ///< The input that `scales` are values of; see `horizon_model`.
  std::vector<DeploymentModel> deployments;  ///< As ranked by the comparison.
  std::vector<Commitment> commitments;       ///< That are owned and paid.
  std::vector<Assumption> assumptions;

  /// Throws InvalidInputError with the nearest names.
  std::size_t input(const std::string& name) const;
  bool has_input(const std::string& name) const;
  /// Throws InvalidInputError with the names that there are.
  std::size_t deployment(const std::string& name) const;

  std::vector<Rational> base_values() const;
  /// `values` followed by the parts of "spot_level" above and below zero, as terms refer to them.
  std::vector<Rational> slot_values(const std::vector<Rational>& values) const;
  std::size_t slot_count() const { return inputs.size() + 2; }
  std::size_t spot_above_slot() const { return inputs.size(); }
  std::size_t spot_below_slot() const { return inputs.size() + 1; }

  /// How a deployment at `task_scale` is put together from scale points. Between two points, Fargate costs in
  /// proportion; hosts cost as at the larger one. Throws InvalidInputError outside of the points.
  std::vector<ScaleWeight> weights(const DeploymentModel& deployment, const Rational& task_scale) const;

  /// The cost of the period at `values` (one for each input). Throws InvalidInputError for a value out of bounds.
  Money total(std::size_t deployment, const std::vector<Rational>& values) const;
  /// All totals, in the order of the deployments.
  std::vector<Rational> totals(const std::vector<Rational>& values) const;
  /// The index of the least total; of equal ones, that which the comparison ranks first.
  std::size_t cheapest(const std::vector<Rational>& values) const;
};

/// Throws InvalidInputError unless `value` is one that `input` may have.
void require_in_bounds(const ModelInput& input, const Rational& value);

/// The index of the least number; the first of equal ones.
std::size_t index_of_least(const std::vector<Rational>& numbers);

/// The cost of `term` with `weights` at `slots`.
Rational cost_of(const CostTerm& term, const std::vector<ScaleWeight>& weights, const std::vector<Rational>& slots);

struct ModelOptions {
  /// Multiples of the task counts at which the deployments are priced again; 1 is added. Above 0, at most 1,000.
  std::vector<Rational> scales;
};

/// The scale points from `least` to `most`: eight for each doubling, away from 1 in both directions.
/// Throws InvalidInputError unless 0 < least <= 1 <= most <= 1,000.
std::vector<Rational> scale_points(const Rational& least, const Rational& most);

/// `comparison` must come from `workload` and `book`. At the base values the totals are those of the comparison, to the
/// last digit. Throws InvalidInputError when no deployment is complete, or one is not at some scale.
CostModel compile_model(const Workload& workload, const PriceBook& book, const Comparison& comparison,
                        const ModelOptions& options = {});

}  // namespace container_tco
