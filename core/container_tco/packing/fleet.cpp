#include "container_tco/packing/fleet.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/packing/apart_bound.hpp"
#include "container_tco/packing/fleet_columns.hpp"
#include "container_tco/packing/fleet_guide.hpp"
#include "container_tco/packing/fleet_minima.hpp"
#include "container_tco/packing/fleet_variants.hpp"

namespace container_tco {
namespace {

using detail::FleetHost;
using detail::FleetInput;

constexpr std::int64_t table_of_bound = 50'000'000;
constexpr std::int64_t work_of_bound = 10'000'000'000;
constexpr std::size_t shapes_of_bound = 300;
/// GPUs leave few cells of a table for sizes: then there are so many times the cells, and more work for them.
constexpr std::int64_t cells_with_gpus = 4;
constexpr std::int64_t work_with_gpus = 5;

/// Copies of a zone's shapes as copies of items: each shape's items in the order of their ids.
class ItemDealer {
 public:
  ItemDealer(const FleetInput& input, std::size_t zone) : input_(input), left_(input.item_zones[zone]) {}

  std::vector<Placement> deal(const std::vector<detail::HeldCopies>& held, std::int64_t times) {
    std::map<std::size_t, std::int64_t> copies;
    for (const detail::HeldCopies& part : held) deal_shape(part.shape, part.copies * times, copies);
    std::vector<Placement> placements;
    for (const auto& [item, count] : copies) placements.push_back({item, count / times});
    return placements;
  }
  /// How many equal hosts can be dealt at once: until one of the items runs out.
  std::int64_t most_equal(const std::vector<detail::HeldCopies>& held, std::int64_t count) const {
    for (const detail::HeldCopies& part : held) {
      for (const std::size_t item : input_.shapes[part.shape].items) {
        if (left_[item] == 0) continue;
        count = std::min(count, std::max<std::int64_t>(1, left_[item] / part.copies));
        break;
      }
    }
    return count;
  }
  std::int64_t left(std::size_t item) const { return left_[item]; }

 private:
  void deal_shape(std::size_t shape, std::int64_t copies, std::map<std::size_t, std::int64_t>& dealt) {
    for (const std::size_t item : input_.shapes[shape].items) {
      const std::int64_t part = std::min(copies, left_[item]);
      if (part == 0) continue;
      left_[item] -= part;
      dealt[item] += part;
      copies -= part;
      if (copies == 0) return;
    }
  }

  const FleetInput& input_;
  std::vector<std::int64_t> left_;
};

Resources used_by(const FleetInput& input, const FleetHost& host) {
  const Resources items{Cpu::from_ticks(host.used[detail::cpu_at]), Bytes::from_bytes(host.used[detail::memory_at]),
                        host.used[detail::gpus_at]};
  return items + input.types[host.type].daemons;
}

bool same_content(const std::vector<Placement>& a, const std::vector<Placement>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Placement& x, const Placement& y) { return x.item == y.item && x.copies == y.copies; });
}

/// A fixed order that does not depend on how the plan was found.
void sort_hosts(std::vector<FleetHost>& hosts) {
  for (FleetHost& host : hosts) {
    std::sort(host.held.begin(), host.held.end(),
              [](const detail::HeldCopies& a, const detail::HeldCopies& b) { return a.shape < b.shape; });
  }
  const auto key = [](const FleetHost& host) {
    std::vector<std::pair<std::size_t, std::int64_t>> content;
    for (const detail::HeldCopies& held : host.held) content.emplace_back(held.shape, -held.copies);
    return std::make_tuple(host.existing, host.held.empty(), host.type, std::move(content));
  };
  std::sort(hosts.begin(), hosts.end(), [&](const FleetHost& a, const FleetHost& b) { return key(a) < key(b); });
}

void list_zone(const FleetInput& input, std::size_t zone, std::vector<FleetHost> hosts, ItemDealer& dealer,
               FleetPlan& plan) {
  sort_hosts(hosts);
  for (const FleetHost& host : hosts) {
    for (std::int64_t left = host.count; left > 0;) {
      const std::int64_t count = dealer.most_equal(host.held, left);
      left -= count;
      plan.host_count += count;
      FleetHosts listed;
      listed.type = input.types[host.type].source;
      listed.zone = static_cast<std::int64_t>(zone);
      listed.count = count;
      listed.existing = host.existing;
      listed.placements = dealer.deal(host.held, count);
      listed.used = used_by(input, host);
      if (!plan.hosts.empty()) {
        FleetHosts& last = plan.hosts.back();
        if (last.type == listed.type && last.zone == listed.zone && last.existing == listed.existing &&
            same_content(last.placements, listed.placements)) {
          last.count += count;
          continue;
        }
      }
      plan.hosts.push_back(std::move(listed));
    }
  }
}

std::string limit_in_words(const FleetOptions& options) {
  std::string words;
  if (options.max_hosts) {
    words = "max_hosts " + std::to_string(*options.max_hosts);
  } else if (options.max_types) {
    words = "max_types " + std::to_string(*options.max_types);
  }
  for (const FleetGroup& group : options.groups) {
    if (!group.max_hosts) continue;
    if (!words.empty()) words += ", ";
    words += "max_hosts " + std::to_string(*group.max_hosts) + " of group \"" + printable(group.name) + "\"";
  }
  if (words.empty()) words = "max_new_hosts of the types that take it";
  if (options.survive_host_loss) words += ", with a spare for the loss of a host";
  if (options.target_capacity_percent < 100) {
    words += ", with the target capacity of " + std::to_string(options.target_capacity_percent) + " %";
  }
  return words;
}

void list_left_out(const std::vector<std::int64_t>& copies, const FleetOptions& options, FleetPlan& plan) {
  for (std::size_t i = 0; i < copies.size(); ++i) {
    if (copies[i] == 0) continue;
    plan.unplaced.push_back({i, copies[i], "fits on a host, but the limit leaves none: " + limit_in_words(options)});
    plan.left_out_by_limit = true;
  }
}

/// What some number of new hosts weighs at the least: of the minima, each as heavy as the lightest, or of copies that
/// keep apart.
FleetBound bound_by_count(const FleetInput& input, const FleetOptions& options) {
  std::int64_t all = 0;
  std::int64_t by_zone = 0;
  for (std::size_t z = 0; z < input.zone_counts.size(); ++z) {
    std::int64_t existing = 0;
    for (const detail::FleetType& type : input.types) existing += type.existing[z];
    all += existing;
    by_zone += std::max<std::int64_t>(0, options.min_hosts_per_zone - existing);
  }
  const std::int64_t hosts = std::max({by_zone, options.min_hosts - all, std::int64_t{0}});
  std::int64_t lightest = input.open.empty() ? 0 : input.types[input.open.front()].weight;
  const std::int64_t apart = detail::weight_of_copies_apart(input);
  if (apart > hosts * lightest) return {apart, "copies per host", {}};
  return {hosts * lightest, "minimum hosts", {}};
}

/// Whether `check_bound` can try every way again: it knows one zone, and neither limits nor hosts that stand by.
bool can_repeat_exhaustion(const FleetInput& input, const FleetOptions& options) {
  const std::int64_t copies = detail::copy_count(input);
  const bool has_limits = options.max_hosts || options.max_types || !options.groups.empty() ||
                          std::any_of(input.types.begin(), input.types.end(), [](const detail::FleetType& type) {
                            return type.max_new != detail::no_host_limit && type.max_new != 0;
                          });
  const bool has_standby = options.survive_host_loss || options.target_capacity_percent < 100;
  return options.zones == 1 && !has_limits && !has_standby && copies <= max_exhaustive_copies;
}

std::vector<FleetHost> all_hosts(const detail::PlannedFleet& plan) {
  std::vector<FleetHost> hosts;
  for (const std::vector<FleetHost>& zone : plan.zones) hosts.insert(hosts.end(), zone.begin(), zone.end());
  return hosts;
}

}  // namespace

const FleetBound& FleetPlan::larger_bound() const {
  return strong_bound && strong_bound->weight > fast_bound.weight ? *strong_bound : fast_bound;
}

std::optional<Rational> FleetPlan::gap() const {
  if (left_out_by_limit) return std::nullopt;
  if (total_weight == 0) return Rational(0);
  if (lower_bound() == 0) return std::nullopt;
  return Rational::ratio(total_weight - lower_bound(), lower_bound());
}

FleetPlan pack_fleet(const std::vector<FleetItem>& items, const std::vector<FleetHostType>& types,
                     const FleetOptions& options) {
  const FleetInput prepared = detail::prepare_fleet_input(items, types, options);
  detail::check_minima(prepared, options);
  detail::FastBound fast = fast_bound(prepared, items.size(), types.size());
  FleetPlan plan;
  plan.unplaced = prepared.unplaced;
  plan.fast_bound = std::move(fast.bound);
  if (prepared.shapes.empty()) plan.fast_bound.by = "nothing to place";
  const FleetBound by_count = bound_by_count(prepared, options);
  if (by_count.weight > plan.fast_bound.weight) plan.fast_bound = by_count;
  const auto [input, planned] =
      choose_fleet_plan(items, prepared, options, search_guide(prepared, fast.duals), plan.fast_bound.weight);
  detail::check_minima_held(input, options, planned);
  if (options.strong_bound && planned.is_optimal && can_repeat_exhaustion(prepared, options)) {
    plan.strong_bound = FleetBound{planned.weight, "exhaustive search", {}};
  } else if (options.strong_bound) {
    detail::ColumnLimits limits;
    const bool has_gpus = detail::total_need(prepared)[detail::gpus_at] > 0;
    limits.most_table = table_of_bound * (has_gpus ? cells_with_gpus : 1);
    limits.most_work = work_of_bound * (has_gpus ? work_with_gpus : 1);
    limits.most_shapes = shapes_of_bound;
    limits.wants_bound = true;
    auto columns = generate_columns(prepared, all_hosts(planned), fast.duals, limits, items.size(), types.size());
    if (columns && columns->bound) {
      plan.strong_bound = by_count.weight > columns->bound->weight ? by_count : std::move(*columns->bound);
    }
  }
  plan.total_weight = planned.weight;
  std::vector<std::int64_t> left(items.size(), 0);
  for (std::size_t z = 0; z < planned.zones.size(); ++z) {
    ItemDealer dealer(input, z);
    list_zone(input, z, planned.zones[z], dealer, plan);
    for (const detail::FleetShape& shape : input.shapes) {
      for (const std::size_t item : shape.items) left[item] += dealer.left(item);
    }
  }
  list_left_out(left, options, plan);
  std::sort(plan.unplaced.begin(), plan.unplaced.end(),
            [](const UnplacedItem& a, const UnplacedItem& b) { return a.item < b.item; });
  plan.every_way_tried = planned.is_optimal && !plan.left_out_by_limit;
  if (plan.left_out_by_limit) {
    plan.stopped_by = limit_in_words(options);
  } else if (!planned.is_optimal && plan.total_weight > plan.lower_bound()) {
    plan.stopped_by = "iteration_limit " + std::to_string(options.iteration_limit);
  }
  return plan;
}

}  // namespace container_tco
