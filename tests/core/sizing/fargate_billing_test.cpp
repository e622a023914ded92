#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "container_tco/sizing/fargate_size.hpp"

namespace container_tco::fargate_billing_test {

TEST_CASE("Linux runs are billed for at least a minute") {
  CHECK(fargate_billed_seconds(Rational(0), OperatingSystem::linux_os) == 60);
  CHECK(fargate_billed_seconds(Rational(12), OperatingSystem::linux_os) == 60);
  CHECK(fargate_billed_seconds(Rational(60), OperatingSystem::linux_os) == 60);
  CHECK(fargate_billed_seconds(Rational(600), OperatingSystem::linux_os) == 600);
}

TEST_CASE("a begun second is billed whole") {
  CHECK(fargate_billed_seconds(Rational::parse("60.001"), OperatingSystem::linux_os) == 61);
  CHECK(fargate_billed_seconds(Rational::ratio(1000, 3), OperatingSystem::linux_os) == 334);
}

TEST_CASE("Windows runs are billed for at least five minutes") {
  CHECK(fargate_billed_seconds(Rational(30), OperatingSystem::windows_os) == 300);
  CHECK(fargate_billed_seconds(Rational(301), OperatingSystem::windows_os) == 301);
}

TEST_CASE("a crash loop of 20 seconds pays three times its length") {
  // max(60, 20) / 20 = 3.
  CHECK(Rational(fargate_billed_seconds(Rational(20), OperatingSystem::linux_os)) / Rational(20) == Rational(3));
}

TEST_CASE("a negative duration is refused") {
  CHECK_THROWS_AS(fargate_billed_seconds(Rational(-1), OperatingSystem::linux_os), InvalidInputError);
}

}  // namespace container_tco::fargate_billing_test
