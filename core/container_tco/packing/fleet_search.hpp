#pragma once
// Inside of packing: ruin and recreate. Takes a few hosts of a zone apart and places their copies anew, on hosts chosen
// by what they hold per weight; keeps the result when it weighs no more. Deterministic by seed and number of steps.

#include <functional>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "container_tco/packing/host_filler.hpp"

namespace container_tco::detail {

struct SearchLimits {
  std::int64_t steps = 0;
  std::int64_t work = 0;  ///< Shapes looked at in all steps together.
};

class FleetSearch {
 public:
  /// `values`: what a copy of each shape is worth, in weight; the closer to the duals the better.
  FleetSearch(const FleetInput& input, std::vector<double> values, std::vector<FleetPattern> patterns,
              std::uint64_t seed);

  using Reprice = std::function<std::vector<double>(const FleetBag& rest)>;
  /// Values for what is left, asked for from time to time while a large bag is placed: what is scarce changes with it.
  void reprice_by(Reprice reprice) { reprice_ = std::move(reprice); }
  /// Places the bag on new hosts, appended to `hosts`. Returns false, with the rest in the bag, when no host takes it,
  /// or as soon as the new hosts and the worth of the rest together weigh more than `most_weight`.
  bool place(FleetBag& bag, FleetBudget& budget, std::vector<FleetHost>& hosts,
             double most_weight = std::numeric_limits<double>::infinity());
  /// Makes steps on a plan of one zone up to one of the limits; stops when its weight is at most `target`.
  void improve(std::vector<FleetHost>& hosts, FleetBudget& budget, SearchLimits limits, std::int64_t target);
  /// Hosts that steps have brought into the plan, the last of them: patterns that go well together.
  const std::vector<FleetPattern>& found() const { return found_; }

 private:
  /// Takes up to `most` hosts apart.
  void step(std::vector<FleetHost>& hosts, FleetBudget& budget, std::size_t most);
  void remember(const FleetHost& host);
  /// The host for some of the bag that is worth most per weight; nothing when none takes any of it.
  std::optional<FleetHost> next_host(const FleetBag& bag, const FleetBudget& budget);
  std::optional<FleetHost> best_pattern(const FleetBag& bag, const FleetBudget& budget);
  double gain_of(const FleetHost& host) const;
  std::size_t pick(const std::vector<FleetHost>& hosts);
  /// Finds the promising types for what the filler looks at.
  void rank_types();
  std::vector<std::size_t> sample_types();

  const FleetInput& input_;
  std::vector<double> values_;
  std::vector<double> noisy_;  ///< Values of this step.
  std::vector<FleetPattern> patterns_;
  HostFiller filler_;
  FleetBag bag_;                         ///< Of this step.
  std::vector<std::size_t> favourites_;  ///< Types of hosts taken apart.
  std::vector<std::size_t> promising_;   ///< Best first.
  std::vector<FleetPattern> found_;
  std::size_t next_found_ = 0;
  Reprice reprice_;
  FleetRandom random_;
};

}  // namespace container_tco::detail
