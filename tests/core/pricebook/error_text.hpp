#pragma once
// The message of the error that a call throws, to look for parts in it.

#include <doctest/doctest.h>

#include <string>

namespace container_tco {

/// The message of the `Expected` that `call` throws; fails the test when it throws something else or nothing.
template <typename Expected, typename Call>
std::string error_text(const Call& call) {
  try {
    call();
  } catch (const Expected& error) {
    return error.what();
  } catch (const std::exception& error) {
    FAIL("another error: ", error.what());
  }
  FAIL("no error");
  return {};
}

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace container_tco
