#include "container_tco/pricebook/sha256.hpp"

#include <doctest/doctest.h>

namespace sha256_test {

using namespace container_tco;

// Expected values: the examples that NIST publishes with FIPS 180-4 (CSRC, "SHA-256 examples" and long messages).

TEST_CASE("sha256 of the empty text is the published one") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("sha256 of one block is the published one") {
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("sha256 of two blocks is the published one") {
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("sha256 of a million letters is the published one, in whatever pieces they are added") {
  const std::string expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
  CHECK(sha256_hex(std::string(1'000'000, 'a')) == expected);
  Sha256 pieces;
  std::size_t left = 1'000'000;
  for (std::size_t size = 1; left > 0; size = size % 130 + 1) {
    const std::size_t taken = size < left ? size : left;
    pieces.add(std::string(taken, 'a'));
    left -= taken;
  }
  CHECK(pieces.hex() == expected);
}

}  // namespace sha256_test
