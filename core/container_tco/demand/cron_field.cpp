#include "container_tco/demand/cron_field.hpp"

#include <algorithm>
#include <set>

#include "container_tco/error.hpp"
#include "container_tco/error/ascii.hpp"

namespace container_tco {
namespace {

std::string range_text(const CronField& field) {
  return std::string(field.name) + " from " + std::to_string(field.least) + " to " + std::to_string(field.most);
}

int whole_number(std::string_view text, const CronField& field, std::string_view whole) {
  const bool is_number = !text.empty() && text.size() <= 4 && text.find_first_not_of("0123456789") == text.npos;
  if (!is_number) fail_cron(whole, range_text(field), text);
  return std::stoi(std::string(text));
}

// "1-5/2", "*/15", "3/20", "7".
void add_part(std::string_view part, const CronField& field, std::string_view whole, std::set<int>& values) {
  const std::size_t slash = part.find('/');
  const std::string_view range = part.substr(0, slash);
  const std::size_t dash = range.find('-');
  int first = field.least;
  int last = field.most;
  if (range != "*") {
    first = cron_value(range.substr(0, dash), field, whole);
    if (dash != range.npos) last = cron_value(range.substr(dash + 1), field, whole);
    if (dash == range.npos && slash == part.npos) last = first;
  }
  if (last < first) fail_cron(whole, "a range that ascends in " + std::string(field.name), part);
  int step = 1;
  if (slash != part.npos) {
    step = whole_number(part.substr(slash + 1), field, whole);
    if (step == 0) fail_cron(whole, "a step above 0 in " + std::string(field.name), part);
  }
  for (int value = first; value <= last; value += step) values.insert(value);
}

}  // namespace

void fail_cron(std::string_view whole, const std::string& expected, std::string_view found) {
  throw ParseError({"schedule '" + printable(std::string(whole)) + "'", ""}, expected,
                   "'" + printable(std::string(found), 40) + "'");
}

int cron_value(std::string_view text, const CronField& field, std::string_view whole) {
  const std::string name = detail::lower_case(text);
  const auto named = std::find(field.names.begin(), field.names.end(), name);
  if (named != field.names.end()) return field.least + static_cast<int>(named - field.names.begin());
  const int value = whole_number(text, field, whole);
  if (value < field.least || value > field.most) fail_cron(whole, range_text(field), text);
  return value;
}

std::vector<int> cron_values(std::string_view text, const CronField& field, std::string_view whole) {
  std::set<int> values;
  while (true) {
    const std::size_t comma = text.find(',');
    add_part(text.substr(0, comma), field, whole, values);
    if (comma == text.npos) return {values.begin(), values.end()};
    text.remove_prefix(comma + 1);
  }
}

}  // namespace container_tco
