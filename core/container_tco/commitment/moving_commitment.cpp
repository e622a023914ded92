#include "container_tco/commitment/moving_commitment.hpp"

#include <algorithm>
#include <utility>

namespace container_tco::detail {
namespace {

void shorten(std::optional<Rational>* reach, Rational distance) {
  if (reach != nullptr && (!*reach || distance < **reach)) *reach = std::move(distance);
}

}  // namespace

MovingCommitment::MovingCommitment(const UsageProfile& profile, std::vector<ApplicationStep> steps,
                                   std::vector<Rational> limits, std::size_t moving)
    : profile_(profile), steps_(std::move(steps)), limits_(std::move(limits)), moving_(moving) {
  const auto is_moving = [moving](const ApplicationStep& step) { return step.commitment == moving; };
  const auto first = std::find_if(steps_.begin(), steps_.end(), is_moving);
  first_ = static_cast<std::size_t>(first - steps_.begin());
  moves_last_ = std::all_of(first, steps_.end(), is_moving);
}

void MovingCommitment::open_hour(std::size_t hour) {
  open_.clear();
  for (const UsageColumn& column : profile_.columns) open_.push_back(column.amount(hour));
  left_ = limits_;
  for (std::size_t i = 0; i < first_; ++i) {
    Rational& open = open_[steps_[i].usage];
    Rational& left = left_[steps_[i].commitment];
    if (open.is_zero() || left.is_zero()) continue;
    const Rational amount = min(open, left / steps_[i].consumes);
    open -= amount;
    left -= amount * steps_[i].consumes;
  }
}

// Usage is covered kind after kind, each from where the one before it is covered.
std::vector<Kink> MovingCommitment::kinks_of_filling() const {
  std::vector<Kink> kinks;
  Rational at;
  Rational slope;
  for (std::size_t i = first_; i < steps_.size(); ++i) {
    const Rational& open = open_[steps_[i].usage];
    if (open.is_zero()) continue;
    const Rational next = -profile_.kinds[steps_[i].usage].list_price / steps_[i].consumes;
    kinks.push_back({at, next - slope});
    slope = next;
    at += open * steps_[i].consumes;
  }
  kinks.push_back({at, -slope});
  return kinks;
}

std::vector<Kink> MovingCommitment::kinks(std::size_t hour) {
  open_hour(hour);
  if (moves_last_) return kinks_of_filling();
  std::vector<Kink> kinks;
  Rational at;
  Rational slope;
  while (true) {
    std::optional<Rational> reach;
    const Rational next = slope_at(at, Rational(1), &reach);
    kinks.push_back({at, next - slope});
    slope = next;
    if (!reach) return kinks;
    at += *reach;
  }
}

Rational MovingCommitment::slope_above(std::size_t hour, const Rational& limit) {
  open_hour(hour);
  return slope_at(limit, Rational(1), nullptr);
}

Rational MovingCommitment::slope_below(std::size_t hour, const Rational& limit) {
  open_hour(hour);
  return -slope_at(limit, Rational(-1), nullptr);
}

Rational MovingCommitment::slope_at(const Rational& limit, const Rational& direction, std::optional<Rational>* reach) {
  std::vector<Moving> open;
  std::vector<Moving> left;
  for (const Rational& amount : open_) open.push_back({amount, Rational()});
  for (const Rational& amount : left_) left.push_back({amount, Rational()});
  left[moving_] = {limit, direction};
  for (std::size_t i = first_; i < steps_.size(); ++i) {
    Moving& usage = open[steps_[i].usage];
    Moving& commitment = left[steps_[i].commitment];
    if (usage.is_zero() || commitment.is_zero()) continue;
    const Rational& consumes = steps_[i].consumes;
    const Moving rest{commitment.value - usage.value * consumes, commitment.slope - usage.slope * consumes};
    const bool covers_all = rest.value > Rational(0) || (rest.value.is_zero() && !rest.slope.is_negative());
    if (covers_all) {
      cover_all(usage, commitment, rest, reach);
    } else {
      cover_part(usage, commitment, rest, consumes, reach);
    }
  }
  Rational slope;
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (!open[i].slope.is_zero()) slope += open[i].slope * profile_.kinds[i].list_price;
  }
  return slope;
}

void MovingCommitment::cover_all(Moving& open, Moving& left, const Moving& rest, std::optional<Rational>* reach) const {
  if (rest.slope.is_negative()) shorten(reach, rest.value / -rest.slope);
  left = rest;
  open = {};
}

void MovingCommitment::cover_part(Moving& open, Moving& left, const Moving& rest, const Rational& consumes,
                                  std::optional<Rational>* reach) const {
  if (rest.slope > Rational(0)) shorten(reach, -rest.value / rest.slope);
  open = {-rest.value / consumes, -rest.slope / consumes};
  left = {};
}

}  // namespace container_tco::detail
