#include "container_tco/verification/example_document.hpp"

namespace container_tco {
namespace {

// Digits after the point are counted in the text, so an exponent would hide them.
std::string read_published(const JsonCursor& cursor) {
  cursor.decimal();  // throws unless it is one
  const std::string& text = cursor.value().text();
  if (text.find_first_of("eE") != std::string::npos) cursor.fail("a figure without an exponent");
  return text;
}

PlannedCheck read_check(const JsonCursor& cursor, const ExampleDocument& example) {
  cursor.expect_only(
      {"of", "exact", "published", "text", "digits", "rounding", "summation", "expected_mismatch", "note"});
  PlannedCheck check;
  check.where = cursor.location();
  check.of = cursor.at("of").text();
  check.rounding = example.rounding;
  check.summation = example.summation;
  check.digits = example.digits;
  check.line_digits = example.digits;
  if (const auto exact = cursor.find("exact")) check.exact = read_fraction(*exact);
  if (const auto published = cursor.find("published")) check.published = read_published(*published);
  check.text = cursor.optional_text("text").value_or("");
  if (const auto digits = cursor.optional_integer("digits", 0, 20)) check.digits = static_cast<int>(*digits);
  if (const auto rounding = cursor.find("rounding")) check.rounding = parse_at(*rounding, &parse_rounding);
  if (const auto summation = cursor.find("summation")) check.summation = parse_at(*summation, &parse_summation);
  check.expected_mismatch = cursor.optional_text("expected_mismatch").value_or("");
  check.note = cursor.optional_text("note").value_or("");
  if (!check.exact && check.published.empty() && check.text.empty()) {
    cursor.fail("something to compare with: `exact`, `published` or `text`");
  }
  if (!check.text.empty() && (check.exact || !check.published.empty())) {
    cursor.fail("either `text` or figures (`exact`, `published`), not both");
  }
  return check;
}

}  // namespace

std::vector<PlannedCheck> read_checks(const JsonCursor& cursor, const ExampleDocument& example) {
  std::vector<PlannedCheck> checks;
  for (const JsonCursor& item : cursor.at("checks").items()) checks.push_back(read_check(item, example));
  if (checks.empty()) cursor.at("checks").fail("at least one check", "An example that checks nothing proves nothing");
  return checks;
}

}  // namespace container_tco
