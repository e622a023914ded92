// How long a price lookup takes, as a ratio to a hit in an std::unordered_map with the same names, and how often it
// allocates. Both are timed in turns in this process on the same random names. Goals: a ratio of at most 5; 0.

#include <algorithm>
#include <container_tco/container_tco.hpp>
#include <iostream>
#include <random>
#include <unordered_map>

#include "allocations.hpp"
#include "timing.hpp"

namespace {

using container_tco::benchmarks::allocations;
using container_tco::benchmarks::median;
using container_tco::benchmarks::nanoseconds;

namespace tco = container_tco;

struct Name {
  std::string key;
  std::string region;
  std::string joined;
};

std::vector<Name> random_names(const tco::PriceBook& book, std::size_t count) {
  const std::vector<tco::PriceRow> rows = book.prices("");
  std::mt19937 generator(1);  // The same names in every run.
  std::uniform_int_distribution<std::size_t> pick(0, rows.size() - 1);
  std::vector<Name> names;
  for (std::size_t i = 0; i < count; ++i) {
    const tco::PriceRow& row = rows[pick(generator)];
    names.push_back({row.key, row.region, row.region + "/" + row.key});
  }
  return names;
}

}  // namespace

int main() {
  const tco::PriceBook book = tco::PriceBook::bundled();
  const std::vector<Name> names = random_names(book, 10'000);
  std::unordered_map<std::string, const tco::PriceRow*> map;
  for (const Name& name : names) map.emplace(name.joined, &book.price(name.key, name.region));

  std::vector<double> looking_up;
  std::vector<double> finding;
  std::size_t tiers = 0;
  std::size_t allocated = 0;
  for (int round = 0; round < 51; ++round) {
    const std::size_t before = allocations;
    const double lookups = nanoseconds([&] {
      for (const Name& name : names) tiers += book.price(name.key, name.region).tiers.size();
    });
    allocated += allocations - before;
    looking_up.push_back(lookups);
    finding.push_back(nanoseconds([&] {
      for (const Name& name : names) tiers += map.find(name.joined)->second->tiers.size();
    }));
  }
  const double count = static_cast<double>(names.size());
  std::cout << "price lookup, 10,000 random names: " << median(looking_up) / count << " ns each\n"
            << "std::unordered_map<std::string, …>::find, the same names: " << median(finding) / count << " ns each\n"
            << "ratio: " << median(looking_up) / median(finding) << " (goal: at most 5; " << tiers << ")\n"
            << "allocations after the first lookup of each: " << allocated << " (goal: 0)\n";
  return 0;
}
