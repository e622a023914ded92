// How fast rows are priced exactly, as ratios measured in turns in this process: the block kernel on every instruction
// set against a plain double kernel behind the same look-ups (goal: at least 0.9 on AVX2), two threads against one
// (goal: at least 1.5), and what a full comparison takes. The first argument is the number of rows (10 million); a
// second one names a folder that gets rows, prices and answers as raw columns for batch_benchmark.py.

#include <algorithm>
#include <container_tco/batch/fargate_stages.hpp>
#include <container_tco/batch/labour_shares.hpp>
#include <container_tco/container_tco.hpp>
#include <container_tco/estimate/data_plane.hpp>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "timing.hpp"

namespace {

namespace tco = container_tco;

using tco::benchmarks::median;
using tco::benchmarks::time_of;

const std::vector<std::string> regions = {"us-east-1", "us-west-2",      "eu-west-1",      "eu-central-1",
                                          "sa-east-1", "ap-northeast-1", "ap-northeast-2", "ap-south-1"};

struct Rows {
  std::vector<std::uint16_t> regions;
  std::vector<std::uint8_t> architectures, systems;
  std::vector<std::int64_t> ticks, bytes, counts, seconds, ephemeral;

  explicit Rows(std::size_t count)
      : regions(count),
        architectures(count),
        systems(count),
        ticks(count),
        bytes(count),
        counts(count),
        seconds(count),
        ephemeral(count) {
    std::mt19937_64 random(1);  // The same rows in every run.
    const auto below = [&](std::uint64_t n) { return static_cast<std::int64_t>(random() % n); };
    for (std::size_t i = 0; i < count; ++i) {
      const std::int64_t units = 128 << below(7);
      regions[i] = static_cast<std::uint16_t>(below(::regions.size()));
      architectures[i] = static_cast<std::uint8_t>(below(4) == 0);
      ticks[i] = tco::Cpu::from_units(units + below(static_cast<std::uint64_t>(units))).ticks();
      bytes[i] = tco::Bytes::from_mib(units * (2 + below(3))).bytes();
      ephemeral[i] = below(8) == 0 ? tco::Bytes::from_gib(below(200)).bytes() : 0;
      counts[i] = 1 + below(50);
      seconds[i] = below(2) == 0 ? 2'628'000 : below(2'628'000);
    }
  }
  tco::BatchColumns columns() const {
    return {regions, architectures, systems, ticks, bytes, ephemeral, counts, seconds};
  }
};

// The money stage in double, with the conversions that vector instructions like best; its amounts stand as bits where
// the exact ones would.
CONTAINER_TCO_IN_PLACE void price_in_double(const tco::FargateTable& table, const tco::BatchColumns& columns,
                                            const tco::BatchColumns& next, const tco::FargateColumns& out,
                                            tco::detail::FargateBlock& block) {
  tco::detail::index_rows(columns, table, block);
  (void)tco::detail::look_up_rows(table.places(), next, block, out);
  const std::int64_t* __restrict counts = columns.task_counts.data();
  const std::int64_t* __restrict seconds = columns.task_seconds.data();
  const std::int64_t* __restrict prices = block.prices.data();
  std::int64_t* __restrict amounts = out.amounts.data();
  const double inverse = 1e-10 / static_cast<double>(table.divisor());
  const auto to_double = [](std::int64_t value) { return std::bit_cast<double>(value | 0x4330000000000000) - 0x1p52; };
  const std::size_t count = columns.rows();
  for (std::size_t i = 0; i < count; ++i) {
    const double amount = to_double(counts[i]) * to_double(seconds[i]) * to_double(prices[i]) * inverse;
    amounts[i] = std::bit_cast<std::int64_t>(amount);
  }
  std::fill(out.errors.begin(), out.errors.end(), std::uint8_t{0});
}

using DoubleKernel = void (*)(const tco::FargateTable&, const tco::BatchColumns&, const tco::BatchColumns&,
                              const tco::FargateColumns&, tco::detail::FargateBlock&);

void double_portable(const tco::FargateTable& table, const tco::BatchColumns& columns, const tco::BatchColumns& next,
                     const tco::FargateColumns& out, tco::detail::FargateBlock& block) {
  price_in_double(table, columns, next, out, block);
}

#if defined(__GNUC__) && defined(__x86_64__)
[[gnu::target("arch=x86-64-v3")]] void double_v3(const tco::FargateTable& table, const tco::BatchColumns& columns,
                                                 const tco::BatchColumns& next, const tco::FargateColumns& out,
                                                 tco::detail::FargateBlock& block) {
  price_in_double(table, columns, next, out, block);
}

[[gnu::target("arch=x86-64-v4,prefer-vector-width=256")]] void double_v4(const tco::FargateTable& table,
                                                                         const tco::BatchColumns& columns,
                                                                         const tco::BatchColumns& next,
                                                                         const tco::FargateColumns& out,
                                                                         tco::detail::FargateBlock& block) {
  price_in_double(table, columns, next, out, block);
}
#endif

DoubleKernel double_kernel(tco::InstructionSet set) {
#if defined(__GNUC__) && defined(__x86_64__)
  if (set == tco::InstructionSet::x86_64_v3) return double_v3;
  if (set == tco::InstructionSet::x86_64_v4) return double_v4;
#endif
  return double_portable;
}

void run_in_double(const tco::FargateTable& table, const tco::BatchColumns& columns, const tco::FargateColumns& out,
                   tco::InstructionSet set) {
  tco::detail::FargateBlock block;
  for (std::size_t first = 0; first < columns.rows(); first += tco::detail::block_rows) {
    const std::size_t count = std::min(tco::detail::block_rows, columns.rows() - first);
    const std::size_t end = first + count;
    const tco::BatchColumns next = columns.slice(end, std::min(tco::detail::block_rows, columns.rows() - end));
    double_kernel(set)(table, columns.slice(first, count), next, out.slice(first, count), block);
  }
}

template <typename Action>
double seconds_of(Action action) {
  return time_of<std::ratio<1>>(action);
}

double million_rows(std::size_t rows, const std::vector<double>& seconds) {
  return static_cast<double>(rows) / median(seconds) / 1e6;
}

void measure_fargate(const tco::FargateTable& table, const Rows& rows, tco::FargateBatch& batch) {
  const std::size_t count = rows.counts.size();
  for (const tco::InstructionSet set : tco::available_instruction_sets()) {
    std::vector<double> plain, one, two;
    const auto exact = [&](std::size_t threads) {
      tco::FargateBatchOptions options;
      options.threads = threads;
      options.instruction_set = set;
      return seconds_of([&] { batch.totals = tco::batch_fargate(rows.columns(), table, batch.columns(), options); });
    };
    for (int turn = 0; turn < 7; ++turn) {
      plain.push_back(seconds_of([&] { run_in_double(table, rows.columns(), batch.columns(), set); }));
      one.push_back(exact(1));
      two.push_back(exact(2));
    }
    std::cout << "  " << to_string(set) << ": double " << million_rows(count, plain) << " million rows a second, exact "
              << million_rows(count, one) << ", on two threads " << million_rows(count, two) << "; exact / double "
              << median(plain) / median(one) << " (goal on AVX2: 0.9), two threads / one " << median(one) / median(two)
              << " (goal: 1.5)\n";
  }
}

tco::CompareBatchOptions comparison_options() {
  tco::CompareBatchOptions options;
  options.regions = regions;
  options.deployments = {tco::Deployment::parse("ecs-fargate"), tco::Deployment::parse("ecs-ec2")};
  return options;
}

tco::CompareBatch measure_comparison(const tco::PriceBook& book, const Rows& rows) {
  tco::CompareBatchOptions options = comparison_options();
  const std::size_t count = std::min<std::size_t>(rows.counts.size(), 200'000);
  std::vector<double> one, two;
  const tco::CompareTable single(book, options);
  options.threads = 2;
  const tco::CompareTable both(book, options);
  tco::CompareBatch made;
  for (int turn = 0; turn < 6; ++turn) {  // The first turn makes the tables.
    const double alone = seconds_of([&] { batch_compare(rows.columns().slice(0, count), single, made); });
    const double shared = seconds_of([&] { batch_compare(rows.columns().slice(0, count), both, made); });
    if (turn == 0) continue;
    one.push_back(alone);
    two.push_back(shared);
  }
  std::cout << "  comparison of " << count << " rows with all types of a region: " << million_rows(count, one)
            << " million rows a second, on two threads " << million_rows(count, two) << "; Fargate wins "
            << made.wins[0] << "\n";
  return made;
}

template <typename T>
void write_column(const std::string& folder, const std::string& name, const std::vector<T>& column) {
  std::ofstream file(folder + "/" + name, std::ios::binary);
  file.write(reinterpret_cast<const char*>(column.data()), static_cast<std::streamsize>(column.size() * sizeof(T)));
  if (!file) throw tco::FileError(folder + "/" + name, errno, "cannot be written");
}

double as_double(const tco::Rational& exact) { return std::stod(exact.to_decimal(15, tco::Rounding::half_even)); }

// Every host type that is for sale to a group of rows, a region and architecture, and what its rows pay besides.
struct HostColumns {
  std::vector<std::uint32_t> groups;
  std::vector<std::int64_t> types, ticks, bytes, slots;
  std::vector<double> costs;            // Of one host with its labour.
  std::vector<double> labour, scratch;  // Of one row, by group and deployment; of one GiB of its tasks, by group.

  HostColumns(const tco::PriceBook& book, const tco::CompareBatchOptions& options) {
    for (std::uint32_t group = 0; group < 2 * regions.size(); ++group) add_group(book, options, group);
  }

 private:
  void add_group(const tco::PriceBook& book, const tco::CompareBatchOptions& options, std::uint32_t group) {
    tco::EstimateOptions own = options.estimate;
    own.region = regions[group / 2];
    const tco::Ledger ledger(book, own.region, own.period);
    const tco::Deployment& deployment = options.deployments[1];
    const auto system = tco::OperatingSystem::linux_os;
    const tco::RootDisk disk = tco::root_disk(deployment.control_plane, system, own.hosts.setup);
    const auto surcharge = tco::surcharge_per_host(ledger, tco::Workload(), deployment, disk.size_gib, own);
    tco::HostCatalogue catalogue;
    for (const tco::PricedHost& host : catalogue.hosts(
             book, own, {deployment, system, tco::Architecture(group % 2), std::nullopt, surcharge.per_host})) {
      groups.push_back(group);
      types.push_back(host.type - book.instance_types().data());
      ticks.push_back(host.capacity.allocatable.cpu.ticks());
      bytes.push_back(host.capacity.allocatable.memory.bytes());
      slots.push_back(host.capacity.network_slots.value_or(0));
      costs.push_back(as_double(host.per_host.amount()));
    }
    scratch.push_back(
        as_double(book.price("ebs/gp3/storage", own.region).unit_price().money.amount() * own.period.months()));
    for (const tco::Deployment& each : options.deployments) {
      labour.push_back(as_double(tco::fixed_labour(book, own, each, options.share)));
    }
  }
};

void write_comparison(const std::string& folder, const tco::PriceBook& book, const tco::CompareBatch& batch) {
  const HostColumns hosts(book, comparison_options());
  write_column(folder, "host_groups.u4", hosts.groups);
  write_column(folder, "host_types.i8", hosts.types);
  write_column(folder, "host_ticks.i8", hosts.ticks);
  write_column(folder, "host_bytes.i8", hosts.bytes);
  write_column(folder, "host_slots.i8", hosts.slots);
  write_column(folder, "host_costs.f8", hosts.costs);
  write_column(folder, "row_labour.f8", hosts.labour);
  write_column(folder, "scratch.f8", hosts.scratch);
  write_column(folder, "winners.u1", batch.winners);
  write_column(folder, "chosen_types.u2", batch.deployments[1].instance_types);
  write_column(folder, "host_totals.i8", batch.deployments[1].totals.narrow_amounts());
}

void write_columns(const std::string& folder, const tco::FargateTable& table, const Rows& rows,
                   const tco::FargateBatch& batch) {
  write_column(folder, "regions.u2", rows.regions);
  write_column(folder, "architectures.u1", rows.architectures);
  write_column(folder, "systems.u1", rows.systems);
  write_column(folder, "ticks.i8", rows.ticks);
  write_column(folder, "bytes.i8", rows.bytes);
  std::vector<std::int32_t> whole_gib;
  for (const std::int64_t bytes : rows.ephemeral) {
    whole_gib.push_back(static_cast<std::int32_t>(bytes >> tco::detail::gib_bits));
  }
  write_column(folder, "ephemeral.i4", whole_gib);
  write_column(folder, "counts.i8", rows.counts);
  write_column(folder, "seconds.i8", rows.seconds);
  write_column(folder, "amounts.i8", batch.amounts);
  write_column(folder, "bought_vcpu_milli.i4", batch.vcpu_milli);
  write_column(folder, "bought_memory_mib.i4", batch.memory_mib);
  write_column(folder, "errors.u1", batch.errors);
  const tco::detail::FargateLookups& lookups = table.lookups();
  write_column(folder, "cells.u1", lookups.cells);
  write_column(folder, "cells_of_group.u4", lookups.cells_of_group);
  write_column(folder, "cpu_class.u1", std::vector<std::uint8_t>(lookups.cpu_class.begin(), lookups.cpu_class.end()));
  write_column(folder, "memory_class.u1",
               std::vector<std::uint8_t>(lookups.memory_class.begin(), lookups.memory_class.end()));
  write_column(folder, "prices.i8", lookups.prices);
  write_column(folder, "storage_prices.i8", lookups.storage_prices);
  write_column(folder, "vcpu_milli.i4",
               std::vector<std::int32_t>(lookups.vcpu_milli.begin(), lookups.vcpu_milli.end()));
  write_column(folder, "memory_mib.i4",
               std::vector<std::int32_t>(lookups.memory_mib.begin(), lookups.memory_mib.end()));
  write_column(folder, "ephemeral_limits.i4", std::vector<std::int32_t>{lookups.included_gib, lookups.most_gib});
  write_column(folder, "scale.i8", std::vector<std::int64_t>{table.scale()});
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t row_count = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 10'000'000;
  const tco::PriceBook book = tco::PriceBook::bundled();
  const Rows rows(row_count);
  const tco::FargateTable table(book, regions);
  tco::FargateBatch batch(row_count);
  std::cout << std::fixed << std::setprecision(2) << row_count << " rows, compiler " << __VERSION__ << "\n";
  measure_fargate(table, rows, batch);  // Its last run is exact.
  std::cout << "  bad rows: " << batch.totals.bad() << "\n";
  const tco::CompareBatch compared = measure_comparison(book, rows);
  if (count > 2) {
    write_columns(arguments[2], table, rows, batch);
    write_comparison(arguments[2], book, compared);
  }
}
