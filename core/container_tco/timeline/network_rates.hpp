#pragma once
// Inside of the stage: what tasks and hosts of one part of a deployment take of the network because they are there,
// by the rules of an estimate: public addresses, and images that are pulled.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/estimate/part.hpp"
#include "container_tco/timeline/timeline.hpp"

namespace container_tco {

/// Rates of a part. All that it is made of must outlive it.
class NetworkRates {
 public:
  NetworkRates(const Part& part, const PriceBook& book, const EstimateOptions& options, std::int64_t step_seconds);

  /// An address of each task of `service` on Fargate; nothing when it has none. Throws PriceNotFoundError.
  std::optional<UsageRate> address_of_task(const Service& service) const;
  /// An address of each host.
  std::optional<UsageRate> address_of_host() const;

  /// Each start on Fargate pulls all images of the task (rule F27). Beside the starts that `tasks` has come those of
  /// releases, or what is left of the starts that usage states, evenly over the tasks that are there.
  std::optional<PullRate> pulls_of_task(const Service& service, const TaskTimeline& tasks);
  /// A host pulls its images when it starts, and those of new releases: what hosts of the instance price `key` pull on
  /// average in `peak`.
  std::optional<PullRate> pulls_of_host(const Estimate& peak, const std::string& key);

  /// About releases and pulls; each once.
  const std::vector<Assumption>& assumptions() const { return ledger_.assumptions; }

 private:
  UsageRate priced(const char* key) const;
  std::optional<PullRate> pull_rate() const;
  Rational starts_of_releases(const Service& service, const TaskTimeline& tasks, const Rational& task_steps);
  Rational months_of(const Rational& steps) const;

  const Part& part_;
  Ledger ledger_;
  Rational step_hours_;
};

}  // namespace container_tco
