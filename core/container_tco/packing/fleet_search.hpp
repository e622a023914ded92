#pragma once
// Inside of packing: ruin and recreate. Takes a few hosts of a zone apart and places their copies anew, on hosts chosen
// by what they hold per weight; keeps the result when it weighs no more. Deterministic by seed and number of steps.

#include <functional>
#include <limits>
#include <utility>
#include <vector>

#include "container_tco/packing/fleet_host.hpp"

namespace container_tco::detail {

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
  /// Makes `steps` steps on a plan of one zone; stops when its weight is at most `target`.
  void improve(std::vector<FleetHost>& hosts, FleetBudget& budget, std::int64_t steps, std::int64_t target);
  /// Hosts that steps have brought into the plan, the last of them: patterns that go well together.
  const std::vector<FleetPattern>& found() const { return found_; }

 private:
  struct Candidate {
    FleetHost host;
    double gain = 0;  ///< Value per weight.
  };

  /// Takes up to `most` hosts apart.
  void step(std::vector<FleetHost>& hosts, FleetBudget& budget, std::size_t most);
  void remember(const FleetHost& host);
  void choose_candidates(const FleetBag& bag);
  void make_sequences();
  void try_types(const FleetBag& bag, const FleetBudget& budget, const std::vector<std::size_t>& types,
                 Candidate& best);
  void try_patterns(const FleetBag& bag, const FleetBudget& budget, Candidate& best);
  /// Exchanges copies on the host for copies of the bag that are worth more, one for one, as long as there are any.
  void exchange(const FleetBag& bag, FleetHost& host);
  void offer(FleetHost host, const FleetBudget& budget, Candidate& best);
  double value_of(const FleetHost& host) const;
  std::size_t pick(const std::vector<FleetHost>& hosts);
  /// Finds the promising types.
  void rank_types(const FleetBag& bag);
  std::vector<std::size_t> sample_types();

  const FleetInput& input_;
  std::vector<double> values_;
  std::vector<double> noisy_;  ///< Values of this step.
  std::vector<FleetPattern> patterns_;
  std::vector<double> scale_;            ///< Of each resource, for sizes.
  std::vector<std::size_t> candidates_;  ///< Shapes of the bag that are looked at.
  std::vector<std::vector<std::size_t>> sequences_;
  std::vector<std::size_t> favourites_;  ///< Types of hosts taken apart.
  std::vector<std::size_t> promising_;   ///< Best first.
  std::vector<FleetPattern> found_;
  std::size_t next_found_ = 0;
  Reprice reprice_;
  FleetRandom random_;
};

}  // namespace container_tco::detail
