#include "container_tco/contract/contracted_price.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"

namespace contracted_price_test {

using namespace container_tco;

namespace {

Money usd(const char* amount) { return {Rational::parse(amount), Currency::usd()}; }

PriceRow row(const char* key, const char* price) {
  return {
      key, "us-east-1", PricingUnit::parse("Hours"), {{Rational(), std::nullopt, usd(price)}}, {"", "", "user", ""}};
}

const PriceBook& book() {
  static const PriceBook made = PriceBook::bundled().with_prices({row("ec2/linux/on_demand/m5.large", "0.096")});
  return made;
}

Discount discount(const char* name, const char* percent) {
  Discount made;
  made.name = name;
  made.percent = Rational::parse(percent);
  return made;
}

ContractedPrice of(const Contract& contract, const char* key = "ec2/linux/on_demand/m5.large") {
  return contracted_price(book(), contract, key, "us-east-1");
}

}  // namespace

TEST_CASE("without terms the price is the list price") {
  const ContractedPrice price = of({});
  CHECK_FALSE(price.is_contracted);
  CHECK(price.tiers.front().contracted == usd("0.096"));
  CHECK(price.tiers.front().list == usd("0.096"));
}

TEST_CASE("9 % off 0.096 is 0.08736, and the derivation says so") {
  Contract contract;
  contract.discounts = {discount("EDP", "9")};
  const ContractedPrice price = of(contract);
  CHECK(price.is_contracted);
  CHECK(price.tiers.front().contracted == usd("0.08736"));
  CHECK(price.tiers.front().derivation == "0.096 list − 9 % EDP = 0.08736");
}

TEST_CASE("discounts compound in their order, or add up") {
  Contract contract;
  contract.discounts = {discount("EDP", "10"), discount("private", "20")};
  CHECK(of(contract).tiers.front().contracted == usd("0.06912"));  // 0.096 × 0.9 × 0.8
  contract.combination = DiscountCombination::add;
  CHECK(of(contract).tiers.front().contracted == usd("0.0672"));  // 0.096 × 0.7
}

TEST_CASE("a negotiated price replaces the list price and is discounted only on request") {
  Contract contract;
  contract.prices = {row("ec2/linux/on_demand/m5.large", "0.08")};
  contract.discounts = {discount("EDP", "10")};
  ContractedPrice price = of(contract);
  CHECK(price.tiers.front().contracted == usd("0.08"));
  CHECK(price.tiers.front().list == usd("0.096"));
  CHECK(price.tiers.front().derivation == "0.08 negotiated (list 0.096)");
  CHECK(price.discounts.empty());
  contract.discounts[0].applies_to = DiscountBase::both;
  CHECK(of(contract).tiers.front().contracted == usd("0.072"));
  contract.discounts[0].applies_to = DiscountBase::contracted;
  CHECK(of(contract).tiers.front().contracted == usd("0.072"));
  contract.prices.clear();
  CHECK(of(contract).tiers.front().contracted == usd("0.096"));
}

TEST_CASE("every scope must hold") {
  Discount scoped = discount("m5 in Virginia", "10");
  scoped.services = {"ec2"};
  scoped.families = {"m5"};
  scoped.regions = {"us-east-1"};
  CHECK(covers(scoped, "ec2/linux/on_demand/m5.large", "us-east-1"));
  CHECK_FALSE(covers(scoped, "ec2/linux/on_demand/m5.large", "eu-west-1"));
  CHECK_FALSE(covers(scoped, "ec2/linux/on_demand/m5a.large", "us-east-1"));
  CHECK_FALSE(covers(scoped, "fargate/ecs/linux/x86_64/vcpu", "us-east-1"));
  scoped = discount("Fargate", "10");
  scoped.keys = {"fargate/ecs/*"};
  CHECK(covers(scoped, "fargate/ecs/linux/x86_64/vcpu", "us-east-1"));
  CHECK_FALSE(covers(scoped, "fargate/eks/linux/x86_64/vcpu", "us-east-1"));
}

TEST_CASE("a tiered price is discounted tier by tier, and a flat one beside it keeps each list price") {
  const char* key = "transfer/internet_egress/gb";
  const PriceRow& list = book().price(key, "us-east-1");
  REQUIRE(list.is_tiered());
  Contract contract;
  contract.discounts = {discount("EDP", "50")};
  const ContractedPrice halved = of(contract, key);
  REQUIRE(halved.tiers.size() == list.tiers.size());
  for (std::size_t i = 0; i < list.tiers.size(); ++i) {
    CHECK(halved.tiers[i].contracted * Rational(2) == list.tiers[i].price);
    CHECK(halved.tiers[i].end == list.tiers[i].end);
  }
  contract.prices = {row(key, "0.02")};
  contract.prices[0].unit = list.unit;
  const ContractedPrice flat = of(contract, key);
  REQUIRE(flat.tiers.size() == list.tiers.size());
  CHECK(flat.tiers.back().contracted == usd("0.02"));
  CHECK(flat.tiers.back().list == list.tiers.back().price);
}

TEST_CASE("what cannot be priced is refused") {
  Contract contract;
  contract.combination = DiscountCombination::add;
  contract.discounts = {discount("a", "60"), discount("b", "50")};
  CHECK_THROWS_AS(of(contract), InvalidInputError);
  CHECK_THROWS_AS(of({}, "ec2/linux/on_demand/m5.lard"), PriceNotFoundError);
}

}  // namespace contracted_price_test
