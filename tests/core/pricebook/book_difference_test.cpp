#include "container_tco/pricebook/book_difference.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "error_text.hpp"
#include "made_prices.hpp"

namespace book_difference_test {

using namespace container_tco;

namespace {

const std::string vcpu_key = "fargate/ecs/linux/x86_64/vcpu";

// Of the bundled prices these rows alone: the first test has all.
const BookDifferenceFilter fargate{"fargate/ecs/", "us-east-1"};
const BookDifferenceFilter own{"own/", std::nullopt};

}  // namespace

TEST_CASE("a book does not differ from itself") {
  const BookDifference same = book_difference(PriceBook::bundled(), PriceBook::bundled());
  CHECK(same.is_empty());
  CHECK(same.unchanged == static_cast<std::int64_t>(PriceBook::bundled().prices("").size()));
}

TEST_CASE("a changed price comes with the exact change") {
  // 0.04048 → 0.03036 is −25 %
  const PriceBook after = book_with({made_row(vcpu_key, "us-east-1", "0.03036", "vCPU-Hours")});
  const BookDifference found = book_difference(PriceBook::bundled(), after, fargate);
  REQUIRE(found.changed.size() == 1);
  CHECK(found.added.empty());
  CHECK(found.removed.empty());
  const PriceDifference& change = found.changed.front();
  CHECK(change.before.unit_price().money.amount() == Rational::parse("0.04048"));
  CHECK(change.after.unit_price().money.amount() == Rational::parse("0.03036"));
  CHECK(change.change_fractions == std::vector{Rational::ratio(-1, 4)});
  CHECK(found.before_digest == PriceBook::bundled().digest());
  CHECK(found.after_digest == after.digest());
}

TEST_CASE("a row of another source and date at the same price is no change") {
  const PriceBook after = book_with({made_row(vcpu_key, "us-east-1", "0.04048", "vCPU-Hours", "2026-11-01")});
  CHECK(book_difference(PriceBook::bundled(), after, fargate).is_empty());
}

TEST_CASE("new and gone rows stand in order of region and key") {
  const PriceBook more = book_with(
      {made_row("own/b", "us-east-1", "1"), made_row("own/a", "us-east-1", "1"), made_row("own/z", "eu-west-1", "1")});
  const BookDifference found = book_difference(PriceBook::bundled(), more, own);
  REQUIRE(found.added.size() == 3);
  CHECK(found.added[0].region == "eu-west-1");
  CHECK(found.added[1].key == "own/a");
  CHECK(found.added[2].key == "own/b");
  CHECK(book_difference(more, PriceBook::bundled(), own).removed == found.added);
}

TEST_CASE("other tiers and another currency have no percentage") {
  PriceRow tiered = made_row(vcpu_key, "us-east-1", "0.04048", "vCPU-Hours");
  tiered.tiers[0].end = Rational(100);
  tiered.tiers.push_back({Rational(100), std::nullopt, Money(Rational::parse("0.03"), Currency::usd())});
  const BookDifference tiers = book_difference(PriceBook::bundled(), book_with({tiered}), fargate);
  REQUIRE(tiers.changed.size() == 1);
  CHECK(tiers.changed.front().bounds_changed);
  CHECK(tiers.changed.front().change_fractions.empty());
  PriceRow euros = made_row(vcpu_key, "us-east-1", "0.04048", "vCPU-Hours");
  euros.tiers[0].price = Money(Rational::parse("0.04048"), Currency::parse("EUR"));
  const BookDifference currency = book_difference(PriceBook::bundled(), book_with({euros}), fargate);
  REQUIRE(currency.changed.size() == 1);
  CHECK(currency.changed.front().currency_changed);
  CHECK(currency.changed.front().change_fractions.empty());
}

TEST_CASE("tiers of the same bounds have a change each") {
  PriceRow before = made_row("own/tiered", "us-east-1", "2", "GB");
  before.tiers[0].end = Rational(10);
  before.tiers.push_back({Rational(10), std::nullopt, Money(Rational(1), Currency::usd())});
  PriceRow after = before;
  after.tiers[1].price = Money(Rational(2), Currency::usd());
  const BookDifference found = book_difference(book_with({before}), book_with({after}), own);
  REQUIRE(found.changed.size() == 1);
  CHECK(found.changed.front().change_fractions == std::vector{Rational(0), Rational(1)});
}

TEST_CASE("a filter by key and region leaves out the rest") {
  const PriceBook more = book_with({made_row("own/a", "us-east-1", "1"), made_row("own/a", "eu-west-1", "1"),
                                    made_row("other/a", "us-east-1", "1")});
  BookDifferenceFilter filter;
  filter.key_prefix = "own/";
  filter.region = "us-east-1";
  CHECK(book_difference(PriceBook::bundled(), more, filter).added.size() == 1);
  filter.region = "us-east-9";
  const auto ask = [&] { book_difference(PriceBook::bundled(), more, filter); };
  CHECK(contains(error_text<InvalidInputError>(ask), "us-east-9"));
}

TEST_CASE("observations that are new or other ones are counted") {
  const PriceBook before = PriceBook::bundled();
  std::vector<SpotObservation> seen = before.spot_observations("ec2/linux/spot/m5.l", "us-east-1");
  REQUIRE(seen.size() == 1);
  seen.push_back(seen.front());
  seen[0].last = Money(Rational::parse("0.01"), Currency::usd());
  seen[1].key = "ec2/linux/spot/own.large";
  const PriceBook after = before.with_spot(seen);
  const BookDifferenceFilter filter{"ec2/linux/spot/", "us-east-1"};
  CHECK(book_difference(before, after, filter).spot_changed == 2);
  CHECK_FALSE(book_difference(before, after, filter).is_empty());
  CHECK(book_difference(after, after, filter).is_empty());
}

}  // namespace book_difference_test
