#include "container_tco/estimate/pool_daemons.hpp"

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/estimate/host_labels.hpp"

namespace container_tco {
namespace {

std::int64_t add_exact(std::int64_t sum, std::int64_t each, std::int64_t count) {
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(each, count, &product) && !__builtin_add_overflow(sum, product, &sum)) return sum;
  throw InvalidInputError("services, all tasks together", "more than 64 bits hold", "at most 4 EiB of memory");
}

bool pool_meets(const std::string& requirement, const PoolDemand& demand, const InstanceType& type) {
  return meets_requirement(requirement, type, demand.kind.operating_system, demand.kind.labels);
}

}  // namespace

Resources requested_by(const std::vector<PackItem>& items) {
  Resources sum;
  for (const PackItem& item : items) {
    sum = {Cpu::from_ticks(add_exact(sum.cpu.ticks(), item.request.cpu.ticks(), item.count)),
           Bytes::from_bytes(add_exact(sum.memory.bytes(), item.request.memory.bytes(), item.count)),
           add_exact(sum.gpu_count, item.request.gpu_count, item.count)};
  }
  return sum;
}

const HostLoad& PoolDaemons::on(const InstanceType& type) {
  std::vector<bool> runs;
  for (const FleetItem& daemon : demand_.daemons) {
    runs.push_back(std::all_of(daemon.required_labels.begin(), daemon.required_labels.end(),
                               [&](const std::string& label) { return pool_meets(label, demand_, type); }));
  }
  const auto [load, is_new] = loads_.try_emplace(runs);
  if (is_new) {
    load->second.packing = demand_.packing;
    std::vector<PackItem>& daemons = load->second.packing.daemons;
    for (std::size_t i = 0; i < runs.size(); ++i) {
      if (runs[i]) daemons.push_back(demand_.daemons[i]);
    }
    load->second.daemons = requested_by(daemons);
  }
  return load->second;
}

std::vector<std::string> unmet_requirements(const PoolDemand& demand, const InstanceType& type) {
  std::vector<std::string> unmet;
  for (const std::string& requirement : demand.kind.requirements) {
    if (!pool_meets(requirement, demand, type)) unmet.push_back(requirement);
  }
  return unmet;
}

}  // namespace container_tco
