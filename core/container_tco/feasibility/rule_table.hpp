#pragma once
// rules.json as values.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/feasibility/feasibility.hpp"
#include "container_tco/feasibility/platform.hpp"
#include "container_tco/quantity/rational.hpp"

namespace container_tco {

/// Which values of a feature a rule speaks of. Patterns are compared without regard to ASCII case; a `*` at the start
/// or end stands for any text.
struct RuleMatch {
  std::vector<std::string> values;      ///< One of these, unless empty.
  std::vector<std::string> not_values;  ///< None of these.
  std::vector<std::string> unless;      ///< The service has the feature with none of these values.
  std::optional<Rational> above;        ///< A number greater than this.
  std::optional<Rational> at_most;      ///< A number not greater than this.

  /// Whether the rule speaks of `value`, one of `all_values` that the service has for the feature.
  bool fits(const std::string& value, const std::vector<std::string>& all_values) const;
};

struct Rule {
  std::string id;
  std::string feature;
  RuleMatch match;
  std::array<Verdict, platform_count> verdicts;
  std::array<bool, platform_count> is_inherited;  ///< The verdict is that of another platform.
  std::string reason;
  std::string remedy;
  std::string source;

  Verdict verdict(Platform platform) const { return verdicts[static_cast<std::size_t>(platform)]; }
  bool inherits(Platform platform) const { return is_inherited[static_cast<std::size_t>(platform)]; }
};

/// Every rule, in the order of the file. Throws ParseError when the table itself is broken.
std::vector<Rule> parse_rules(const std::string& json_text);

/// The rules of this library.
const std::vector<Rule>& rule_table();

/// Whether `text` is what `pattern` means.
bool matches_pattern(const std::string& text, const std::string& pattern);

}  // namespace container_tco
