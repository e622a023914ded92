#include "container_tco/outlook/philox.hpp"

#include <doctest/doctest.h>

namespace philox_test {

using namespace container_tco;

// Random123 (D. E. Shaw Research), tests/kat_vectors, lines "philox4x32 10".
TEST_CASE("Philox gives the published known answers") {
  using Words = std::array<std::uint32_t, 4>;
  CHECK(philox4x32({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox4x32({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
        Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("uniform draws lie within 0 and 1, average a half, and differ by seed, variable and number") {
  double sum = 0;
  for (std::uint64_t i = 0; i < 10'000; ++i) {
    const double share = uniform_draw(7, 3, i);
    REQUIRE(share > 0);
    REQUIRE(share < 1);
    sum += share;
  }
  CHECK(sum / 10'000 == doctest::Approx(0.5).epsilon(0.02));  // Standard error 0.003.
  CHECK(uniform_draw(1, 0, 0) != uniform_draw(2, 0, 0));
  CHECK(uniform_draw(1, 0, 0) != uniform_draw(1, 1, 0));
  CHECK(uniform_draw(1, 0, 0) != uniform_draw(1, 0, 1));
  CHECK(uniform_draw(1ull << 32, 0, 0) != uniform_draw(0, 0, 0));
}

// The first two words of the known answer for zeros: 0x6627e8d5 << 21 ^ 0xe169c58d >> 11.
TEST_CASE("a uniform draw is the first 53 bits") {
  const double bits = static_cast<double>((0x6627e8d5ull << 21) ^ (0xe169c58dull >> 11));
  CHECK(uniform_draw(0, 0, 0) == (bits + 0.5) / 9007199254740992.0);
}

}  // namespace philox_test
