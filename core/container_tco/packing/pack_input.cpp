#include "container_tco/packing/pack_input.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/packing/shortfall.hpp"

namespace container_tco::detail {
namespace {

struct AmountLimit {
  const char* field;
  std::int64_t most;
  const char* allowed;
};

// Times max_pack_copies, all but memory stay within 64 bits; memory is checked in total.
constexpr std::array<AmountLimit, pack_resource_count> amount_limits = {{
    {"cpu", 100'000 * Cpu::ticks_per_vcpu, "0 to 100,000 vCPU (12,800,000,000 ticks)"},
    {"memory", std::int64_t{1} << 50, "0 to 1 PiB (1,125,899,906,842,624 bytes)"},
    {"gpu_count", 1'000'000, "0 to 1,000,000"},
    {"network_slots", 1'000'000, "0 to 1,000,000"},
    {"volumes", 1'000'000, "0 to 1,000,000"},
}};
constexpr std::int64_t max_total = std::int64_t{1} << 62;

PackAmounts amounts_of(const Resources& resources, std::int64_t network_slots, std::int64_t volumes) {
  return {resources.cpu.ticks(), resources.memory.bytes(), resources.gpu_count, network_slots, volumes};
}

std::string field_of(const char* list, std::size_t index, const std::string& field) {
  return std::string(list) + "[" + std::to_string(index) + "]." + field;
}

/// Indices of `items` by id.
std::vector<std::size_t> order_by_id(const char* list, const std::vector<PackItem>& items) {
  std::vector<std::size_t> order(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return items[a].id < items[b].id; });
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (items[order[i]].id == items[order[i - 1]].id) {
      throw InvalidInputError(field_of(list, std::max(order[i], order[i - 1]), "id"), printable(items[order[i]].id),
                              "ids that differ from each other", "rename one of the two");
    }
  }
  return order;
}

/// Throws when all copies together need more than the sums of this stage hold.
void check_total(const char* list, const std::vector<PackItem>& items, bool once_each) {
  std::int64_t copies = 0;
  std::int64_t memory = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::int64_t count = once_each ? 1 : items[i].count;
    copies += count;
    if (copies > max_pack_copies) {
      throw InvalidInputError(std::string(list) + ", all counts together", "more than 10,000,000", "0 to 10,000,000");
    }
    const std::int64_t bytes = items[i].request.memory.bytes();
    if (count > 0 && bytes > (max_total - memory) / count) {
      throw InvalidInputError(std::string(list) + ", all memory together", "more than 4 EiB", "at most 4 EiB");
    }
    memory += bytes * count;
  }
}

void check_options(const PackOptions& options) {
  require_range("zones", options.zones, 1, max_pack_zones);
  require_range("min_hosts", options.min_hosts, 0, max_pack_copies);
  require_range("target_capacity_percent", options.target_capacity_percent, 1, 100);
}

/// A name that daemons hold on every host, with the daemon.
using TakenNames = std::map<std::string_view, const PackItem*>;

/// Takes the daemons off the host. Fills `unusable` when they do not fit, or when there is less than nothing to take
/// from.
TakenNames take_off_daemons(const PackHost& host, const PackOptions& options, PackInput& input) {
  const std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();
  const PackAmounts offer =
      amounts_of(host.allocatable, host.network_slots.value_or(no_limit), host.volumes.value_or(no_limit));
  TakenNames taken;
  PackAmounts need{};
  for (const PackItem& daemon : options.daemons) {
    input.daemons = input.daemons + daemon.request;
    need[slots_at] += daemon.network_slots;
    need[volumes_at] += daemon.volumes;
    for (const std::string& name : daemon.exclusive) {
      const auto [place, is_new] = taken.emplace(name, &daemon);
      if (!is_new && place->second != &daemon) {
        input.unusable = "the daemons \"" + printable(place->second->id) + "\" and \"" + printable(daemon.id) +
                         "\" both want \"" + printable(name) + "\" on every host";
      }
    }
  }
  need = amounts_of(input.daemons, need[slots_at], need[volumes_at]);
  const std::string missing = describe_shortfall(need, offer, "");
  if (!missing.empty()) {
    const bool has_daemons = !options.daemons.empty();
    input.unusable = (has_daemons ? "the daemons of each host together: " : "a host after its overhead: ") + missing;
  }
  for (std::size_t r = 0; r < pack_resource_count; ++r) input.capacity[r] = offer[r] - std::min(need[r], offer[r]);
  return taken;
}

std::string why_unplaced(const PackItem& item, const PackInput& input, const TakenNames& taken, bool has_daemons) {
  if (!input.unusable.empty()) return input.unusable;
  const PackAmounts need = amounts_of(item.request, item.network_slots, item.volumes);
  std::string reason = describe_shortfall(need, input.capacity, has_daemons ? " after daemons" : "");
  std::vector<std::string_view> names(item.exclusive.begin(), item.exclusive.end());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  for (const std::string_view name : names) {
    const auto place = taken.find(name);
    if (place == taken.end()) continue;
    reason += std::string(reason.empty() ? "" : "; ") + "the daemon \"" + printable(place->second->id) + "\" holds \"" +
              printable(std::string(name)) + "\" on every host";
  }
  return reason;
}

void index_neighbours(const std::vector<PackItem>& items, PackInput& input) {
  std::vector<std::size_t> shape_of(items.size(), no_shape);
  for (std::size_t s = 0; s < input.shapes.size(); ++s) shape_of[input.shapes[s].item] = s;
  note_apart(pairs_apart(items), shape_of, input.shapes);
}

/// Lists the names with their shapes; marks names that several shapes carry in those shapes.
void index_names(const std::vector<PackItem>& items, PackInput& input) {
  std::vector<std::pair<std::string_view, std::size_t>> uses;
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    for (const std::string& name : items[input.shapes[s].item].exclusive) uses.emplace_back(name, s);
  }
  std::sort(uses.begin(), uses.end());
  uses.erase(std::unique(uses.begin(), uses.end()), uses.end());
  for (const auto& [name, shape] : uses) {
    if (input.names.empty() || input.names.back().name != name) input.names.push_back({std::string(name), {}});
    input.names.back().shapes.push_back(shape);
  }
  std::size_t bit = 0;
  for (const PackName& name : input.names) {
    if (name.shapes.size() < 2) continue;
    for (const std::size_t shape : name.shapes) {
      std::vector<std::uint64_t>& words = input.shapes[shape].shared_names;
      if (words.size() <= bit / 64) words.resize(bit / 64 + 1);
      words[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
    ++bit;
  }
}

[[noreturn]] void refuse_neighbour(const std::vector<const PackItem*>& items, std::size_t item, std::size_t place) {
  const std::string& id = items[item]->apart_from[place];
  std::vector<std::string> ids;
  for (const PackItem* other : items) ids.push_back(printable(other->id));
  const bool is_own = id == items[item]->id;
  throw InvalidInputError(field_of("items", item, "apart_from") + "[" + std::to_string(place) + "]", printable(id),
                          "the id of another item, and of no daemon",
                          is_own ? "Copies of one item keep apart by a name in `exclusive`, or by max_copies_per_host"
                                 : "Nearest: " + join_alternatives(nearest_names(id, ids, 3)));
}

}  // namespace

ItemPairs pairs_apart(const std::vector<const PackItem*>& items) {
  const auto has_some = [](const PackItem* item) { return !item->apart_from.empty(); };
  if (std::none_of(items.begin(), items.end(), has_some)) return {};
  ItemPairs pairs;
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < items.size(); ++i) places.emplace(items[i]->id, i);
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (std::size_t n = 0; n < items[i]->apart_from.size(); ++n) {
      const auto other = places.find(items[i]->apart_from[n]);
      if (other == places.end() || other->second == i) refuse_neighbour(items, i, n);
      pairs.push_back(std::minmax(i, other->second));
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

void check_item(const char* list, std::size_t index, const PackItem& item, bool has_count) {
  const std::string whose = "item \"" + printable(item.id) + "\"";
  const PackAmounts amounts = amounts_of(item.request, item.network_slots, item.volumes);
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    if (amounts[r] >= 0 && amounts[r] <= amount_limits[r].most) continue;
    throw InvalidInputError(field_of(list, index, amount_limits[r].field), std::to_string(amounts[r]),
                            amount_limits[r].allowed, whose);
  }
  if (item.max_copies_per_host && *item.max_copies_per_host < 1) {
    throw InvalidInputError(field_of(list, index, "max_copies_per_host"), std::to_string(*item.max_copies_per_host),
                            "1 or more", whose);
  }
  if (has_count && (item.count < 0 || item.count > max_pack_copies)) {
    throw InvalidInputError(field_of(list, index, "count"), std::to_string(item.count), "0 to 10,000,000", whose);
  }
}

void check_daemon(std::size_t index, const PackItem& daemon) {
  if (daemon.apart_from.empty()) return;
  throw InvalidInputError(field_of("daemons", index, "apart_from"), printable(daemon.apart_from.front()),
                          "nothing, as a daemon stands beside everything", "item \"" + printable(daemon.id) + "\"");
}

PackInput prepare_pack_input(const std::vector<PackItem>& items, const PackHost& host, const PackOptions& options) {
  check_options(options);
  for (std::size_t i = 0; i < items.size(); ++i) check_item("items", i, items[i]);
  for (std::size_t i = 0; i < options.daemons.size(); ++i) {
    check_item("daemons", i, options.daemons[i]);
    check_daemon(i, options.daemons[i]);
  }
  check_total("items", items, false);
  check_total("daemons", options.daemons, true);
  order_by_id("daemons", options.daemons);
  const std::vector<std::size_t> by_id = order_by_id("items", items);

  PackInput input;
  const TakenNames taken = take_off_daemons(host, options, input);
  input.shapes.reserve(items.size());
  for (std::size_t rank = 0; rank < by_id.size(); ++rank) {
    const PackItem& item = items[by_id[rank]];
    if (item.count == 0) continue;
    std::string reason = why_unplaced(item, input, taken, !options.daemons.empty());
    if (!reason.empty()) {
      input.unplaced.push_back({by_id[rank], item.count, std::move(reason)});
      continue;
    }
    PackShape shape;
    shape.need = amounts_of(item.request, host.network_slots ? item.network_slots : 0, host.volumes ? item.volumes : 0);
    shape.count = item.count;
    shape.item = by_id[rank];
    shape.id_rank = rank;
    shape.one_per_host = !item.exclusive.empty();
    shape.most_per_host = item.max_copies_per_host.value_or(shape.most_per_host);
    input.shapes.push_back(std::move(shape));
  }
  std::sort(input.unplaced.begin(), input.unplaced.end(),
            [](const UnplacedItem& a, const UnplacedItem& b) { return a.item < b.item; });
  index_names(items, input);
  index_neighbours(items, input);
  return input;
}

std::int64_t copies_that_fit(const PackShape& shape, const PackAmounts& free, std::int64_t limit) {
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    if (shape.need[r] > free[r]) return 0;
  }
  std::int64_t copies = std::min(limit, shape.one_per_host ? 1 : shape.most_per_host);
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    // A product is cheaper than a quotient, and `need` × `copies` stays within 64 bits (see check_total).
    if (shape.need[r] * copies > free[r]) copies = free[r] / shape.need[r];
  }
  return copies;
}

bool are_apart(const PackInput& input, std::size_t a, std::size_t b) {
  const std::vector<std::uint64_t>& names = input.shapes[a].shared_names;
  const std::vector<std::uint64_t>& others = input.shapes[b].shared_names;
  const std::size_t words = std::min(names.size(), others.size());
  for (std::size_t w = 0; w < words; ++w) {
    if ((names[w] & others[w]) != 0) return true;
  }
  return input.shapes[a].apart.contains(b);
}

}  // namespace container_tco::detail
