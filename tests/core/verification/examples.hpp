#pragma once
// Builds worked examples as text, and verifies them against the bundled book.

#include <string>
#include <vector>

#include "container_tco/verification/worked_example.hpp"

namespace container_tco {

inline const PriceBook& bundled_book() {
  static const PriceBook book = PriceBook::bundled();
  return book;
}

/// An example around `body`, which gives its other members.
inline std::string example_text(const std::string& body) {
  return R"({"schema_version": "1", "id": "X", "title": "t", "source": {"name": "s"}, )" + body + "}";
}

inline ExampleResult verify_body(const std::string& body) {
  return verify_examples(example_text(body), "x.json", bundled_book()).front();
}

/// An example of one value and one check of it: `check` gives the check's members beside `of`.
inline ExampleResult verify_value(const std::string& expression, const std::string& check) {
  return verify_body(R"("values": {"x": )" + expression + R"(}, "checks": [{"of": "values/x", )" + check + "}]");
}

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace container_tco
