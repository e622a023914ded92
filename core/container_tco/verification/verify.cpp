#include <algorithm>
#include <exception>
#include <set>

#include "container_tco/verification/example_scope.hpp"
#include "container_tco/verification/worked_example.hpp"

namespace container_tco {
namespace {

int severity(ExampleVerdict verdict) {
  switch (verdict) {
    case ExampleVerdict::match:
      return 0;
    case ExampleVerdict::expected_mismatch:
      return 1;
    case ExampleVerdict::unexpected_match:
      return 2;
    case ExampleVerdict::mismatch:
      return 3;
    case ExampleVerdict::error:
      return 4;
  }
  throw InternalError("a verdict without a severity");
}

// Text of the document as a result carries it: whoever prints it may be a terminal.
std::string shown(const std::string& text) { return printable(text, 2000); }

int digits_in(const std::string& decimal) {
  const std::size_t point = decimal.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(std::min<std::size_t>(decimal.size() - point - 1, 20));
}

int digits_of(const PlannedCheck& check) { return check.digits.value_or(digits_in(check.published)); }

Rational rounded(const Figure& figure, const PlannedCheck& check) {
  const int digits = digits_of(check);
  if (check.summation == Summation::sum_then_round || figure.addends.empty()) {
    return figure.value.rounded(digits, check.rounding);
  }
  Rational total;
  for (const Rational& addend : figure.addends) {
    total += addend.rounded(check.line_digits.value_or(digits), check.rounding);
  }
  return total.rounded(digits, check.rounding);
}

// A match that was announced as a mismatch is a failure: the announcement is stale. The reason of a whole example
// covers those of its checks that differ.
ExampleVerdict judge(bool matches, const PlannedCheck& check, bool example_may_differ) {
  if (matches) return check.expected_mismatch.empty() ? ExampleVerdict::match : ExampleVerdict::unexpected_match;
  const bool expected = example_may_differ || !check.expected_mismatch.empty();
  return expected ? ExampleVerdict::expected_mismatch : ExampleVerdict::mismatch;
}

// An expected mismatch speaks of the source's figure. The exact one beside it is the correct one and must hold.
ExampleVerdict judge_number(const Figure& figure, const PlannedCheck& check, bool example_may_differ,
                            ExampleCheck& result) {
  const bool exact_holds = !check.exact || *check.exact == figure.value;
  if (!exact_holds) result.note = "the exact figure was to be " + check.exact->to_text();
  if (check.published.empty()) return judge(exact_holds, check, false);
  const Rational printed = rounded(figure, check);
  result.computed = printed.to_decimal(digits_of(check), check.rounding);
  const ExampleVerdict verdict = judge(printed == Rational::parse(check.published), check, example_may_differ);
  return exact_holds ? verdict : ExampleVerdict::mismatch;
}

void compare_figure(const Figure& figure, const PlannedCheck& check, bool example_may_differ, ExampleCheck& result) {
  if (figure.is_word() != !check.text.empty()) {
    throw ParseError(check.where,
                     figure.is_word() ? "`text`, as " + check.of + " is a word" : "a figure to compare with",
                     figure.is_word() ? "a figure" : "`text`");
  }
  result.note = shown(check.expected_mismatch.empty() ? check.note : check.expected_mismatch);
  if (figure.is_word()) {
    result.published = shown(check.text);
    result.computed = figure.text;
    result.exact = figure.text;
    result.verdict = judge(figure.text == check.text, check, example_may_differ);
    return;
  }
  result.exact = figure.value.to_text();
  result.computed = result.exact;
  result.verdict = judge_number(figure, check, example_may_differ, result);
}

ExampleCheck run_check(const PlannedCheck& check, bool example_may_differ, ExampleScope& scope) {
  ExampleCheck result;
  result.of = shown(check.of);
  result.published = check.published;
  try {
    compare_figure(scope.figure(check.of), check, example_may_differ, result);
  } catch (const std::exception& error) {
    result.verdict = ExampleVerdict::error;
    result.note = error.what();
  }
  return result;
}

std::string explain(const ExampleCheck& check) {
  std::string text = check.of + ": ";
  if (check.verdict == ExampleVerdict::mismatch) {
    if (!check.published.empty()) text += "published " + check.published + ", ";
    text += "computed " + check.computed;
    if (check.computed != check.exact) text += " (exactly " + check.exact + ")";
    return check.note.empty() ? text : text + "; " + check.note;
  }
  if (check.verdict == ExampleVerdict::unexpected_match) text += "it matches, and was to differ: ";
  return text + check.note;
}

void conclude(ExampleResult& result) {
  for (const ExampleCheck& check : result.checks) {
    if (severity(check.verdict) <= severity(result.verdict)) continue;
    result.verdict = check.verdict;
    result.reason = explain(check);
  }
}

ExampleResult verify_one(const ExampleDocument& example, const std::string& file, const PriceBook& book) {
  ExampleResult result;
  result.id = shown(example.id);
  result.title = shown(example.title);
  result.source = shown(example.source);
  result.file = file;
  const bool may_differ = !example.expected_mismatch.empty();
  ExampleScope scope(example, book);
  for (const PlannedCheck& check : example.checks) result.checks.push_back(run_check(check, may_differ, scope));
  conclude(result);
  if (may_differ && result.verdict == ExampleVerdict::match) result.verdict = ExampleVerdict::unexpected_match;
  if (may_differ && severity(result.verdict) <= severity(ExampleVerdict::unexpected_match)) {
    result.reason = shown(example.expected_mismatch);
  }
  return result;
}

ExampleResult failed(const std::string& id, const std::string& file, const std::string& reason) {
  ExampleResult result;
  result.id = id;
  result.file = file;
  result.reason = reason;
  result.verdict = ExampleVerdict::error;
  return result;
}

std::string id_of(const JsonValue& value, const std::string& fallback) {
  const JsonValue* id = value.is_object() ? value.find("id") : nullptr;
  return id != nullptr && id->is_string() ? printable(id->text()) : fallback;
}

ExampleResult verify_cursor(const JsonCursor& cursor, const PriceBook& book, std::set<std::string>& ids) {
  try {
    const ExampleDocument example = read_example(cursor);
    if (!ids.insert(example.id).second) cursor.at("id").fail("an id that is used once");
    return verify_one(example, cursor.file(), book);
  } catch (const std::exception& error) {
    return failed(id_of(cursor.value(), cursor.path()), cursor.file(), error.what());
  }
}

}  // namespace

std::string to_string(ExampleVerdict verdict) {
  switch (verdict) {
    case ExampleVerdict::match:
      return "match";
    case ExampleVerdict::expected_mismatch:
      return "expected_mismatch";
    case ExampleVerdict::mismatch:
      return "mismatch";
    case ExampleVerdict::unexpected_match:
      return "unexpected_match";
    case ExampleVerdict::error:
      return "error";
  }
  throw InternalError("a verdict without a name");
}

std::vector<ExampleResult> verify_examples(const std::string& json_text, const std::string& file,
                                           const PriceBook& book) {
  try {
    const JsonValue document = parse_json(json_text, file);
    const JsonCursor root(document, file);
    std::set<std::string> ids;
    std::vector<ExampleResult> results;
    if (!document.is_array()) return {verify_cursor(root, book, ids)};
    for (const JsonCursor& item : root.items()) results.push_back(verify_cursor(item, book, ids));
    if (results.empty()) return {failed(file, file, "expected at least one example; found an empty list in " + file)};
    return results;
  } catch (const std::exception& error) {
    return {failed(file, file, error.what())};
  }
}

}  // namespace container_tco
