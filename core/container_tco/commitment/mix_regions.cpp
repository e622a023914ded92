#include "container_tco/commitment/mix_regions.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <queue>
#include <utility>

#include "container_tco/commitment/usage_application.hpp"

namespace container_tco::detail {
namespace {

// With so few hours that are not affine, exact cells are quicker.
constexpr std::size_t few_hours = 12;
// A box is small when each of its sides is at most this part of the whole, as a power of 2.
constexpr int small_side_digits = 16;

// A sum of forms over amounts, in units of 2^-60: constant + slopes · raw amounts. No product is cut off.
struct WideSum {
  Wide constant = 0;
  std::vector<Wide> slopes;

  void add(const AffineForm<FixedPoint>& form, const std::vector<FixedPoint>& point, std::int64_t times) {
    Wide at_zero = static_cast<Wide>(form.value.raw) << FixedPoint::digits;
    for (std::size_t axis = 0; axis < point.size(); ++axis) {
      const Wide slope = form.slopes[axis].raw;
      at_zero -= slope * point[axis].raw;
      slopes[axis] += slope * times;
    }
    constant += at_zero * times;
  }
};

using Sides = std::vector<Enclosure<FixedPoint>>;  // By axis.

struct Region {
  Sides sides;
  WideSum settled;
  std::vector<std::uint32_t> hours;  // Not affine in the box, by index of the distinct hour.
  Wide bound = 0;
};

struct IsWorse {
  bool operator()(const Region& a, const Region& b) const { return a.bound > b.bound; }
};

// In units of 2^-60.
Wide wide_ceil(const Rational& value) {
  const Rational whole(value.floor());
  const Rational part = (value - whole) * Rational(std::int64_t{1} << FixedPoint::digits);
  return ((static_cast<Wide>(whole.floor()) << FixedPoint::digits) + part.ceil()) << FixedPoint::digits;
}

Rational exact(Wide value) {
  const Wide raw = value >> FixedPoint::digits;
  const Wide whole = raw >> FixedPoint::digits;
  const std::int64_t part = static_cast<std::int64_t>(raw - (whole << FixedPoint::digits));
  return Rational(static_cast<std::int64_t>(whole)) + FixedPoint::of_raw(part).exact();
}

class RegionQueue {
 public:
  RegionQueue(const MixProblem& problem, NearMix near, MixIncumbent& incumbent)
      : problem_(problem), near_(std::move(near)), incumbent_(incumbent), in_box_(near_.terms) {
    for (std::size_t axis = 0; axis < problem.axes(); ++axis) {
      prices_.push_back((problem.price(axis) * Rational(std::int64_t{1} << FixedPoint::digits)).floor());
      whole_.push_back({FixedPoint(), near_.limits[problem.fixed + axis].high});
    }
    for (std::size_t i = 0; i < problem.fixed; ++i) {
      const HeldCommitment& held = problem.commitments[i];
      fixed_cost_ +=
          held.limit * held.offer.price_per_hour * Rational(static_cast<std::int64_t>(problem.profile.hours()));
    }
    goal_ = wide_ceil(incumbent.cost - fixed_cost_);
  }

  RegionSearch search(std::size_t& boxes_left) {
    Region root{whole_, {0, std::vector<Wide>(problem_.axes())}, {}, 0};
    for (std::uint32_t i = 0; i < near_.amounts.size(); ++i) root.hours.push_back(i);
    examine(std::move(root));
    while (!queue_.empty() && boxes_left > 0) {
      --boxes_left;
      Region region = queue_.top();
      queue_.pop();
      if (region.bound >= goal_) continue;
      halve(std::move(region));
    }
    return result();
  }

 private:
  void examine(Region region) {
    std::vector<FixedPoint> point;
    for (const Enclosure<FixedPoint>& side : region.sides) {
      point.push_back(FixedPoint::of_raw(side.low.raw + (side.high.raw - side.low.raw) / 2));
    }
    std::vector<Enclosure<FixedPoint>> limits = near_.limits;
    std::copy(region.sides.begin(), region.sides.end(), limits.begin() + static_cast<std::ptrdiff_t>(problem_.fixed));
    in_box_.open_box(std::move(limits), point);
    std::vector<std::uint32_t> undecided;
    WideSum sum{0, std::vector<Wide>(point.size())};
    for (const std::uint32_t hour : region.hours) {
      in_box_.open_hour(near_.amounts[hour]);
      const bool is_affine = in_box_.is_affine();
      (is_affine ? region.settled : sum).add(in_box_.form(), point, problem_.hours[hour].repeats);
      if (!is_affine) undecided.push_back(hour);
    }
    region.hours = std::move(undecided);
    region.bound = std::max(region.bound, least(region, sum));
    if (region.bound >= goal_) return;
    improve(region, sum, point);
    if (is_small(region)) {
      left_.push_back(std::move(region));
    } else {
      queue_.push(std::move(region));
    }
  }

  Wide least(const Region& region, const WideSum& sum) const {
    Wide value = region.settled.constant + sum.constant;
    for (std::size_t axis = 0; axis < prices_.size(); ++axis) {
      const Wide slope = region.settled.slopes[axis] + sum.slopes[axis] + prices_[axis];
      value += slope * (slope < 0 ? region.sides[axis].high.raw : region.sides[axis].low.raw);
    }
    return value;
  }

  // The middle of the box may be cheaper than the incumbent. What it costs at the most is then the goal.
  void improve(const Region& region, const WideSum& sum, std::vector<FixedPoint> point) {
    for (std::size_t axis = 0; axis < point.size(); ++axis) {
      if (problem_.offer(axis).is_counted()) point[axis] = FixedPoint((point[axis].raw + (1 << 29)) >> 30);
    }
    Wide value = region.settled.constant + sum.constant;
    for (std::size_t axis = 0; axis < prices_.size(); ++axis) {
      value += (region.settled.slopes[axis] + sum.slopes[axis] + prices_[axis]) * point[axis].raw;
    }
    if (value >= goal_ - (goal_ - region.bound) / 4) return;
    const Wide most = most_at(point);
    if (most >= goal_) return;
    goal_ = most;
    cheapest_ = std::move(point);
  }

  Wide most_at(const std::vector<FixedPoint>& point) {
    std::vector<Enclosure<FixedPoint>> limits = near_.limits;
    Wide cost = 0;
    for (std::size_t axis = 0; axis < point.size(); ++axis) {
      limits[problem_.fixed + axis] = {point[axis], point[axis]};
      cost += static_cast<Wide>(prices_[axis] + 1) * point[axis].raw;
    }
    in_box_.open_box(std::move(limits), point);
    for (std::size_t hour = 0; hour < near_.amounts.size(); ++hour) {
      in_box_.open_hour(near_.amounts[hour]);
      cost += (static_cast<Wide>(in_box_.most().raw) << FixedPoint::digits) * problem_.hours[hour].repeats;
    }
    return cost;
  }

  bool is_small(const Region& region) const {
    if (region.hours.size() <= few_hours) return true;
    for (std::size_t axis = 0; axis < whole_.size(); ++axis) {
      const std::int64_t width = region.sides[axis].high.raw - region.sides[axis].low.raw;
      if (!can_halve(axis, width)) continue;
      if (width > whole_[axis].high.raw >> small_side_digits) return false;
    }
    return true;
  }

  bool can_halve(std::size_t axis, std::int64_t width) const {
    return problem_.offer(axis).is_counted() ? width > 0 : width > 1;
  }

  void halve(Region region) {
    std::size_t widest = 0;
    Wide most = -1;
    for (std::size_t axis = 0; axis < whole_.size(); ++axis) {
      const std::int64_t width = region.sides[axis].high.raw - region.sides[axis].low.raw;
      const Wide worth = can_halve(axis, width) ? static_cast<Wide>(width) * prices_[axis] : 0;
      if (worth <= most) continue;
      widest = axis;
      most = worth;
    }
    const Enclosure<FixedPoint> side = region.sides[widest];
    FixedPoint end = FixedPoint::of_raw(side.low.raw + (side.high.raw - side.low.raw) / 2);
    FixedPoint begin = end;
    if (problem_.offer(widest).is_counted()) {
      end = FixedPoint(end.raw >> FixedPoint::digits);
      begin = end + FixedPoint(1);
    }
    Region above = region;
    region.sides[widest].high = end;
    above.sides[widest].low = begin;
    examine(std::move(region));
    examine(std::move(above));
  }

  RegionSearch result() {
    take_cheapest();
    RegionSearch found;
    found.is_complete = queue_.empty();
    found.lower_bound = incumbent_.cost;
    for (; !queue_.empty(); queue_.pop()) {
      found.lower_bound = min(found.lower_bound, exact(queue_.top().bound) + fixed_cost_);
    }
    for (const Region& region : left_) {
      if (region.bound < goal_) found.left.push_back(box_of(region));
    }
    return found;
  }

  void take_cheapest() {
    if (cheapest_.empty()) return;
    std::vector<HeldCommitment> all = problem_.commitments;
    for (std::size_t axis = 0; axis < cheapest_.size(); ++axis) {
      incumbent_.amounts[axis] = all[problem_.fixed + axis].limit = cheapest_[axis].exact();
    }
    incumbent_.cost = apply_commitments_over(problem_.profile, all).cost();
  }

  static MixBox box_of(const Region& region) {
    MixBox box;
    for (const Enclosure<FixedPoint>& side : region.sides) {
      box.lows.push_back(side.low.exact());
      box.highs.push_back(side.high.exact());
    }
    return box;
  }

  const MixProblem& problem_;
  NearMix near_;
  MixIncumbent& incumbent_;
  ChargeMinorant<FixedPoint> in_box_;
  std::vector<std::int64_t> prices_;  // Raw, by axis, over all hours.
  Sides whole_;
  Rational fixed_cost_;
  Wide goal_ = 0;                     // Amounts are known that cost no more.
  std::vector<FixedPoint> cheapest_;  // These, unless it is the incumbent.
  std::priority_queue<Region, std::vector<Region>, IsWorse> queue_;
  std::vector<Region> left_;
};

MixBox everything(const MixProblem& problem) { return {std::vector<Rational>(problem.axes()), problem.most()}; }

}  // namespace

RegionSearch search_regions(const MixProblem& problem, MixIncumbent& incumbent, std::size_t& boxes_left) {
  std::optional<NearMix> near;
  if (problem.hours.size() > few_hours) near = near_mix(problem);
  if (!near) return {{everything(problem)}, true, incumbent.cost};
  return RegionQueue(problem, std::move(*near), incumbent).search(boxes_left);
}

}  // namespace container_tco::detail
