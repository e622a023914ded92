#pragma once

#include <cstddef>
#include <cstdint>

namespace container_tco::fuzz {

/// Numbers that depend on the seed alone, on every platform: SplitMix64 (Steele, Lea and Flood, 2014). Two of them
/// never stand in one list of arguments, as compilers differ in which they would draw first.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15U;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31);
  }
  /// 0 to `bound` − 1; 0 when `bound` is 0.
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : static_cast<std::size_t>(next() % bound); }
  bool one_in(std::size_t chances) { return below(chances) == 0; }
  template <typename List>
  const auto& pick(const List& list) {
    return list[below(list.size())];
  }

 private:
  std::uint64_t state_;
};

}  // namespace container_tco::fuzz
