#include "container_tco/error.hpp"

#include <algorithm>

#include "container_tco/error/ascii.hpp"
#include "container_tco/error/utf8.hpp"

namespace container_tco {
namespace {

std::string sentence_list(const std::vector<std::string>& parts, const std::string& separator) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : separator) + part;
  return text;
}

std::string place(const InputLocation& where) {
  if (where.json_path.empty() || where.json_path == "$") return where.file;
  return where.file + " at " + where.json_path;
}

std::string with_remedy(std::string message, const std::string& remedy) {
  if (!remedy.empty()) message += ". " + remedy;
  return message;
}

std::string price_not_found_message(const std::string& key, const std::string& region,
                                    const std::vector<std::string>& candidates) {
  std::string message = "no price for '" + printable(key, 120) + "' in " + printable(region);
  if (!candidates.empty()) message += "; nearest: " + join_alternatives(candidates);
  return message + ". State it in a price overlay, or choose another region or type";
}

std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row[b.size()];
}

// Long enough for every name of ours, short enough to be compared with many.
std::string comparable(const std::string& text) { return detail::lower_case(std::string_view(text).substr(0, 100)); }

// U+0080 to U+009F are control characters too; some terminals act on them.
bool is_shown(const detail::Utf8Character& character) {
  const std::uint32_t code_point = character.code_point;
  return character.is_valid && code_point >= 0x20 && !(code_point >= 0x7F && code_point < 0xA0);
}

std::string escaped(const std::string& bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const char character : bytes) {
    const auto byte = static_cast<unsigned char>(character);
    text += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
  }
  return text;
}

}  // namespace

Error::Error(const std::string& message) : std::runtime_error(message) {}

ParseError::ParseError(InputLocation where, std::string expected, std::string found, std::string remedy)
    : Error(with_remedy(place(where) + ": expected " + expected + ", found " + found, remedy)),
      where_(std::move(where)),
      expected_(std::move(expected)),
      found_(std::move(found)),
      remedy_(std::move(remedy)) {}

InvalidInputError::InvalidInputError(std::string field, std::string value, std::string allowed, std::string remedy)
    : Error(with_remedy(field + ": expected " + allowed + ", found '" + printable(value) + "'", remedy)),
      field_(std::move(field)),
      value_(std::move(value)),
      allowed_(std::move(allowed)) {}

CurrencyMismatchError::CurrencyMismatchError(std::string expected, std::string actual)
    : Error("expected an amount in " + expected + ", found one in " + actual +
            ". Amounts of different currencies are never added: state an exchange rate"),
      expected_(std::move(expected)),
      actual_(std::move(actual)) {}

UnitMismatchError::UnitMismatchError(std::string expected, std::string actual)
    : Error("expected a quantity in " + expected + ", found one in " + actual),
      expected_(std::move(expected)),
      actual_(std::move(actual)) {}

PriceNotFoundError::PriceNotFoundError(std::string key, std::string region, std::vector<std::string> candidates)
    : Error(price_not_found_message(key, region, candidates)),
      key_(std::move(key)),
      region_(std::move(region)),
      candidates_(std::move(candidates)) {}

AmbiguousPriceError::AmbiguousPriceError(std::string key, std::string region, std::vector<std::string> matches)
    : Error("several prices for '" + printable(key, 120) + "' in " + printable(region) + ": " +
            sentence_list(matches, "; ") + ". Keep one of them"),
      key_(std::move(key)),
      region_(std::move(region)),
      matches_(std::move(matches)) {}

InfeasibleError::InfeasibleError(std::string item, std::vector<std::string> reasons)
    : Error("nothing can run " + printable(item) + ": " + sentence_list(reasons, "; ")),
      item_(std::move(item)),
      reasons_(std::move(reasons)) {}

FileError::FileError(std::string path, int error_number, const std::string& reason)
    : Error(printable(path, 300) + ": " + reason), path_(std::move(path)), error_number_(error_number) {}

InternalError::InternalError(const std::string& invariant)
    : Error("this is a bug in container_tco: " + invariant + ". Please report it with the input") {}

std::vector<std::string> nearest_names(const std::string& wanted, const std::vector<std::string>& known,
                                       std::size_t limit) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  ranked.reserve(known.size());
  const std::string target = comparable(wanted);
  for (const std::string& name : known) ranked.emplace_back(edit_distance(target, comparable(name)), name);
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> names;
  for (const auto& [distance, name] : ranked) {
    if (names.size() == limit) break;
    names.push_back(name);
  }
  return names;
}

void require_range(const std::string& field, std::int64_t value, std::int64_t least, std::int64_t most,
                   const std::string& remedy) {
  if (value >= least && value <= most) return;
  throw InvalidInputError(field, std::to_string(value), std::to_string(least) + " to " + std::to_string(most), remedy);
}

std::string join_alternatives(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text;
}

std::string printable(const std::string& text, std::size_t limit) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    if (at >= limit) return shown + "…";
    const detail::Utf8Character character = detail::utf8_character(text, at);
    const std::string bytes = text.substr(at, character.length);
    shown += is_shown(character) ? bytes : escaped(bytes);
    at += character.length;
  }
  return shown;
}

}  // namespace container_tco
