#include "fleet_instances.hpp"

#include <algorithm>
#include <container_tco/costing/host_costs.hpp>
#include <fstream>
#include <random>
#include <sstream>

namespace tco = container_tco;

namespace {

/// The same on every standard library.
int draw(std::mt19937& random, int from, int to) {
  return from + static_cast<int>(random() % static_cast<unsigned>(to - from + 1));
}

tco::Resources random_size(PodProfile profile, std::mt19937& random) {
  if (profile == PodProfile::off_grid) {
    const int milli = draw(random, 50, 4000);
    return {tco::Cpu::from_milli(milli), tco::Bytes::from_mib(milli * draw(random, 1000, 8000) / 1000), 0};
  }
  if (profile == PodProfile::few_large) {
    const int vcpu = draw(random, 8, 16);
    if (draw(random, 1, 20) == 1)
      return {tco::Cpu::from_vcpu(vcpu), tco::Bytes::from_gib(vcpu * draw(random, 2, 6)), 0};
    const int tenths = draw(random, 1, 5);
    return {tco::Cpu::from_milli(tenths * 100), tco::Bytes::from_mib(tenths * 128 * draw(random, 1, 4)), 0};
  }
  const int quarters = draw(random, 1, 16);
  int half_gib = quarters * draw(random, 2, 16) / 4;
  if (profile == PodProfile::bimodal) {
    half_gib = draw(random, 0, 1) == 0 ? quarters * draw(random, 1, 3) / 4 : quarters * draw(random, 12, 16) / 4;
  }
  return {tco::Cpu::from_milli(quarters * 250), tco::Bytes::from_mib((half_gib < 1 ? 1 : half_gib) * 512), 0};
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream text(line);
  for (std::string cell; std::getline(text, cell, ',');) {
    while (!cell.empty() && cell.back() == '\r') cell.pop_back();
    cells.push_back(cell);
  }
  return cells;
}

}  // namespace

std::string to_string(PodProfile profile) {
  switch (profile) {
    case PodProfile::smooth:
      return "smooth";
    case PodProfile::bimodal:
      return "bimodal";
    case PodProfile::few_large:
      return "few large";
    case PodProfile::off_grid:
      return "off grid";
  }
  return {};
}

std::vector<tco::FleetItem> random_pods(PodProfile profile, int count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<tco::FleetItem> pods;
  for (int i = 0; i < count; ++i) {
    tco::FleetItem pod;
    pod.id = "pod " + std::to_string(i);
    pod.request = random_size(profile, random);
    pod.count = 1;
    pod.network_slots = 1;
    pods.push_back(pod);
  }
  return pods;
}

std::vector<tco::FleetHostType> priced_types(const tco::PriceBook& book, const std::string& region,
                                             Candidates candidates) {
  constexpr int most_vcpu = 32;
  tco::HostOptions host_options;
  host_options.prefix_delegation = true;
  std::vector<tco::FleetHostType> types;
  for (const tco::InstanceType& type : book.instance_types()) {
    if (type.architecture != tco::Architecture::x86_64) continue;
    if (candidates == Candidates::usual) {
      if (type.bare_metal || type.burstable || type.gpu_count > 0) continue;
      if (type.vcpu > most_vcpu || type.memory_mib > most_vcpu * 8 * 1024) continue;
    }
    const tco::PriceRow* row = book.find_price(tco::on_demand_key(tco::OperatingSystem::linux_os, type.name), region);
    if (row == nullptr) continue;
    const tco::HostCapacity capacity =
        tco::host_capacity(type, tco::ControlPlane::eks, tco::OperatingSystem::linux_os, host_options);
    tco::FleetHostType priced;
    priced.name = type.name;
    priced.host = {capacity.allocatable, capacity.network_slots};
    priced.weight = (row->unit_price().money.amount() * tco::Rational(10'000'000'000)).ceil();
    if (priced.weight > 0) types.push_back(priced);
  }
  return types;
}

std::vector<tco::FleetItem> read_pods(const std::string& path) {
  constexpr double vcpu_of_machine = 16;
  constexpr double gib_of_machine = 64;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> header = cells_of(line);
  const auto column = [&](const std::string& name) {
    return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
  };
  const bool is_usage = column("cpu_usage") < header.size();
  std::vector<tco::FleetItem> pods;
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = cells_of(line);
    tco::FleetItem pod;
    pod.id = "pod " + std::to_string(pods.size());
    pod.count = 1;
    pod.network_slots = 1;
    if (is_usage) {
      const double cpu = std::stod(cells[column("cpu_usage")]);
      const double memory = std::stod(cells[column("memory_usage")]);
      pod.request = {tco::Cpu::from_milli(static_cast<std::int64_t>(cpu * vcpu_of_machine * 1000)),
                     tco::Bytes::from_mib(static_cast<std::int64_t>(memory * gib_of_machine * 1024)), 0};
    } else {
      pod.request = {tco::Cpu::from_milli(std::stoll(cells[column("cpu_milli")])),
                     tco::Bytes::from_mib(std::stoll(cells[column("memory_mib")])),
                     std::stoll(cells[column("num_gpu")])};
    }
    pods.push_back(pod);
  }
  return pods;
}
