#pragma once
// Inside of the stage: how the cost of one hour changes while one commitment grows and the others stay.

#include <cstddef>
#include <optional>
#include <vector>

#include "container_tco/commitment/usage_profile.hpp"
#include "container_tco/contract/commitment_allocation.hpp"

namespace container_tco::detail {

/// Where the slope of the cost changes, and by how much.
struct Kink {
  Rational at;
  Rational change;
};

/// `value + slope × x` for small x above 0.
struct Moving {
  Rational value;
  Rational slope;
  bool is_zero() const { return value.is_zero() && slope.is_zero(); }
};

/// The charge on demand of one hour as a function of the limit of one commitment.
class MovingCommitment {
 public:
  /// `limits` by commitment; that of `moving` is ignored.
  MovingCommitment(const UsageProfile& profile, std::vector<ApplicationStep> steps, std::vector<Rational> limits,
                   std::size_t moving);

  /// The kinks of the hour from 0 upwards; the slope at 0 is the first change, at 0.
  std::vector<Kink> kinks(std::size_t hour);
  /// The slope of the charge just above `limit`, or just below it.
  Rational slope_above(std::size_t hour, const Rational& limit);
  Rational slope_below(std::size_t hour, const Rational& limit);

 private:
  void open_hour(std::size_t hour);
  std::vector<Kink> kinks_of_filling() const;
  // Applies the moving steps and those after them; `reach` becomes how far x may grow before the slope changes.
  Rational slope_at(const Rational& limit, const Rational& direction, std::optional<Rational>* reach);
  void cover_all(Moving& open, Moving& left, const Moving& rest, std::optional<Rational>* reach) const;
  void cover_part(Moving& open, Moving& left, const Moving& rest, const Rational& consumes,
                  std::optional<Rational>* reach) const;

  const UsageProfile& profile_;
  std::vector<ApplicationStep> steps_;
  std::vector<Rational> limits_;
  std::size_t moving_;
  std::size_t first_;        // Of the moving steps.
  bool moves_last_ = false;  // No other commitment's step comes after it.
  // After the steps that come before, in the hour that is open.
  std::vector<Rational> open_;
  std::vector<Rational> left_;
};

}  // namespace container_tco::detail
