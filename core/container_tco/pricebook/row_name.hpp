#pragma once
// What a row of a book is found by.

#include <cstddef>
#include <functional>
#include <string_view>

namespace container_tco {

/// Views into a row, or into what is asked for.
struct RowName {
  std::string_view key;
  std::string_view region;
  friend bool operator==(const RowName&, const RowName&) = default;
};

struct RowNameHash {
  std::size_t operator()(const RowName& name) const {
    const std::hash<std::string_view> hash;
    // An odd factor, so that a key and a region of equal hash do not cancel out.
    return hash(name.key) + 31 * hash(name.region);
  }
};

}  // namespace container_tco
