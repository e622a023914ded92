#pragma once
// Inside of the stage: how the charge of one hour changes while one commitment grows and the others stay.

#include <cstddef>
#include <optional>
#include <vector>

#include "container_tco/commitment/fixed_point.hpp"
#include "container_tco/quantity/rational.hpp"

namespace container_tco::detail {

/// Where the slope of the charge changes, and by how much.
template <typename Number>
struct Kink {
  Number at;
  Number change;
};

template <typename Number>
struct MovingStep {
  std::size_t usage = 0;
  std::size_t commitment = 0;
  Number consumes;
};

/// What stays the same from hour to hour.
template <typename Number>
struct MovingTerms {
  std::vector<MovingStep<Number>> steps;  ///< In AWS's order.
  std::vector<Number> prices;             ///< On demand, by kind.
  std::vector<Number> limits;             ///< By commitment.
  std::size_t moving = 0;                 ///< The commitment that grows.
};

/// The charge on demand of an hour as a function of the limit of one commitment. Number: Rational, or FixedPoint for a
/// search.
template <typename Number>
class MovingCommitment {
 public:
  explicit MovingCommitment(MovingTerms<Number> terms);

  /// Begins an hour with these amounts, by kind.
  void open_hour(const std::vector<Number>& amounts);
  /// The kinks from 0 upwards; the slope at 0 is the first change, at 0.
  std::vector<Kink<Number>> kinks();
  /// The slope of the charge just above and just below the limit that the terms give.
  Number slope_above() { return slope_at(terms_.limits[terms_.moving], Number(1), nullptr); }
  Number slope_below() { return -slope_at(terms_.limits[terms_.moving], -Number(1), nullptr); }

 private:
  // `value + slope × x` for small x above 0.
  struct Moving {
    Number value;
    Number slope;
    bool is_zero() const { return value.is_zero() && slope.is_zero(); }
  };

  std::vector<Kink<Number>> kinks_of_filling() const;
  // Applies the moving steps and those after them; `reach` becomes how far x may grow before the slope changes.
  Number slope_at(const Number& limit, const Number& direction, std::optional<Number>* reach);
  static void apply(Moving& open, Moving& left, const Number& consumes, std::optional<Number>* reach);

  MovingTerms<Number> terms_;
  std::size_t first_;        // Of the moving steps.
  bool moves_last_ = false;  // No other commitment's step comes after it.
  // After the steps that come before, in the hour that is open.
  std::vector<Number> open_;
  std::vector<Number> left_;
  std::vector<Moving> moving_open_;
  std::vector<Moving> moving_left_;
};

extern template class MovingCommitment<Rational>;
extern template class MovingCommitment<FixedPoint>;

}  // namespace container_tco::detail
