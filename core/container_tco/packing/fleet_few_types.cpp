// Plans on a limited number of types: which types, is found by trying.

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "container_tco/packing/fleet_bound.hpp"
#include "container_tco/packing/fleet_plan.hpp"

namespace container_tco::detail {
namespace {

/// Choices of types that are tried: fewer of larger fleets, of which one takes longer.
constexpr std::int64_t copies_tried = 100'000;
constexpr std::int64_t fewest_tried = 30;
constexpr std::int64_t most_tried = 300;
/// Each with a small part of the steps: constructed plans differ too little in what they waste.
constexpr std::int64_t steps_to_compare = 60;
constexpr std::int64_t fewest_steps = 40;
constexpr std::size_t most_finalists = 3;
/// Of few copies columns find plans that so few steps do not.
constexpr std::int64_t most_copies_by_columns = 64;
constexpr std::int64_t most_copies_of_finalists = 1'000;

class TypeChooser {
 public:
  TypeChooser(const FleetInput& input, const FleetOptions& options, std::int64_t target)
      : input_(input),
        options_(options),
        target_(target),
        most_(static_cast<std::size_t>(*options.max_types)),
        most_tries_(std::clamp(copies_tried / std::max<std::int64_t>(copy_count(input), 1), fewest_tried, most_tried)),
        steps_(std::min(options.iteration_limit, std::max(options.iteration_limit / steps_to_compare, fewest_steps))) {}

  /// `unlimited`: a plan on any number of types, which may be few by themselves.
  PlannedFleet run(const PlannedFleet& unlimited) {
    order_types(unlimited);
    if (Types few = new_types(unlimited); few.size() <= most_) {
      best_ = unlimited;
      best_types_ = std::move(few);
    }
    const bool are_all = try_all();
    if (!are_all) search();
    const bool is_proven = are_all && are_optimal_;
    if (!best_->is_optimal && best_->left_out_copies == 0) plan_finalists();
    best_->is_optimal = best_->is_optimal && is_proven;
    return std::move(*best_);
  }

 private:
  using Types = std::vector<std::size_t>;  ///< Ascending.

  /// What weighs most in the plan without the limit first, then the others by weight.
  void order_types(const PlannedFleet& unlimited) {
    std::map<std::size_t, std::int64_t> weights;
    for (const std::vector<FleetHost>& hosts : unlimited.zones) {
      for (const FleetHost& host : hosts) weights[host.type] += host.existing ? 0 : weight_of(input_, host);
    }
    order_ = input_.open;
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  }

  /// Every choice of as many types as are allowed, if these are few. Returns whether it was done.
  bool try_all() {
    std::vector<Types> choices = {{}};
    const std::size_t size = std::min(most_, input_.open.size());
    for (std::size_t of = 0; of < size; ++of) {
      std::vector<Types> longer;
      for (const Types& choice : choices) {
        for (const std::size_t type : input_.open) {
          if (!choice.empty() && type <= choice.back()) continue;
          longer.push_back(choice);
          longer.back().push_back(type);
        }
      }
      if (longer.size() > tries_left() * input_.open.size()) return false;
      choices = std::move(longer);
    }
    if (choices.size() > tries_left()) return false;
    for (Types& choice : choices) consider(std::move(choice));
    return true;
  }

  /// Those that weigh most in the plan without the limit, and each type by itself where that leaves tries; then others
  /// in place of one, or beside it, as long as the plan gets better.
  void search() {
    consider({order_.begin(), order_.begin() + static_cast<std::ptrdiff_t>(std::min(most_, order_.size()))});
    if (most_ == 1 || tries_left() > 2 * order_.size()) {
      for (const std::size_t type : order_) consider({type});
    }
    while (improve()) {
    }
  }

  bool improve() {
    const Types base = best_types_;
    for (const std::size_t type : order_) {
      if (base.size() < most_ && consider(with(base, type))) return true;
      for (const std::size_t leaves : base) {
        if (consider(with(without(base, leaves), type))) return true;
      }
    }
    return false;
  }

  static Types with(Types types, std::size_t type) {
    types.push_back(type);
    return types;
  }
  static Types without(Types types, std::size_t type) {
    std::erase(types, type);
    return types;
  }

  /// With all steps and columns, which may change the order.
  void plan_finalists() {
    std::sort(tried_weights_.begin(), tried_weights_.end());
    const bool are_few = copy_count(input_) <= most_copies_of_finalists;
    tried_weights_.resize(std::min(tried_weights_.size(), are_few ? most_finalists : 1));
    for (const auto& [weight, types] : tried_weights_) take_over(plan_of(types, options_), types);
  }

  /// Returns whether it is the best so far.
  bool consider(Types types) {
    std::sort(types.begin(), types.end());
    types.erase(std::unique(types.begin(), types.end()), types.end());
    if (best_ && tries_left() == 0) return false;
    if (!tried_.insert(types).second) return false;
    FleetOptions quick = options_;
    quick.iteration_limit = steps_;
    quick.generate_columns = options_.generate_columns && copy_count(input_) <= most_copies_by_columns;
    PlannedFleet plan = plan_of(types, quick);
    if (plan.left_out_copies == 0) tried_weights_.emplace_back(plan.weight, types);
    return take_over(std::move(plan), types);
  }

  PlannedFleet plan_of(const Types& types, const FleetOptions& options) const {
    const FleetInput fewer = with_open(input_, types);
    FleetOptions own = options;
    own.generate_columns = options.generate_columns && types.size() > 1;
    return plan_fleet(fewer, own, solve_resource_duals(fewer), target_);
  }

  bool take_over(PlannedFleet plan, const Types& types) {
    are_optimal_ = are_optimal_ && plan.is_optimal;
    if (best_ && !plan.is_better_than(*best_)) return false;
    best_ = std::move(plan);
    best_types_ = types;
    return true;
  }

  std::size_t tries_left() const { return static_cast<std::size_t>(most_tries_) - tried_.size(); }

  const FleetInput& input_;
  const FleetOptions& options_;
  std::int64_t target_;
  std::size_t most_;
  std::int64_t most_tries_;
  std::int64_t steps_;
  Types order_;
  std::set<Types> tried_;
  std::vector<std::pair<std::int64_t, Types>> tried_weights_;  ///< Of those that place all copies.
  std::optional<PlannedFleet> best_;
  Types best_types_;
  bool are_optimal_ = true;  ///< All plans so far, each on its types.
};

}  // namespace

PlannedFleet plan_few_types(const FleetInput& input, const FleetOptions& options, const ResourceDuals& duals,
                            std::int64_t target) {
  PlannedFleet plan = plan_fleet(input, options, duals, target);
  if (!options.max_types) return plan;
  const bool are_few = new_types(plan).size() <= static_cast<std::size_t>(*options.max_types);
  if (are_few && (plan.is_optimal || plan.weight <= target)) return plan;
  return TypeChooser(input, options, target).run(plan);
}

}  // namespace container_tco::detail
