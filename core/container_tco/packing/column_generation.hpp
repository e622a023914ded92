#pragma once
// Inside of packing: the rounds of column generation on shapes that may be rounded down.

#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "container_tco/packing/columns_bound.hpp"
#include "container_tco/packing/covering_lp.hpp"
#include "container_tco/packing/fleet_columns.hpp"
#include "container_tco/packing/host_filler.hpp"
#include "container_tco/packing/pricing_tables.hpp"
#include "container_tco/packing/resource_rows.hpp"

namespace container_tco::detail {

/// Values of shapes and prices of resource rows, in weight.
struct DualPoint {
  std::vector<double> values;
  std::vector<double> prices;
};

/// The factor from weight to whole values of a table, of hosts up to the heaviest.
double table_scale(std::int64_t heaviest);

/// On shapes that may be rounded down (`coarse`); resources are counted in true sizes by `rows`.
class ColumnGeneration {
 public:
  ColumnGeneration(const FleetInput& input, const ResourceRows& rows, const ColumnLimits& limits, bool is_rounded,
                   GridSteps steps, std::int64_t most_cells, double scale, DualPoint start, std::vector<double> worths);
  /// `start`: hosts to begin with. Returns false when no type can be opened for some shape.
  bool run(const std::vector<FleetHost>& start);
  /// After `run`: makes the fractional plan one of hosts that are bought, without the box, in which it may place too
  /// few copies at little cost. Values that prove the bound say little of such a plan, so types are priced between them
  /// and the duals of the plan, as many rounds as it gains by them.
  void buy_hosts();
  /// After `buy_hosts`: what a copy of each shape is worth in the plan.
  std::vector<double> bought_values() const;
  /// The plan is dearer than what is proven, and known well enough for its values to say something else.
  bool has_other_values() const;
  const DualPoint& centre() const { return centre_; }
  const ProvenPoint& best() const { return best_; }
  std::vector<double> counts() const { return lp_->values(); }
  std::vector<FleetPattern>& patterns() { return patterns_; }
  double scale() const { return scale_; }

 private:
  /// Duals stay near the centre, where columns are known well: free ones swing widely from round to round. The box
  /// moves with the centre, and shrinks when a round proves nothing.
  void bound_duals();
  double middle(std::size_t row) const;
  double least(std::size_t row) const { return std::max(0.0, middle(row) - radius_ * reach_[row]); }
  double most(std::size_t row) const { return middle(row) + radius_ * reach_[row]; }
  /// The column that starts shape `s`: as many copies as the best type for it alone holds.
  bool add_single(std::size_t s);
  /// Type, rows and coefficients.
  using Key = std::pair<std::size_t, CoveringLp::Entries>;
  bool add(FleetHost host);
  bool add_column(FleetHost host, CoveringLp::Entries entries);
  /// Prices every type by exact knapsack, at a point between the duals that prove most so far and those of the
  /// fractional problem: the latter alone swing from round to round. Returns whether another round may help.
  bool price_all();
  /// What fluid hosts of each type need not exceed at these prices: a column of it would not pay, or hardly.
  std::vector<double> enough(const std::vector<double>& prices) const;
  bool is_dearer() const;
  /// Leaves out what may not be bought: copies and resources without a host, and fluid hosts.
  void leave_whole_hosts();
  std::vector<double> values_of_centre() const;
  /// The tables for values between those of the centre and of the plan.
  void price_to_buy(const std::vector<double>& duals);
  /// For every promising type the best host with each shape, where it gains.
  void add_promising(const std::vector<double>& duals);
  /// For every open type a host filled in random orders by the duals of the plan, again and again while that gains:
  /// tables of types that hold few large items are coarse, and miss hosts that such a filling finds at once.
  void fill_by_duals();
  /// One such filling: in some orders each.
  void add_filled(const std::vector<double>& duals);
  /// Where it gains by the duals.
  bool add_if_worth(FleetHost host, const std::vector<double>& duals);
  /// A host filled with fractions of shapes, which a type without table is priced as.
  bool add_fluid(std::size_t type, const std::vector<double>& duals);
  /// The promising type whose most valuable content with a copy of shape `s` is worth most per weight: columns for
  /// every shape make the duals settle in fewer rounds.
  std::optional<std::size_t> best_type_with(std::size_t s) const;
  /// Scales the point until no host holds more than its weight; the centre is where that proves most.
  void move_centre();
  /// Shapes by value per size, best first.
  void order_shapes();
  /// Fills what a coarse table left free.
  void top_up(FleetHost& host);
  void solve(std::int64_t most_pivots);

  const FleetInput& input_;
  const ResourceRows& rows_;
  ColumnLimits limits_;
  bool is_rounded_;
  double scale_;
  GridSteps steps_;  ///< As fine as sizes are.
  std::int64_t most_cells_;
  std::optional<PricingTables> tables_;  ///< Made anew to buy hosts.
  std::optional<CoveringLp> lp_;
  std::vector<std::pair<double, double>> single_;  ///< By row: weight and coefficient of the column that starts it.
  std::vector<FleetPattern> patterns_;             ///< By column; those of resource rows are empty.
  std::set<Key> known_;
  std::vector<std::int64_t> values_;
  std::vector<double> prices_;
  std::vector<std::size_t> order_;
  DualPoint centre_;            ///< No host exceeds its weight at it.
  double proven_ = 0;           ///< What it proves.
  double proven_before_ = 0;    ///< The same when the box grew last, or at first.
  ProvenPoint best_;            ///< The same before scaling.
  double pull_ = 1;             ///< How near to the centre prices are taken, 0 to 1.
  std::vector<double> worths_;  ///< By shape: what it is worth about.
  std::vector<double> reach_;   ///< By row: the same, for the box.
  double largest_radius_;
  double radius_;  ///< Of the box, as a share.
  int rounds_without_proof_ = 0;
  int rounds_to_buy_ = 0;
  std::int64_t work_ = 0;
  HostFiller filler_;
  FleetBag all_;  ///< Every copy.
  FleetRandom random_;
};

}  // namespace container_tco::detail
