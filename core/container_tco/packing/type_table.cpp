#include "container_tco/packing/type_table.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/packing/pack_input.hpp"
#include "container_tco/packing/shortfall.hpp"

namespace container_tco {
namespace {

using detail::CandidateType;
using detail::class_resources;
using detail::TypeClass;

constexpr std::int64_t most_weight = 1'000'000'000'000'000;
constexpr std::int64_t unknown_slots = -1;

void require_valid(const std::vector<WeighedHost>& hosts) {
  std::set<std::string_view> names;
  for (const WeighedHost& host : hosts) {
    if (!names.insert(host.name).second) {
      throw InvalidInputError("host types", printable(host.name), "names that differ");
    }
    if (host.weight < 1 || host.weight > most_weight) {
      throw InvalidInputError("weight of " + printable(host.name), std::to_string(host.weight), "1 to 10^15");
    }
  }
}

bool is_usable(const WeighedHost& host) {
  const Resources& amounts = host.host.allocatable;
  return amounts.cpu.ticks() >= 0 && amounts.memory.bytes() >= 0 && amounts.gpu_count >= 0 &&
         host.host.network_slots.value_or(0) >= 0;
}

// Usable types by weight, then name.
std::vector<CandidateType> usable_types(const std::vector<WeighedHost>& hosts) {
  std::vector<CandidateType> types;
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    const Resources& amounts = hosts[i].host.allocatable;
    if (!is_usable(hosts[i])) continue;
    types.push_back({{amounts.cpu.ticks(), amounts.memory.bytes(), amounts.gpu_count,
                      hosts[i].host.network_slots.value_or(unknown_slots)},
                     hosts[i].weight,
                     i});
  }
  std::sort(types.begin(), types.end(), [&](const CandidateType& a, const CandidateType& b) {
    return a.weight != b.weight ? a.weight < b.weight : hosts[a.source].name < hosts[b.source].name;
  });
  return types;
}

// `types` come by weight, then name. An earlier type with at least as much of everything never needs more hosts, so it
// weighs less, or the same with a name that comes first: the later one can be left out without changing any answer.
TypeClass prune(const std::vector<CandidateType>& types, bool with_gpus, bool with_slots) {
  TypeClass result;
  const std::array<bool, detail::class_resources> is_used = {true, true, with_gpus, with_slots};
  for (const CandidateType& type : types) {
    if ((with_gpus && type.amounts[detail::gpus_at] < 1) || (with_slots && type.amounts[detail::slots_at] < 1))
      continue;
    const bool is_beaten = std::any_of(result.types.begin(), result.types.end(), [&](const CandidateType& earlier) {
      for (std::size_t r = 0; r < is_used.size(); ++r) {
        if (is_used[r] && earlier.amounts[r] < type.amounts[r]) return false;
      }
      return true;
    });
    if (!is_beaten) result.types.push_back(type);
  }
  result.lanes = detail::lanes_by_ratio(result.types, is_used);
  return result;
}

// The resource of which one copy asks for most in shares of the host, and that share; infinite where the host has none.
std::pair<std::size_t, double> most_exceeded(const detail::PackAmounts& need, const CandidateType& type) {
  std::pair<std::size_t, double> most{0, 0.0};
  for (std::size_t r = 0; r < class_resources; ++r) {
    if (need[r] <= 0) continue;
    const double share = type.amounts[r] > 0 ? static_cast<double>(need[r]) / static_cast<double>(type.amounts[r])
                                             : std::numeric_limits<double>::infinity();
    if (share > most.second) most = {r, share};
  }
  return most;
}

std::string reason_for(const detail::PackAmounts& need, const CandidateType& type) {
  detail::PackAmounts offer = need;
  std::copy(type.amounts.begin(), type.amounts.end(), offer.begin());
  const bool is_unknown = offer[detail::slots_at] == unknown_slots;
  if (is_unknown) offer[detail::slots_at] = need[detail::slots_at];
  std::string reason = detail::describe_shortfall(need, offer, "");
  if (!is_unknown || need[detail::slots_at] == 0) return reason;
  if (!reason.empty()) reason += "; ";
  return reason + "how many network slots the host offers is unknown";
}

bool holds(const detail::PackAmounts& need, const CandidateType& type) {
  for (std::size_t r = 0; r < class_resources; ++r) {
    if (need[r] > 0 && need[r] > type.amounts[r]) return false;
  }
  return true;
}

}  // namespace

TypeTable::TypeTable(std::vector<WeighedHost> hosts) : hosts_(std::move(hosts)) {
  require_valid(hosts_);
  const std::vector<CandidateType> types = usable_types(hosts_);
  for (std::size_t i = 0; i < classes_.size(); ++i) classes_[i] = prune(types, (i & 1) != 0, (i & 2) != 0);
}

std::size_t TypeTable::types_kept(bool with_gpus, bool with_slots) const {
  return classes_[(with_gpus ? 1U : 0U) + (with_slots ? 2U : 0U)].types.size();
}

std::optional<NearestType> TypeTable::nearest(const EqualTasks& tasks) const {
  if (tasks.copies == 0) return std::nullopt;
  const detail::PackAmounts need = {tasks.request.cpu.ticks(), tasks.request.memory.bytes(), tasks.request.gpu_count,
                                    tasks.network_slots};
  const std::vector<CandidateType> types = usable_types(hosts_);
  const CandidateType* nearest = nullptr;
  std::pair<std::size_t, double> exceeded;
  for (const CandidateType& type : types) {
    if (holds(need, type)) return std::nullopt;
    const auto most = most_exceeded(need, type);
    if (nearest != nullptr && most.second >= exceeded.second) continue;
    nearest = &type;
    exceeded = most;
  }
  if (nearest == nullptr) return std::nullopt;
  return NearestType{nearest->source, detail::pack_resource_names[exceeded.first], reason_for(need, *nearest)};
}

}  // namespace container_tco
