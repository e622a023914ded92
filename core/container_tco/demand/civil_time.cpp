#include "container_tco/demand/civil_time.hpp"

#include <chrono>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t max_offset_seconds = 18 * seconds_per_hour;

std::string two_digits(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::int64_t floor_divided(std::int64_t value, std::int64_t divisor) {
  return (value - ((value % divisor) + divisor) % divisor) / divisor;
}

// `count` digits at the start of `text`, which are taken away; nothing when there are fewer.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return number;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

// ":SS" and a fraction of zero, both optional.
bool take_seconds(std::string_view& text, int& second) {
  if (!take(text, ":")) return true;
  const std::optional<int> digits = take_digits(text, 2);
  if (!digits) return false;
  second = *digits;
  if (take(text, ".,")) {
    if (!take(text, "0")) return false;
    while (take(text, "0")) {
    }
  }
  return true;
}

bool take_field(std::string_view& text, std::size_t digits, int& field) {
  const std::optional<int> number = take_digits(text, digits);
  field = number.value_or(0);
  return number.has_value();
}

bool take_civil(std::string_view& text, CivilTime& time) {
  return take_field(text, 4, time.year) && take(text, "-") && take_field(text, 2, time.month) && take(text, "-") &&
         take_field(text, 2, time.day) && take(text, "T ") && take_field(text, 2, time.hour) && take(text, ":") &&
         take_field(text, 2, time.minute) && take_seconds(text, time.second);
}

bool is_real(const CivilTime& time) {
  return time.year >= 1900 && time.year <= 2200 && time.month >= 1 && time.month <= 12 && time.day >= 1 &&
         time.day <= days_in_month(time.year, time.month) && time.hour >= 0 && time.hour < 24 && time.minute >= 0 &&
         time.minute < 60 && time.second >= 0 && time.second < 60;
}

std::string date_text(const CivilTime& time) {
  return std::to_string(time.year) + "-" + two_digits(time.month) + "-" + two_digits(time.day);
}

}  // namespace

std::int64_t civil_seconds(const CivilTime& time) {
  if (!is_real(time)) {
    throw InvalidInputError("time", date_text(time) + " " + two_digits(time.hour) + ":" + two_digits(time.minute),
                            "a time of the calendar from 1900 to 2200");
  }
  using namespace std::chrono;
  const sys_days day = year(time.year) / month(static_cast<unsigned>(time.month)) / static_cast<int>(time.day);
  return std::int64_t{day.time_since_epoch().count()} * seconds_per_day + time.hour * seconds_per_hour +
         time.minute * 60 + time.second;
}

CivilTime civil_time(std::int64_t seconds) {
  const std::int64_t days = floor_divided(seconds, seconds_per_day);
  const auto rest = static_cast<int>(seconds - days * seconds_per_day);
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
  return {static_cast<int>(date.year()),
          static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day())),
          rest / 3600,
          rest / 60 % 60,
          rest % 60};
}

int days_in_month(int year, int month) {
  const auto last = std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) / std::chrono::last;
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

int weekday_of(std::int64_t seconds) { return static_cast<int>(second_of_week(seconds) / seconds_per_day); }

std::int64_t second_of_week(std::int64_t seconds) {
  constexpr std::int64_t thursday = 3 * seconds_per_day;  // The day of 1970-01-01.
  const std::int64_t since_monday = seconds + thursday;
  return since_monday - floor_divided(since_monday, seconds_per_week) * seconds_per_week;
}

std::string civil_text(std::int64_t seconds) {
  const CivilTime time = civil_time(seconds);
  return date_text(time) + " " + two_digits(time.hour) + ":" + two_digits(time.minute) +
         (time.second == 0 ? "" : ":" + two_digits(time.second));
}

std::string offset_text(std::int64_t offset_seconds) {
  const std::int64_t size = offset_seconds < 0 ? -offset_seconds : offset_seconds;
  return (offset_seconds < 0 ? "-" : "+") + two_digits(size / 3600) + ":" + two_digits(size / 60 % 60) +
         (size % 60 == 0 ? "" : ":" + two_digits(size % 60));
}

std::optional<std::int64_t> parse_offset(std::string_view text) {
  if (text == "Z" || text == "UTC") return 0;
  const bool is_behind = text.substr(0, 1) == "-";
  if (!take(text, "+-")) return std::nullopt;
  int hours = 0;
  int minutes = 0;
  if (!take_field(text, 2, hours)) return std::nullopt;
  if (!text.empty()) {
    take(text, ":");
    if (!take_field(text, 2, minutes) || !text.empty()) return std::nullopt;
  }
  const std::int64_t offset = hours * seconds_per_hour + minutes * 60;
  if (minutes > 59 || offset > max_offset_seconds) return std::nullopt;
  return is_behind ? -offset : offset;
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  CivilTime time;
  if (!take_civil(text, time) || !is_real(time)) return std::nullopt;
  Timestamp stamp{civil_seconds(time), std::nullopt};
  if (text.empty()) return stamp;
  stamp.offset_seconds = parse_offset(text);
  if (!stamp.offset_seconds) return std::nullopt;
  return stamp;
}

}  // namespace container_tco
