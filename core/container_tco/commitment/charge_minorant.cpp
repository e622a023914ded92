#include "container_tco/commitment/charge_minorant.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace container_tco::detail {
namespace {

template <typename Number>
Number at_least_zero(Number value) {
  return value.is_negative() ? Number() : value;
}

}  // namespace

template <typename Number>
ChargeMinorant<Number>::ChargeMinorant(ChargeTerms<Number> terms)
    : terms_(std::move(terms)), open_(terms_.prices.size()), left_(terms_.commitments) {}

template <typename Number>
void ChargeMinorant<Number>::open_box(std::vector<Enclosure<Number>> limits, std::vector<Number> point) {
  limits_ = std::move(limits);
  point_ = std::move(point);
  half_widths_.clear();
  for (std::size_t axis = 0; axis < point_.size(); ++axis) {
    const Enclosure<Number>& limit = limits_[terms_.fixed + axis];
    half_widths_.push_back(std::max(limit.high - point_[axis], point_[axis] - limit.low));
  }
}

template <typename Number>
void ChargeMinorant<Number>::open_hour(const std::vector<Enclosure<Number>>& amounts, const Sides* sides) {
  begin_hour(amounts);
  first_undecided_ = terms_.steps.size();
  for (std::size_t i = 0; i < terms_.steps.size(); ++i) {
    apply(terms_.steps[i], sides == nullptr ? StepSide::undecided : (*sides)[i], i);
  }
  finish();
}

template <typename Number>
void ChargeMinorant<Number>::begin_hour(const std::vector<Enclosure<Number>>& amounts) {
  for (std::size_t kind = 0; kind < open_.size(); ++kind) {
    set_zero(open_[kind].form);
    open_[kind].form.value = open_[kind].low = amounts[kind].low;
    open_[kind].high = amounts[kind].high;
  }
  for (std::size_t i = 0; i < left_.size(); ++i) {
    set_zero(left_[i].form);
    left_[i].low = limits_[i].low;
    left_[i].high = limits_[i].high;
    left_[i].form.value = i < terms_.fixed ? limits_[i].high : point_[i - terms_.fixed];
    if (i >= terms_.fixed) left_[i].form.slopes[i - terms_.fixed] = Number(1);
  }
}

template <typename Number>
void ChargeMinorant<Number>::apply(const ChargeStep<Number>& step, StepSide side, std::size_t index) {
  Quantity& open = open_[step.usage];
  Quantity& left = left_[step.commitment];
  if (open.high.is_zero() || left.high.is_zero()) return;
  Number low = left.low - times_up(step.consumes.high, open.high);
  Number high = left.high - times_down(step.consumes.low, open.low);
  const bool covers_all = side == StepSide::covers_all || !low.is_negative();
  const bool uses_up = !covers_all && (side == StepSide::uses_up || high <= Number());
  const bool is_undecided = !covers_all && !uses_up;
  const bool is_first = is_undecided && first_undecided_ == terms_.steps.size();
  // What the step would leave of the commitment if it could go below nothing.
  if ((step.needs_left && !uses_up) || is_first) {
    rest_ = left.form;
    subtract_product(rest_, open.form, step.consumes.low, true);
  }
  if (is_first) {
    first_undecided_ = index;
    turning_ = rest_;
  }
  if (covers_all) {
    set_zero(open.form);
    open.low = open.high = Number();
  } else {
    subtract_product(open.form, left.form, step.covers.high, false);
    if (is_undecided && open.form.value.is_negative()) set_zero(open.form);
    open.low = at_least_zero(open.low - times_up(left.high, step.covers.high));
    open.high = at_least_zero(open.high - times_down(left.low, step.covers.low));
  }
  if (is_undecided && step.needs_left) {
    rest_.value -= low;
    set_zero(turned_);
    subtract_product(turned_, rest_, -(high / (high - low)), true);
    if (turned_.value < left.form.value) std::swap(left.form, turned_);
  } else if (covers_all && step.needs_left) {
    std::swap(left.form, rest_);
  } else if (uses_up) {
    set_zero(left.form);
  }
  left.low = uses_up ? Number() : at_least_zero(std::move(low));
  left.high = uses_up ? Number() : at_least_zero(std::move(high));
}

template <typename Number>
void ChargeMinorant<Number>::set_zero(AffineForm<Number>& form) const {
  form.value = Number();
  form.slopes.assign(terms_.axes(), Number());
}

template <typename Number>
void ChargeMinorant<Number>::subtract_product(AffineForm<Number>& from, const AffineForm<Number>& form,
                                              const Number& factor, bool up) {
  const Number off = slack(form);
  from.value -= form.value * factor;
  for (std::size_t axis = 0; axis < form.slopes.size(); ++axis) {
    if (!form.slopes[axis].is_zero()) from.slopes[axis] -= form.slopes[axis] * factor;
  }
  if (up) {
    from.value += off;
  } else {
    from.value -= off;
  }
}

// A factor may be off by 1 in the last digit, and so may each product with it.
template <typename Number>
Number ChargeMinorant<Number>::slack(const AffineForm<Number>& form) const {
  if constexpr (std::is_same_v<Number, FixedPoint>) {
    Wide reach = static_cast<Wide>(form.value.raw < 0 ? -form.value.raw : form.value.raw) << FixedPoint::digits;
    Wide products = 0;
    for (std::size_t axis = 0; axis < form.slopes.size(); ++axis) {
      const std::int64_t slope = form.slopes[axis].raw;
      if (slope == 0) continue;
      reach += static_cast<Wide>(slope < 0 ? -slope : slope) * half_widths_[axis].raw;
      products += (half_widths_[axis].raw >> FixedPoint::digits) + 1;
    }
    return FixedPoint::of_raw(static_cast<std::int64_t>((reach >> (2 * FixedPoint::digits)) + products + 2));
  } else {
    return Number();
  }
}

template <typename Number>
void ChargeMinorant<Number>::finish() {
  set_zero(form_);
  for (std::size_t kind = 0; kind < open_.size(); ++kind) {
    const Number& price = terms_.prices[kind];
    if (price.is_zero()) continue;
    form_.value += open_[kind].form.value * price;
    for (std::size_t axis = 0; axis < form_.slopes.size(); ++axis) {
      const Number& slope = open_[kind].form.slopes[axis];
      if (!slope.is_zero()) form_.slopes[axis] += slope * price;
    }
  }
}

template <typename Number>
Number ChargeMinorant<Number>::most() const {
  Number sum;
  for (std::size_t kind = 0; kind < open_.size(); ++kind) sum += open_[kind].high * terms_.prices[kind];
  return sum;
}

template class ChargeMinorant<Rational>;
template class ChargeMinorant<FixedPoint>;

}  // namespace container_tco::detail
