#include "container_tco/commitment/mix_cells.hpp"

#include <optional>
#include <utility>

namespace container_tco::detail {
namespace {

using Sides = ChargeMinorant<Rational>::Sides;

struct CellHour {
  std::size_t index;  // Of the distinct hour.
  Sides sides;
};

struct Cell {
  std::vector<Rational> lows;
  std::vector<Rational> highs;
  std::vector<Plane> not_below;
  Plane settled;  // Price of the amounts, and the charge of hours that are affine in the cell.
  std::vector<CellHour> hours;
  Rational bound;
};

// Where two children of a cell meet: `plane` is not negative on the one side, not positive on the other.
struct Turning {
  Plane plane;
  std::optional<std::size_t> whole_axis;  // To be cut between whole numbers.
};

// So that the same turning of several hours is found to be the same.
void normalise(Plane& plane) {
  for (const Rational& slope : plane.slopes) {
    if (slope.is_zero()) continue;
    const Rational by = slope.is_negative() ? -slope : slope;
    plane.constant /= by;
    for (Rational& other : plane.slopes) other /= by;
    return;
  }
}

class CellQueue {
 public:
  CellQueue(const MixProblem& problem, MixIncumbent& incumbent)
      : problem_(problem), incumbent_(incumbent), in_cell_(exact_charge_terms(problem)), at_point_(in_cell_) {
    for (const DistinctHour& distinct : problem.hours) amounts_.push_back(exact_enclosures(problem, distinct.hour));
  }

  CellSearch search(Cell root, std::size_t& cells_left) {
    cells_.push_back(std::move(root));
    while (!cells_.empty() && cells_left > 0) {
      --cells_left;
      Cell cell = std::move(cells_.back());
      cells_.pop_back();
      examine(cell);
    }
    CellSearch result{cells_.empty(), incumbent_.cost};
    for (const Cell& cell : cells_) result.lower_bound = min(result.lower_bound, cell.bound);
    return result;
  }

 private:
  std::vector<Enclosure<Rational>> limits_between(const std::vector<Rational>& lows,
                                                  const std::vector<Rational>& highs) const {
    std::vector<Enclosure<Rational>> limits;
    for (std::size_t i = 0; i < problem_.fixed; ++i) {
      limits.push_back({problem_.commitments[i].limit, problem_.commitments[i].limit});
    }
    for (std::size_t axis = 0; axis < lows.size(); ++axis) limits.push_back({lows[axis], highs[axis]});
    return limits;
  }

  // A form as a plane over amounts, times the hours that are alike.
  static Plane plane_of(const AffineForm<Rational>& form, const std::vector<Rational>& point, const Rational& times) {
    Plane plane{form.value, form.slopes};
    for (std::size_t i = 0; i < point.size(); ++i) plane.constant -= form.slopes[i] * point[i];
    plane.constant *= times;
    for (Rational& slope : plane.slopes) slope *= times;
    return plane;
  }

  void settle(Cell& cell) {
    in_cell_.open_box(limits_between(cell.lows, cell.highs), cell.lows);
    std::vector<CellHour> undecided;
    for (CellHour& hour : cell.hours) {
      in_cell_.open_hour(amounts_[hour.index], &hour.sides);
      if (in_cell_.is_affine()) {
        cell.settled += plane_of(in_cell_.form(), cell.lows, Rational(problem_.hours[hour.index].repeats));
      } else {
        undecided.push_back(std::move(hour));
      }
    }
    cell.hours = std::move(undecided);
  }

  Plane cut_at(const Cell& cell, const std::vector<Rational>& point) {
    in_cell_.open_box(limits_between(cell.lows, cell.highs), point);
    Plane cut = cell.settled;
    for (const CellHour& hour : cell.hours) {
      in_cell_.open_hour(amounts_[hour.index], &hour.sides);
      cut += plane_of(in_cell_.form(), point, Rational(problem_.hours[hour.index].repeats));
    }
    return cut;
  }

  Rational cost_at(const Cell& cell, const std::vector<Rational>& point) {
    at_point_.open_box(limits_between(point, point), point);
    Rational cost = cell.settled.at(point);
    for (const CellHour& hour : cell.hours) {
      at_point_.open_hour(amounts_[hour.index]);
      cost += at_point_.form().value * Rational(problem_.hours[hour.index].repeats);
    }
    return cost;
  }

  std::optional<std::size_t> part_of_whole(const std::vector<Rational>& point) const {
    for (std::size_t axis = 0; axis < point.size(); ++axis) {
      if (problem_.offer(axis).is_counted() && !point[axis].is_whole()) return axis;
    }
    return std::nullopt;
  }

  void examine(Cell& cell) {
    settle(cell);
    AffineProblem least{cell.lows, cell.highs, cell.not_below, {cut_at(cell, cell.lows)}};
    while (true) {
      const std::optional<AffineMinimum> minimum = affine_minimum(least);
      if (!minimum || minimum->value >= incumbent_.cost) return;
      cell.bound = minimum->value;
      Plane cut = cut_at(cell, minimum->at);
      const bool is_met = cut.at(minimum->at) == minimum->value;
      const std::optional<std::size_t> part = part_of_whole(minimum->at);
      if (!part) {
        Rational cost = cost_at(cell, minimum->at);
        const bool is_least = cost == minimum->value;
        if (cost < incumbent_.cost) incumbent_ = {minimum->at, std::move(cost)};
        if (is_least) return;
      }
      if (is_met) return part ? cut_whole(cell, *part, minimum->at[*part]) : branch(cell, minimum->at);
      least.cuts.push_back(std::move(cut));
    }
  }

  void cut_whole(const Cell& cell, std::size_t axis, const Rational& at) {
    Cell below = cell;
    below.highs[axis] = at.floor();
    Cell above = cell;
    above.lows[axis] = at.ceil();
    cells_.push_back(std::move(below));
    cells_.push_back(std::move(above));
  }

  // At the turning of the hour whose bound is furthest below its charge.
  void branch(const Cell& cell, const std::vector<Rational>& point) {
    in_cell_.open_box(limits_between(cell.lows, cell.highs), point);
    at_point_.open_box(limits_between(point, point), point);
    std::vector<Plane> turnings;
    std::vector<std::size_t> steps;
    Rational furthest;
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < cell.hours.size(); ++i) {
      in_cell_.open_hour(amounts_[cell.hours[i].index], &cell.hours[i].sides);
      at_point_.open_hour(amounts_[cell.hours[i].index]);
      turnings.push_back(plane_of(in_cell_.turning(), point, Rational(1)));
      normalise(turnings.back());
      steps.push_back(in_cell_.first_undecided());
      const Rational gap =
          (at_point_.form().value - in_cell_.form().value) * Rational(problem_.hours[cell.hours[i].index].repeats);
      if (gap > furthest) {
        furthest = gap;
        chosen = i;
      }
    }
    for (const StepSide side : {StepSide::covers_all, StepSide::uses_up}) {
      Cell child = cell;
      for (std::size_t i = 0; i < child.hours.size(); ++i) {
        if (turnings[i].constant == turnings[chosen].constant && turnings[i].slopes == turnings[chosen].slopes) {
          child.hours[i].sides[steps[i]] = side;
        }
      }
      restrict(child, turnings[chosen], side == StepSide::covers_all);
      cells_.push_back(std::move(child));
    }
  }

  void restrict(Cell& cell, Plane plane, bool not_below) const {
    std::optional<std::size_t> only;
    std::size_t count = 0;
    for (std::size_t axis = 0; axis < plane.slopes.size(); ++axis) {
      if (plane.slopes[axis].is_zero()) continue;
      only = axis;
      ++count;
    }
    if (count == 1)
      return restrict_axis(cell, *only, -plane.constant / plane.slopes[*only],
                           not_below != plane.slopes[*only].is_negative());
    if (!not_below) {
      plane.constant = -plane.constant;
      for (Rational& slope : plane.slopes) slope = -slope;
    }
    cell.not_below.push_back(std::move(plane));
  }

  void restrict_axis(Cell& cell, std::size_t axis, const Rational& at, bool is_least) const {
    const bool is_counted = problem_.offer(axis).is_counted();
    if (is_least) {
      cell.lows[axis] = max(cell.lows[axis], is_counted ? Rational(at.ceil()) : at);
    } else {
      cell.highs[axis] = min(cell.highs[axis], is_counted ? Rational(at.floor()) : at);
    }
  }

  const MixProblem& problem_;
  MixIncumbent& incumbent_;
  ChargeMinorant<Rational> in_cell_;
  ChargeMinorant<Rational> at_point_;
  std::vector<std::vector<Enclosure<Rational>>> amounts_;
  std::vector<Cell> cells_;
};

}  // namespace

CellSearch search_cells(const MixProblem& problem, const std::vector<Rational>& lows,
                        const std::vector<Rational>& highs, MixIncumbent& incumbent, std::size_t& cells_left) {
  CellQueue queue(problem, incumbent);
  Cell root{lows, highs, {}, {Rational(), {}}, {}, Rational()};
  for (std::size_t axis = 0; axis < problem.axes(); ++axis) root.settled.slopes.push_back(problem.price(axis));
  for (std::size_t i = 0; i < problem.fixed; ++i) {
    const HeldCommitment& held = problem.commitments[i];
    root.settled.constant +=
        held.limit * held.offer.price_per_hour * Rational(static_cast<std::int64_t>(problem.profile.hours()));
  }
  const std::size_t steps = exact_charge_terms(problem).steps.size();
  for (std::size_t i = 0; i < problem.hours.size(); ++i) {
    root.hours.push_back({i, Sides(steps, StepSide::undecided)});
  }
  return queue.search(std::move(root), cells_left);
}

}  // namespace container_tco::detail
