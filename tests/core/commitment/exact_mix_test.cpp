// The proven optimum of mixes against an oracle that tries out every vertex.
#include <doctest/doctest.h>

#include <optional>
#include <set>
#include <vector>

#include "container_tco/commitment/commitment_mix.hpp"
#include "random_profiles.hpp"

namespace exact_mix_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

// constant + slopes · amounts
using Affine = std::vector<Rational>;

Affine minus(const Affine& a, const Affine& b, const Rational& times) {
  Affine result;
  for (std::size_t i = 0; i < a.size(); ++i) result.push_back(a[i] - b[i] * times);
  return result;
}

// All planes at which some step of an hour may turn from covering all of a usage to using up a commitment: along every
// path of sides through the steps, whether or not some amounts lead there. The cost is affine between them.
void turnings(std::vector<Affine>& found, const std::vector<ApplicationStep>& steps, std::size_t next,
              const std::vector<Affine>& open, const std::vector<Affine>& left) {
  if (next == steps.size()) return;
  const ApplicationStep& step = steps[next];
  const Affine rest = minus(left[step.commitment], open[step.usage], step.consumes);
  found.push_back(rest);
  std::vector<Affine> covered = open;
  covered[step.usage] = Affine(rest.size());
  std::vector<Affine> less = left;
  less[step.commitment] = rest;
  turnings(found, steps, next + 1, covered, less);
  std::vector<Affine> uncovered = open;
  uncovered[step.usage] = minus(open[step.usage], left[step.commitment], Rational(1) / step.consumes);
  std::vector<Affine> none = left;
  none[step.commitment] = Affine(rest.size());
  turnings(found, steps, next + 1, uncovered, none);
}

std::optional<std::vector<Rational>> meeting_point(std::vector<Affine> planes) {
  const std::size_t axes = planes.size();
  for (std::size_t i = 0; i < axes; ++i) {
    std::size_t row = i;
    while (row < axes && planes[row][i + 1].is_zero()) ++row;
    if (row == axes) return std::nullopt;
    std::swap(planes[i], planes[row]);
    for (std::size_t other = 0; other < axes; ++other) {
      if (other == i) continue;
      planes[other] = minus(planes[other], planes[i], planes[other][i + 1] / planes[i][i + 1]);
    }
  }
  std::vector<Rational> point;
  for (std::size_t i = 0; i < axes; ++i) point.push_back(-planes[i][0] / planes[i][i + 1]);
  return point;
}

class Oracle {
 public:
  Oracle(const UsageProfile& profile, const std::vector<CommitmentOffer>& offers,
         const std::vector<HeldCommitment>& owned)
      : profile_(profile), commitments_(owned), owned_(owned.size()) {
    for (const CommitmentOffer& offer : offers) commitments_.push_back({offer, Rational()});
    std::vector<Affine> planes;
    for (std::size_t hour = 0; hour < profile.hours(); ++hour) add_hour(planes, hour);
    for (std::size_t axis = 0; axis < axes(); ++axis) planes.push_back(axis_plane(axis));
    for (Affine& plane : planes) keep(plane);
  }

  // Of amounts that are not negative; whole ones of reservations are tried with the rest left to the planes.
  Rational least() {
    least_ = cost_hour_by_hour(profile_, commitments_);
    try_all({}, 0);
    return least_;
  }

 private:
  std::size_t axes() const { return commitments_.size() - owned_; }

  Affine axis_plane(std::size_t axis) const {
    Affine plane(axes() + 1);
    plane[axis + 1] = 1;
    return plane;
  }

  void add_hour(std::vector<Affine>& planes, std::size_t hour) const {
    std::vector<Affine> open;
    for (const UsageColumn& column : profile_.columns) {
      open.emplace_back(axes() + 1);
      open.back()[0] = column.amount(hour);
    }
    std::vector<Affine> left;
    for (std::size_t i = 0; i < commitments_.size(); ++i) {
      left.push_back(i < owned_ ? Affine(axes() + 1) : axis_plane(i - owned_));
      if (i < owned_) left.back()[0] = commitments_[i].limit;
    }
    turnings(planes, application_order(profile_, commitments_), 0, open, left);
  }

  void keep(Affine plane) {
    std::size_t first = 1;
    while (first < plane.size() && plane[first].is_zero()) ++first;
    if (first == plane.size()) return;
    const Rational by = plane[first];
    for (Rational& value : plane) value /= by;
    planes_.insert(plane);
  }

  void try_all(std::vector<Affine> chosen, std::size_t axis) {
    if (chosen.size() == axes()) return try_point(chosen);
    if (axis < axes() && commitments_[owned_ + axis].offer.is_counted()) {
      for (int count = 0; count <= 16; ++count) {
        std::vector<Affine> more = chosen;
        more.push_back(axis_plane(axis));
        more.back()[0] = -count;
        try_all(more, axis + 1);
      }
    } else if (axis < axes() && chosen.size() < axes()) {
      for (const Affine& plane : planes_) {
        std::vector<Affine> more = chosen;
        more.push_back(plane);
        try_all(more, axis + 1);
      }
    }
  }

  void try_point(const std::vector<Affine>& chosen) {
    const std::optional<std::vector<Rational>> point = meeting_point(chosen);
    if (!point || !tried_.insert(*point).second) return;
    std::vector<HeldCommitment> all = commitments_;
    for (std::size_t axis = 0; axis < axes(); ++axis) {
      if ((*point)[axis].is_negative()) return;
      all[owned_ + axis].limit = (*point)[axis];
    }
    least_ = min(least_, cost_hour_by_hour(profile_, all));
  }

  const UsageProfile& profile_;
  std::vector<HeldCommitment> commitments_;
  std::size_t owned_;
  std::set<Affine> planes_;
  std::set<std::vector<Rational>> tried_;
  Rational least_;
};

void check_against_oracle(const UsageProfile& profile, const std::vector<CommitmentOffer>& offers,
                          const std::vector<HeldCommitment>& owned = {}) {
  const CommitmentMix mix = best_mix(profile, offers, owned);
  REQUIRE(mix.is_proven());
  REQUIRE(mix.gap().is_zero());
  std::vector<HeldCommitment> all = owned;
  all.insert(all.end(), mix.chosen.begin(), mix.chosen.end());
  REQUIRE(mix.application.cost() == cost_hour_by_hour(profile, all));
  REQUIRE(mix.application.cost() == Oracle(profile, offers, owned).least());
}

}  // namespace

TEST_CASE("two plans are the best of all vertices") {
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Generator generator(seed);
    const UsageProfile profile = random_profile(generator, 3, 3);
    std::vector<HeldCommitment> owned;
    if (seed % 3 == 0) owned.push_back(random_commitment(generator, profile));
    check_against_oracle(profile,
                         {random_plan(generator, CommitmentKind::ec2_instance_savings_plan, profile),
                          random_plan(generator, CommitmentKind::compute_savings_plan, profile)},
                         owned);
  }
}

TEST_CASE("two plans of the same kind are the best of all vertices") {
  for (std::uint32_t seed = 101; seed <= 125; ++seed) {
    CAPTURE(seed);
    Generator generator(seed);
    const UsageProfile profile = random_profile(generator, 3, 3);
    const CommitmentKind kind =
        seed % 2 == 0 ? CommitmentKind::ec2_instance_savings_plan : CommitmentKind::compute_savings_plan;
    check_against_oracle(profile, {random_plan(generator, kind, profile), random_plan(generator, kind, profile)});
  }
}

TEST_CASE("a plan over many hours with reservations of two sizes is the best of all counts and vertices") {
  for (std::uint32_t seed = 201; seed <= 215; ++seed) {
    CAPTURE(seed);
    Generator generator(seed);
    const UsageProfile profile = random_profile(generator, 3, 14);
    check_against_oracle(profile, {random_reserved(generator, profile),
                                   random_plan(generator, CommitmentKind::compute_savings_plan, profile)});
  }
}

TEST_CASE("three plans are the best of all vertices") {
  for (std::uint32_t seed = 301; seed <= 315; ++seed) {
    CAPTURE(seed);
    Generator generator(seed);
    const UsageProfile profile = random_profile(generator, 2, 2);
    check_against_oracle(profile, {random_plan(generator, CommitmentKind::ec2_instance_savings_plan, profile),
                                   random_plan(generator, CommitmentKind::ec2_instance_savings_plan, profile),
                                   random_plan(generator, CommitmentKind::compute_savings_plan, profile)});
  }
}

TEST_CASE("two plans over tens of hours, which are searched in boxes first, are the best of all vertices") {
  for (std::uint32_t seed = 401; seed <= 410; ++seed) {
    CAPTURE(seed);
    Generator generator(seed);
    const UsageProfile profile = random_profile(generator, 2, 20);
    check_against_oracle(profile, {random_plan(generator, CommitmentKind::ec2_instance_savings_plan, profile),
                                   random_plan(generator, CommitmentKind::compute_savings_plan, profile)});
  }
}

TEST_CASE("rates that are too far apart for fixed point are searched exactly") {
  for (const char* factor : {"1/900", "1/100000"}) {
    Generator generator(7);
    const UsageProfile profile = random_profile(generator, 2, 14);
    std::vector<CommitmentOffer> offers(2, {.name = "compute", .kind = CommitmentKind::compute_savings_plan});
    for (CommitmentOffer& offer : offers) {
      for (std::size_t i = 0; i < 2; ++i) {
        const Rational rate = profile.kinds[i].list_price * Rational::ratio(between(generator, 5, 9), 10);
        const Rational consumes = i == 0 ? rate : rate * Rational::parse_fraction(factor);
        offer.covers.push_back({i, rate, consumes, Rational()});
      }
    }
    check_against_oracle(profile, offers);
  }
}

TEST_CASE("a search that is stopped gives a mix and a bound that holds, and says that it is not proven") {
  bool was_stopped = false;
  for (std::uint32_t seed = 1; seed <= 8; ++seed) {
    CAPTURE(seed);
    Generator generator(seed);
    const UsageProfile profile = random_profile(generator, 3, 14);
    const std::vector<CommitmentOffer> offers = {
        random_plan(generator, CommitmentKind::ec2_instance_savings_plan, profile),
        random_plan(generator, CommitmentKind::compute_savings_plan, profile)};
    const CommitmentMix stopped = best_mix(profile, offers, {}, 3);
    const CommitmentMix proven = best_mix(profile, offers);
    REQUIRE(proven.is_proven());
    REQUIRE(stopped.parts <= 3);
    REQUIRE(stopped.lower_bound <= proven.application.cost());
    REQUIRE(stopped.application.cost() >= proven.application.cost());
    was_stopped = was_stopped || !stopped.is_proven();
  }
  CHECK(was_stopped);
}

}  // namespace exact_mix_test
