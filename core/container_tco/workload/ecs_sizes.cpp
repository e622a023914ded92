#include "container_tco/workload/ecs_sizes.hpp"

#include <algorithm>
#include <string>

#include "container_tco/error/ascii.hpp"

namespace container_tco {
namespace {

struct Measure {
  std::string_view unit;  // in lower case
  std::int64_t minimum;
  std::int64_t maximum;
  std::string expected;
  std::string remedy;
};

// The number in 1/1024 of the unit, or as it stands when no unit is written. Nothing when it is no such text.
std::optional<Rational> read_measure(std::string_view text, std::string_view unit) {
  text = detail::trimmed(text);
  const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
  const std::string_view number = text.substr(0, end);
  const std::string_view suffix = detail::trimmed(text.substr(end));
  if (number.empty() || number.size() > 20 || (!suffix.empty() && detail::lower_case(suffix) != unit)) {
    return std::nullopt;
  }
  try {
    return Rational::parse(number) * Rational(suffix.empty() ? 1 : 1024);
  } catch (const InvalidInputError&) {
    return std::nullopt;
  }
}

std::int64_t parse_measure(const JsonCursor& cursor, const Measure& measure) {
  if (!cursor.value().is_string() && !cursor.value().is_number()) cursor.fail(measure.expected);
  const std::optional<Rational> number = read_measure(cursor.value().text(), measure.unit);
  if (!number || !number->is_whole()) cursor.fail(measure.expected, measure.remedy);
  if (*number < Rational(measure.minimum) || *number > Rational(measure.maximum)) {
    cursor.fail(
        measure.expected + ", from " + std::to_string(measure.minimum) + " to " + std::to_string(measure.maximum),
        measure.remedy);
  }
  return number->floor();
}

}  // namespace

Cpu parse_ecs_task_cpu(const JsonCursor& cursor) {
  return Cpu::from_units(
      parse_measure(cursor, {"vcpu", 128, 196608, "a whole number of CPU units such as \"1024\" or \"1 vCPU\"",
                             "A bare number counts CPU units, 1024 to the vCPU"}));
}

Bytes parse_ecs_task_memory(const JsonCursor& cursor) {
  return Bytes::from_mib(
      parse_measure(cursor, {"gb", 1, max_task_memory_mib, "a whole number of MiB such as \"2048\" or \"2 GB\"",
                             "A bare number counts MiB; the only unit is GB, of 1024 MiB"}));
}

}  // namespace container_tco
