#include "container_tco/commitment/moving_commitment.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace container_tco::detail {
namespace {

template <typename Number>
void shorten(std::optional<Number>* reach, Number distance) {
  if (reach != nullptr && (!*reach || distance < **reach)) *reach = std::move(distance);
}

// In fixed point a distance may be cut off to nothing, and the search would stand still.
template <typename Number>
Number moved_on(Number reach) {
  if constexpr (std::is_same_v<Number, FixedPoint>) return std::max(reach, FixedPoint::of_raw(64));
  return reach;
}

}  // namespace

template <typename Number>
MovingCommitment<Number>::MovingCommitment(MovingTerms<Number> terms) : terms_(std::move(terms)) {
  const auto is_moving = [this](const MovingStep<Number>& step) { return step.commitment == terms_.moving; };
  const auto first = std::find_if(terms_.steps.begin(), terms_.steps.end(), is_moving);
  first_ = static_cast<std::size_t>(first - terms_.steps.begin());
  moves_last_ = std::all_of(first, terms_.steps.end(), is_moving);
}

template <typename Number>
void MovingCommitment<Number>::open_hour(const std::vector<Number>& amounts) {
  open_ = amounts;
  left_ = terms_.limits;
  for (std::size_t i = 0; i < first_; ++i) {
    const MovingStep<Number>& step = terms_.steps[i];
    Number& open = open_[step.usage];
    Number& left = left_[step.commitment];
    if (open.is_zero() || left.is_zero()) continue;
    const Number needed = open * step.consumes;
    if (needed <= left) {
      left -= needed;
      open = Number();
    } else {
      open -= left / step.consumes;
      left = Number();
    }
  }
}

// Usage is covered kind after kind, each from where the one before it is covered.
template <typename Number>
std::vector<Kink<Number>> MovingCommitment<Number>::kinks_of_filling() const {
  std::vector<Kink<Number>> kinks;
  Number at;
  Number slope;
  for (std::size_t i = first_; i < terms_.steps.size(); ++i) {
    const MovingStep<Number>& step = terms_.steps[i];
    const Number& open = open_[step.usage];
    if (open.is_zero()) continue;
    const Number next = -terms_.prices[step.usage] / step.consumes;
    kinks.push_back({at, next - slope});
    slope = next;
    at += open * step.consumes;
  }
  kinks.push_back({at, -slope});
  return kinks;
}

template <typename Number>
std::vector<Kink<Number>> MovingCommitment<Number>::kinks() {
  if (moves_last_) return kinks_of_filling();
  std::vector<Kink<Number>> kinks;
  Number at;
  Number slope;
  while (true) {
    std::optional<Number> reach;
    const Number next = slope_at(at, Number(1), &reach);
    kinks.push_back({at, next - slope});
    slope = next;
    if (!reach) return kinks;
    at += moved_on(*reach);
  }
}

template <typename Number>
Number MovingCommitment<Number>::slope_at(const Number& limit, const Number& direction, std::optional<Number>* reach) {
  moving_open_.clear();
  moving_left_.clear();
  for (const Number& amount : open_) moving_open_.push_back({amount, Number()});
  for (const Number& amount : left_) moving_left_.push_back({amount, Number()});
  moving_left_[terms_.moving] = {limit, direction};
  for (std::size_t i = first_; i < terms_.steps.size(); ++i) {
    const MovingStep<Number>& step = terms_.steps[i];
    Moving& open = moving_open_[step.usage];
    Moving& left = moving_left_[step.commitment];
    if (!open.is_zero() && !left.is_zero()) apply(open, left, step.consumes, reach);
  }
  Number slope;
  for (std::size_t i = 0; i < moving_open_.size(); ++i) {
    if (!moving_open_[i].slope.is_zero()) slope += moving_open_[i].slope * terms_.prices[i];
  }
  return slope;
}

template <typename Number>
void MovingCommitment<Number>::apply(Moving& open, Moving& left, const Number& consumes, std::optional<Number>* reach) {
  const Moving rest{left.value - open.value * consumes, left.slope - open.slope * consumes};
  const bool covers_all = rest.value.is_zero() ? !rest.slope.is_negative() : !rest.value.is_negative();
  if (covers_all) {
    if (rest.slope.is_negative()) shorten(reach, rest.value / -rest.slope);
    left = rest;
    open = {};
  } else {
    if (rest.slope > Number()) shorten(reach, -rest.value / rest.slope);
    open = {-rest.value / consumes, -rest.slope / consumes};
    left = {};
  }
}

template class MovingCommitment<Rational>;
template class MovingCommitment<FixedPoint>;

}  // namespace container_tco::detail
