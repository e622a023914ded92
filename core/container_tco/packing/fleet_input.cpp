#include "container_tco/packing/fleet_input.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/packing/fleet_check.hpp"
#include "container_tco/packing/fleet_zones.hpp"
#include "container_tco/packing/reachable_capacity.hpp"
#include "container_tco/packing/shortfall.hpp"

namespace container_tco::detail {
namespace {

PackAmounts amounts_of(const PackItem& item) {
  return {item.request.cpu.ticks(), item.request.memory.bytes(), item.request.gpu_count, item.network_slots,
          item.volumes};
}

bool contains(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

std::string label_mismatch(const FleetItem& item, const FleetHostType& type) {
  for (const std::string& label : item.required_labels) {
    if (!contains(type.labels, label)) return "lacks the label \"" + printable(label) + "\"";
  }
  for (const std::string& taint : type.taints) {
    if (!contains(item.tolerated_taints, taint)) return "has the taint \"" + printable(taint) + "\"";
  }
  return {};
}

/// A type while it is prepared: what its daemons hold.
struct PreparedType {
  FleetType type;
  std::vector<std::string> taken;  ///< Exclusive names that daemons hold.
  std::string unusable;
};

PreparedType prepare_type(const FleetHostType& type, std::size_t source, const FleetOptions& options) {
  PreparedType prepared;
  FleetType& result = prepared.type;
  result.source = source;
  result.weight = type.weight;
  result.max_new = type.max_new_hosts.value_or(no_host_limit);
  for (std::size_t g = 0; g < options.groups.size(); ++g) {
    if (options.groups[g].name == type.group) result.group = g + 1;
  }
  result.existing = type.existing;
  result.existing.resize(static_cast<std::size_t>(options.zones), 0);
  std::int64_t slots = 0;
  std::int64_t volumes = 0;
  for (const FleetItem& daemon : options.daemons) {
    if (!may_run_on(daemon, type)) continue;
    result.daemons = result.daemons + daemon.request;
    slots += daemon.network_slots;
    volumes += daemon.volumes;
    std::vector<std::string> names = daemon.exclusive;
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const std::string& name : names) {
      if (contains(prepared.taken, name)) prepared.unusable = "two daemons want \"" + printable(name) + "\"";
      prepared.taken.push_back(name);
    }
  }
  const Resources& offer = type.host.allocatable;
  const PackAmounts have = {offer.cpu.ticks(), offer.memory.bytes(), offer.gpu_count,
                            type.host.network_slots.value_or(no_host_limit), type.host.volumes.value_or(no_host_limit)};
  const PackAmounts need = {result.daemons.cpu.ticks(), result.daemons.memory.bytes(), result.daemons.gpu_count, slots,
                            volumes};
  const std::string missing = describe_shortfall(need, have, "");
  if (!missing.empty()) prepared.unusable = "its daemons together: " + missing;
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    result.capacity[r] = have[r] - std::min(need[r], have[r]);
    // 2^50 × 100 stays within 64 bits.
    if (r < 2) result.capacity[r] = result.capacity[r] * 100 / (100 + options.headroom_percent);
  }
  return prepared;
}

/// Whether a copy goes on such a host if it is small enough.
bool may_be_on(const FleetItem& item, const PreparedType& prepared, const FleetHostType& type) {
  const auto is_label = [&](const std::string& label) { return contains(type.labels, label); };
  const auto is_tolerated = [&](const std::string& taint) { return contains(item.tolerated_taints, taint); };
  const auto is_taken = [&](const std::string& name) { return contains(prepared.taken, name); };
  return prepared.unusable.empty() && std::all_of(item.required_labels.begin(), item.required_labels.end(), is_label) &&
         std::all_of(type.taints.begin(), type.taints.end(), is_tolerated) &&
         std::none_of(item.exclusive.begin(), item.exclusive.end(), is_taken);
}

/// The reason when it does not; empty when it does.
std::string why_incompatible(const FleetItem& item, const PreparedType& prepared, const FleetHostType& type) {
  if (!prepared.unusable.empty()) return prepared.unusable;
  const std::string mismatch = label_mismatch(item, type);
  if (!mismatch.empty()) return mismatch;
  for (const std::string& name : item.exclusive) {
    if (contains(prepared.taken, name)) return "a daemon holds \"" + printable(name) + "\"";
  }
  return {};
}

/// Why one copy does not go on an empty host; empty when it does.
std::string why_not(const FleetItem& item, const PreparedType& prepared, const FleetHostType& type) {
  std::string reason = why_incompatible(item, prepared, type);
  if (reason.empty()) reason = describe_shortfall(amounts_of(item), prepared.type.capacity, "");
  if (reason.empty() && !can_be_used(prepared.type)) {
    reason = "it has no host, and none may be opened (max_new_hosts 0)";
  }
  return reason;
}

/// Labels that the type lacks and taints that the item does not tolerate.
std::int64_t mismatches(const FleetItem& item, const FleetHostType& type) {
  const auto lacks = [&](const std::string& label) { return !contains(type.labels, label); };
  const auto repels = [&](const std::string& taint) { return !contains(item.tolerated_taints, taint); };
  return std::count_if(item.required_labels.begin(), item.required_labels.end(), lacks) +
         std::count_if(type.taints.begin(), type.taints.end(), repels);
}

/// How far the type is from taking the item: wrong labels are further than any lack of room, each a step.
std::int64_t distance(const FleetItem& item, const PreparedType& prepared, const FleetHostType& type) {
  constexpr std::int64_t scale = 1000;
  if (!prepared.unusable.empty()) return 3 * scale * scale;
  if (!may_run_on(item, type)) return 2 * scale * scale + mismatches(item, type);
  const PackAmounts need = amounts_of(item);
  std::int64_t furthest = 0;
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    const std::int64_t lack = need[r] - std::min(need[r], prepared.type.capacity[r]);
    if (lack > 0) furthest = std::max(furthest, lack / (need[r] / scale + 1));
  }
  return furthest;
}

std::string closest_reason(const FleetItem& item, const std::vector<PreparedType>& prepared,
                           const std::vector<FleetHostType>& types) {
  if (prepared.empty()) return "there is no host type to place it on";
  std::size_t best = 0;
  auto key = [&](std::size_t t) {
    return std::make_tuple(distance(item, prepared[t], types[prepared[t].type.source]), t);
  };
  for (std::size_t t = 1; t < prepared.size(); ++t) {
    if (key(t) < key(best)) best = t;
  }
  const FleetHostType& type = types[prepared[best].type.source];
  return "no host type takes it; closest is \"" + printable(type.name) + "\": " + why_not(item, prepared[best], type);
}

/// What each of many types answers, as text: texts are compared by whole words of memory.
using Answers = std::string;

/// What makes two items the same shape.
using ShapeKey = std::tuple<PackAmounts, std::vector<std::size_t>, Answers, std::string>;

constexpr char compatible = 1;
constexpr char accepted = 2;

/// Items with the same key are alike to every type.
using KindKey =
    std::tuple<PackAmounts, std::vector<std::string>, std::vector<std::string>, std::vector<std::string>, std::string>;

void set_neighbours(const ItemPairs& pairs, std::size_t item_count, FleetInput& input) {
  std::vector<std::size_t> shape_of(item_count, no_shape);
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    for (const std::size_t item : input.shapes[s].items) shape_of[item] = s;
  }
  note_apart(pairs, shape_of, input.shapes);
}

/// Copies of different items do not count against each other's limit per host, and only some keep apart from others:
/// such an item is its own kind.
std::string own_kind(const FleetItem& item, bool is_apart) {
  return item.max_copies_per_host || is_apart ? "item " + item.id : "";
}

/// The types that items may be on if they are small enough, found once for all items with the same names and labels.
class Compatibility {
 public:
  Compatibility(const std::vector<PreparedType>& prepared, const std::vector<FleetHostType>& types)
      : prepared_(prepared), types_(types) {
    for (const PreparedType& type : prepared) rooms_.push_back({type.type.capacity, can_be_used(type.type)});
  }

  /// By prepared type.
  const Answers& of(const FleetItem& item) {
    const auto [place, is_new] =
        rows_.try_emplace({item.required_labels, item.tolerated_taints, item.exclusive}, Answers());
    if (!is_new) return place->second;
    for (const PreparedType& type : prepared_) {
      place->second.push_back(may_be_on(item, type, types_[type.type.source]) ? compatible : 0);
    }
    return place->second;
  }
  /// What an empty host of the type has, close together: every shape is held against all types.
  struct Room {
    PackAmounts capacity{};
    bool can_be_used = false;
  };
  const std::vector<Room>& rooms() const { return rooms_; }

 private:
  using Names = std::vector<std::string>;
  const std::vector<PreparedType>& prepared_;
  const std::vector<FleetHostType>& types_;
  std::map<std::tuple<Names, Names, Names>, Answers> rows_;
  std::vector<Room> rooms_;
};

bool fits_on_empty(const PackAmounts& need, const PackAmounts& capacity) {
  bool holds = true;
  for (std::size_t r = 0; r < pack_resource_count; ++r) holds &= need[r] <= capacity[r];
  return holds;
}

/// The shape of such items, made when it is the first of them; none when no type takes them.
FleetShape* shape_of(const FleetItem& item, const std::string& kind, Compatibility& compatibility,
                     const std::map<std::string_view, std::size_t>& names, std::map<ShapeKey, FleetShape>& shapes) {
  const PackAmounts need = amounts_of(item);
  Answers accepts = compatibility.of(item);
  bool has_host = false;
  for (std::size_t t = 0; t < accepts.size(); ++t) {
    const Compatibility::Room& room = compatibility.rooms()[t];
    if (accepts[t] == 0 || !fits_on_empty(need, room.capacity)) continue;
    accepts[t] = accepted;
    has_host = has_host || room.can_be_used;
  }
  if (!has_host) return nullptr;
  std::vector<std::size_t> numbers;
  for (const std::string& name : item.exclusive) numbers.push_back(names.at(name));
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  FleetShape& shape = shapes[{need, numbers, std::move(accepts), kind}];
  shape.most_per_host = item.max_copies_per_host.value_or(no_host_limit);
  shape.need = need;
  shape.names = std::move(numbers);
  return &shape;
}

std::map<std::string_view, std::size_t> number_names(const std::vector<FleetItem>& items) {
  std::map<std::string_view, std::size_t> numbers;
  for (const FleetItem& item : items) {
    for (const std::string& name : item.exclusive) numbers.emplace(name, 0);
  }
  std::size_t next = 0;
  for (auto& [name, number] : numbers) number = next++;
  return numbers;
}

/// The largest unit of which all sizes that the type takes are multiples; `least` is that of all shapes.
std::int64_t size_unit(const std::vector<FleetShape>& shapes, const FleetType& type, std::size_t resource,
                       std::int64_t least) {
  std::int64_t unit = 0;
  for (std::size_t s = 0; s < shapes.size() && unit != least; ++s) {
    if (type.accepts[s] != 0) unit = std::gcd(unit, shapes[s].need[resource]);
  }
  return unit;
}

/// What copies cannot reach is no room. Many types accept the same shapes.
void leave_reachable(FleetInput& input) {
  std::map<std::string_view, MostPerUnits> by_answers;
  for (FleetType& type : input.types) {
    const auto [most, is_new] = by_answers.try_emplace(std::string_view(type.accepts.data(), type.accepts.size()));
    if (is_new) most->second = most_per_units(input.shapes, type.accepts);
    type.capacity = reachable_capacity(type.capacity, most->second);
  }
}

/// What no mix of the shapes that a type takes can use up is no room.
void round_capacities(FleetInput& input) {
  for (FleetType& type : input.types) type.whole_capacity = type.capacity;
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    std::int64_t least = 0;
    for (const FleetShape& shape : input.shapes) least = std::gcd(least, shape.need[r]);
    if (least == 0) continue;
    for (FleetType& type : input.types) {
      if (type.capacity[r] == no_host_limit) continue;
      const std::int64_t unit = size_unit(input.shapes, type, r, least);
      if (unit > 0) type.capacity[r] -= type.capacity[r] % unit;
    }
  }
}

/// Whether `b` can stand in for `a` on every new host, at no more weight. Of equals the first by name stays. Groups
/// have minima and maxima of their own, so neither stands in for another.
bool dominates(const FleetType& b, std::size_t b_place, const FleetType& a, std::size_t a_place) {
  if (b.weight > a.weight || b.max_new != no_host_limit || b.group != a.group) return false;
  bool equal = b.weight == a.weight && a.max_new == no_host_limit;
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    if (b.capacity[r] < a.capacity[r]) return false;
    equal = equal && b.capacity[r] == a.capacity[r];
  }
  // Without a branch for each of thousands of shapes.
  char only_a = 0;
  char only_b = 0;
  for (std::size_t s = 0; s < a.accepts.size(); ++s) {
    only_a = static_cast<char>(only_a | (a.accepts[s] & ~b.accepts[s]));
    only_b = static_cast<char>(only_b | (b.accepts[s] & ~a.accepts[s]));
  }
  if (only_a != 0) return false;
  equal = equal && only_b == 0;
  return !equal || b_place < a_place;
}

/// A dominating type weighs no more, so it stands before, or among equals of weight; and one that is dominated itself
/// need not be asked, as its own dominator would do.
void choose_open_types(FleetInput& input, const std::vector<char>& usable) {
  const std::vector<FleetType>& types = input.types;
  for (std::size_t a = 0; a < types.size(); ++a) {
    if (usable[a] == 0 || types[a].max_new == 0) continue;
    const auto takes_its_place = [&](std::size_t b) { return dominates(types[b], b, types[a], a); };
    bool is_dominated = std::any_of(input.open.begin(), input.open.end(), takes_its_place);
    for (std::size_t b = a + 1; !is_dominated && b < types.size() && types[b].weight == types[a].weight; ++b) {
      is_dominated = usable[b] != 0 && takes_its_place(b);
    }
    if (!is_dominated) input.open.push_back(a);
  }
  for (std::size_t a = 0; a < input.types.size(); ++a) {
    input.types[a].stand_in = a;
    for (const std::size_t b : input.open) {
      if (b == a || !dominates(input.types[b], b, input.types[a], a)) continue;
      input.types[a].stand_in = b;
      break;
    }
  }
}

/// Shapes with what each type answers to them.
using OrderedShapes = std::vector<std::pair<FleetShape, const Answers*>>;

/// Turns answers by shape into answers by type, some shapes at a time: rows of memory on both sides.
void list_answers(const OrderedShapes& shapes, std::vector<FleetType>& types) {
  constexpr std::size_t shapes_at_once = 64;
  for (std::size_t first = 0; first < shapes.size(); first += shapes_at_once) {
    const std::size_t end = std::min(first + shapes_at_once, shapes.size());
    for (std::size_t t = 0; t < types.size(); ++t) {
      for (std::size_t s = first; s < end; ++s) {
        const char answer = (*shapes[s].second)[t];
        types[t].compatible[s] = answer != 0 ? 1 : 0;
        types[t].accepts[s] = answer == accepted ? 1 : 0;
      }
    }
  }
}

}  // namespace

FleetInput prepare_fleet_input(const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
                               const FleetOptions& options) {
  check_fleet(items, types, options);
  std::vector<PreparedType> prepared;
  for (std::size_t t = 0; t < types.size(); ++t) prepared.push_back(prepare_type(types[t], t, options));
  std::sort(prepared.begin(), prepared.end(), [&](const PreparedType& a, const PreparedType& b) {
    return std::tie(a.type.weight, types[a.type.source].name) < std::tie(b.type.weight, types[b.type.source].name);
  });

  FleetInput input;
  const std::map<std::string_view, std::size_t> names = number_names(items);
  input.name_count = names.size();
  std::map<ShapeKey, FleetShape> shapes;
  std::map<KindKey, FleetShape*> kinds;
  Compatibility compatibility(prepared, types);
  const ItemPairs pairs = pairs_apart(items);
  std::set<std::size_t> apart;
  for (const auto& [a, b] : pairs) apart.insert({a, b});
  for (std::size_t i = 0; i < items.size(); ++i) {
    const FleetItem& item = items[i];
    if (item.count == 0) continue;
    const std::string own = own_kind(item, apart.contains(i));
    const auto [kind, is_new] = kinds.try_emplace(
        {amounts_of(item), item.required_labels, item.tolerated_taints, item.exclusive, own}, nullptr);
    if (is_new) kind->second = shape_of(item, own, compatibility, names, shapes);
    if (kind->second == nullptr) {
      input.unplaced.push_back({i, item.count, closest_reason(item, prepared, types)});
      continue;
    }
    kind->second->count += item.count;
    kind->second->items.push_back(i);
  }
  for (auto& [key, shape] : shapes) {
    std::sort(shape.items.begin(), shape.items.end(),
              [&](std::size_t a, std::size_t b) { return items[a].id < items[b].id; });
  }
  OrderedShapes ordered;
  for (auto& [key, shape] : shapes) ordered.emplace_back(std::move(shape), &std::get<2>(key));
  std::sort(ordered.begin(), ordered.end(), [&](const auto& a, const auto& b) {
    if (a.first.need != b.first.need) return a.first.need > b.first.need;
    return items[a.first.items.front()].id < items[b.first.items.front()].id;
  });
  std::vector<char> usable;
  for (std::size_t t = 0; t < prepared.size(); ++t) {
    input.types.push_back(std::move(prepared[t].type));
    usable.push_back(prepared[t].unusable.empty() ? 1 : 0);
    input.types.back().compatible.resize(ordered.size());
    input.types.back().accepts.resize(ordered.size());
    if (usable.back() == 0) std::fill(input.types.back().capacity.begin(), input.types.back().capacity.end(), 0);
  }
  list_answers(ordered, input.types);
  for (auto& [shape, accepts] : ordered) input.shapes.push_back(std::move(shape));
  set_neighbours(pairs, items.size(), input);
  leave_reachable(input);
  round_capacities(input);
  deal_items(items, options, {}, input);
  choose_open_types(input, usable);
  return input;
}

std::int64_t fleet_copies_that_fit(const FleetShape& shape, const PackAmounts& free, std::int64_t limit) {
  std::int64_t copies = std::min(limit, shape.names.empty() ? shape.most_per_host : 1);
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    if (shape.need[r] > free[r]) return 0;
    if (shape.need[r] * copies > free[r]) copies = free[r] / shape.need[r];
  }
  return copies;
}

FleetInput with_open(const FleetInput& input, std::vector<std::size_t> types) {
  FleetInput fewer = input;
  const auto is_open = [&](std::size_t t) { return std::binary_search(types.begin(), types.end(), t); };
  for (std::size_t t = 0; t < fewer.types.size(); ++t) {
    if (!is_open(t)) fewer.types[t].max_new = 0;
    if (is_open(t) || !is_open(fewer.types[t].stand_in)) fewer.types[t].stand_in = t;
  }
  fewer.open = std::move(types);
  return fewer;
}

std::int64_t copy_count(const FleetInput& input) {
  std::int64_t copies = 0;
  for (const FleetShape& shape : input.shapes) copies += shape.count;
  return copies;
}

std::int64_t existing_hosts(const FleetType& type) {
  return std::accumulate(type.existing.begin(), type.existing.end(), std::int64_t{0});
}

bool can_be_bought(const FleetInput& input, std::size_t shape) {
  return std::any_of(input.open.begin(), input.open.end(),
                     [&](std::size_t type) { return input.types[type].accepts[shape] != 0; });
}

bool can_be_used(const FleetType& type) { return type.max_new > 0 || existing_hosts(type) > 0; }

}  // namespace container_tco::detail

namespace container_tco {

bool may_run_on(const FleetItem& item, const FleetHostType& type) { return detail::label_mismatch(item, type).empty(); }

}  // namespace container_tco
