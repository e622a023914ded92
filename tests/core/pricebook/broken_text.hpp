#pragma once
// Runs a parser over texts that each differ from a good one in one place.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "container_tco/error.hpp"
#include "error_text.hpp"

namespace container_tco {

struct BrokenText {
  std::string from;  // a part of the good text
  std::string to;    // what stands there instead
  std::string part;  // of the message
};

inline std::string replaced(std::string text, const BrokenText& change) {
  const std::size_t place = text.find(change.from);
  REQUIRE(place != std::string::npos);
  return text.replace(place, change.from.size(), change.to);
}

/// Checks that `parse` accepts `good` and refuses it after each change, naming the file t.json and the part.
template <typename Parse>
void check_all(const std::string& good, const std::vector<BrokenText>& changes, const Parse& parse) {
  CHECK_NOTHROW(parse(good));
  for (const BrokenText& change : changes) {
    const std::string text = replaced(good, change);
    CAPTURE(text);
    const std::string message = error_text<ParseError>([&] { parse(text); });
    CAPTURE(message);
    CHECK(contains(message, change.part));
    CHECK(message.starts_with("t.json"));
  }
}

}  // namespace container_tco
