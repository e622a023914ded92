#pragma once
// Inside of the stage: an affine function that the on-demand charge of an hour never falls below while the limits of
// commitments stay within a box.
//
// A step of AWS's order leaves open' = max(0, open - left / consumes) and left' = max(0, left - consumes × open). By
// induction over the steps `open` never rises and `left` never falls as limits grow, so their values at the two corners
// of a box enclose them. `open'` is a convex function: either side of its maximum bounds it from below. `left'` is
// wanted from above: the chord of its maximum between the enclosing values does that. Where the corners agree on the
// side of a maximum no chord is needed; where they do at every step the charge is affine in the box and the bound is
// it.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "container_tco/commitment/directed_product.hpp"

namespace container_tco::detail {

/// value + slopes · (limits - point).
template <typename Number>
struct AffineForm {
  Number value;
  std::vector<Number> slopes;  ///< By axis.
};

template <typename Number>
struct ChargeStep {
  std::size_t usage = 0;
  std::size_t commitment = 0;
  Enclosure<Number> consumes;
  Enclosure<Number> covers;  ///< 1 / consumes.
  bool needs_left = false;   ///< Whether a later step uses what is left of the commitment.
};

/// The first `fixed` commitments do not move; each of the others is an axis.
template <typename Number>
struct ChargeTerms {
  std::vector<ChargeStep<Number>> steps;  ///< In AWS's order.
  std::vector<Number> prices;             ///< On demand, by kind.
  std::size_t commitments = 0;
  std::size_t fixed = 0;
  std::size_t axes() const { return commitments - fixed; }
};

/// Which side of its maximum a step is on, where that has been decided.
enum class StepSide : std::int8_t { undecided, covers_all, uses_up };

template <typename Number>
class ChargeMinorant {
 public:
  using Sides = std::vector<StepSide>;

  explicit ChargeMinorant(ChargeTerms<Number> terms);

  /// Limits by commitment, and by axis a point of the box at which values of forms are stated.
  void open_box(std::vector<Enclosure<Number>> limits, std::vector<Number> point);
  /// Works out an hour with these amounts by kind; `sides` by step, none for all undecided.
  void open_hour(const std::vector<Enclosure<Number>>& amounts, const Sides* sides = nullptr);

  /// At or below the charge everywhere in the box (on the decided sides).
  const AffineForm<Number>& form() const { return form_; }
  /// Whether the charge is affine in the box. Where numbers are exact `form` is it.
  bool is_affine() const { return first_undecided_ == terms_.steps.size(); }
  /// The first step whose side is open, and there left - consumes × open, exactly affine where numbers are exact.
  std::size_t first_undecided() const { return first_undecided_; }
  const AffineForm<Number>& turning() const { return turning_; }
  /// No charge in the box is above this.
  Number most() const;

 private:
  struct Quantity {
    AffineForm<Number> form;
    Number low;
    Number high;
  };

  void begin_hour(const std::vector<Enclosure<Number>>& amounts);
  void apply(const ChargeStep<Number>& step, StepSide side, std::size_t index);
  void set_zero(AffineForm<Number>& form) const;
  // For forms whose product must not err below (or above) the exact one within the box.
  void subtract_product(AffineForm<Number>& from, const AffineForm<Number>& form, const Number& factor, bool up);
  Number slack(const AffineForm<Number>& form) const;
  void finish();

  ChargeTerms<Number> terms_;
  std::vector<Enclosure<Number>> limits_;
  std::vector<Number> point_;
  std::vector<Number> half_widths_;
  std::vector<Quantity> open_;
  std::vector<Quantity> left_;
  AffineForm<Number> form_;
  AffineForm<Number> turning_;
  AffineForm<Number> rest_;
  AffineForm<Number> turned_;
  std::size_t first_undecided_ = 0;
};

extern template class ChargeMinorant<Rational>;
extern template class ChargeMinorant<FixedPoint>;

}  // namespace container_tco::detail
