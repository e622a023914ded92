#include "container_tco/quantity/resources.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"

namespace resources_test {

using namespace container_tco;

TEST_CASE("CPU units and millicores are both whole ticks") {
  CHECK(Cpu::from_units(1024) == Cpu::from_milli(1000));
  CHECK(Cpu::from_units(256) == Cpu::from_milli(250));
  CHECK(Cpu::from_milli(100).units() == 103);  // 102.4 rounded up
  CHECK(Cpu::from_units(1).milli() == 1);      // 0.98 rounded up
  CHECK(Cpu::from_vcpu(Rational::parse("0.25")) == Cpu::from_units(256));
  CHECK(Cpu::from_vcpu(2).vcpu() == Rational(2));
}

TEST_CASE("absurd sizes are refused") {
  CHECK_THROWS_AS(Cpu::from_vcpu(Rational::parse("1e30")), InvalidInputError);
  CHECK_THROWS_AS(Cpu::from_vcpu(Rational(-1)), InvalidInputError);
  CHECK_THROWS_AS(Bytes::from_gib(Rational::parse("1e30")), InvalidInputError);
}

TEST_CASE("a GiB is 1024 MiB") {
  CHECK(Bytes::from_gib(1) == Bytes::from_mib(1024));
  CHECK(Bytes::from_gib(Rational::parse("0.5")) == Bytes::from_mib(512));
  CHECK(Bytes::from_bytes(1048577).mib() == 2);
  CHECK(Bytes::from_bytes(1048577).mib_floor() == 1);
}

TEST_CASE("resources add, subtract and compare each by each") {
  const Resources a{Cpu::from_vcpu(2), Bytes::from_gib(4), 1};
  const Resources b{Cpu::from_vcpu(1), Bytes::from_gib(6), 0};
  CHECK(max_each(a, b) == Resources{Cpu::from_vcpu(2), Bytes::from_gib(6), 1});
  CHECK(a + b - b == a);
  CHECK(b * 3 == b + b + b);
  CHECK_FALSE(fits(a, b));
  CHECK(fits(b, max_each(a, b)));
}

TEST_CASE("architectures and systems are read in their usual spellings") {
  CHECK(parse_architecture("X86_64") == Architecture::x86_64);
  CHECK(parse_architecture("amd64") == Architecture::x86_64);
  CHECK(parse_architecture("ARM64") == Architecture::arm64);
  CHECK(parse_operating_system("LINUX") == OperatingSystem::linux_os);
  CHECK_THROWS_AS(parse_architecture("sparc"), InvalidInputError);
  CHECK_THROWS_AS(parse_operating_system("beos"), InvalidInputError);
}

}  // namespace resources_test
