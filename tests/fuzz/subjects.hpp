#pragma once
// What is given broken documents.

#include <map>
#include <string>
#include <vector>

#include "container_tco/pricebook/price_book.hpp"
#include "promises.hpp"

namespace container_tco::fuzz {

/// The documents of the seeds folder by name, and what is made of them as they are.
class Bench {
 public:
  /// Throws std::runtime_error when a seed cannot be read.
  explicit Bench(const std::string& seeds_folder);

  const std::string& seed(const std::string& name) const { return seeds_.at(name); }
  const std::map<std::string, std::string>& seeds() const { return seeds_; }
  const PriceBook& book() const { return book_; }
  const Workload& scenario() const { return scenario_; }
  const Workload& shop() const { return shop_; }

  /// As `expect_comparable`.
  void compare(const Workload& workload);
  void compare(const Workload& workload, const PriceBook& book, const EstimateOptions& options);

  Depth depth = all_the_way();  ///< Of this round.
  WorkloadCounts counts;

 private:
  std::map<std::string, std::string> seeds_;
  PriceBook book_ = PriceBook::bundled();
  Workload scenario_;
  Workload shop_;  ///< The ECS documents.
};

/// A way in for documents.
struct Subject {
  const char* name;
  std::vector<std::string> seeds;  ///< What it is given, broken.
  /// Returns whether `text`, made of seed `seed`, was of use. Throws Error when it was refused.
  bool (*read)(const std::string& seed, const std::string& text, Bench& bench);
};

const std::vector<Subject>& subjects();

}  // namespace container_tco::fuzz
