#include "container_tco/estimate/strategy_text.hpp"

#include <charconv>

#include "container_tco/error.hpp"
#include "container_tco/error/ascii.hpp"

namespace container_tco {
namespace {

struct NamedCapacity {
  const char* name;
  CapacityKind kind;
  bool is_spot;
};

constexpr NamedCapacity capacities[] = {{"fargate", CapacityKind::fargate, false},
                                        {"fargate-spot", CapacityKind::fargate_spot, true},
                                        {"ec2", CapacityKind::auto_scaling_group, false},
                                        {"ec2-spot", CapacityKind::auto_scaling_group, true},
                                        {"managed-instances", CapacityKind::managed_instances, false},
                                        {"managed-instances-spot", CapacityKind::managed_instances, true}};

[[noreturn]] void refuse(std::string_view item) {
  throw InvalidInputError(
      "capacity_strategy", std::string(item), "items such as 'ec2:base=4' and 'fargate:weight=1'",
      "Kinds are fargate, fargate-spot, ec2, ec2-spot, managed-instances and managed-instances-spot");
}

// The text before the next `mark`, which is taken off `rest` with it.
std::string_view take(std::string_view& rest, char mark) {
  const std::size_t end = rest.find(mark);
  const std::string_view taken = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return taken;
}

std::int64_t number(std::string_view text, std::string_view item) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty() || value < 0) refuse(item);
  return value;
}

CapacityShare parse_share(std::string_view item) {
  std::string_view rest = item;
  std::string_view who = take(rest, ':');
  const std::string_view kind = take(who, '@');
  CapacityShare share;
  bool is_known = false;
  for (const NamedCapacity& capacity : capacities) {
    if (kind != capacity.name) continue;
    share.kind = capacity.kind;
    share.is_spot = capacity.is_spot;
    is_known = true;
  }
  if (!is_known) refuse(item);
  share.provider = who.empty() ? std::string(kind) : std::string(who);
  bool has_numbers = false;
  while (!rest.empty()) {
    std::string_view value = take(rest, ':');
    const std::string_view name = take(value, '=');
    if (name == "base") {
      share.base = number(value, item);
    } else if (name == "weight") {
      share.weight = number(value, item);
    } else {
      refuse(item);
    }
    has_numbers = true;
  }
  if (!has_numbers) share.weight = 1;
  return share;
}

std::string name_of(const CapacityShare& share) {
  const bool is_spot = share.is_spot || share.kind == CapacityKind::fargate_spot;
  // Fargate that is bought as Spot is Fargate Spot, whichever of the two says so.
  const CapacityKind kind = is_spot && share.kind == CapacityKind::fargate ? CapacityKind::fargate_spot : share.kind;
  for (const NamedCapacity& capacity : capacities) {
    if (capacity.kind == kind && capacity.is_spot == is_spot) return capacity.name;
  }
  throw InternalError("a kind of capacity without a name on one line");
}

}  // namespace

std::vector<CapacityShare> parse_capacity_strategy(std::string_view text) {
  std::vector<CapacityShare> strategy;
  while (!text.empty()) {
    const std::string_view item = detail::trimmed(take(text, ','));
    if (item.empty()) refuse(item);
    strategy.push_back(parse_share(item));
  }
  return strategy;
}

std::string strategy_text(const std::vector<CapacityShare>& strategy) {
  std::string text;
  for (const CapacityShare& share : strategy) {
    const std::string kind = name_of(share);
    text += (text.empty() ? "" : ",") + kind + (share.provider == kind ? "" : "@" + share.provider) +
            ":base=" + std::to_string(share.base) + ":weight=" + std::to_string(share.weight);
  }
  return text;
}

}  // namespace container_tco
