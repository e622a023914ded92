#include <doctest/doctest.h>

#include "container_tco/commitment/whole_hours.hpp"
#include "container_tco/error.hpp"
#include "guide_hour.hpp"
#include "random_profiles.hpp"

namespace usage_application_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

// 2 and 5 units an hour at 1.00.
UsageProfile low_and_high() { return {{{"a", "Hours", 1}}, {{1, {2, 5}}}}; }

CommitmentOffer at_half() {
  return {.name = "half", .kind = CommitmentKind::compute_savings_plan, .covers = {at_rate(0, "0.50")}};
}

bool has_note(const UsageApplication& application, const std::string& id) {
  for (const Assumption& note : application.notes) {
    if (note.id == id) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("what an hour does not use is lost and helps no other hour") {
  // 1.50 an hour at 0.50 covers 3 units. Hour 0 uses 1.00 and loses 0.50; hour 1 leaves 2 units on demand.
  const UsageApplication application = apply_commitments_over(low_and_high(), {{at_half(), number("1.5")}}, true);
  CHECK(application.commitments[0].used == number("2.5"));
  CHECK(application.commitments[0].unused == number("0.5"));
  CHECK(application.commitments[0].utilisation() == number("5/6"));
  CHECK(application.commitments[0].hours_used_up == 1);
  CHECK(application.kinds[0].covered == Rational(5));
  CHECK(application.kinds[0].coverage() == number("5/7"));
  CHECK(application.cost() == Rational(5));    // 2 × 1.50 + 2 × 1.00
  CHECK(application.saving() == Rational(2));  // Of 7.
  REQUIRE(application.by_hour.size() == 2);
  CHECK(application.by_hour[0].used[0] == Rational(1));
  CHECK(application.by_hour[1].uncovered[0] == Rational(2));
  CHECK(application.by_hour[1].on_demand_cost == Rational(2));
}

TEST_CASE("sums over hours equal the hours one by one, in whole numbers and in fractions") {
  std::size_t with_fractions = 0;
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    Generator generator(seed);
    const UsageProfile profile = random_profile(generator, 1 + seed % 4, 6);
    std::vector<HeldCommitment> commitments;
    for (std::uint32_t i = 0; i < seed % 4; ++i) commitments.push_back(random_commitment(generator, profile));
    const UsageApplication fast = apply_commitments_over(profile, commitments);
    const UsageApplication slow = apply_commitments_over(profile, commitments, true);
    REQUIRE(fast.cost() == cost_hour_by_hour(profile, commitments));
    REQUIRE(slow.cost() == fast.cost());
    for (std::size_t i = 0; i < commitments.size(); ++i) {
      REQUIRE(fast.commitments[i].unused == slow.commitments[i].unused);
      REQUIRE(fast.commitments[i].hours_used_up == slow.commitments[i].hours_used_up);
    }
    std::vector<Rational> limits;
    for (const HeldCommitment& held : commitments) limits.push_back(held.limit);
    const auto whole = detail::whole_steps(profile, application_order(profile, commitments), limits);
    REQUIRE(whole);
    if (!detail::sum_whole_hours(profile, *whole).fractional_hours.empty()) ++with_fractions;
  }
  CHECK(with_fractions > 20);  // Both ways were taken.
}

TEST_CASE("amounts that are no whole numbers of 62 bits are worked out in fractions") {
  // 2^61 units in each of two hours at 3 × 10^-9.
  const UsageProfile profile{{{"a", "Hours", 1}}, {{1, {std::int64_t{1} << 61, std::int64_t{1} << 61}}}};
  CommitmentOffer offer = at_half();
  offer.covers = {at_rate(0, "0.000000003")};
  CHECK_FALSE(detail::whole_steps(profile, application_order(profile, {{offer, 1}}), {Rational(1)}));
  const UsageApplication application = apply_commitments_over(profile, {{offer, 1}});
  // 1 / (3 × 10^-9) = 10^9 / 3 units are covered in each of the hours.
  CHECK(application.kinds[0].covered == Rational::ratio(2'000'000'000, 3));
}

TEST_CASE("kinds that no commitment covers are listed") {
  const UsageApplication hour = apply_commitments_over(guide_hour(), {instance_plan("3.00")});
  CHECK(hour.never_covered() == std::vector<std::string>{"fargate vCPU", "fargate memory", "m5.24xlarge Windows",
                                                         "lambda duration", "lambda requests"});
  CHECK(hour.coverage == Rational(1));  // Of what can be covered.
}

TEST_CASE("a commitment above all usage is allowed and named with its unused share") {
  const UsageApplication above = apply_commitments_over(low_and_high(), {{at_half(), Rational(4)}});
  REQUIRE(has_note(above, "commitment_above_usage/half"));
  for (const Assumption& note : above.notes) {
    // 3.50 of 8.00 is used.
    if (note.id == "commitment_above_usage/half")
      CHECK(note.text.find("56.3 % of it is paid and lost") != std::string::npos);
  }
  CHECK_FALSE(
      has_note(apply_commitments_over(low_and_high(), {{at_half(), Rational(1)}}), "commitment_above_usage/half"));
}

TEST_CASE("a term that outlasts the profile is a named assumption") {
  CommitmentOffer offer = at_half();
  CHECK_FALSE(has_note(apply_commitments_over(low_and_high(), {{offer, 1}}), "term_outlasts_profile/half"));
  offer.term_years = 1;
  CHECK(has_note(apply_commitments_over(low_and_high(), {{offer, 1}}), "term_outlasts_profile/half"));
  const UsageProfile year{{{"a", "Hours", 1}}, {{1, std::vector<std::int64_t>(8760, 1)}}};
  CHECK_FALSE(has_note(apply_commitments_over(year, {{offer, 1}}), "term_outlasts_profile/half"));
}

TEST_CASE("negative amounts and parts of Reserved Instances are refused") {
  CHECK_THROWS_AS(apply_commitments_over(low_and_high(), {{at_half(), Rational(-1)}}), InvalidInputError);
  HeldCommitment reserved = two_reserved("0.5");
  reserved.limit = number("1.5");
  CHECK_THROWS_WITH_AS(apply_commitments_over(guide_hour(), {reserved}), doctest::Contains("whole number"),
                       InvalidInputError);
  CommitmentOffer paid_to_take = at_half();
  paid_to_take.price_per_hour = Rational(-1);
  CHECK_THROWS_WITH_AS(apply_commitments_over(low_and_high(), {{paid_to_take, 1}}), doctest::Contains("price of half"),
                       InvalidInputError);
  CHECK_THROWS_AS(apply_commitments_over(UsageProfile{}, {}), InvalidInputError);
}

}  // namespace usage_application_test
