#pragma once
// Reads the words, numbers and signs of a schedule, and remembers the column for messages.

#include <cstdint>
#include <string>
#include <string_view>

namespace container_tco {

class ScheduleScanner {
 public:
  /// Throws ParseError for text of more than 1,000 bytes.
  explicit ScheduleScanner(std::string_view text);

  bool at_end();
  bool at_digit();
  /// Whether ':' and two digits follow at once, which are then not a count: "08:30-" or "08:30:".
  bool at_clock_minutes() const;
  /// Where the next word, number or sign stands.
  std::size_t position();
  /// The letters that follow, in lower case; empty when something else does.
  std::string peek_word();
  std::string take_word();
  /// Takes `sign` if it follows. '-' also takes an en dash.
  bool take(char sign);
  /// A whole number. Throws ParseError with `expected`.
  std::int64_t number(const std::string& expected, std::int64_t least, std::int64_t most);

  /// Throws ParseError that points at the next column, or at that of `position`.
  [[noreturn]] void fail(const std::string& expected, const std::string& remedy = {}) const;
  [[noreturn]] void fail_at(std::size_t position, const std::string& expected, const std::string& remedy = {}) const;

 private:
  void skip_blanks();
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace container_tco
