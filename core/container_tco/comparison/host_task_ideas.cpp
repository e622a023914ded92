#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "container_tco/comparison/readable_number.hpp"
#include "container_tco/comparison/request_cut.hpp"
#include "container_tco/comparison/variant_ideas.hpp"
#include "container_tco/estimate/host_plan.hpp"
#include "container_tco/estimate/host_room.hpp"

namespace container_tco::detail {
namespace {

// Each is a full estimate: of more services those that take most of their hosts.
constexpr std::size_t most_services = 8;

// What a task must do without so that a host of this type holds one copy more of it.
struct HostCut {
  std::string instance_type;
  std::int64_t copies = 0;  // That a host holds now, of this service alone.
  Resources amount;
  Rational fraction;  // Of the request, the larger of both resources.
};

// The largest request of which the room holds so many, in whole units of the scheduler.
Resources part_of(const Resources& room, std::int64_t copies, ControlPlane control_plane) {
  constexpr std::int64_t mib = std::int64_t{1} << 20;
  const std::int64_t ticks = room.cpu.ticks() / copies;
  const std::int64_t unit =
      control_plane == ControlPlane::eks ? Cpu::from_milli(1).ticks() : Cpu::from_units(1).ticks();
  return {Cpu::from_ticks(ticks / unit * unit), Bytes::from_mib(room.memory.bytes() / copies / mib), 0};
}

std::optional<HostCut> cut_on(const HostPool& pool, const PackItem& item, const Task& task) {
  const HostRoom room = empty_host(pool);
  HostCut cut;
  cut.instance_type = pool.instance_type;
  cut.copies = room.copies_that_fit(item);
  if (cut.copies == 0 || cut.copies == no_room_limit) return std::nullopt;
  const Resources most = part_of(room.free, cut.copies + 1, pool.deployment.control_plane);
  PackItem smaller = item;
  smaller.request.cpu = std::min(item.request.cpu, most.cpu);
  smaller.request.memory = std::min(item.request.memory, most.memory);
  // Something else fills the host first: network interfaces, volumes, ports.
  if (room.copies_that_fit(smaller) <= cut.copies) return std::nullopt;
  cut.amount = {std::max(task.request.cpu - smaller.request.cpu, Cpu()),
                std::max(task.request.memory - smaller.request.memory, Bytes()), 0};
  cut.fraction = share_of_request(cut.amount, task.request);
  return cut;
}

// Its least cut on any of its hosts, and how much of them its CPU and memory take.
struct ServiceCut {
  const Service* service = nullptr;
  HostCut cut;
  Rational hosts;
};

// By name.
std::map<std::string, ServiceCut> least_cuts(const VariantBase& base) {
  std::map<std::string, ServiceCut> cuts;
  for (const HostPool& pool : base.now.pools) {
    if (!pool.plan) continue;
    for (const PackItem& item : pool.items) {
      const Service* service = find_service(base, item.id);
      if (service == nullptr) continue;
      std::optional<HostCut> cut = cut_on(pool, item, service->task);
      if (!cut) continue;
      const auto [known, is_new] = cuts.try_emplace(item.id);
      known->second.service = service;
      known->second.hosts += Rational(item.count) * pool.hosts_filled_by({item.request.cpu, item.request.memory, 0});
      if (is_new || cut->fraction < known->second.cut.fraction) known->second.cut = std::move(*cut);
    }
  }
  return cuts;
}

VariantIdea idea_of_cut(const VariantBase& base, const Service& service, const HostCut& cut) {
  return smaller_request_idea(base, service, "denser_task/" + service.name,
                              service.name + " asks for less, so that " + counted(Rational(cut.copies + 1), "task") +
                                  " fit on " + cut.instance_type + " instead of " + std::to_string(cut.copies),
                              &Task::request, cut.amount);
}

}  // namespace

std::vector<VariantIdea> denser_task_ideas(const VariantBase& base, const Rational& most_cut) {
  std::vector<std::pair<Rational, std::string>> order;
  const std::map<std::string, ServiceCut> cuts = least_cuts(base);
  for (const auto& [name, service] : cuts) {
    if (service.cut.fraction <= most_cut) order.emplace_back(Rational(0) - service.hosts, name);
  }
  std::sort(order.begin(), order.end());
  if (order.size() > most_services) order.resize(most_services);
  std::vector<VariantIdea> ideas;
  for (const auto& [hosts, name] : order) {
    const ServiceCut& one = cuts.at(name);
    ideas.push_back(idea_of_cut(base, *one.service, one.cut));
  }
  return ideas;
}

}  // namespace container_tco::detail
