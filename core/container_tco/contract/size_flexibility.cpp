#include "container_tco/contract/size_flexibility.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace container_tco {
namespace {

constexpr std::array<std::pair<std::string_view, int>, 6> quarter_factors = {
    {{"nano", 1}, {"micro", 2}, {"small", 4}, {"medium", 8}, {"large", 16}, {"xlarge", 32}}};

// Families whose reservations hold for one size only (Amazon EC2 User Guide, instance size flexibility).
constexpr std::string_view inflexible_families[] = {
    "g4ad",  "g4dn",  "g5", "g5g", "g6",   "g6e",  "g6f",  "gr6",     "gr6f",    "hpc6a",   "hpc6id",
    "hpc7a", "hpc7g", "p5", "p5e", "p5en", "inf1", "inf2", "u7i-6tb", "u7i-8tb", "u7i-12tb"};

}  // namespace

std::optional<Rational> normalisation_factor(const std::string& size) {
  for (const auto& [name, quarters] : quarter_factors) {
    if (name == size) return Rational::ratio(quarters, 4);
  }
  constexpr std::string_view suffix = "xlarge";
  if (!size.ends_with(suffix)) return std::nullopt;
  const std::string number = size.substr(0, size.size() - suffix.size());
  if (number.empty() || number.size() > 4 || number.find_first_not_of("0123456789") != std::string::npos) {
    return std::nullopt;
  }
  return Rational(8) * Rational::parse(number);
}

std::optional<Rational> reserved_instances_for(const InstanceType& reserved, const InstanceType& used, bool is_linux) {
  if (reserved.name == used.name) return Rational(1);
  const bool is_flexible = std::find(std::begin(inflexible_families), std::end(inflexible_families), used.family) ==
                           std::end(inflexible_families);
  if (!is_linux || !is_flexible || reserved.family != used.family) return std::nullopt;
  const std::optional<Rational> held = normalisation_factor(reserved.size);
  const std::optional<Rational> needed = normalisation_factor(used.size);
  if (!held || !needed) return std::nullopt;
  return *needed / *held;
}

}  // namespace container_tco
