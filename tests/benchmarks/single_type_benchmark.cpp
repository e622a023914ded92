// How long it takes to choose the cheapest single type for a row, as a ratio to a plain loop over all types. All types
// that a region sells for Linux, on demand, at list prices, with what an ECS host has left for tasks. Both are timed in
// turns in this process on the same random rows, and must answer the same: otherwise the exit code is 1. Goal: a ratio
// of at least 25.

#include <algorithm>
#include <chrono>
#include <container_tco/container_tco.hpp>
#include <iomanip>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "../core/packing/plain_single_type.hpp"
#include "timing.hpp"

namespace {

using container_tco::benchmarks::median;
using container_tco::benchmarks::nanoseconds;

namespace tco = container_tco;

std::vector<tco::WeighedHost> hosts_of(const tco::PriceBook& book, const std::string& region) {
  std::vector<tco::WeighedHost> hosts;
  for (const tco::InstanceType& type : book.instance_types()) {
    const tco::PriceRow* row = book.find_price("ec2/linux/on_demand/" + type.name, region);
    if (row == nullptr) continue;
    const tco::HostCapacity capacity =
        tco::host_capacity(type, tco::ControlPlane::ecs, tco::OperatingSystem::linux_os, {});
    const tco::Rational weight =
        row->unit_price().money.amount() * tco::Rational(10'000'000'000);  // Prices have 10 digits.
    if (weight.floor() < 1) continue;
    hosts.push_back({type.name, {capacity.allocatable, capacity.network_slots}, weight.ceil()});
  }
  return hosts;
}

class Rows {
 public:
  explicit Rows(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) add(random_row());
  }
  const std::vector<tco::EqualTasks>& rows() const { return rows_; }
  tco::TaskColumns columns() const { return {cpu_, memory_, copies_, gpus_, slots_, most_, fewest_}; }

 private:
  // Sizes and counts of services: mostly small, some large, on no grid.
  tco::EqualTasks random_row() {
    tco::EqualTasks row;
    const std::int64_t units = log_uniform(128, 32'768);
    row.request = {tco::Cpu::from_units(units), tco::Bytes::from_mib(units * log_uniform(50, 1600) / 100),
                   one_in(50) ? log_uniform(1, 8) : 0};
    row.copies = log_uniform(1, 2000);
    row.network_slots = one_in(2) ? 1 : 0;
    if (one_in(10)) row.max_copies_per_host = log_uniform(1, 10);
    if (one_in(4)) row.min_hosts = log_uniform(2, 6);
    return row;
  }
  void add(const tco::EqualTasks& row) {
    rows_.push_back(row);
    cpu_.push_back(row.request.cpu.ticks());
    memory_.push_back(row.request.memory.bytes());
    copies_.push_back(row.copies);
    gpus_.push_back(row.request.gpu_count);
    slots_.push_back(row.network_slots);
    most_.push_back(row.max_copies_per_host);
    fewest_.push_back(row.min_hosts);
  }
  bool one_in(std::int64_t many) { return std::uniform_int_distribution<std::int64_t>(1, many)(random_) == 1; }
  std::int64_t log_uniform(std::int64_t least, std::int64_t most) {
    std::int64_t ceiling = least;
    while (ceiling < most && !one_in(3)) ceiling *= 2;
    return std::uniform_int_distribution<std::int64_t>(least, std::min(ceiling, most))(random_);
  }

  std::mt19937_64 random_{1};  // The same rows in every run.
  std::vector<tco::EqualTasks> rows_;
  std::vector<std::int64_t> cpu_, memory_, copies_, gpus_, slots_, most_, fewest_;
};

// Whether both answered the same.
bool measure(const tco::PriceBook& book, const std::string& region, const Rows& rows) {
  const std::vector<tco::WeighedHost> hosts = hosts_of(book, region);
  const std::vector<PlainType> all = plain_types(hosts);
  const tco::TypeTable table(hosts);
  std::vector<double> plain, kernel, building;
  std::vector<tco::TypeChoice> expected(rows.rows().size());
  std::vector<tco::TypeChoice> choices(rows.rows().size());
  bool equal = true;
  for (int round = 0; round < 11; ++round) {
    plain.push_back(nanoseconds([&] {
      for (std::size_t i = 0; i < expected.size(); ++i) expected[i] = plain_cheapest(all, rows.rows()[i]);
    }));
    kernel.push_back(nanoseconds([&] { table.cheapest(rows.columns(), choices); }));
    building.push_back(nanoseconds([&] { equal &= tco::TypeTable(hosts).hosts().size() == hosts.size(); }));
    equal &= choices == expected;
  }
  const auto count = static_cast<double>(expected.size());
  const auto chosen = std::count_if(choices.begin(), choices.end(), [](const tco::TypeChoice& choice) {
    return choice.outcome == tco::TypeOutcome::chosen;
  });
  std::cout << region << ": " << hosts.size() << " types, of which rows look at " << table.types_kept(false, false)
            << " (with network slots " << table.types_kept(false, true) << ", with GPUs "
            << table.types_kept(true, false) << "); table made in " << median(building) / 1e6 << " ms\n  "
            << median(plain) / count << " ns a row by the plain loop, " << median(kernel) / count
            << " ns by the table: " << median(plain) / median(kernel) << " times faster (goal: at least 25); "
            << expected.size() << " rows, " << chosen << " fit, answers " << (equal ? "equal" : "DIFFER") << "\n";
  return equal;
}

}  // namespace

int main() {
  const tco::PriceBook book = tco::PriceBook::bundled();
  const Rows rows(2000);
  std::cout << std::fixed << std::setprecision(1) << "cheapest single type\n";
  bool equal = true;
  for (const char* region : {"us-east-1", "eu-west-1", "ap-northeast-2"}) equal &= measure(book, region, rows);
  return equal ? 0 : 1;
}
