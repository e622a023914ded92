#include "random_instance.hpp"

#include <string>
#include <utility>

namespace container_tco {
namespace {

PackItem random_item(std::mt19937_64& random, const std::string& id, std::int64_t step) {
  PackItem item;
  item.id = id;
  const bool has_cpu = draw(random, 0, 5) > 0;
  const bool has_memory = draw(random, 0, 5) > 0;
  // Coarse steps make ties and exact fits frequent.
  item.request.cpu = Cpu::from_units(has_cpu ? draw(random, 1, 1024 / step) * step : 0);
  item.request.memory = Bytes::from_mib(has_memory ? draw(random, 1, 4096 / step) * step : 0);
  item.request.gpu_count = draw(random, 0, 9) == 0 ? draw(random, 1, 2) : 0;
  item.network_slots = draw(random, 0, 2) == 0 ? draw(random, 1, 2) : 0;
  while (draw(random, 0, 4) == 0) item.exclusive.push_back("port " + std::to_string(draw(random, 80, 84)));
  return item;
}

}  // namespace

std::int64_t draw(std::mt19937_64& random, std::int64_t from, std::int64_t to) {
  return from + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(to - from + 1));
}

PackInstance random_instance(std::uint64_t seed, std::int64_t most_items, std::int64_t most_count) {
  std::mt19937_64 random(seed);
  PackInstance instance;
  const std::int64_t step = std::int64_t{1} << draw(random, 0, 8);
  const std::int64_t item_count = draw(random, 0, most_items);
  for (std::int64_t i = 0; i < item_count; ++i) {
    // Ids in another order than the input.
    instance.items.push_back(random_item(random, std::to_string(i * 7919 % 101) + "-" + std::to_string(i), step));
    instance.items.back().count = draw(random, 0, most_count);
  }
  instance.host.allocatable = {Cpu::from_units(draw(random, 4, 4096 / step) * step),
                               Bytes::from_mib(draw(random, 4, 16384 / step) * step), draw(random, 0, 2) * 2};
  if (draw(random, 0, 1) == 0) instance.host.network_slots = draw(random, 0, 12);
  if (draw(random, 0, 1) == 0) {
    for (std::int64_t d = draw(random, 1, 2); d > 0; --d) {
      PackItem daemon;
      daemon.id = "daemon " + std::to_string(d);
      daemon.request = {Cpu::from_units(draw(random, 0, 2) * step), Bytes::from_mib(draw(random, 0, 2) * step), 0};
      daemon.network_slots = draw(random, 0, 4) == 0 ? 1 : 0;
      if (draw(random, 0, 4) == 0) daemon.exclusive = {"port " + std::to_string(draw(random, 80, 82))};
      instance.options.daemons.push_back(daemon);
    }
  }
  instance.options.zones = draw(random, 1, 4);
  if (draw(random, 0, 2) == 0) instance.options.min_hosts = draw(random, 0, 12);
  if (draw(random, 0, 2) == 0) instance.options.target_capacity_percent = draw(random, 1, 100);
  for (std::int64_t pairs = item_count > 1 && draw(random, 0, 2) == 0 ? draw(random, 1, 4) : 0; pairs > 0; --pairs) {
    PackItem& item = instance.items[static_cast<std::size_t>(draw(random, 0, item_count - 1))];
    const PackItem& other = instance.items[static_cast<std::size_t>(draw(random, 0, item_count - 1))];
    if (item.id != other.id) item.apart_from.push_back(other.id);
  }
  return instance;
}

}  // namespace container_tco
