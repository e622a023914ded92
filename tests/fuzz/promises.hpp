#pragma once
// What must hold whatever the input was.

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "container_tco/comparison/comparison.hpp"
#include "container_tco/report/report.hpp"
#include "container_tco/workload/workload.hpp"
#include "random.hpp"

namespace container_tco::fuzz {

/// A promise of the library that was not kept.
class BrokenPromise : public std::logic_error {
  using std::logic_error::logic_error;
};

/// Throws BrokenPromise unless `message` is printable UTF-8 of a length to read, and speaks of the input: neither of a
/// bug of the library nor in the words of the standard library.
void expect_readable(const std::string& message);

/// What became of workloads.
struct WorkloadCounts {
  std::uint64_t invalid = 0;       ///< Refused by validate().
  std::uint64_t incomparable = 0;  ///< Refused by compare().
  std::uint64_t compared = 0;      ///< And rendered.
  std::uint64_t complete = 0;      ///< Of these: at least one deployment could be priced in full.
};

/// Options that make a comparison small: us-east-1, three instance types, labour.
EstimateOptions small_options();

/// How far a round goes: reports in all formats and break-evens take most of the time.
struct Depth {
  std::vector<Deployment> deployments;  ///< To compare.
  std::vector<ReportFormat> formats;    ///< To render.
};
Depth all_the_way();
/// Hosts and Fargate of different control planes, between which no break-even is asked for; one format.
Depth quick(Random& random);

/// Takes `workload` all the way to the reports, as far as it is valid. Throws BrokenPromise when HTML has a script or
/// JSON cannot be read back, and whatever is thrown that is no Error.
void expect_comparable(const Workload& workload, const PriceBook& book, const EstimateOptions& options,
                       const Depth& depth, WorkloadCounts& counts);

}  // namespace container_tco::fuzz
