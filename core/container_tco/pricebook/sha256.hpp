#pragma once
// SHA-256 (FIPS 180-4), for the digest that tells one price book from another.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace container_tco {

/// The hash of everything that was added, in order.
class Sha256 {
 public:
  Sha256& add(std::string_view bytes);
  /// 64 lower-case hexadecimal digits. The object is spent afterwards.
  std::string hex();

 private:
  void compress(const unsigned char* block);

  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> block_{};
  std::size_t filled_ = 0;
  std::uint64_t byte_count_ = 0;
};

/// The hash of `bytes` as 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

namespace detail {

/// Appends `field` to what is hashed, its length first, so that no two lists of fields give the same bytes.
inline void add_field(std::string& bytes, std::string_view field) {
  bytes += std::to_string(field.size());
  bytes += ':';
  bytes += field;
}

}  // namespace detail
}  // namespace container_tco
