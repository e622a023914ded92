#pragma once
// Texts with parts that vary: usage types and descriptions of bills. Inside of the stage.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace container_tco::detail {

/// "BoxUsage:{type}", "${price} per On Demand Linux {type} Instance Hour".
class TextTemplate {
 public:
  static TextTemplate parse(std::string_view text);
  /// What stands in place of "{type}" (empty when the template has none); nothing when `text` does not match. Each
  /// placeholder takes as little as it can, and at least one character.
  std::optional<std::string_view> match(std::string_view text) const;

 private:
  std::vector<std::string> fixed_;         // One more than placeholders.
  std::vector<std::string> placeholders_;  // Without braces.
};

}  // namespace container_tco::detail
