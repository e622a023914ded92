#include "container_tco/demand/cron_expression.hpp"

#include <algorithm>
#include <utility>

#include "container_tco/demand/civil_time.hpp"
#include "container_tco/demand/cron_field.hpp"
#include "container_tco/error/ascii.hpp"

namespace container_tco {
namespace {

constexpr const char* month_names[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                       "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr const char* day_names[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

constexpr CronField minute_field{"minutes", 0, 59, {}};
constexpr CronField hour_field{"hours", 0, 23, {}};
constexpr CronField day_field{"days of the month", 1, 31, {}};
constexpr CronField month_field{"months", 1, 12, month_names};
constexpr CronField event_bridge_weekday{"days of the week (1 = SUN)", 1, 7, day_names};
constexpr CronField kubernetes_weekday{"days of the week (0 = SUN)", 0, 6, day_names};
constexpr CronField year_field{"years", 1970, 2199, {}};

constexpr std::pair<const char*, const char*> shorthands[] = {
    {"@yearly", "0 0 1 1 *"}, {"@annually", "0 0 1 1 *"}, {"@monthly", "0 0 1 * *"}, {"@weekly", "0 0 * * 0"},
    {"@daily", "0 0 * * *"},  {"@midnight", "0 0 * * *"}, {"@hourly", "0 * * * *"},
};

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t start = text.find_first_not_of(" \t");
    if (start == text.npos) return words;
    text.remove_prefix(start);
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

bool is_any(std::string_view field) { return field == "*" || field == "?"; }

template <std::size_t N>
void set_all(std::bitset<N>& bits, std::string_view text, const CronField& field, std::string_view whole) {
  for (const int value : cron_values(text == "?" ? "*" : text, field, whole)) {
    bits.set(static_cast<std::size_t>(value - (N == 7 ? field.least : 0)));
  }
}

// L, LW, 15W and lists.
void read_days_of_month(std::string_view text, CronExpression& result) {
  result.any_day_of_month = is_any(text);
  if (text == "L") {
    result.last_day_of_month = true;
  } else if (text == "LW") {
    result.last_weekday_of_month = true;
  } else if (text.ends_with('W')) {
    result.nearest_weekday = cron_value(text.substr(0, text.size() - 1), day_field, result.text);
  } else {
    set_all(result.days_of_month, text, day_field, result.text);
  }
}

// L (Saturday, the last day of the week), 5L, 3#2 and lists.
void read_days_of_week(std::string_view text, CronExpression& result) {
  result.any_day_of_week = is_any(text);
  const std::size_t hash = text.find('#');
  if (text == "L") {
    result.days_of_week.set(6);
  } else if (hash != text.npos) {
    result.nth_of_month = cron_value(text.substr(hash + 1), {"which such day of the month", 1, 5, {}}, result.text);
    set_all(result.days_of_week, text.substr(0, hash), event_bridge_weekday, result.text);
  } else if (text.size() > 1 && text.ends_with('L')) {
    result.last_of_month = true;
    set_all(result.days_of_week, text.substr(0, text.size() - 1), event_bridge_weekday, result.text);
  } else {
    set_all(result.days_of_week, text, event_bridge_weekday, result.text);
  }
}

void read_shared_fields(const std::vector<std::string_view>& fields, CronExpression& result) {
  for (const std::size_t i : {0, 1, 3}) {
    if (fields[i] == "?" && result.dialect == CronDialect::event_bridge) {
      fail_cron(result.text, "'?' only for days", fields[i]);
    }
  }
  set_all(result.minutes, fields[0], minute_field, result.text);
  set_all(result.hours, fields[1], hour_field, result.text);
  set_all(result.months, fields[3], month_field, result.text);
}

CronExpression event_bridge(std::string_view text, std::string_view inside) {
  const std::vector<std::string_view> fields = words_of(inside);
  if (fields.size() != 6) {
    fail_cron(text, "six fields in cron(…): minutes hours day-of-month month day-of-week year", inside);
  }
  CronExpression result;
  result.text = text;
  if ((fields[2] == "?") == (fields[4] == "?")) {
    fail_cron(text, "'?' for either the days of the month or the days of the week", inside);
  }
  read_shared_fields(fields, result);
  read_days_of_month(fields[2], result);
  read_days_of_week(fields[4], result);
  set_all(result.years, fields[5], year_field, text);
  return result;
}

CronExpression rate(std::string_view text, std::string_view inside) {
  const std::vector<std::string_view> words = words_of(inside);
  constexpr std::pair<std::string_view, int> units[] = {{"minute", 1}, {"hour", 60}, {"day", 1440}};
  if (words.size() == 2) {
    const int number = cron_value(words[0], {"a number", 1, 9999, {}}, text);
    for (const auto& [unit, minutes] : units) {
      const bool is_plural = words[1].size() == unit.size() + 1 && words[1].ends_with('s');
      if (!words[1].starts_with(unit) || (number == 1 ? words[1] != unit : !is_plural)) continue;
      CronExpression result;
      result.text = text;
      result.rate_minutes = std::int64_t{number} * minutes;
      return result;
    }
  }
  fail_cron(text, "a rate such as rate(1 hour) or rate(5 minutes)", inside);
}

CronExpression kubernetes(std::string_view text, std::string_view fields_text) {
  const std::vector<std::string_view> fields = words_of(fields_text);
  if (fields.size() != 5) {
    fail_cron(text,
              "cron(…) or rate(…) of EventBridge, the five fields of a CronJob (minute hour day-of-month month "
              "day-of-week), or a time such as 08:30",
              fields_text);
  }
  CronExpression result;
  result.dialect = CronDialect::kubernetes;
  result.text = text;
  read_shared_fields(fields, result);
  result.any_day_of_month = is_any(fields[2]);
  result.any_day_of_week = is_any(fields[4]);
  set_all(result.days_of_month, fields[2], day_field, text);
  set_all(result.days_of_week, fields[4], kubernetes_weekday, text);
  result.years.set();
  return result;
}

bool is_clock(std::string_view text) {
  return text.size() == 5 && text[2] == ':' && text.find_first_not_of("0123456789:") == text.npos;
}

bool is_nearest_weekday(int wanted, int year, int month, int day, int weekday) {
  if (weekday == 0 || weekday == 6) return false;
  if (day == wanted) return true;
  const int last = days_in_month(year, month);
  const bool from_saturday = weekday == 5 && day == wanted - 1 && wanted != 1;
  const bool from_sunday = weekday == 1 && day == wanted + 1 && wanted != last;
  // A Saturday the 1st moves to Monday the 3rd and a Sunday the last to Friday: the month is not left.
  const bool from_first = weekday == 1 && wanted == 1 && day == 3;
  const bool from_last = weekday == 5 && wanted == last && day == last - 2;
  return from_saturday || from_sunday || from_first || from_last;
}

bool matches_day_of_month(const CronExpression& expression, int year, int month, int day, int weekday) {
  const int last = days_in_month(year, month);
  if (expression.last_day_of_month) return day == last;
  if (expression.last_weekday_of_month) return is_nearest_weekday(last, year, month, day, weekday);
  if (expression.nearest_weekday > 0) {
    return expression.nearest_weekday <= last &&
           is_nearest_weekday(expression.nearest_weekday, year, month, day, weekday);
  }
  return expression.days_of_month.test(static_cast<std::size_t>(day));
}

bool matches_day_of_week(const CronExpression& expression, int year, int month, int day, int weekday) {
  if (!expression.days_of_week.test(static_cast<std::size_t>(weekday))) return false;
  if (expression.nth_of_month > 0 && (day - 1) / 7 + 1 != expression.nth_of_month) return false;
  return !expression.last_of_month || day + 7 > days_in_month(year, month);
}

}  // namespace

CronExpression parse_cron(std::string_view text) {
  if (text.size() > 500) fail_cron(text, "a schedule of at most 500 bytes", text);
  if (text.starts_with("cron(") && text.ends_with(')')) return event_bridge(text, text.substr(5, text.size() - 6));
  if (text.starts_with("rate(") && text.ends_with(')')) return rate(text, text.substr(5, text.size() - 6));
  if (is_clock(text)) {
    CronExpression daily =
        kubernetes(text, std::string(text.substr(3)) + " " + std::string(text.substr(0, 2)) + " * * *");
    daily.dialect = CronDialect::event_bridge;
    return daily;
  }
  for (const auto& [name, fields] : shorthands) {
    if (detail::lower_case(text) == name) return kubernetes(text, fields);
  }
  return kubernetes(text, text);
}

bool runs_on(const CronExpression& expression, int year, int month, int day) {
  if (!expression.months.test(static_cast<std::size_t>(month))) return false;
  if (!expression.years.test(static_cast<std::size_t>(year))) return false;
  const int weekday = (weekday_of(civil_seconds({year, month, day, 0, 0, 0})) + 1) % 7;
  const bool of_month = matches_day_of_month(expression, year, month, day, weekday);
  const bool of_week = matches_day_of_week(expression, year, month, day, weekday);
  // Kubernetes runs on the days of either when both are restricted.
  const bool both_given = !expression.any_day_of_month && !expression.any_day_of_week;
  return both_given ? of_month || of_week : of_month && of_week;
}

}  // namespace container_tco
