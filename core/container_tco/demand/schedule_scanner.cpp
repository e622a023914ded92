#include "container_tco/demand/schedule_scanner.hpp"

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/error/ascii.hpp"

namespace container_tco {
namespace {

constexpr std::size_t max_length = 1000;
constexpr std::size_t max_digits = 9;
constexpr std::string_view en_dash = "\xE2\x80\x93";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Columns count characters, and the bytes that go on with one are none.
std::size_t column_of(std::string_view text, std::size_t position) {
  const std::string_view before = text.substr(0, position);
  return 1 + static_cast<std::size_t>(std::count_if(
                 before.begin(), before.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

ScheduleScanner::ScheduleScanner(std::string_view text) : text_(text) {
  if (text.size() > max_length) fail("a schedule of at most " + std::to_string(max_length) + " bytes");
}

void ScheduleScanner::skip_blanks() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
}

bool ScheduleScanner::at_end() { return position() == text_.size(); }

bool ScheduleScanner::at_digit() { return position() < text_.size() && is_digit(text_[at_]); }

bool ScheduleScanner::at_clock_minutes() const {
  const std::string_view next = text_.substr(at_, 4);
  return next.size() >= 3 && next[0] == ':' && is_digit(next[1]) && is_digit(next[2]) &&
         !(next.size() == 4 && is_digit(next[3]));
}

std::size_t ScheduleScanner::position() {
  skip_blanks();
  return at_;
}

std::string ScheduleScanner::peek_word() {
  const std::size_t start = position();
  std::size_t end = start;
  while (end < text_.size() && is_letter(text_[end])) ++end;
  return detail::lower_case(text_.substr(start, end - start));
}

std::string ScheduleScanner::take_word() {
  std::string word = peek_word();
  at_ += word.size();
  return word;
}

bool ScheduleScanner::take(char sign) {
  const std::string_view rest = text_.substr(position());
  if (sign == '-' && rest.substr(0, en_dash.size()) == en_dash) {
    at_ += en_dash.size();
    return true;
  }
  if (rest.empty() || rest.front() != sign) return false;
  ++at_;
  return true;
}

std::int64_t ScheduleScanner::number(const std::string& expected, std::int64_t least, std::int64_t most) {
  const std::size_t start = position();
  std::int64_t value = 0;
  while (at_ < text_.size() && is_digit(text_[at_]) && at_ - start < max_digits)
    value = value * 10 + (text_[at_++] - '0');
  const bool goes_on = at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '.');
  if (at_ == start || goes_on || value < least || value > most) {
    fail_at(start, expected + ", a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  }
  return value;
}

void ScheduleScanner::fail(const std::string& expected, const std::string& remedy) const {
  fail_at(std::min(text_.find_first_not_of(" \t", at_), text_.size()), expected, remedy);
}

void ScheduleScanner::fail_at(std::size_t position, const std::string& expected, const std::string& remedy) const {
  const std::string_view rest = text_.substr(std::min(position, text_.size()), 40);
  throw ParseError({"schedule, column " + std::to_string(column_of(text_, position)), ""}, expected,
                   rest.empty() ? "the end" : "'" + printable(std::string(rest), 40) + "'", remedy);
}

}  // namespace container_tco
