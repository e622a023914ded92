#include "container_tco/comparison/host_room.hpp"

namespace container_tco::detail {

Rational full_hosts(const HostPool& pool) {
  Resources room = pool.capacity.allocatable;
  for (const PackItem& daemon : pool.daemons) room = room - daemon.request;
  const auto share = [](std::int64_t need, std::int64_t space) {
    return space > 0 ? Rational::ratio(need, space) : Rational(0);
  };
  return max(max(share(pool.requested.cpu.ticks(), room.cpu.ticks()),
                 share(pool.requested.memory.bytes(), room.memory.bytes())),
             share(pool.requested.gpu_count, room.gpu_count));
}

Rational room_fill(const HostPool& pool) {
  return pool.hosts > 0 ? full_hosts(pool) / Rational(pool.hosts) : Rational(0);
}

}  // namespace container_tco::detail
