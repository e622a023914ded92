#include "container_tco/packing/shortfall.hpp"

#include <vector>

namespace container_tco::detail {
namespace {

struct NaturalUnit {
  std::int64_t size;
  const char* one;
  const char* many;
  const char* of;
};

constexpr std::array<NaturalUnit, pack_resource_count> natural_units = {{
    {Cpu::ticks_per_vcpu, " vCPU", " vCPU", ""},
    {std::int64_t{1} << 30, " GiB", " GiB", " of memory"},
    {1, " GPU", " GPUs", ""},
    {1, " network slot", " network slots", ""},
    {1, " attached volume", " attached volumes", ""},
}};

/// `amount` / `unit` with at most three digits after the point.
std::string decimal(std::int64_t amount, std::int64_t unit, bool round_up) {
  std::int64_t whole = amount / unit;
  std::int64_t thousandths = (amount % unit * 1000 + (round_up ? unit - 1 : 0)) / unit;
  whole += thousandths / 1000;
  thousandths %= 1000;
  if (thousandths == 0) return std::to_string(whole);
  std::string digits = std::to_string(1000 + thousandths).substr(1);
  digits.erase(digits.find_last_not_of('0') + 1);
  return std::to_string(whole) + "." + digits;
}

std::string in_words(std::int64_t amount, const NaturalUnit& unit, bool round_up) {
  const std::string number = amount < 0 ? "less than 0" : decimal(amount, unit.size, round_up);
  return number + (number == "1" ? unit.one : unit.many);
}

std::string join_with_and(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " and " : ", ";
    text += parts[i];
  }
  return text;
}

}  // namespace

std::string describe_shortfall(const PackAmounts& need, const PackAmounts& offer, const std::string& after) {
  std::vector<std::string> needs;
  std::vector<std::string> offers;
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    if (need[r] <= offer[r]) continue;
    needs.push_back(in_words(need[r], natural_units[r], true) + natural_units[r].of);
    offers.push_back(in_words(offer[r], natural_units[r], false));
  }
  if (needs.empty()) return {};
  return "needs " + join_with_and(needs) + "; the host offers " + join_with_and(offers) + after;
}

}  // namespace container_tco::detail
