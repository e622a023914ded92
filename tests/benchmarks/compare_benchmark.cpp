// How long one comparison takes, as a ratio to parsing the bundled EC2 price tables from their JSON once.
// Both are timed in turns in this process; medians are printed. Goal: a ratio of at most 1.

#include <algorithm>
#include <chrono>
#include <container_tco/container_tco.hpp>
#include <container_tco/json/json_value.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "ten_services.hpp"
#include "timing.hpp"

namespace {

using container_tco::benchmarks::median;
using container_tco::benchmarks::milliseconds;

namespace tco = container_tco;

std::vector<std::string> ec2_tables() {
  std::vector<std::string> texts;
  for (const auto& entry : std::filesystem::directory_iterator(CONTAINER_TCO_PRICING "/ec2")) {
    std::ifstream file(entry.path());
    texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return texts;
}

}  // namespace

int main() {
  const tco::Workload workload = tco::benchmarks::ten_services();
  const std::vector<std::string> tables = ec2_tables();
  const tco::PriceBook book = tco::PriceBook::bundled();
  tco::EstimateOptions options;
  options.region = "us-east-1";
  (void)tco::compare(workload, book, options);  // Opens the region's tables, which is not what is measured.

  std::vector<double> comparing;
  std::vector<double> parsing;
  std::size_t members = 0;
  for (int round = 0; round < 11; ++round) {
    comparing.push_back(milliseconds([&] { members += tco::compare(workload, book, options).estimates.size(); }));
    parsing.push_back(milliseconds([&] {
      for (const std::string& text : tables) members += tco::parse_json(text).members().size();
    }));
  }
  std::cout << "compare, ten services, four deployments, every type of us-east-1: " << median(comparing) << " ms\n"
            << "parsing the " << tables.size() << " bundled EC2 tables once: " << median(parsing) << " ms\n"
            << "ratio: " << median(comparing) / median(parsing) << " (goal: at most 1; " << members << ")\n";
  return 0;
}
