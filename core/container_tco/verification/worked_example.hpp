#pragma once
// Recomputes published examples: data in, verdict out. A new example needs no code.

#include <string>
#include <vector>

#include "container_tco/pricebook/price_book.hpp"

namespace container_tco {

enum class ExampleVerdict { match, expected_mismatch, mismatch, unexpected_match, error };
std::string to_string(ExampleVerdict verdict);

/// One published figure against the computed one.
struct ExampleCheck {
  std::string of;         ///< What was checked: "total", "lines/cpu", "fargate_size/memory_mib", …
  std::string published;  ///< As printed by the source.
  std::string computed;   ///< Printed the same way.
  std::string exact;      ///< The unrounded value.
  ExampleVerdict verdict = ExampleVerdict::match;
  std::string note;
};

struct ExampleResult {
  std::string id;
  std::string title;
  std::string source;
  std::string file;
  std::vector<ExampleCheck> checks;
  std::string reason;                              ///< Of an expected mismatch, or the error.
  ExampleVerdict verdict = ExampleVerdict::match;  ///< The worst of the checks.

  bool passed() const { return verdict == ExampleVerdict::match || verdict == ExampleVerdict::expected_mismatch; }
};

/// Every example of a document: one object, or an array of them (schema: core/container_tco/verification/
/// worked_example.schema.json). Never throws for bad content: it becomes a result with verdict `error`.
std::vector<ExampleResult> verify_examples(const std::string& json_text, const std::string& file,
                                           const PriceBook& book);

/// The JSON Schema of worked examples.
std::string worked_example_schema();

}  // namespace container_tco
