#include "container_tco/workload/kubernetes_quantity.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace container_tco {
namespace {

constexpr std::int64_t largest_copies = 10'000'000;
constexpr std::size_t longest_quantity = 64;

struct Suffix {
  std::string_view text;
  std::int64_t numerator;
  std::int64_t denominator;
};

// k8s.io/apimachinery, api/resource: decimal and binary suffixes.
constexpr std::array<Suffix, 16> suffixes = {{
    {"", 1, 1},
    {"n", 1, 1'000'000'000},
    {"u", 1, 1'000'000},
    {"m", 1, 1'000},
    {"k", 1'000, 1},
    {"M", 1'000'000, 1},
    {"G", 1'000'000'000, 1},
    {"T", 1'000'000'000'000, 1},
    {"P", 1'000'000'000'000'000, 1},
    {"E", 1'000'000'000'000'000'000, 1},
    {"Ki", 1LL << 10, 1},
    {"Mi", 1LL << 20, 1},
    {"Gi", 1LL << 30, 1},
    {"Ti", 1LL << 40, 1},
    {"Pi", 1LL << 50, 1},
    {"Ei", 1LL << 60, 1},
}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_exponent(std::string_view text) {
  if (text.size() < 2 || (text[0] != 'e' && text[0] != 'E')) return false;
  text.remove_prefix(text[1] == '+' || text[1] == '-' ? 2 : 1);
  return !text.empty() && text.size() <= 2 && std::all_of(text.begin(), text.end(), is_digit);
}

/// Nothing when `text` is not a quantity, or has more digits than any real one.
std::optional<Rational> parse_quantity(std::string_view text) {
  if (text.size() > longest_quantity) return std::nullopt;
  std::string sign;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    if (text[0] == '-') sign = "-";
    text.remove_prefix(1);
  }
  const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
  const std::string_view number = text.substr(0, end);
  const std::string_view suffix = text.substr(end);
  if (std::none_of(number.begin(), number.end(), is_digit)) return std::nullopt;
  if (std::count(number.begin(), number.end(), '.') > 1) return std::nullopt;

  // ".5" and "5." are quantities, but not every reader of decimals takes them.
  const std::string decimal = sign + "0" + std::string(number) + (number.back() == '.' ? "0" : "");
  try {
    if (is_exponent(suffix)) return Rational::parse(decimal + std::string(suffix));
    for (const Suffix& known : suffixes) {
      if (known.text == suffix) return Rational::parse(decimal) * Rational::ratio(known.numerator, known.denominator);
    }
  } catch (const InvalidInputError&) {
    return std::nullopt;
  }
  return std::nullopt;
}

/// The quantity, known to be within 0 and `largest`.
Rational read_quantity(const JsonCursor& cursor, const std::string& expected, const Rational& largest) {
  refuse_placeholder(cursor);
  if (!cursor.value().is_string() && !cursor.value().is_number()) cursor.fail(expected);
  const auto quantity = parse_quantity(cursor.value().text());
  if (!quantity) {
    cursor.fail(expected, "Write a number with at most one of the suffixes m k M G T P E Ki Mi Gi Ti Pi Ei");
  }
  if (quantity->is_negative()) cursor.fail(expected, "A request cannot be negative");
  if (*quantity > largest) cursor.fail(expected, "Check the suffix: 1Gi is 1,073,741,824 bytes, 1000m is 1 CPU");
  return *quantity;
}

}  // namespace

void refuse_placeholder(const JsonCursor& cursor) {
  if (cursor.value().is_string() && looks_like_placeholder(cursor.value().text())) {
    throw ParseError(cursor.location(), "a value",
                     "the template placeholder '" + printable(cursor.value().text()) + "'",
                     "Fill it in, or render the manifests first: helm template NAME CHART > rendered.yaml");
  }
}

Cpu read_cpu_quantity(const JsonCursor& cursor) {
  const Rational cpus =
      read_quantity(cursor, "a CPU quantity from 0 to 100000 such as \"250m\" or \"0.5\"", Rational(100'000));
  return Cpu::from_milli((cpus * Rational(1000)).ceil());
}

Bytes read_bytes_quantity(const JsonCursor& cursor) {
  const Rational bytes =
      read_quantity(cursor, "a quantity of bytes from 0 to 1Pi such as \"512Mi\" or \"1G\"", Rational(1LL << 50));
  return Bytes::from_bytes(bytes.ceil());
}

std::int64_t read_device_quantity(const JsonCursor& cursor) {
  const std::string expected = "a whole number of devices from 0 to 1000000";
  const Rational devices = read_quantity(cursor, expected, Rational(1'000'000));
  if (!devices.is_whole()) cursor.fail(expected);
  return devices.floor();
}

std::int64_t read_copies(const JsonCursor& cursor) {
  refuse_placeholder(cursor);
  return cursor.integer(0, largest_copies);
}

}  // namespace container_tco
